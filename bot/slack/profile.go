package slack

import (
	"cmp"
	"context"

	"github.com/partnerbot/partnerbot/domain"
)

// profile asks Slack about a person. Guests and people of another organization are outside people; Slack hides the
// latter's e-mail (docs.slack.dev: slack-connect). An error is an *domain.Error: Unavailable.
func (s *Slack) profile(ctx context.Context, who domain.Identity) (domain.Profile, error) {
	ctx, cancel := context.WithTimeout(ctx, profileTimeout)
	defer cancel()
	u, err := s.api.GetUserInfoContext(ctx, who.User)
	if err != nil {
		return domain.Profile{}, unavailable("Slack did not say who you are. Try again in a moment.", err)
	}
	email := u.Profile.Email
	if !u.IsEmailConfirmed { // anybody can claim to have any
		email = ""
	}
	return domain.Profile{
		Name:     cmp.Or(u.Profile.RealName, u.RealName, u.Profile.DisplayName, u.Name),
		Email:    email,
		TimeZone: u.TZ,
		Outside: u.IsRestricted || u.IsUltraRestricted || u.IsStranger ||
			who.Workspace != s.config.Workspace || u.TeamID != "" && u.TeamID != s.config.Workspace,
	}, nil
}
