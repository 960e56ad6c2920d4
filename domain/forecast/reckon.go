package forecast

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"iter"
	"math"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain/top"
)

// ErrOverflow says that amounts add up to more than 64 bits hold.
var ErrOverflow = errors.New("the amounts add up to more than can be counted")

// Reckon adds up the pairs in one pass, in memory that does not grow with them. Their order does not matter, and each
// deal must come once: a stream in the order of ids that repeats a deal is refused, since the two come together. So are
// a negative amount and a pair of two deals. An error of the stream comes back as it is.
func Reckon(t Terms, pairs iter.Seq2[Pair, error]) (Forecast, error) {
	r := newReckoning(t)
	for p, err := range pairs {
		if err != nil {
			return Forecast{}, err
		}
		if err := r.check(p); err != nil {
			return Forecast{}, err
		}
		r.add(p)
	}
	return r.forecast()
}

// reckoning is a forecast while it is added up.
type reckoning struct {
	Forecast

	wonBefore   int64
	stalledOpen int64
	rateWon     int64
	rateLost    int64
	movers      top.List[Mover]
	risks       top.List[Risk]
	last        uuid.UUID
	overflow    bool
	mover       Mover // scratch, so that a row allocates nothing
	risk        Risk
}

func newReckoning(t Terms) *reckoning {
	return &reckoning{
		Forecast: Forecast{Terms: t},
		movers: top.List[Mover]{Most: t.Top, Compare: func(a, b *Mover) int {
			return cmp.Or(cmp.Compare(b.Amount, a.Amount), compareID(&a.Deal, &b.Deal))
		}},
		risks: top.List[Risk]{Most: t.Top, Compare: func(a, b *Risk) int {
			return cmp.Or(cmp.Compare(b.Deal.Amount, a.Deal.Amount), compareID(&a.Deal, &b.Deal))
		}},
	}
}

func compareID(a, b *Deal) int { return bytes.Compare(a.ID[:], b.ID[:]) }

func (r *reckoning) check(p Pair) error {
	var id uuid.UUID
	for _, d := range []*Deal{p.Before, p.After} {
		switch {
		case d == nil:
		case d.Amount < 0:
			return fmt.Errorf("deal %s has the negative amount %d", d.ID, d.Amount)
		case id != uuid.Nil && d.ID != id:
			return fmt.Errorf("deals %s and %s are paired", id, d.ID)
		default:
			id = d.ID
		}
	}
	if id != uuid.Nil && id == r.last {
		return fmt.Errorf("deal %s comes twice", id)
	}
	r.last = id
	return nil
}

func (r *reckoning) add(p Pair) {
	if p.Before.Tagged() && p.Before.Outcome == Won && r.Terms.inQuarter(p.Before.CloseDate) {
		r.sum(&r.wonBefore, p.Before.Amount)
	}
	if p.After.Tagged() {
		if p.After.Outcome == Open {
			r.addOpen(p.After)
		} else {
			r.addClosed(p.After)
		}
	}
	r.addSteps(p)
}

func (r *reckoning) addClosed(d *Deal) {
	t := &r.Terms
	switch {
	case t.inQuarter(d.CloseDate) && d.Outcome == Won:
		r.sum(&r.Won, d.Amount)
		r.WonDeals++
		s := r.split(d.Attribution)
		r.sum(&s.Won, d.Amount)
		s.Deals++
	case d.CloseDate.Before(t.First) && !d.CloseDate.Before(t.TrailingFirst):
		r.ClosedForRate++
		if d.Outcome == Won {
			r.sum(&r.rateWon, d.Amount)
		} else {
			r.sum(&r.rateLost, d.Amount)
		}
	}
}

func (r *reckoning) addOpen(d *Deal) {
	if !d.forecast() {
		r.OmittedDeals++
		return
	}
	r.OpenDeals++
	if d.Estimated {
		r.EstimatedAmount++
	}
	if d.CloseDate.IsZero() {
		r.NoCloseDate++
		return
	}
	if d.CloseDate.Before(r.Terms.AsOf) {
		r.Overdue++
	}
	if d.CloseDate.Before(r.Terms.First) {
		r.EarlierQuarter++
		return
	}
	if r.Terms.inQuarter(d.CloseDate) {
		r.addInQuarter(d)
	}
}

func (r *reckoning) addInQuarter(d *Deal) {
	r.InQuarter++
	switch d.Category {
	case Commit:
		r.sum(&r.Commit, d.Amount)
	case BestCase:
		r.sum(&r.BestCase, d.Amount)
	default:
		r.sum(&r.Pipeline, d.Amount)
	}
	s := r.split(d.Attribution)
	r.sum(&s.Open, d.Amount)
	s.Deals++

	peril, days := r.Terms.peril(d)
	if peril == Overdue || peril == Stalled {
		r.sum(&r.stalledOpen, d.Amount)
	}
	if peril != "" {
		r.risk = Risk{Deal: *d, Peril: peril, Days: days}
		r.risks.Add(&r.risk)
	}
}

// peril is the gravest thing that is wrong with an open deal, "" when nothing is.
func (t *Terms) peril(d *Deal) (Peril, int) {
	if overdue := t.AsOf.DaysSince(d.CloseDate); overdue > 0 {
		return Overdue, overdue
	}
	since := d.StageSince
	if since.IsZero() {
		since = d.CreatedOn
	}
	if age := t.AsOf.DaysSince(since); t.StalledDays > 0 && !since.IsZero() && age >= t.StalledDays {
		return Stalled, age
	}
	if d.NextStep == "" {
		return NoNextStep, 0
	}
	return "", 0
}

func (r *reckoning) addSteps(p Pair) {
	s := r.Terms.stepsOf(p)
	w := &r.Waterfall
	r.sum(&w.Start, s.start)
	r.sum(&w.End, s.end)
	r.sum(&w.Up, s.up)
	r.sum(&w.Down, s.down)
	if s.enter != "" {
		r.sum(w.part(s.enter), s.entered)
	}
	if s.leave != "" {
		r.sum(w.part(s.leave), s.left)
	}
	move, amount := s.mover()
	if amount == 0 {
		return
	}
	d := p.After
	if d == nil {
		d = p.Before
	}
	r.mover = Mover{Deal: *d, Move: move, Amount: amount}
	r.movers.Add(&r.mover)
}

func (r *reckoning) split(a Attribution) *Split {
	if a == Sourced {
		return &r.Sourced
	}
	return &r.Influenced
}

// sum adds what is 0 or more.
func (r *reckoning) sum(to *int64, amount int64) {
	if *to > math.MaxInt64-amount {
		r.overflow = true
		return
	}
	*to += amount
}

func (r *reckoning) forecast() (Forecast, error) {
	var all, rate int64
	for _, n := range []int64{r.Won, r.Commit, r.BestCase, r.Pipeline} {
		r.sum(&all, n)
	}
	r.sum(&rate, r.rateWon)
	r.sum(&rate, r.rateLost)
	if r.overflow {
		return Forecast{}, ErrOverflow
	}
	f := r.Forecast
	f.Coverage = coverage(f.OpenPipeline(), f.Won, f.Terms.Goal)
	f.LastCoverage = coverage(f.Waterfall.Start, r.wonBefore, f.Terms.Goal)
	f.WithoutStalled = coverage(f.OpenPipeline()-r.stalledOpen, f.Won, f.Terms.Goal)
	f.require(r.rateWon, r.rateLost)
	f.Movers, f.Risks = r.movers.Items, r.risks.Items
	return f, nil
}
