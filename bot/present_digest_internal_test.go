package bot

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

var (
	monday    = time.Date(2026, 11, 9, 5, 0, 0, 0, time.UTC) // 00:00 in New York
	newYork   = domain.Program{Name: "Partner program", Currency: "USD", TimeZone: "America/New_York", Settings: domain.DefaultSettings()}
	northwind = domain.Partner{ID: uuid.UUID{1}, Name: "Northwind"}
	ben       = domain.Person{ID: uuid.UUID{2}, Name: "Ben Okafor"}
)

// posted is a Monday post as the schedule takes it, with what change makes of its forecast.
func posted(change func(*forecast.Forecast)) domain.Digest {
	d := domain.Digest{
		Program: newYork, Snapshot: &domain.Snapshot{}, At: monday, TakenAt: monday.Add(time.Minute),
		Partners: map[domain.ID]domain.Partner{northwind.ID: northwind}, People: map[domain.ID]domain.Person{ben.ID: ben},
	}
	d.Forecast.Terms = forecast.Terms{
		AsOf: calendar.On(2026, 11, 9), Before: calendar.On(2026, 11, 2), Quarter: calendar.Quarter{Year: 2026, N: 4},
		First: calendar.On(2026, 10, 1), Last: calendar.On(2026, 12, 31), Goal: 2_000_000_00, RequiredCoverage: 300,
	}
	change(&d.Forecast)
	return d
}

func drawn(change func(*forecast.Forecast)) view.Digest {
	d := posted(change)
	return digestView(d, everyone(d.Program, monday))
}

func TestDigest_headline(t *testing.T) {
	t.Parallel()
	for want, change := range map[string]func(*forecast.Forecast){
		"$1,240,000 won plus $410,000 in commit makes $1,650,000: $350,000 short of the $2,000,000 goal for 2026-Q4.": func(f *forecast.Forecast) {
			f.Won, f.Commit = 1_240_000_00, 410_000_00
		},
		"$1,600,000 won plus $500,000 in commit makes $2,100,000: $100,000 over the $2,000,000 goal for 2026-Q4.": func(f *forecast.Forecast) {
			f.Won, f.Commit = 1_600_000_00, 500_000_00
		},
		"The $2,000,000 goal for 2026-Q4 is met: $2,300,000 won, and $0 more in commit.": func(f *forecast.Forecast) { f.Won = 2_300_000_00 },
		"Nothing is won and nothing is in commit yet: $2,000,000 to go to the goal for 2026-Q4.": func(*forecast.Forecast) {
		},
		"$10,000 won plus $0 in commit makes $10,000 for 2026-Q4. No goal is set.": func(f *forecast.Forecast) {
			f.Won, f.Terms.Goal = 10_000_00, 0
		},
	} {
		if got := drawn(change).Headline; got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// The lengths of a chart say what the headline says, to the cent.
func TestDigest_goal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ won, commit, goal, wonIs, commitIs, toGo int64 }{
		{1_240_000_00, 410_000_00, 2_000_000_00, 62, 20, 18},
		{1_999_999_98, 1, 2_000_000_00, 99, 0, 1},
		{1_999_999_99, 1, 2_000_000_00, 99, 0, 0},
		{4_000_000_00, 0, 2_000_000_00, 200, 0, 0},
		{0, 0, 2_000_000_00, 0, 0, 100},
	} {
		got := drawn(func(f *forecast.Forecast) { f.Won, f.Commit, f.Terms.Goal = c.won, c.commit, c.goal }).Goal
		want := []view.Share{{Label: "Won", Percent: c.wonIs}, {Label: "Commit", Percent: c.commitIs}, {Label: "To go", Percent: c.toGo}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", c, diff)
		}
	}
	if got := drawn(func(f *forecast.Forecast) { f.Won, f.Terms.Goal = 1, 0 }).Goal; got != nil {
		t.Errorf("no goal is set, and this is drawn of it: %v", got)
	}
}

func TestDigest_numbers(t *testing.T) {
	t.Parallel()
	got := drawn(func(f *forecast.Forecast) {
		f.Won, f.WonDeals, f.Commit, f.BestCase, f.Pipeline = 1_999_999_99, 1, 1, 50_000_00, 1_000_00
	}).Numbers
	want := []view.Fact{
		{Label: "Won", Value: "$1.99M, 99% of the goal, 1 deal"},
		{Label: "Commit", Value: "$0.01, $2M with won"},
		{Label: "Best case", Value: "$50K, $2.05M with those above"},
		{Label: "Pipeline", Value: "$1,000, $2.05M with those above"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDigest_coverage(t *testing.T) {
	t.Parallel()
	measured := drawn(func(f *forecast.Forecast) {
		f.Coverage, f.LastCoverage = forecast.Coverage{Missing: 1, Hundredths: 259}, forecast.Coverage{Met: true}
		f.WithoutStalled = forecast.Coverage{Missing: 1, Hundredths: 4}
		f.Required, f.RequiredByRate, f.WinRate, f.ClosedForRate = 291, true, 34, 112
	}).Coverage
	if diff := cmp.Diff([]view.Fact{
		{Label: "Now", Value: "2.59x"},
		{Label: "Last week", Value: "nothing is missing"},
		{Label: "Required", Value: "2.91x, at a win rate of 34% of 112 closed deals"},
		{Label: "Without stalled and overdue", Value: "0.04x"},
	}, measured); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	thin := drawn(func(f *forecast.Forecast) { f.Required = 300 }).Coverage[2].Value
	if thin != "3.00x by default, for want of history" {
		t.Errorf("with too little history: %s", thin)
	}
	if none := drawn(func(f *forecast.Forecast) { f.Coverage.NoGoal = true }).Coverage; len(none) != 1 || !strings.Contains(none[0].Value, "goal") {
		t.Errorf("without a goal: %+v", none)
	}
}

func TestDigest_waterfall(t *testing.T) {
	t.Parallel()
	moved := forecast.Waterfall{Start: 1_790_000_00, Created: 240_000_00, Up: 90_000_00, Won: 120_000_00, Lost: 60_000_00, End: 1_940_000_00}
	got := drawn(func(f *forecast.Forecast) { f.Waterfall = moved }).Waterfall
	want := "Open this quarter: $1.79M on Nov 2 + $240K created + $90K up − $120K won − $60K lost = $1.94M on Nov 9"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := drawn(func(f *forecast.Forecast) {}).Waterfall; got != "Open this quarter: $0 on Nov 2, and nothing changed" {
		t.Errorf("with no change: %s", got)
	}
	d := posted(func(f *forecast.Forecast) { f.Waterfall = moved })
	d.Snapshot, d.TakenAt = nil, d.At
	if got := digestView(d, everyone(d.Program, monday)).Waterfall; !strings.HasSuffix(got, "= $1.94M now") {
		t.Errorf("asked for now: %s", got)
	}
}

func TestDigest_moversAndRisks(t *testing.T) {
	t.Parallel()
	deal := forecast.Deal{Name: "Acme, Analytics", PartnerID: northwind.ID, OwnerID: ben.ID, Amount: 180_000_00, NextStep: "Call"}
	change := func(f *forecast.Forecast) {
		for _, m := range []forecast.Move{
			forecast.MoveWon, forecast.MoveUp, forecast.MovePushedOut, forecast.MoveCreated, forecast.MoveLost, forecast.MoveDown,
		} {
			f.Movers = append(f.Movers, forecast.Mover{Deal: deal, Move: m, Amount: 90_000_00})
		}
		orphan := forecast.Deal{Name: "Globex", Amount: 5_000_00}
		f.Risks = []forecast.Risk{
			{Deal: deal, Peril: forecast.Overdue, Days: 1},
			{Deal: deal, Peril: forecast.Stalled, Days: 34},
			{Deal: orphan, Peril: forecast.NoNextStep},
		}
	}
	v := drawn(change)
	var got []string
	for _, l := range append(v.Movers, v.Risks...) {
		got = append(got, l.Title+" | "+l.Detail+" | "+string(l.Tone))
	}
	want := []string{
		"Acme, Analytics | Northwind: won for $90K | good",
		"Acme, Analytics | Northwind: up by $90K to $180K | good",
		"Acme, Analytics | Northwind: pushed out of the quarter, $90K | bad",
		"Acme, Analytics | Northwind: new, $90K | good",
		"Acme, Analytics | Northwind: lost, $90K | bad",
		"Acme, Analytics | $180K · Northwind · owner Ben Okafor · 1 day past its close date · next: Call | bad",
		"Acme, Analytics | $180K · Northwind · owner Ben Okafor · no change of stage for 34 days · next: Call | bad",
		"Globex | $5,000 · no partner · no owner · no next step | bad",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	d := posted(change)
	detail := digestDetail(d, everyone(d.Program, monday))
	if len(detail.Movers) != 6 || len(detail.Risks) != 3 {
		t.Errorf("the detail has %d movers and %d risks", len(detail.Movers), len(detail.Risks))
	}
}

func TestDigest_waitingIsCutShort(t *testing.T) {
	t.Parallel()
	d := posted(func(*forecast.Forecast) {})
	for i := range 5 {
		deal := sampleDeal(domain.InReview)
		deal.Registration.Number = int64(1000 + i)
		deal.Registration.DecideBy = monday.Add(-time.Hour)
		d.Waiting = append(d.Waiting, deal)
	}
	expiring := sampleDeal(domain.Converted)
	expiring.Registration.ProtectedUntil = monday.AddDate(0, 0, 7)
	d.Expiring = []domain.Deal{expiring}
	v := digestView(d, everyone(d.Program, monday))
	want := []string{
		"D-1000 Acme Corp, Analytics (Northwind): the decision was due by Sun, Nov 8, 23:00 EST",
		"D-1001 Acme Corp, Analytics (Northwind): the decision was due by Sun, Nov 8, 23:00 EST",
		"D-1002 Acme Corp, Analytics (Northwind): the decision was due by Sun, Nov 8, 23:00 EST",
		"and 2 more past their decision time",
		"D-1042 Acme Corp, Analytics (Northwind): protection ends on Nov 16",
	}
	if diff := cmp.Diff(want, v.Waiting); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(v.Actions) != 2 || v.Actions[0].Label != "Overdue decisions (5)" {
		t.Errorf("its buttons are %+v", v.Actions)
	}
}

func TestDigest_notesSayWhatIsLeftOut(t *testing.T) {
	t.Parallel()
	if got := drawn(func(*forecast.Forecast) {}).Notes; len(got) != 1 || !strings.Contains(got[0], "No partner deal") {
		t.Errorf("an empty program: %q", got)
	}
	d := posted(func(f *forecast.Forecast) {
		f.OpenDeals, f.NoCloseDate, f.EarlierQuarter, f.OmittedDeals, f.EstimatedAmount = 20, 6, 1, 2, 9
	})
	d.TakenAt = monday.Add(30 * time.Hour)
	want := []string{
		"6 open deals say no close date and are left out.",
		"1 open deal was to close before this quarter and is left out.",
		"2 open deals are in no forecast category and are left out.",
		"The amounts of 9 open deals are list prices, not quotes.",
		"The bot was down on Monday: the snapshot was taken on Tue, Nov 10, 06:00 EST.",
	}
	if diff := cmp.Diff(want, digestView(d, everyone(d.Program, monday)).Notes); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestDigest_detailAddsUp: what a reader adds up by hand is what stands at the end.
func TestDigest_detailAddsUp(t *testing.T) {
	t.Parallel()
	d := posted(func(f *forecast.Forecast) {
		f.Waterfall = forecast.Waterfall{Start: 100_00, Created: 50_50, PulledIn: 1, Down: 20_51, AttributedOut: 30_00, End: 100_00}
	})
	want := []view.Fact{
		{Label: "Open on Nov 2", Value: "$100"},
		{Label: "Created", Value: "+ $50.50"},
		{Label: "Pulled in", Value: "+ $0.01"},
		{Label: "Down", Value: "− $20.51"},
		{Label: "No longer a partner's", Value: "− $30"},
		{Label: "Open on Nov 9", Value: "$100"},
	}
	if diff := cmp.Diff(want, digestDetail(d, everyone(d.Program, monday)).Waterfall); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDigest_detailSaysTheRequiredCoverageOfAThinHistory(t *testing.T) {
	t.Parallel()
	d := posted(func(*forecast.Forecast) {})
	if got := strings.Join(digestDetail(d, everyone(d.Program, monday)).Method, " "); !strings.Contains(got, "with too few closed deals, 3.00x.") {
		t.Errorf("the method is %q", got)
	}
}
