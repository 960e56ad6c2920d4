package slack

import (
	"context"
	"log/slog"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/domain"
)

// asker is who asked, and the ways there are to answer.
type asker struct {
	who     domain.Identity
	channel string // "" for the Home tab and a global shortcut
	trigger string // opens a modal, once, within 3 s
	respond bot.Secret
	modal   string // the id of the modal that a button was clicked in
	hash    string // the version of it that the person saw
}

// request is what all requests have in common.
func (s *Slack) request(kind bot.Kind, a asker, key string) bot.Request {
	return bot.Request{
		Kind: kind, Key: key, Who: a.who,
		Place: bot.Place{Workspace: s.config.Workspace, Channel: a.channel},
		Ask:   bot.Ask{Profile: s.profile, Channel: s.channel},
	}
}

func (s *Slack) handle(ctx context.Context, r bot.Request) bot.Reply {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	return s.config.Bot.Handle(ctx, r)
}

// undrawable stands for a drawing that failed, which is a fault of this package.
const undrawable = "Slack could not show the answer. What you asked for was done. Tell your admin that the log says why."

func (s *Slack) undrawn(err error) {
	s.log.Error("slack drawing failed", slog.String("error", err.Error()))
}
