package forecast_test

import (
	"errors"
	"iter"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// terms are those of Monday 2026-11-23, in the quarter from October to December.
func terms() forecast.Terms {
	q := calendar.Quarter{Year: 2026, N: 4}
	return forecast.Terms{
		AsOf: on("2026-11-23"), Before: on("2026-11-16"),
		Quarter: q, First: q.First(time.January), Last: q.Last(time.January), TrailingFirst: q.Add(-4).First(time.January),
		Goal: 1_000_00, StalledDays: 21, RequiredCoverage: 300, Top: 5,
	}
}

func on(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

var partner = uuid.UUID{15: 9}

// deal is a healthy open one of 100.00 that closes in the quarter.
func deal(change ...func(*forecast.Deal)) *forecast.Deal {
	d := &forecast.Deal{
		ID: uuid.UUID{15: 1}, Name: "Acme", PartnerID: partner, Attribution: forecast.Sourced, Amount: 100_00,
		Stage: "Proposal", Category: forecast.Pipeline, Outcome: forecast.Open, NextStep: "Call",
		CreatedOn: on("2026-10-05"), StageSince: on("2026-11-10"), CloseDate: on("2026-12-15"),
	}
	for _, f := range change {
		f(d)
	}
	return d
}

func id(n byte) func(*forecast.Deal)       { return func(d *forecast.Deal) { d.ID = uuid.UUID{15: n} } }
func amount(n int64) func(*forecast.Deal)  { return func(d *forecast.Deal) { d.Amount = n } }
func closes(s string) func(*forecast.Deal) { return func(d *forecast.Deal) { d.CloseDate = on(s) } }
func created(s string) func(*forecast.Deal) {
	return func(d *forecast.Deal) { d.CreatedOn, d.StageSince = on(s), on(s) }
}

func in(c forecast.Category) func(*forecast.Deal) { return func(d *forecast.Deal) { d.Category = c } }
func influenced(d *forecast.Deal)                 { d.Attribution = forecast.Influenced }
func untagged(d *forecast.Deal)                   { d.PartnerID, d.Attribution = uuid.Nil, forecast.Unattributed }

func won(d *forecast.Deal) {
	d.Outcome, d.Category, d.CloseDate = forecast.Won, forecast.Closed, on("2026-11-18")
}

func lost(d *forecast.Deal) { won(d); d.Outcome, d.Category = forecast.Lost, forecast.Omitted }

func stream(pairs ...forecast.Pair) iter.Seq2[forecast.Pair, error] {
	return func(yield func(forecast.Pair, error) bool) {
		for _, p := range pairs {
			if !yield(p, nil) {
				return
			}
		}
	}
}

// now pairs each deal with itself: nothing changed.
func now(deals ...*forecast.Deal) iter.Seq2[forecast.Pair, error] {
	var pairs []forecast.Pair
	for _, d := range deals {
		pairs = append(pairs, forecast.Pair{Before: d, After: d})
	}
	return stream(pairs...)
}

func reckon(t testing.TB, terms forecast.Terms, pairs iter.Seq2[forecast.Pair, error]) forecast.Forecast {
	t.Helper()
	f, err := forecast.Reckon(terms, pairs)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestReckonAddsUp(t *testing.T) {
	t.Parallel()
	f := reckon(t, terms(), now(
		deal(id(1), won, amount(250_00)),
		deal(id(2), in(forecast.Commit), amount(40_00)),
		deal(id(3), in(forecast.BestCase), amount(20_00), influenced),
		deal(id(4), in(forecast.Pipeline), amount(10_00)),
		deal(id(5), closes("2027-01-01"), amount(7_00)),                       // next quarter
		deal(id(6), closes("2026-09-30"), amount(5_00)),                       // last quarter, still open
		deal(id(7), func(d *forecast.Deal) { d.CloseDate = calendar.Date{} }), // no date
		deal(id(8), in(forecast.Omitted)),
		deal(id(9), untagged),
		deal(id(10), won, untagged),
		deal(id(11), won, closes("2026-09-30"), amount(3_00)), // last quarter
		deal(id(12), lost),
		deal(id(13), won, influenced, closes("2026-10-01"), amount(1_00)),
		deal(id(14), func(d *forecast.Deal) { d.Attribution = "guessed" }),
		deal(id(15), closes("2026-12-31"), amount(2_00), func(d *forecast.Deal) { d.Estimated = true }),
	))
	want := forecast.Forecast{
		Terms: terms(),
		Won:   251_00, WonDeals: 2,
		Commit: 40_00, BestCase: 20_00, Pipeline: 12_00,
		OpenDeals: 7, InQuarter: 4,
		Sourced:        forecast.Split{Won: 250_00, Open: 52_00, Deals: 4},
		Influenced:     forecast.Split{Won: 1_00, Open: 20_00, Deals: 2},
		Coverage:       forecast.Coverage{Open: 72_00, Missing: 749_00, Hundredths: 9},
		LastCoverage:   forecast.Coverage{Open: 72_00, Missing: 749_00, Hundredths: 9},
		WithoutStalled: forecast.Coverage{Open: 72_00, Missing: 749_00, Hundredths: 9},
		Required:       300, ClosedForRate: 1,
		Waterfall:   forecast.Waterfall{Start: 72_00, End: 72_00},
		NoCloseDate: 1, EarlierQuarter: 1, OmittedDeals: 1, Overdue: 1, EstimatedAmount: 1,
	}
	if diff := cmp.Diff(want, f); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if f.CommitForecast() != 291_00 || f.BestCaseForecast() != 311_00 || f.OpenPipeline() != 72_00 {
		t.Errorf("cumulative: commit %d, best case %d, open %d", f.CommitForecast(), f.BestCaseForecast(), f.OpenPipeline())
	}
}

func TestCoverage(t *testing.T) {
	t.Parallel()
	open, sold := deal(id(1), amount(299_99)), deal(id(2), won, amount(900_00))
	for _, c := range []struct {
		name string
		goal int64
		want forecast.Coverage
	}{
		{"is cut off, not rounded up", 1_000_00, forecast.Coverage{Open: 299_99, Missing: 100_00, Hundredths: 299}},
		{"of a goal that is met", 900_00, forecast.Coverage{Open: 299_99, Met: true}},
		{"of a goal that is beaten", 1_00, forecast.Coverage{Open: 299_99, Met: true}},
		{"of no goal", 0, forecast.Coverage{Open: 299_99, NoGoal: true}},
		{"of a cent", 900_01, forecast.Coverage{Open: 299_99, Missing: 1, Hundredths: 29_999_00}},
		{"of a goal beyond measure", math.MaxInt64, forecast.Coverage{Open: 299_99, Missing: math.MaxInt64 - 900_00}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			terms := terms()
			terms.Goal = c.goal
			if diff := cmp.Diff(c.want, reckon(t, terms, now(open, sold)).Coverage); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestCoverageLastWeekAndWithoutStalled(t *testing.T) {
	t.Parallel()
	f := reckon(t, terms(), stream(
		forecast.Pair{Before: deal(id(1), amount(400_00)), After: deal(id(1), won, amount(500_00))},
		forecast.Pair{After: deal(id(2), amount(1_000_00), created("2026-11-17"))},
		forecast.Pair{Before: deal(id(3), created("2026-11-03"), amount(300_00)), After: deal(id(3), created("2026-11-02"), amount(300_00))}, // stalled
		forecast.Pair{Before: deal(id(4), amount(200_00)), After: deal(id(4), closes("2026-11-22"), amount(200_00))},                         // overdue
	))
	type coverages struct{ Now, Last, WithoutStalled forecast.Coverage }
	want := coverages{
		Now:            forecast.Coverage{Open: 1_500_00, Missing: 500_00, Hundredths: 300},
		Last:           forecast.Coverage{Open: 900_00, Missing: 1_000_00, Hundredths: 90},
		WithoutStalled: forecast.Coverage{Open: 1_000_00, Missing: 500_00, Hundredths: 200},
	}
	if diff := cmp.Diff(want, coverages{f.Coverage, f.LastCoverage, f.WithoutStalled}); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestRequiredCoverage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name                 string
		won, lost            int
		wonAmount, amount    int64
		first                string
		required, rate, rest int
	}{
		{"rests on 30 closed deals", 10, 20, 100, 100, "2026-09-30", 300, 33, 30},
		{"is rounded up", 11, 19, 100, 100, "2026-09-30", 273, 36, 30},
		{"goes by amount", 15, 15, 300, 100, "2025-10-01", 134, 75, 30},
		{"falls back on thin history", 15, 14, 100, 100, "2026-09-30", 300, 0, 29},
		{"falls back when nothing was won", 0, 40, 100, 100, "2026-09-30", 300, 0, 40},
		{"falls back when all was won for nothing", 40, 0, 0, 100, "2026-09-30", 300, 0, 40},
		{"leaves out what is older", 10, 20, 100, 100, "2025-09-30", 300, 0, 0},
		{"leaves out this quarter", 10, 20, 100, 100, "2026-10-01", 300, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var deals []*forecast.Deal
			for range c.won {
				deals = append(deals, deal(id(byte(len(deals)+1)), won, closes(c.first), amount(c.wonAmount)))
			}
			for range c.lost {
				deals = append(deals, deal(id(byte(len(deals)+1)), lost, closes(c.first), amount(c.amount)))
			}
			f := reckon(t, terms(), now(deals...))
			if f.Required != c.required || f.WinRate != c.rate || f.ClosedForRate != c.rest || f.RequiredByRate != (c.rate > 0) {
				t.Errorf("required %d at a win rate of %d on %d deals (by rate: %v), want %d, %d, %d",
					f.Required, f.WinRate, f.ClosedForRate, f.RequiredByRate, c.required, c.rate, c.rest)
			}
		})
	}
}

func TestRisks(t *testing.T) {
	t.Parallel()
	noStep := func(d *forecast.Deal) { d.NextStep = "" }
	f := reckon(t, terms(), now(
		deal(id(1), closes("2026-11-20"), noStep, amount(6)), // overdue comes first
		deal(id(2), created("2026-10-20"), noStep, amount(5)),
		deal(id(3), noStep, amount(7)),
		deal(id(4), created("2026-11-03"), amount(9)), // 20 days: not yet
		deal(id(5), closes("2026-11-23"), amount(9)),  // today: not yet
		deal(id(6), closes("2026-09-01"), amount(99)), // of another quarter
		deal(id(7), untagged, noStep, amount(99)),
		deal(id(8), created("2026-10-20"), amount(5), func(d *forecast.Deal) { d.StageSince = calendar.Date{} }),
	))
	type risk struct {
		ID    byte
		Peril forecast.Peril
		Days  int
	}
	var got []risk
	for _, r := range f.Risks {
		got = append(got, risk{r.Deal.ID[15], r.Peril, r.Days})
	}
	want := []risk{
		{3, forecast.NoNextStep, 0}, {1, forecast.Overdue, 3}, {2, forecast.Stalled, 34}, {8, forecast.Stalled, 34},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestReckonRefuses(t *testing.T) {
	t.Parallel()
	broken := errors.New("the connection broke")
	for _, c := range []struct {
		name  string
		pairs iter.Seq2[forecast.Pair, error]
		want  string
	}{
		{"a negative amount", now(deal(amount(-1))), "negative amount -1"},
		{"a deal that comes twice", now(deal(id(1)), deal(id(1))), "comes twice"},
		{"two deals in a pair", stream(forecast.Pair{Before: deal(id(1)), After: deal(id(2))}), "are paired"},
		{"an overflow", now(deal(id(1), amount(math.MaxInt64)), deal(id(2), amount(1))), forecast.ErrOverflow.Error()},
		{"an overflow of the roll-up", now(deal(id(1), amount(math.MaxInt64)), deal(id(2), won, amount(1))), forecast.ErrOverflow.Error()},
		{"an overflow of the win rate", now(
			deal(id(1), won, closes("2026-09-01"), amount(math.MaxInt64)), deal(id(2), lost, closes("2026-09-01"), amount(1)),
		), forecast.ErrOverflow.Error()},
		{"a broken stream", func(yield func(forecast.Pair, error) bool) { yield(forecast.Pair{}, broken) }, broken.Error()},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f, err := forecast.Reckon(terms(), c.pairs)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
			if diff := cmp.Diff(forecast.Forecast{}, f); diff != "" {
				t.Errorf("with a forecast:\n%s", diff)
			}
		})
	}
}
