package forecast_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// drawDeal draws any state that a deal could be in, around the quarter of terms.
func drawDeal(t *rapid.T, id uuid.UUID) *forecast.Deal {
	days := func(label string, from, to int) calendar.Date {
		if rapid.IntRange(0, 9).Draw(t, label+" known") == 0 {
			return calendar.Date{}
		}
		return on("2026-11-16").AddDays(rapid.IntRange(from, to).Draw(t, label))
	}
	d := &forecast.Deal{
		ID:        id,
		Amount:    rapid.Int64Range(0, 1_000_000).Draw(t, "amount"),
		Estimated: rapid.Bool().Draw(t, "estimated"),
		Category: rapid.SampledFrom([]forecast.Category{
			forecast.Omitted, forecast.Pipeline, forecast.BestCase, forecast.Commit, forecast.Closed,
		}).Draw(t, "category"),
		Outcome:    rapid.SampledFrom([]forecast.Outcome{forecast.Open, forecast.Open, forecast.Won, forecast.Lost}).Draw(t, "outcome"),
		NextStep:   rapid.SampledFrom([]string{"", "Call"}).Draw(t, "next step"),
		CreatedOn:  days("created", -60, 8),
		StageSince: days("stage since", -60, 8),
		CloseDate:  days("closes", -500, 80),
	}
	if rapid.IntRange(0, 4).Draw(t, "tagged") > 0 {
		d.PartnerID = partner
		d.Attribution = rapid.SampledFrom([]forecast.Attribution{
			forecast.Sourced, forecast.Influenced, forecast.Unattributed,
		}).Draw(t, "attribution")
	}
	return d
}

func drawPairs(t *rapid.T) []forecast.Pair {
	pairs := make([]forecast.Pair, rapid.IntRange(0, 60).Draw(t, "pairs"))
	for i := range pairs {
		id := uuid.UUID{14: byte(i / 256), 15: byte(i%256 + 1)}
		kept := rapid.IntRange(1, 7).Draw(t, "kept")
		if kept != 1 {
			pairs[i].Before = drawDeal(t, id)
		}
		if kept != 2 {
			pairs[i].After = drawDeal(t, id)
		}
	}
	return pairs
}

func drawTerms(t *rapid.T) forecast.Terms {
	terms := terms()
	terms.Goal = rapid.Int64Range(0, 20_000_000).Draw(t, "goal")
	terms.Top = rapid.IntRange(0, 8).Draw(t, "top")
	return terms
}

func mustReckon(t *rapid.T, terms forecast.Terms, pairs []forecast.Pair) forecast.Forecast {
	f, err := forecast.Reckon(terms, stream(pairs...))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// The waterfall adds up to the cent, no part is negative, and it joins the two snapshots it stands between.
func TestWaterfallAddsUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		terms, pairs := drawTerms(t), drawPairs(t)
		f := mustReckon(t, terms, pairs)
		w := f.Waterfall
		in := w.Created + w.AttributedIn + w.PulledIn + w.Up + w.Reopened
		out := w.Down + w.PushedOut + w.Won + w.Lost + w.AttributedOut
		if w.Start+in-out != w.End {
			t.Fatalf("%d + %d − %d ≠ %d: %+v", w.Start, in, out, w.End, w)
		}
		for _, part := range []int64{
			w.Start, w.Created, w.AttributedIn, w.PulledIn, w.Up, w.Reopened,
			w.Down, w.PushedOut, w.Won, w.Lost, w.AttributedOut, w.End,
		} {
			if part < 0 {
				t.Fatalf("a part is negative: %+v", w)
			}
		}
		if w.End != f.OpenPipeline() || w.Start != f.LastCoverage.Open {
			t.Fatalf("the waterfall ends at %d and started at %d, the open pipeline is %d and was %d",
				w.End, w.Start, f.OpenPipeline(), f.LastCoverage.Open)
		}
		for i := range pairs {
			pairs[i].After = pairs[i].Before
		}
		if before := mustReckon(t, terms, pairs); before.OpenPipeline() != w.Start || before.Waterfall != (forecast.Waterfall{Start: w.Start, End: w.Start}) {
			t.Fatalf("a week earlier the open pipeline was %d with %+v, the waterfall starts at %d", before.OpenPipeline(), before.Waterfall, w.Start)
		}
	})
}

// Every deal newly won in the quarter went through the waterfall, at the amount it was won at.
func TestWaterfallHoldsEveryWin(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		terms, pairs := drawTerms(t), drawPairs(t)
		var fresh, all int64
		for _, p := range pairs {
			a, b := p.After, p.Before
			if a.Tagged() && a.Outcome == forecast.Won && b != nil && b.Outcome != forecast.Won {
				all += a.Amount
				if !a.CloseDate.Before(terms.First) && !a.CloseDate.After(terms.Last) {
					fresh += a.Amount
				}
			}
			if b == nil && a.Tagged() && a.Outcome == forecast.Won && !a.CloseDate.Before(terms.Before) && !a.CloseDate.After(terms.Last) {
				fresh, all = fresh+a.Amount, all+a.Amount
			}
		}
		if w := mustReckon(t, terms, pairs).Waterfall; w.Won < fresh || w.Won > all {
			t.Fatalf("the waterfall holds %d won, want at least the %d of the quarter and at most %d", w.Won, fresh, all)
		}
	})
}

func TestOrderDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		terms, pairs := drawTerms(t), drawPairs(t)
		f := mustReckon(t, terms, pairs)
		shuffled := rapid.Permutation(pairs).Draw(t, "order")
		if diff := cmp.Diff(f, mustReckon(t, terms, shuffled)); diff != "" {
			t.Fatalf("-in order +shuffled\n%s", diff)
		}
	})
}

func TestPartsMakeTheWhole(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		terms, pairs := drawTerms(t), drawPairs(t)
		f := mustReckon(t, terms, pairs)
		if f.Sourced.Won+f.Influenced.Won != f.Won || f.Sourced.Open+f.Influenced.Open != f.OpenPipeline() ||
			f.Sourced.Deals+f.Influenced.Deals != f.WonDeals+f.InQuarter {
			t.Fatalf("sourced %+v and influenced %+v do not make the whole: won %d of %d, open %d of %d",
				f.Sourced, f.Influenced, f.Won, f.WonDeals, f.OpenPipeline(), f.InQuarter)
		}
		if later := f.OpenDeals - f.InQuarter - f.NoCloseDate - f.EarlierQuarter; later < 0 || f.Overdue < f.EarlierQuarter {
			t.Fatalf("deals left out do not add up: %+v", f)
		}
		c, s := f.Coverage, f.WithoutStalled
		if s.Open > c.Open || s.Hundredths > c.Hundredths || s.Missing != c.Missing {
			t.Fatalf("without stalled deals there is more: %+v, %+v", s, c)
		}
		if c.Missing > 0 {
			exact := new(big.Rat).SetFrac64(c.Open*100, c.Missing)
			if got := new(big.Rat).SetInt64(int64(c.Hundredths)); got.Cmp(exact) > 0 || got.Add(got, big.NewRat(1, 1)).Cmp(exact) <= 0 {
				t.Fatalf("coverage of %d over %d is %d hundredths", c.Open, c.Missing, c.Hundredths)
			}
		}
		if c.Met != (terms.Goal > 0 && f.Won >= terms.Goal) || c.NoGoal != (terms.Goal == 0) {
			t.Fatalf("won %d of %d: %+v", f.Won, terms.Goal, c)
		}
	})
}

// Movers and risks are the largest there are: keeping more only adds smaller ones.
func TestMoversAndRisksAreTheLargest(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		terms, pairs := drawTerms(t), drawPairs(t)
		f := mustReckon(t, terms, pairs)
		few := terms.Top
		terms.Top = len(pairs)
		all := mustReckon(t, terms, pairs)
		if diff := cmp.Diff(all.Movers[:min(few, len(all.Movers))], f.Movers, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("movers: -first of all +got\n%s", diff)
		}
		if diff := cmp.Diff(all.Risks[:min(few, len(all.Risks))], f.Risks, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("risks: -first of all +got\n%s", diff)
		}
		if !slices.IsSortedFunc(all.Movers, func(a, b forecast.Mover) int { return int(b.Amount - a.Amount) }) {
			t.Fatalf("movers are not in order: %+v", all.Movers)
		}
		if slices.ContainsFunc(all.Movers, func(m forecast.Mover) bool { return m.Amount <= 0 }) {
			t.Fatalf("a mover moved nothing: %+v", all.Movers)
		}
	})
}
