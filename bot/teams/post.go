package teams

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// Post sends a view to a channel, a chat or a person, in the thread of a message when there is one. An error is a
// *bot.SendError.
func (t *Teams) Post(ctx context.Context, to, thread domain.MessageRef, v view.View) (domain.MessageRef, error) {
	sent, err := t.post(ctx, to, thread, v)
	if errors.Is(err, errUnreachable) {
		if lost := t.config.Contacts.Lose(ctx, domain.Teams, to.Workspace, to.Channel); lost != nil {
			t.log.WarnContext(ctx, "teams contact not marked as gone", slog.String("error", lost.Error()))
		}
	}
	if err != nil {
		return domain.MessageRef{}, later(err)
	}
	return sent, nil
}

func (t *Teams) post(ctx context.Context, to, thread domain.MessageRef, v view.View) (domain.MessageRef, error) {
	sent := domain.MessageRef{Platform: domain.Teams, Workspace: to.Workspace}
	out, err := t.drawn(ctx, to.Workspace, v)
	if err != nil {
		return sent, err
	}
	if err := t.keepInside(ctx, to.Workspace, to.Channel, v); err != nil {
		return sent, err
	}
	where, err := t.conversationOf(ctx, to)
	switch {
	case err != nil:
	case !isChannel(where.ID):
		sent.Channel = where.ID
		sent.TS, err = t.connector.send(ctx, where, out)
	case thread.TS != "":
		where.ID = inThread(where.ID, rootOf(thread))
		sent.Channel = where.ID
		sent.TS, err = t.connector.send(ctx, where, out)
		err = inDeletedThread(err)
	default:
		sent.Channel, sent.TS, err = t.connector.startThread(ctx, where.ServiceURL, where.Tenant, where.ID, out)
	}
	return sent, err
}

// inDeletedThread tells a thread that is gone from a channel that is: Teams says the same of both.
func inDeletedThread(err error) error {
	var why refusal
	if !errors.As(err, &why) || why.Status != http.StatusNotFound {
		return err
	}
	return &bot.SendError{Verdict: bot.Refused, Problem: "The message that this answers was deleted.", Err: why}
}

// Edit replaces a message for everybody. It may be repeated at will. An error is a *bot.SendError.
func (t *Teams) Edit(ctx context.Context, m domain.MessageRef, v view.View) error {
	out, err := t.drawn(ctx, m.Workspace, v)
	if err != nil {
		return err
	}
	if err := t.keepInside(ctx, m.Workspace, m.Channel, v); err != nil {
		return later(err)
	}
	where := conversation{Tenant: m.Workspace, ID: m.Channel}
	if where.ServiceURL, err = t.endpoint(ctx, m.Workspace); err != nil {
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
		case c.Handle != "":
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
	c, err := t.config.Contacts.Contact(ctx, domain.Teams, to.Workspace, to.Channel)
	if err == nil && c.Gone {
		return conversation{}, unreachable("BotNotInConversationRoster")
	}
	if err != nil && domain.CodeOf(err) != domain.NotFound {
		return conversation{}, err
	}
	at, err := t.endpoint(ctx, to.Workspace)
	return conversation{ServiceURL: at, Tenant: to.Workspace, ID: to.Channel}, err
}

// endpoint is the service that a tenant is written to through: the newest that came from it, since it may change
// (techcommunity.microsoft.com: 4392723).
func (t *Teams) endpoint(ctx context.Context, tenant string) (string, error) {
	at, err := t.config.Contacts.Endpoint(ctx, domain.Teams, tenant)
	if err == nil && at == "" {
		return "", &bot.SendError{
			Verdict: bot.Refused, Err: errNowhere,
			Problem: "Nobody of the organization has written to partnerbot in Teams yet. Add it there, and say hello.",
		}
	}
	return at, err
}

var errNowhere = errors.New("no address in Teams is known")

// later is a failed look-up: nothing was sent yet.
func later(err error) error {
	var e *bot.SendError
	if errors.As(err, &e) {
		return e
	}
	return &bot.SendError{Verdict: bot.Retry, After: retryUnsent, Problem: "Where it goes could not be looked up.", Err: err}
}

// keepInside refuses to write what holds the data of several partners to a channel where somebody from outside reads
// along: who is in it may have changed since it was chosen. Before the digest, which holds everything and comes once a
// week, Teams is asked anew.
func (t *Teams) keepInside(ctx context.Context, tenant, channel string, v view.View) error {
	if !view.HoldsOthers(v) || !isChannel(channel) {
		return nil
	}
	whole := false
	switch v.(type) {
	case view.Digest, view.DigestDetail:
		whole = true
	}
	external, err := t.isExternal(ctx, tenant, withoutThread(channel), whole)
	switch {
	case err != nil:
		return err
	case external:
		return &bot.SendError{
			Verdict: bot.Refused,
			Problem: "Somebody from outside is in the channel, so this was not written there. Choose another channel in setup.",
		}
	}
	return nil
}
