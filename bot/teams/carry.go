package teams

import (
	"cmp"
	"context"
	"errors"
	"html"
	"log/slog"

	"github.com/infracloudio/msbotbuilder-go/schema"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// carry shows a reply after the acknowledgment. Outside a personal chat everybody would read along, and there is no
// message for one person alone: the answer goes to their personal chat, and the place says so.
func (t *Teams) carry(ctx context.Context, a activity, r bot.Request, reply bot.Reply) {
	switch {
	case reply.Form != nil:
		t.offer(ctx, a, r, reply)
	case reply.View != nil && a.personal():
		t.answer(ctx, a, t.outgoing(ctx, reply.View))
	case reply.View != nil:
		words, _ := t.inPerson(ctx, a, reply.View)
		t.point(ctx, a, words)
	}
}

// offer says a button that opens the form: a dialog opens from a click alone.
func (t *Teams) offer(ctx context.Context, a activity, r bot.Request, reply bot.Reply) {
	if r.Kind != bot.Command {
		t.answer(ctx, a, wording("This opens a form, which your Teams does not show. Use a newer one, or type help to see what to type instead."))
		return
	}
	c, err := renderOpener(*reply.Form, r.Name, r.Text)
	if err != nil {
		t.undrawn(ctx, err)
		t.answer(ctx, a, wording(undrawable))
		return
	}
	t.answer(ctx, a, shown(c))
}

// inPerson shows a view in the personal chat of who acted. It gives the words that say so, or what mends that it could
// not be done.
func (t *Teams) inPerson(ctx context.Context, a activity, v view.View) (words string, ok bool) {
	to, err := t.personalChat(ctx, domain.Identity{Platform: domain.Teams, Workspace: a.tenant(), User: a.From.ObjectID})
	if err == nil {
		err = t.say(ctx, to, v)
	}
	if err == nil {
		return "the answer is in your own chat with me.", true
	}
	t.log.WarnContext(ctx, "teams answer not shown in person", slog.String("error", err.Error()))
	if errors.Is(err, errUnreachable) {
		return "I cannot write to you yet. Add partnerbot for yourself from Apps in Teams, and ask again.", false
	}
	return "Teams does not take my answer just now. Ask again in a minute.", false
}

// point says something to who acted, where they did.
func (t *Teams) point(ctx context.Context, a activity, words string) {
	name := "<at>" + html.EscapeString(cmp.Or(a.From.Name, "You")) + "</at>"
	out := wording(name + ", " + words)
	out.Entities = []mention{{Type: "mention", Text: name, Mentioned: schema.ChannelAccount{ID: a.From.ID, Name: cmp.Or(a.From.Name, "You")}}}
	t.answer(ctx, a, out)
}

// outgoing is a view for the one person who reads it.
func (t *Teams) outgoing(ctx context.Context, v view.View) outgoing {
	c, err := RenderOwn(v)
	if err != nil {
		t.undrawn(ctx, err)
		return wording(undrawable)
	}
	return shown(c)
}

// answer sends what an activity is answered with, in the thread of a message, as soon as it is its turn.
func (t *Teams) answer(ctx context.Context, a activity, out outgoing) {
	err := patiently(ctx, func() error {
		var err error
		if a.Type == "message" {
			_, err = t.connector.reply(ctx, a.to(), a.ID, out)
		} else {
			_, err = t.connector.send(ctx, a.to(), out)
		}
		return err
	})
	if err != nil {
		t.log.WarnContext(ctx, "teams answer not shown", slog.String("error", err.Error()))
	}
}

// say shows a view in a chat.
func (t *Teams) say(ctx context.Context, to conversation, v view.View) error {
	out := t.outgoing(ctx, v)
	return patiently(ctx, func() error {
		_, err := t.connector.send(ctx, to, out)
		return err
	})
}

func wording(text string) outgoing { return outgoing{Type: schema.Message, Text: text} }

func shown(c Card) outgoing {
	return outgoing{Type: schema.Message, Summary: c.Summary, Attachments: []schema.Attachment{attachment(c)}}
}

// personalChat is the chat with a person: the one they wrote in, else one that is opened now.
func (t *Teams) personalChat(ctx context.Context, who domain.Identity) (conversation, error) {
	to := conversation{Tenant: who.Workspace}
	c, err := t.config.Contacts.Contact(ctx, domain.Teams, who.Workspace, who.User)
	if err != nil && domain.CodeOf(err) != domain.NotFound {
		return to, err
	}
	if c.Gone {
		return to, unreachable("MessageWritesBlocked")
	}
	if to.ServiceURL, err = t.endpoint(ctx, who.Workspace); err != nil || c.Conversation != "" {
		to.ID = c.Conversation
		return to, err
	}
	err = inTurn(ctx, func() error {
		// Teams takes the object id as well.
		to.ID, err = t.connector.createPersonal(ctx, to.ServiceURL, who.Workspace, cmp.Or(c.Handle, who.User))
		return err
	})
	if err == nil {
		t.meet(ctx, domain.Contact{Platform: domain.Teams, Workspace: who.Workspace, ID: who.User, Conversation: to.ID})
	}
	return to, err
}
