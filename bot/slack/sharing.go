package slack

import (
	"context"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// channel asks Slack about a channel. External is true when people of another organization are in it, or are invited:
// is_ext_shared decides, not is_shared nor the form of the id (docs.slack.dev: slack-connect).
func (s *Slack) channel(ctx context.Context, id string) (domain.Channel, error) {
	c, err := s.channelInfo(ctx, id)
	if err != nil {
		return domain.Channel{}, unavailable("Slack did not say what channel that is. "+problemOf(err), err)
	}
	return c, nil
}

func (s *Slack) channelInfo(ctx context.Context, id string) (domain.Channel, error) {
	ctx, cancel := context.WithTimeout(ctx, profileTimeout)
	defer cancel()
	c, err := s.api.GetConversationInfoContext(ctx, &slackgo.GetConversationInfoInput{ChannelID: id})
	if err != nil {
		return domain.Channel{}, err
	}
	return domain.Channel{
		Platform: domain.Slack, Workspace: s.config.Workspace, ID: id, Name: c.Name, External: c.IsExtShared || c.IsPendingExtShared,
	}, nil
}

// keepInside refuses to write what holds the data of several partners to a channel where another organization reads
// along: it may have been shared since it was chosen.
func (s *Slack) keepInside(ctx context.Context, channel string, v view.View) error {
	if !view.HoldsOthers(v) || channel == "" || channel[0] != 'C' && channel[0] != 'G' { // a direct message
		return nil
	}
	external, err := s.insiders.External(ctx, channel, false, func(ctx context.Context) (bool, error) {
		c, err := s.channelInfo(ctx, channel)
		return c.External, err
	})
	switch {
	case err != nil:
		return editError(err) // nothing was written yet
	case external:
		return &bot.SendError{
			Verdict: bot.Refused,
			Problem: "People of another organization are in the channel, so this was not written there. Choose another channel in setup.",
		}
	}
	return nil
}
