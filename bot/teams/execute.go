package teams

import (
	"context"
	"errors"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/inbound"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
)

// executed is the answer to a Universal Action (msteams-docs: universal-actions). The HTTP status is 200 whatever it
// says.
type executed struct {
	Status int    `json:"statusCode"`
	Type   string `json:"type"`
	Value  any    `json:"value"`
}

const wordsType = "application/vnd.microsoft.activity.message"

// execute answers a button that acts at once, and a card that is drawn for one reader. A card in the answer takes the
// place of the card that was clicked, for who clicked alone; words are shown to them below it.
func (t *Teams) execute(ctx context.Context, a activity) answer {
	ctx, cancel := context.WithTimeout(ctx, answerWithin) // for what is done, and for drawing it anew
	defer cancel()
	executed := read[struct {
		Trigger string `json:"trigger"`
		Action  struct {
			Data pressed `json:"data"`
		} `json:"action"`
	}](a.Value)
	p, automatic := executed.Action.Data, executed.Trigger == "automatic"
	r := t.pressed(a, p, a.From.ObjectID+":"+a.ReplyToID+":"+p.Intent)
	if r.Intent.Name == intent.ShowReview && !automatic { // somebody pressed what a refresh does by itself
		r.Intent.Name = intent.Decide
	}
	reply := t.handle(ctx, r)
	switch v := reply.View.(type) {
	case view.ReviewCard:
		return t.ownCard(ctx, v)
	case view.Notice:
		if (len(v.Actions) == 0 || !a.personal()) && !automatic {
			return words(join(" ", append(append([]string{v.Text}, v.Points...), v.Next)...))
		}
	case nil:
		if reply.Form == nil {
			return t.redrawn(ctx, a, p)
		}
	}
	if automatic { // nobody asked for words; the card stays as it is
		return failed("NotFound", "There is no drawing of it for this reader.")
	}
	return t.elsewhere(a, r, reply)
}

// elsewhere answers in a message, and says where. A click that the client sends again is answered again, with no second
// message.
func (t *Teams) elsewhere(a activity, r bot.Request, reply bot.Reply) answer {
	here := a.personal() || reply.View == nil
	shown := words("I answered in your own chat with me.")
	if here {
		shown = words("I answered below.")
	}
	shown.After = func(ctx context.Context) {
		if errors.Is(t.once(ctx, a), inbound.ErrReplayed) { // when nobody knows, better twice than never
			return
		}
		if here {
			t.carry(ctx, a, r, reply)
		} else if mend, ok := t.inPerson(ctx, a, reply.View); !ok {
			t.point(ctx, a, mend)
		}
	}
	return shown
}

func words(text string) answer { return answer{Body: executed{200, wordsType, text}} }

func failed(code, message string) answer {
	return answer{Body: executed{400, "application/vnd.microsoft.error", map[string]string{"code": code, "message": message}}}
}

// redrawn is the card that was clicked, as it is now for who clicked. The message itself is edited for everybody by a
// delivery.
func (t *Teams) redrawn(ctx context.Context, a activity, p pressed) answer {
	again, err := intent.Decode(p.Again)
	if err != nil {
		return words("Done.")
	}
	r := t.request(bot.Click, a, "")
	r.Intent = again
	if v, ok := t.handle(ctx, r).View.(view.ReviewCard); ok {
		return t.ownCard(ctx, v)
	}
	return words("Done.")
}

func (t *Teams) ownCard(ctx context.Context, v view.View) answer {
	c, err := RenderOwn(v)
	if err != nil {
		t.undrawn(ctx, err)
		return words(undrawable)
	}
	return answer{Body: executed{200, cardType, c.JSON}}
}
