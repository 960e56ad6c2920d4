package bot

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// plainWords are what is said of a code when the error itself says nothing.
var plainWords = map[domain.Code]string{
	domain.Invalid:     "This cannot be used as it is.",
	domain.NotFound:    "There is no such thing, or it is not yours to see.",
	domain.Forbidden:   "You may not do this.",
	domain.Conflict:    "Something else stands in the way.",
	domain.Stale:       "This changed since you saw it.",
	domain.Limited:     "The program allows no more of these.",
	domain.Unready:     "The program is not set up yet.",
	domain.Unavailable: "This does not work just now. Try again in a minute.",
}

// onForm are the codes that the person can do something about in the form that is open.
var onForm = map[domain.Code]bool{
	domain.Invalid: true, domain.Conflict: true, domain.Stale: true, domain.Limited: true, domain.Unavailable: true,
}

// wordsWithin is how long a refusal may take to be put in words, also when the request's own time is over.
const wordsWithin = 500 * time.Millisecond

// refused puts a failure in words. This is the one place where a code becomes something to read.
func (b *Bot) refused(ctx context.Context, r Request, err error) Reply {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), wordsWithin)
	defer cancel()
	var e *domain.Error
	if !errors.As(err, &e) {
		return b.internal(ctx, r, err)
	}
	if e.Err != nil {
		b.log.WarnContext(ctx, "request refused", attributes(r, "code", string(e.Code), "error", e.Err.Error())...)
	}
	e = b.inChat(r, e)
	message := cmp.Or(e.Message, plainWords[e.Code])
	if e.Code == domain.Stale {
		message = b.changed(ctx, r, message)
	}
	switch {
	case r.Kind == Lookup:
		return Reply{} // a list that stays empty; there is no place for words
	case r.Kind == Submit && (onForm[e.Code] || domain.ClosedGate(e) != ""):
		if f, ok := b.formAgain(ctx, r, e, message); ok {
			return Reply{Form: &f}
		}
		if e.Code == domain.Unavailable {
			return Reply{Unable: true}
		}
	}
	n := b.refusal(r, e, message)
	if e.Code == domain.Forbidden {
		n.Next = cmp.Or(b.waiting(ctx, r), b.whoLeads(ctx, r))
	}
	return Reply{View: n, To: place(r)}
}

// commandIn is a command as the rules write it, which do not know where it is typed.
var commandIn = regexp.MustCompile("`/([^`]+)`")

// inChat is an error with the commands in it as they are typed where the request was made.
func (b *Bot) inChat(r Request, e *domain.Error) *domain.Error {
	say := func(s string) string {
		return commandIn.ReplaceAllStringFunc(s, func(c string) string { return b.typed(r, strings.Trim(c, "`/")) })
	}
	out := *e
	out.Message, out.Fields = say(e.Message), slices.Clone(e.Fields)
	for i := range out.Fields {
		out.Fields[i].Message = say(out.Fields[i].Message)
	}
	return &out
}

// place is where a failure is shown: on the Home tab when that was opened, so that opening it never sends a message.
func place(r Request) Audience {
	if r.Kind == Home {
		return HomeTab
	}
	return OnlyYou
}

// whoLeads names whom somebody of ours can ask who may not do a thing; "" when they lead themselves, or nobody can say.
func (b *Bot) whoLeads(ctx context.Context, r Request) string {
	leads, err := b.desk.Leads(ctx, r.Actor)
	if err != nil || r.Actor.Person.Has(domain.PartnershipsLead) {
		return ""
	}
	names := make([]string, len(leads))
	for i, p := range leads {
		names[i] = p.Name
	}
	switch len(names) {
	case 0:
		return fmt.Sprintf("Nobody leads the partner program yet: %s begins with that.", b.typed(r, "program setup"))
	case 1:
		return names[0] + " leads the partner program."
	default:
		return together(" and ", names) + " lead the partner program."
	}
}

// formAgain is the form that was submitted, as things are now, with what is wrong and everything typed kept. It is not
// there any more when what it was for cannot be done now.
func (b *Bot) formAgain(ctx context.Context, r Request, e *domain.Error, message string) (form.Form, bool) {
	again := r
	again.Intent.Revision = 0 // whatever it is now: the message says what changed
	f, err := b.forms[r.Form].open(ctx, again)
	if err != nil {
		return form.Form{}, false
	}
	if e.Code == domain.Stale {
		message += " Your entries are kept: submit again to put them in its place."
	}
	gate := domain.ClosedGate(e)
	if (e.Code == domain.Invalid || gate != "") && len(e.Fields) > 0 {
		message = "" // each field says its own
	}
	errs := make([]form.FieldError, len(e.Fields))
	for i, x := range e.Fields {
		errs[i] = form.FieldError{Field: x.Field, Message: sentences(x.Message, b.pastGate(r, gate))}
	}
	return f.WithErrors(r.Values, message, errs), true
}

// refusal is the notice of what was refused, with the step that mends it.
func (b *Bot) refusal(r Request, e *domain.Error, message string) view.Notice {
	n := view.Notice{Tone: view.Bad, Text: message}
	for _, f := range e.Fields {
		n.Points = append(n.Points, f.Message)
	}
	switch e.Code {
	case domain.Unready:
		n.Actions = b.mends(r, e)
	case domain.Stale, domain.Conflict, domain.Forbidden:
		if id, ok := dealID(r); ok {
			n.Actions = []view.Action{{Intent: intent.Intent{Name: intent.ShowDeal, ID: id.String()}, Label: "See the deal"}}
		}
		if id, ok := runningPartner(r); ok {
			n.Actions = []view.Action{{Intent: intent.Intent{Name: intent.ShowPartner, ID: id.String()}, Label: "See the partner"}}
		}
	}
	return n
}

// mends are the buttons for who can mend what the program lacks, or go past the gate that is closed.
func (b *Bot) mends(r Request, e *domain.Error) []view.Action {
	may := func(act domain.Act) bool { return domain.May(r.Actor, act, domain.Subject{}) == nil }
	gate := closedGate(e)
	var lacks *noProfile
	errors.As(e, &lacks)
	switch {
	case gate != nil && may(domain.ActOverride):
		return []view.Action{programAction(), overrideAction(gate)}
	case gate != nil:
		return []view.Action{programAction()}
	case lacks != nil && may(domain.ActDesign):
		return []view.Action{withType(profileAction(), lacks.of, "")}
	case lacks != nil, r.Actor.Person.Outside:
		return nil
	default:
		return []view.Action{setUpAction("Set up the program")}
	}
}

// changed is what changed since the person saw a deal: by whom, when and what. It is fallback when the deal cannot be
// read.
func (b *Bot) changed(ctx context.Context, r Request, fallback string) string {
	id, ok := dealID(r)
	if !ok {
		return fallback
	}
	d, err := b.desk.Deal(ctx, r.Actor, id)
	if err != nil {
		return fallback
	}
	return cmp.Or(b.lastChange(r, d), fallback)
}

func (b *Bot) lastChange(r Request, d domain.Deal) string {
	events := d.Events
	for len(events) > 0 && events[len(events)-1].Kind == domain.EventConverted {
		events = events[:len(events)-1] // comes with the approval
	}
	if len(events) == 0 {
		return ""
	}
	last := events[len(events)-1]
	who := last.ActorName
	if last.ActorID != nil && *last.ActorID == r.Actor.Person.ID {
		who = "you"
	}
	return fmt.Sprintf("%s changed since you saw it: on %s %s %s.", domain.Ref(d.Registration.Number),
		b.reader(r, d.Program).moment(last.At), who, did(last))
}

// dealID is the deal that a click or a form is about; false when it is about something else.
func dealID(r Request) (domain.ID, bool) {
	if r.Kind != Click && r.Kind != Submit {
		return domain.ID{}, false
	}
	switch r.Intent.Name {
	case intent.Approve, intent.Reject, intent.AskInfo, intent.Answer, intent.Update, intent.WinDeal, intent.LoseDeal,
		intent.Withdraw, intent.ShowDeal, intent.ShowReview, intent.Decide:
		id, err := uuid.Parse(r.Intent.ID)
		return id, err == nil
	}
	return domain.ID{}, false
}

// runningPartner is the partner that somebody of ours wanted to do something with; false when it was something else.
func runningPartner(r Request) (domain.ID, bool) {
	if r.Kind != Click && r.Kind != Submit || r.Actor.Person.Outside {
		return domain.ID{}, false
	}
	switch r.Intent.Name {
	case intent.StepDone, intent.NewDate, intent.Snooze, intent.AskHelp, intent.Helped, intent.Reassign, intent.Park,
		intent.Unpark, intent.Exit, intent.Touch:
		id, _, err := partnerID(r.Intent)
		return id, err == nil
	}
	return domain.ID{}, false
}

// internal logs a failure of ours under a reference, and says so in one sentence. Nothing of its text is shown.
func (b *Bot) internal(ctx context.Context, r Request, err error) Reply {
	reference := rand.Text()[:8]
	b.log.ErrorContext(ctx, "request failed", attributes(r, "reference", reference, "error", err.Error())...)
	if r.Kind == Lookup {
		return Reply{}
	}
	return Reply{To: place(r), View: view.Notice{
		Tone: view.Bad, Text: "Something went wrong on our side.",
		Next: "Look whether it was done before you try again. If it stays, give your admin the reference " + reference + ".",
	}}
}

// attributes are what the log says of a request: ids, never what was typed.
func attributes(r Request, more ...any) []any {
	return append([]any{
		slog.String("kind", string(r.Kind)), slog.String("name", cmp.Or(r.Name, string(r.Intent.Name), string(r.Form))),
		slog.String("platform", string(r.Who.Platform)), slog.String("workspace", r.Place.Workspace),
		slog.String("channel", r.Place.Channel), slog.String("person_id", r.Actor.Person.ID.String()),
	}, more...)
}
