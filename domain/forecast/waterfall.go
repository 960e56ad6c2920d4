package forecast

import "github.com/partnerbot/partnerbot/domain/calendar"

// steps is what one deal did to the open pipeline of the quarter between two snapshots: it came in, changed, and left,
// each at most once.
type steps struct {
	start, end   int64
	enter, leave Move // "" when it did neither
	entered      int64
	up, down     int64
	left         int64
}

// stepsOf follows one deal:
//
//   - It comes in as created, attributed in (it was there, without a tag), reopened (it was closed) or pulled in (it
//     was open, and either its close date came into the quarter or it is no longer omitted). A deal that came in and
//     closed between the snapshots is counted both ways, when it closed in the quarter.
//   - Its amount goes up or down while it is in.
//   - It leaves as won, lost, attributed out (its tag was taken off, or it was deleted) or pushed out.
//
// What is pulled in comes with the amount it had, what is pushed out or lost leaves with it; a deal is won at the amount
// it was won at.
func (t *Terms) stepsOf(p Pair) steps {
	var s steps
	var amount int64
	switch {
	case t.counts(p.Before):
		amount = p.Before.Amount
		s.start = amount
	case t.counts(p.After) || t.closedNow(p):
		s.enter, amount = t.entry(p)
		s.entered = amount
	default:
		return s
	}
	if p.After.Tagged() && (t.counts(p.After) || p.After.Outcome == Won) {
		s.up, s.down = max(p.After.Amount-amount, 0), max(amount-p.After.Amount, 0)
		amount = p.After.Amount
	}
	if t.counts(p.After) {
		s.end = amount
		return s
	}
	s.leave, s.left = exit(p.After), amount
	return s
}

// counts tells whether d is part of the open pipeline of the quarter.
func (t *Terms) counts(d *Deal) bool { return d.Tagged() && d.forecast() && t.inQuarter(d.CloseDate) }

func (t *Terms) inQuarter(d calendar.Date) bool { return !d.Before(t.First) && !d.After(t.Last) }

// closedNow tells whether a deal of the partner pipeline closed in the quarter, after the before rows were taken.
func (t *Terms) closedNow(p Pair) bool {
	if !p.After.Tagged() || p.After.Outcome == Open || !t.inQuarter(p.After.CloseDate) {
		return false
	}
	if p.Before == nil {
		return !p.After.CloseDate.Before(t.Before)
	}
	return p.Before.Outcome != p.After.Outcome
}

// entry says how a deal came in that was not part of the open pipeline, and with what amount.
func (t *Terms) entry(p Pair) (Move, int64) {
	b, a := p.Before, p.After
	switch {
	case b == nil && a.CreatedOn.Before(t.Before) && !a.CreatedOn.IsZero():
		return MoveAttributedIn, a.Amount
	case b == nil:
		return MoveCreated, a.Amount
	case !b.Tagged():
		return MoveAttributedIn, a.Amount
	case b.Outcome != Open:
		return MoveReopened, b.Amount
	default:
		return MovePulledIn, b.Amount
	}
}

// exit says how a deal left the open pipeline.
func exit(a *Deal) Move {
	switch {
	case !a.Tagged():
		return MoveAttributedOut
	case a.Outcome == Won:
		return MoveWon
	case a.Outcome == Lost:
		return MoveLost
	default:
		return MovePushedOut
	}
}

// part is where a move is counted in the waterfall.
func (w *Waterfall) part(m Move) *int64 {
	switch m {
	case MoveCreated:
		return &w.Created
	case MoveAttributedIn:
		return &w.AttributedIn
	case MovePulledIn:
		return &w.PulledIn
	case MoveReopened:
		return &w.Reopened
	case MovePushedOut:
		return &w.PushedOut
	case MoveWon:
		return &w.Won
	case MoveLost:
		return &w.Lost
	default:
		return &w.AttributedOut
	}
}

// mover is the last step of a deal, by the amount it weighs.
func (s *steps) mover() (Move, int64) {
	switch {
	case s.leave != "":
		return s.leave, s.left
	case s.enter != "":
		return s.enter, s.end
	case s.up > 0:
		return MoveUp, s.up
	default:
		return MoveDown, s.down
	}
}
