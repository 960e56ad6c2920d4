package domain

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// NudgeCard is a nudge with what belongs to it, as it stands now, for showing.
type NudgeCard struct {
	Nudge   Nudge
	Program Program
	Reader  *Person // nil for the channel
	Lines   []NudgeLine
}

// NudgeLine is one partner of a nudge.
type NudgeLine struct {
	Item     NudgeItem
	Partner  Partner
	Standing activation.Standing
	Step     string  // name of the checkpoint that the concern is about, or else the next one; "" for none
	ByHand   bool    // the concern is about a checkpoint that a person says is done
	Owner    *Person // nil for none
	Open     bool    // the concern is still there, and the reader can do something about it
	Last     *Event  // what settled it or, else, happened to the partner last since the nudge; nil for nothing
}

// NudgeFor is a nudge as it is shown now.
func (d *Desk) NudgeFor(ctx context.Context, id ID) (NudgeCard, error) {
	n, err := d.store.Nudge(ctx, id)
	if err != nil {
		return NudgeCard{}, err
	}
	out := NudgeCard{Nudge: n}
	if out.Program, err = d.store.Program(ctx, n.ProgramID); err != nil {
		return out, err
	}
	if n.ReaderID != nil {
		reader, err := d.store.Person(ctx, *n.ReaderID)
		if err != nil {
			return out, err
		}
		out.Reader = &reader
	}
	people, err := d.store.People(ctx, out.Program.TenantID)
	if err != nil {
		return out, err
	}
	h := hearingOf(people)
	for _, item := range n.Items {
		l, err := d.nudgeLine(ctx, out, h, item)
		if err != nil {
			return out, err
		}
		out.Lines = append(out.Lines, l)
	}
	return out, nil
}

// Settled tells whether nothing of a nudge is open any more.
func (c NudgeCard) Settled() bool {
	return !slices.ContainsFunc(c.Lines, func(l NudgeLine) bool { return l.Open })
}

func (d *Desk) nudgeLine(ctx context.Context, c NudgeCard, h hearing, item NudgeItem) (NudgeLine, error) {
	l, p, n := NudgeLine{Item: item}, c.Program, c.Nudge
	var err error
	if l.Partner, err = d.store.Partner(ctx, item.PartnerID); err != nil {
		return l, err
	}
	path, err := d.store.Checkpoints(ctx, item.PartnerID)
	if err != nil {
		return l, err
	}
	today := p.DateOf(d.now())
	l.Standing = p.judge(Runway{Partner: l.Partner, Checkpoints: lean(path)}, today)
	l.ByHand = slices.ContainsFunc(path, func(c Checkpoint) bool { return c.Step.Key == item.Concern.Key && c.Step.Kind.ByHand() })
	if l.Step = stepName(path, item.Concern.Key); l.Step == "" {
		l.Step = stepName(path, l.Standing.Current)
	}
	if id := l.Partner.OwnerID; id != nil {
		owner, err := d.store.Person(ctx, *id)
		if err != nil {
			return l, err
		}
		l.Owner = &owner
	}
	since, err := d.store.EventsSince(ctx, item.PartnerID, n.At)
	l.settle(since, c.Reader, c.Reader == nil || h.concerns(*c.Reader, l.Partner), p.by(c.Reader).DateOf(d.now()))
	return l, err
}

// settle tells whether the line is open for the reader on their day, and which event since the nudge to tell: what settled
// it or put it off, else the last. Help settles it for who asked for it alone, since the others are asked for it; help
// that was asked for before settles nothing: the nudge came although it had been. Whom the partner does not concern any
// more has nothing to settle.
func (l *NudgeLine) settle(since []Event, reader *Person, concerned bool, today calendar.Date) {
	last := func(is func(Event) bool) *Event {
		for i := len(since) - 1; i >= 0; i-- {
			if is(since[i]) {
				return &since[i]
			}
		}
		return nil
	}
	of := func(kind string) func(Event) bool { return func(e Event) bool { return e.Kind == kind } }
	asked := last(of(EventHelpAsked))
	gone, snoozed := l.Standing.Concern != l.Item.Concern, today.Before(l.Partner.SnoozedUntil)
	waits := asked != nil && l.Partner.HelpAsked != "" && reader != nil && asked.ActorID != nil && *asked.ActorID == reader.ID
	l.Open = !gone && !snoozed && !waits && concerned
	switch {
	case snoozed:
		l.Last = last(of(EventSnoozed))
	case !concerned:
		l.Last = last(of(EventOwner))
	case waits && !gone:
		l.Last = asked
	case gone:
		l.Last = last(l.settles)
	}
	l.Last = cmp.Or(l.Last, last(func(Event) bool { return true }))
}

// settles tells whether an event is about the checkpoint that the line is.
func (l *NudgeLine) settles(e Event) bool {
	return l.Item.Concern.Reason == activation.Overdue &&
		(e.Kind == EventStepDone && e.New == l.Step || e.Kind == EventNewDate && strings.HasPrefix(e.New, l.Step+": "))
}
