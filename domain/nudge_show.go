package domain

import (
	"cmp"
	"context"
	"slices"

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
	Open     bool    // the concern is still there, and nobody has put it off or asked for help
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
	for _, item := range n.Items {
		l, err := d.nudgeLine(ctx, out, item)
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

func (d *Desk) nudgeLine(ctx context.Context, c NudgeCard, item NudgeItem) (NudgeLine, error) {
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
	l.settle(since, p.by(c.Reader).DateOf(d.now()))
	return l, err
}

// settle tells whether the line is open on the reader's day, and which event since the nudge to tell: what put it off, else
// the last. Help that was asked for before settles nothing: the nudge came although it had been.
func (l *NudgeLine) settle(since []Event, today calendar.Date) {
	last := func(kinds ...string) *Event {
		for i := len(since) - 1; i >= 0; i-- {
			if len(kinds) == 0 || slices.Contains(kinds, since[i].Kind) {
				return &since[i]
			}
		}
		return nil
	}
	asked, snoozed := last(EventHelpAsked), today.Before(l.Partner.SnoozedUntil)
	helpless := asked != nil && l.Partner.HelpAsked != ""
	l.Open = l.Standing.Concern == l.Item.Concern && !snoozed && !helpless
	switch {
	case snoozed:
		l.Last = cmp.Or(last(EventSnoozed), last())
	case helpless:
		l.Last = asked
	default:
		l.Last = last()
	}
}
