package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/domain"
)

// Config is what a Bot works with. Desk, Clock and Log are required.
type Config struct {
	Desk  *domain.Desk
	Clock domain.Clock
	Log   *slog.Logger
	// Prefix stands before every command, such as pb-, where another app owns /deal.
	Prefix string
}

// Bot answers requests, whichever platform they come from.
type Bot struct {
	desk   *domain.Desk
	now    domain.Clock
	log    *slog.Logger
	prefix string

	commands  []command
	clicks    map[intent.Name]Handler
	forms     map[form.Name]filling
	shortcuts []shortcut
	lookups   map[string]Handler
}

// New makes a Bot.
func New(c Config) *Bot {
	b := &Bot{desk: c.Desk, now: c.Clock, log: c.Log, prefix: c.Prefix}
	b.register()
	return b
}

// Handle answers a request. It never fails: what is refused comes back as the form with its errors and everything typed
// kept, or as a notice; what goes wrong inside is logged and answered with a reference.
func (b *Bot) Handle(ctx context.Context, r Request) (reply Reply) {
	defer func() {
		if v := recover(); v != nil {
			reply = b.internal(ctx, r, fmt.Errorf("panic: %v\n%s", v, debug.Stack()))
		}
	}()
	var err error
	if r.Actor, err = b.recognize(ctx, r); err != nil {
		return b.refused(ctx, r, err)
	}
	handle, routed := b.route(r)
	reply, err = handle(ctx, routed)
	if err != nil {
		return b.refused(ctx, routed, err)
	}
	return reply
}

// recognize is who asks, with the roles they have now.
func (b *Bot) recognize(ctx context.Context, r Request) (domain.Actor, error) {
	chat := domain.Chat{Platform: r.Who.Platform, Workspace: r.Place.Workspace, Channel: r.Place.Channel, Key: r.Key}
	return b.desk.Recognize(ctx, r.Who, chat, r.profile)
}

// errNoAnswer is what a nil function of Ask answers.
var errNoAnswer = errors.New("the platform cannot be asked")

// profile is what the platform knows of a person.
func (r Request) profile(ctx context.Context, who domain.Identity) (domain.Profile, error) {
	if r.Ask.Profile == nil {
		return domain.Profile{}, errNoAnswer
	}
	return r.Ask.Profile(ctx, who)
}

// channel is what the platform knows of a channel.
func (r Request) channel(ctx context.Context, id string) (domain.Channel, error) {
	if r.Ask.Channel == nil {
		return domain.Channel{}, errNoAnswer
	}
	return r.Ask.Channel(ctx, id)
}

// reader is who asked, as a reader.
func (b *Bot) reader(r Request, p domain.Program) reader { return readerOf(r.Actor.Person, p, b.now()) }

// text is a value of the submitted form.
func (r Request) text(field string) string { return r.Values.Get(field) }
