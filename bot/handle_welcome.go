package bot

import (
	"context"

	"github.com/partnerbot/partnerbot/bot/view"
)

// welcome says what the bot does and what to do next, to whoever let it in.
func (b *Bot) welcome(ctx context.Context, r Request) (Reply, error) {
	p, err := b.desk.Program(ctx, r.Actor)
	if err != nil {
		return Reply{}, err
	}
	h := view.Help{
		Title: "Hello, I am partnerbot",
		Intro: "I run the partner program from chat: sellers register partner deals, the deal desk decides with a button, " +
			"and every Monday there is one post with the partner number. In a channel or a group chat, begin with @partnerbot.",
		Lines: b.commandLines(r),
	}
	switch {
	case r.Actor.Person.Outside:
	case p.SetUpAt.IsZero():
		h.Intro += " Next: set the program up; it takes five minutes."
		h.Actions = []view.Action{setUpAction(setUpLabel(p))}
	default:
		h.Intro += " Next: register a deal, or look at the program."
		h.Actions = []view.Action{registerAction(), programAction()}
	}
	return Reply{View: h}, nil
}
