package teams

import (
	"cmp"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"github.com/infracloudio/msbotbuilder-go/schema"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
)

// task is the answer to what opens a dialog, or is sent from one (msteams-docs: task-modules-bots).
type task struct {
	Task struct {
		Type  string `json:"type"` // continue shows a card, message a text
		Value any    `json:"value"`
	} `json:"task"`
}

// dialog is a card in a dialog.
type dialog struct {
	Title  string            `json:"title"`
	Height string            `json:"height"`
	Width  string            `json:"width"`
	Card   schema.Attachment `json:"card"`
}

// fetch opens the dialog of a button.
func (t *Teams) fetch(ctx context.Context, a activity) answer {
	p := read[struct {
		Data pressed `json:"data"`
	}](a.Value).Data
	return t.inDialog(ctx, t.handle(ctx, t.pressed(a, p, a.ReplyToID+":"+p.Intent)))
}

// extension opens the dialog of an entry of the message extension: the bot's own menu.
func (t *Teams) extension(ctx context.Context, a activity) answer {
	v := read[struct {
		CommandID string `json:"commandId"`
		Message   struct {
			Body struct {
				Type    string `json:"contentType"` // html, or text
				Content string `json:"content"`
			} `json:"body"`
		} `json:"messagePayload"`
	}](a.Value)
	r := t.request(bot.Shortcut, a, a.Conversation.ID+":"+a.ID)
	r.Name, r.Quote = v.CommandID, v.Message.Body.Content
	if v.Message.Body.Type != "text" {
		r.Quote = quoted(r.Quote)
	}
	return t.inDialog(ctx, t.handle(ctx, r))
}

// submit answers a form, or a button that stands in a dialog.
func (t *Teams) submit(ctx context.Context, a activity) answer {
	v := read[struct {
		Data map[string]json.RawMessage `json:"data"`
	}](a.Value)
	if text(v.Data["form"]) == "" {
		p := pressed{Intent: text(v.Data["intent"])}
		return t.inDialog(ctx, t.handle(ctx, t.pressed(a, p, a.ID)))
	}
	k := readTicket(text(v.Data["meta"]))
	r := t.request(bot.Submit, a, "submit:"+a.From.ObjectID+":"+cmp.Or(k.mark, a.ID))
	r.Form, r.Values = form.Name(text(v.Data["form"])), k.values(v.Data)
	r.Intent, _ = intent.Decode(k.meta) // a form about nothing in particular has none
	limit := submitWithin
	if a.Name == "composeExtension/submitAction" { // which is given up after 5 s (learn.microsoft.com: respond-to-task-module-submit)
		limit = answerWithin
	}
	return t.inDialog(ctx, t.handleWithin(ctx, limit, r))
}

// text is a value of a card's data: all come as strings.
func text(raw json.RawMessage) string { return strings.TrimSpace(read[string](raw)) }

// inDialog shows a reply in the dialog. What was done is shown there too: it is the one place that only the person sees
// at once.
func (t *Teams) inDialog(ctx context.Context, reply bot.Reply) answer {
	switch {
	case reply.Unable:
		return answer{Status: http.StatusServiceUnavailable} // the client keeps the dialog, and says to try again
	case reply.Form != nil:
		f := *reply.Form
		f.Meta = ticketOf(f).encode()
		return t.dialog(ctx, func() (Card, error) { return renderKept(f) })
	case reply.View != nil:
		return t.dialog(ctx, func() (Card, error) { return RenderDialog(reply.View) })
	}
	return answer{} // closes it: whatever changed is shown by a message
}

// renderKept draws a form that may hold more than a card does: what is longest is left out, with words beside it.
func renderKept(f form.Form) (Card, error) {
	f.Fields = slices.Clone(f.Fields)
	for {
		c, err := RenderForm(f)
		if err == nil || len(f.Fields) == 0 {
			return c, err
		}
		longest := slices.MaxFunc(f.Fields, func(a, b form.Field) int { return cmp.Compare(len(first(a.Values)), len(first(b.Values))) })
		if len(longest.Values) == 0 {
			return c, err
		}
		i := slices.IndexFunc(f.Fields, func(x form.Field) bool { return x.ID == longest.ID })
		f.Fields[i].Values = nil
		f.Fields[i].Error = join(" ", longest.Error, "What stood here is too long for Teams to show again. Type less.")
	}
}

// undrawable stands for a drawing that failed, which is a fault of this package.
const undrawable = "Teams could not show the answer. Look whether it was done before you try again. Your admin finds in the log why."

func (t *Teams) dialog(ctx context.Context, draw func() (Card, error)) answer {
	var shown task
	shown.Task.Type = "continue"
	c, err := draw()
	if err != nil {
		t.undrawn(ctx, err)
		shown.Task.Type, shown.Task.Value = "message", undrawable
		return answer{Body: shown}
	}
	shown.Task.Value = dialog{Title: c.Title, Height: "large", Width: "medium", Card: attachment(c)}
	return answer{Body: shown}
}

func (t *Teams) undrawn(ctx context.Context, err error) {
	t.log.ErrorContext(ctx, "teams drawing failed", slog.String("error", err.Error()))
}
