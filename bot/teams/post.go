package teams

import (
	"context"
	"errors"
	"log/slog"
	"strings"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// Post sends a view to a channel, a chat or a person, in the thread of a message when there is one. An error is a
// *bot.SendError.
func (t *Teams) Post(ctx context.Context, to, thread domain.MessageRef, v view.View) (domain.MessageRef, error) {
	out, err := t.drawn(ctx, to.Workspace, v)
	if err != nil {
		return domain.MessageRef{}, err
	}
	if err := t.keepInside(ctx, to, v); err != nil {
		return domain.MessageRef{}, err
	}
	where, err := t.conversationOf(ctx, to)
	if err != nil {
		return domain.MessageRef{}, t.unreached(ctx, to, err)
	}
	sent := domain.MessageRef{Platform: domain.Teams, Workspace: to.Workspace}
	switch {
	case !isChannel(where.ID):
		sent.Channel = where.ID
		sent.TS, err = t.connector.send(ctx, where, out)
	case thread.TS != "":
		where.ID = inThread(where.ID, rootOf(thread))
		sent.Channel = where.ID
		sent.TS, err = t.connector.send(ctx, where, out)
	default:
		sent.Channel, sent.TS, err = t.connector.startThread(ctx, where.ServiceURL, where.Tenant, where.ID, out)
	}
	if err != nil {
		return domain.MessageRef{}, t.unreached(ctx, to, err)
	}
	return sent, nil
}

// Edit replaces a message for everybody. It may be repeated at will. An error is a *bot.SendError.
func (t *Teams) Edit(ctx context.Context, m domain.MessageRef, v view.View) error {
	out, err := t.drawn(ctx, m.Workspace, v)
	if err != nil {
		return err
	}
	where := conversation{Tenant: m.Workspace, ID: m.Channel}
	if where.ServiceURL, err = t.endpointOf(ctx, m.Workspace, withoutThread(m.Channel)); err != nil {
		return later(err)
	}
	return t.connector.update(ctx, where, m.TS, out)
}

// drawn is a view as an activity for everybody who reads it. A review card draws itself anew for those who decide.
func (t *Teams) drawn(ctx context.Context, tenant string, v view.View) (outgoing, error) {
	var readers []string
	if _, ok := v.(view.ReviewCard); ok {
		var err error
		if readers, err = t.readers(ctx, tenant); err != nil {
			return outgoing{}, later(err)
		}
	}
	c, err := Render(v, readers)
	if err != nil {
		return outgoing{}, &bot.SendError{
			Verdict: bot.Refused, Err: err,
			Problem: "The message cannot be drawn for Teams. This is a fault of partnerbot: report it.",
		}
	}
	out := shown(c)
	out.ChannelData = notify
	return out, nil
}

// readers are those who decide, by what Teams calls them.
func (t *Teams) readers(ctx context.Context, tenant string) ([]string, error) {
	deciders, err := t.config.Deciders(ctx, domain.Teams, tenant)
	if err != nil {
		return nil, err
	}
	var handles []string
	for _, d := range deciders {
		c, err := t.config.Contacts.Contact(ctx, domain.Teams, d.Workspace, d.User)
		switch {
		case err != nil && domain.CodeOf(err) != domain.NotFound:
			return nil, err
		case c.Handle != "" && len(handles) < maxRefreshed:
			handles = append(handles, c.Handle)
		}
	}
	return handles, nil
}

// rootOf is the first message of the thread that a message is in. A message of no thread is its own.
func rootOf(m domain.MessageRef) string {
	if _, root, ok := strings.Cut(m.Channel, threadMark); ok && root != "" {
		return root
	}
	return m.TS
}

// conversationOf is where a delivery goes: a channel or chat by its id, or the personal chat of a user id.
func (t *Teams) conversationOf(ctx context.Context, to domain.MessageRef) (conversation, error) {
	if !strings.Contains(to.Channel, ":") {
		return t.personalChat(ctx, domain.Identity{Platform: domain.Teams, Workspace: to.Workspace, User: to.Channel})
	}
	where := conversation{Tenant: to.Workspace, ID: to.Channel}
	var err error
	where.ServiceURL, err = t.endpointOf(ctx, to.Workspace, to.Channel)
	return where, err
}

// endpointOf is the service that a channel or chat is written to through: its own, or the newest of the tenant.
func (t *Teams) endpointOf(ctx context.Context, tenant, id string) (string, error) {
	c, err := t.config.Contacts.Contact(ctx, domain.Teams, tenant, id)
	if err == nil && c.Endpoint != "" {
		return c.Endpoint, nil
	}
	if err != nil && domain.CodeOf(err) != domain.NotFound {
		return "", err
	}
	at, err := t.config.Contacts.Endpoint(ctx, domain.Teams, tenant)
	if err == nil && at == "" {
		err = errNowhere
	}
	return at, err
}

// later is a failed look-up: nothing was sent yet.
func later(err error) error {
	var e *bot.SendError
	if errors.As(err, &e) {
		return e
	}
	return &bot.SendError{Verdict: bot.Retry, After: retryUnsent, Problem: "Where it goes could not be looked up.", Err: err}
}

// unreached keeps that nobody can be written to there any more, until the app is there again.
func (t *Teams) unreached(ctx context.Context, to domain.MessageRef, err error) error {
	switch {
	case errors.Is(err, errNowhere):
		return &bot.SendError{
			Verdict: bot.Refused, Err: err,
			Problem: "Nobody of the organization has written to partnerbot in Teams yet. Add it there, and say hello.",
		}
	case errors.Is(err, errUnreachable):
		if lost := t.config.Contacts.Lose(ctx, domain.Teams, to.Workspace, to.Channel); lost != nil {
			t.log.WarnContext(ctx, "teams contact not marked as gone", slog.String("error", lost.Error()))
		}
	}
	return later(err)
}

// keepInside refuses to post what holds the data of several partners where somebody from outside reads along: who is in
// a channel may have changed since it was chosen.
func (t *Teams) keepInside(ctx context.Context, to domain.MessageRef, v view.View) error {
	switch v.(type) {
	case view.Digest, view.DigestDetail, view.ReviewCard, view.HistoryNote:
	default:
		return nil
	}
	if !isChannel(to.Channel) {
		return nil
	}
	external, err := t.External(ctx, to.Workspace, to.Channel)
	switch {
	case err != nil:
		return later(err)
	case external:
		return &bot.SendError{
			Verdict: bot.Refused,
			Problem: "Somebody from outside is in the channel, so this was not posted there. Choose another channel in setup.",
		}
	}
	return nil
}
