package bot

import (
	"context"
	"fmt"
	"strings"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// How many days ahead a form begins with.
const (
	snoozeAhead = 14
	parkAhead   = 90
)

// ahead is a working day about so many days from now.
func (b *Bot) ahead(p domain.Program, days int) string {
	return p.Workweek().NextWorkday(p.DateOf(b.now()).AddDays(days - 1)).String()
}

func (b *Bot) openSnooze(ctx context.Context, r Request) (form.Form, error) {
	page, err := b.partnerFor(ctx, r, domain.ActRunPartner)
	if err != nil {
		return form.Form{}, err
	}
	return form.NewSnooze(form.SnoozeTerms{
		Meta: aboutPartner(page.Partner, intent.Snooze).Encode(), Partner: page.Partner.Name, Until: b.ahead(page.Program, snoozeAhead),
	}), nil
}

func (b *Bot) submitSnooze(ctx context.Context, r Request) (Reply, error) {
	return b.putOff(ctx, r, "No alert comes until %s.", b.desk.Snooze)
}

func (b *Bot) openPark(ctx context.Context, r Request) (form.Form, error) {
	page, err := b.partnerFor(ctx, r, domain.ActPark)
	if err != nil {
		return form.Form{}, err
	}
	return form.NewPark(form.ParkTerms{
		Meta: aboutPartner(page.Partner, intent.Park).Encode(), Partner: page.Partner.Name, Until: b.ahead(page.Program, parkAhead),
	}), nil
}

func (b *Bot) submitPark(ctx context.Context, r Request) (Reply, error) {
	return b.putOff(ctx, r, "No alert comes before %s, and its open checkpoints move along.", b.desk.Park)
}

// unpark is the click, or the command, that has a parked partner back.
func (b *Bot) unpark(ctx context.Context, r Request) (Reply, error) {
	id, _, err := partnerID(r.Intent)
	if err != nil {
		return Reply{}, err
	}
	p, err := b.desk.Unpark(ctx, r.Actor, id)
	if err != nil {
		return Reply{}, err
	}
	return b.partnerDone(ctx, r, p, p.Name+" is back.")
}

// putOff carries out an act that waits until a day, for a reason.
func (b *Bot) putOff(
	ctx context.Context, r Request, words string,
	act func(context.Context, domain.Actor, domain.ID, calendar.Date, string) (domain.Partner, error),
) (Reply, error) {
	id, _, err := partnerID(r.Intent)
	if err != nil {
		return Reply{}, err
	}
	var unread unread
	until := unread.date("until", r.text("until"))
	p, err := act(ctx, r.Actor, id, until, r.text("reason"))
	if err != nil {
		return Reply{}, unread.into(err)
	}
	program, err := b.desk.Program(ctx, r.Actor)
	if err != nil {
		return Reply{}, err
	}
	return b.partnerDone(ctx, r, p, fmt.Sprintf(words, b.reader(r, program).shortDay(until)))
}

func (b *Bot) openExit(ctx context.Context, r Request) (form.Form, error) {
	page, err := b.partnerFor(ctx, r, domain.ActExit)
	if err != nil {
		return form.Form{}, err
	}
	return form.NewExit(page.Partner.Name, aboutPartner(page.Partner, intent.Exit).Encode()), nil
}

func (b *Bot) submitExit(ctx context.Context, r Request) (Reply, error) {
	id, _, err := partnerID(r.Intent)
	if err != nil {
		return Reply{}, err
	}
	if r.text("confirm") != form.Parting {
		return Reply{}, &domain.Error{Code: domain.Invalid, Fields: []domain.FieldError{{
			Field: "confirm", Message: "Choose it, or close this form: nothing has happened yet.",
		}}}
	}
	p, err := b.desk.Exit(ctx, r.Actor, id, r.text("reason"))
	if err != nil {
		return Reply{}, err
	}
	return b.partnerDone(ctx, r, p, "") // the page says it
}

func (b *Bot) openAskHelp(ctx context.Context, r Request) (form.Form, error) {
	page, err := b.partnerFor(ctx, r, domain.ActRunPartner)
	if err != nil {
		return form.Form{}, err
	}
	return form.NewAskHelp(page.Partner.Name, aboutPartner(page.Partner, intent.AskHelp).Encode()), nil
}

func (b *Bot) submitAskHelp(ctx context.Context, r Request) (Reply, error) {
	id, _, err := partnerID(r.Intent)
	if err != nil {
		return Reply{}, err
	}
	p, err := b.desk.AskHelp(ctx, r.Actor, id, r.text("need"))
	if err != nil {
		return Reply{}, err
	}
	helpers, err := b.desk.HelpersOf(ctx, r.Actor, p)
	if err != nil {
		return Reply{}, err
	}
	return b.partnerDone(ctx, r, p, helpWords(helpers))
}

// helpWords say who was told that help is asked for.
func helpWords(told []domain.Person) string {
	if len(told) == 0 {
		return "It is kept with the partner: there is nobody else to tell."
	}
	names := make([]string, len(told))
	for i, p := range told {
		names[i] = p.Name
	}
	return "Told of it: " + strings.Join(names, ", ") + "."
}

// helped is the click that says that the help is given.
func (b *Bot) helped(ctx context.Context, r Request) (Reply, error) {
	id, _, err := partnerID(r.Intent)
	if err != nil {
		return Reply{}, err
	}
	p, err := b.desk.Helped(ctx, r.Actor, id)
	if err != nil {
		return Reply{}, err
	}
	n := view.Notice{Tone: view.Good, Text: "The help with " + p.Name + " is given."}
	if p.OwnerID != nil && *p.OwnerID != r.Actor.Person.ID {
		n.Next = "Its owner is told."
	}
	return Reply{View: n}, nil
}
