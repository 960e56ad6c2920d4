package teams

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/domain"
)

// profile asks Teams about a person, in the chat that is under way and else in the teams that the bot is in: Teams knows
// people only as members of something. Guests and people of another tenant are outside people. An error is a
// *domain.Error: NotFound when Teams does not show them to the bot, Unavailable when it does not answer.
func (t *Teams) profile(ctx context.Context, a activity, who domain.Identity) (domain.Profile, error) {
	ctx, cancel := context.WithTimeout(ctx, profileTimeout)
	defer cancel()
	m, err := t.findMember(ctx, a, who)
	switch {
	case errors.Is(err, errUnreachable):
		return domain.Profile{}, &domain.Error{
			Code: domain.NotFound, Err: err,
			Message: "Teams does not show this person to partnerbot yet. Add partnerbot to a team they are in, or ask them to write to it once.",
		}
	case err != nil:
		return domain.Profile{}, &domain.Error{
			Code: domain.Unavailable, Err: err, Message: "Teams did not say who that is. Try again in a moment.",
		}
	}
	t.meet(ctx, domain.Contact{
		Platform: domain.Teams, Workspace: who.Workspace, ID: who.User, Handle: m.ID, Endpoint: a.ServiceURL,
	})
	p := domain.Profile{Name: m.Name, Email: cmp.Or(m.Email, m.UPN), Outside: m.outside(t.config.Tenants)}
	if who.User == a.From.ObjectID {
		p.TimeZone = a.LocalTimezone
	}
	return p, nil
}

// outside tells whether a member is a guest, or of none of our tenants.
func (m member) outside(ours []string) bool {
	of := func(tenant string) bool { return strings.EqualFold(m.TenantID, tenant) }
	return m.Role == "guest" || m.Role == "anonymous" || m.TenantID != "" && !slices.ContainsFunc(ours, of)
}

// findMember looks for a person where they act or are spoken of, and then at once everywhere else that the bot is: they
// may have opened its dialog in a chat that it is not in.
func (t *Teams) findMember(ctx context.Context, a activity, who domain.Identity) (member, error) {
	in := a.to()
	in.ID = a.room()
	if !a.personal() || who.User == a.From.ObjectID {
		if m, err := t.connector.member(ctx, in, who.User); err == nil || !errors.Is(err, errUnreachable) {
			return m, err
		}
	}
	c, err := t.config.Contacts.Contact(ctx, domain.Teams, who.Workspace, who.User)
	if err != nil && domain.CodeOf(err) != domain.NotFound {
		return member{}, err
	}
	rooms, err := t.config.Contacts.Teams(ctx, domain.Teams, who.Workspace, maxTeams)
	if err != nil {
		return member{}, err
	}
	if c.Conversation != "" {
		rooms = append(rooms, c.Conversation)
	}
	return t.memberOfAny(ctx, in, rooms, who.User)
}

// memberOfAny asks in all rooms at the same time, as in none of them alone there would be time for all. It is the first
// one that knows the person who answers.
func (t *Teams) memberOfAny(ctx context.Context, in conversation, rooms []string, user string) (member, error) {
	type answer struct {
		member
		err error
	}
	answers := make(chan answer, len(rooms))
	for _, in.ID = range rooms {
		go func(in conversation) {
			m, err := t.connector.member(ctx, in, user)
			answers <- answer{m, err}
		}(in)
	}
	none := error(errUnreachable)
	for range rooms {
		got := <-answers
		if got.err == nil {
			return got.member, nil
		}
		if !errors.Is(got.err, errUnreachable) {
			none = got.err
		}
	}
	return member{}, none
}

// channel looks at the channel whose link, or id, was typed. External is true when somebody from outside is in it. An
// error is a *domain.Error, in words for beside the field.
func (t *Teams) channel(ctx context.Context, tenant, typed string) (domain.Channel, error) {
	id, err := readChannel(typed, tenant)
	if err != nil {
		return domain.Channel{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, channelTimeout)
	defer cancel()
	found, err := t.lookAt(ctx, tenant, id)
	if err == nil {
		return found, nil
	}
	words := "Teams did not say what channel that is. Save again in a moment."
	switch {
	case errors.Is(err, errUnreachable):
		words = "Teams does not show this channel to partnerbot. Add partnerbot to its team from Apps in Teams, or write @partnerbot in the channel, and save again."
	case errors.Is(err, errCrowd):
		words = crowd
	}
	return domain.Channel{}, &domain.Error{Code: domain.Invalid, Message: words, Err: err}
}

// lookAt is a channel as Teams shows it now. An error is errUnreachable when it shows none.
func (t *Teams) lookAt(ctx context.Context, tenant, id string) (domain.Channel, error) {
	c := domain.Channel{Platform: domain.Teams, Workspace: tenant, ID: id}
	in, one, err := t.findChannel(ctx, tenant, id)
	if err != nil {
		return c, err
	}
	c.Name, c.External = cmp.Or(one.Name, "General"), one.Type == "shared"
	if c.External {
		return c, nil
	}
	if one.Type != "standard" {
		in.ID = id // it has members of its own, or may have
	}
	c.External, err = t.hasOutsiders(ctx, in)
	return c, err
}

// findChannel looks for a channel in the team that it was met in, and else in those that the bot is in: the bot may have
// been away when the channel was made. It gives the team, too.
func (t *Teams) findChannel(ctx context.Context, tenant, id string) (conversation, channel, error) {
	in := conversation{Tenant: tenant}
	known, err := t.config.Contacts.Contact(ctx, domain.Teams, tenant, id)
	if err != nil && domain.CodeOf(err) != domain.NotFound {
		return in, channel{}, err
	}
	teams, err := t.config.Contacts.Teams(ctx, domain.Teams, tenant, maxTeams)
	if err != nil {
		return in, channel{}, err
	}
	if known.Team != "" {
		teams = append([]string{known.Team}, teams...)
	}
	if in.ServiceURL, err = t.endpoint(ctx, tenant); err != nil {
		return in, channel{}, err
	}
	none := error(unreachable("ConversationNotFound"))
	for _, in.ID = range teams {
		all, err := t.connector.channels(ctx, in)
		switch {
		case errors.Is(err, errUnreachable) && in.ID == known.Team:
			none = err
		case err != nil && !errors.Is(err, errUnreachable):
			return in, channel{}, err
		}
		if i := slices.IndexFunc(all, func(c channel) bool { return c.ID == id }); i >= 0 {
			return in, all[i], nil
		}
	}
	return in, channel{}, none
}

// hasOutsiders reads the members until one from outside is among them.
func (t *Teams) hasOutsiders(ctx context.Context, in conversation) (bool, error) {
	from := ""
	for range maxPages {
		page, next, err := t.connector.members(ctx, in, from)
		if err != nil {
			return false, err
		}
		for _, m := range page {
			if m.outside(t.config.Tenants) {
				return true, nil
			}
		}
		if from = next; from == "" {
			return false, nil
		}
	}
	return false, &bot.SendError{Verdict: bot.Refused, Problem: crowd, Err: errCrowd}
}

var errCrowd = errors.New("too many members to look at")

const crowd = "So many people are in this channel that nobody can say who they are. Choose a private one, or a smaller team."

// isExternal tells whether somebody from outside is in a channel, as Teams said of late or, when anew, says now. With an
// error nobody knows: treat the channel as external.
func (t *Teams) isExternal(ctx context.Context, tenant, id string, anew bool) (bool, error) {
	return t.insiders.External(ctx, id, anew, func(ctx context.Context) (bool, error) {
		c, err := t.lookAt(ctx, tenant, id)
		if err == nil && c.External {
			t.log.WarnContext(ctx, "teams channel has outsiders", slog.String("channel", id))
		}
		return c.External, err
	})
}
