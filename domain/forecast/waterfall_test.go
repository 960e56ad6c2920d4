package forecast_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// Each case is one deal, as it stood on Monday 2026-11-16 and a week later.
func TestWaterfall(t *testing.T) {
	t.Parallel()
	type w = forecast.Waterfall
	for _, c := range []struct {
		name          string
		before, after *forecast.Deal
		want          w
		move          forecast.Move
		amount        int64
	}{
		{"nothing happened", deal(), deal(), w{Start: 100_00, End: 100_00}, "", 0},
		{"created", nil, deal(created("2026-11-16")), w{Created: 100_00, End: 100_00}, forecast.MoveCreated, 100_00},
		{
			"created, day unknown", nil, deal(func(d *forecast.Deal) { d.CreatedOn = calendar.Date{} }),
			w{Created: 100_00, End: 100_00},
			forecast.MoveCreated, 100_00,
		},
		{"created and won", nil, deal(created("2026-11-17"), won), w{Created: 100_00, Won: 100_00}, forecast.MoveWon, 100_00},
		{"created and lost", nil, deal(created("2026-11-17"), lost), w{Created: 100_00, Lost: 100_00}, forecast.MoveLost, 100_00},
		{"created for another quarter", nil, deal(created("2026-11-17"), closes("2027-02-01")), w{}, "", 0},
		{"tagged; snapshots keep tagged deals only", nil, deal(), w{AttributedIn: 100_00, End: 100_00}, forecast.MoveAttributedIn, 100_00},
		{"tagged", deal(untagged, amount(1)), deal(), w{AttributedIn: 100_00, End: 100_00}, forecast.MoveAttributedIn, 100_00},
		{"tagged and won", deal(untagged), deal(won), w{AttributedIn: 100_00, Won: 100_00}, forecast.MoveWon, 100_00},
		{"tagged long after it was won", deal(untagged, won), deal(won), w{}, "", 0},
		{"tagged long after it was won, not kept before", nil, deal(won, closes("2026-11-02")), w{}, "", 0},
		{"tag taken off", deal(), deal(untagged, amount(500_00)), w{Start: 100_00, AttributedOut: 100_00}, forecast.MoveAttributedOut, 100_00},
		{"deleted", deal(), nil, w{Start: 100_00, AttributedOut: 100_00}, forecast.MoveAttributedOut, 100_00},
		{"up", deal(), deal(amount(130_00)), w{Start: 100_00, Up: 30_00, End: 130_00}, forecast.MoveUp, 30_00},
		{"down", deal(), deal(amount(70_00)), w{Start: 100_00, Down: 30_00, End: 70_00}, forecast.MoveDown, 30_00},
		{
			"to another partner and credit", deal(), deal(influenced, func(d *forecast.Deal) { d.PartnerID[0] = 1 }),
			w{Start: 100_00, End: 100_00},
			"", 0,
		},
		{"to another category", deal(in(forecast.Commit)), deal(in(forecast.BestCase)), w{Start: 100_00, End: 100_00}, "", 0},
		{"pulled in", deal(closes("2027-01-10")), deal(), w{PulledIn: 100_00, End: 100_00}, forecast.MovePulledIn, 100_00},
		{"pulled in from an overdue date", deal(closes("2026-09-10")), deal(), w{PulledIn: 100_00, End: 100_00}, forecast.MovePulledIn, 100_00},
		{
			"given a date", deal(func(d *forecast.Deal) { d.CloseDate = calendar.Date{} }), deal(),
			w{PulledIn: 100_00, End: 100_00},
			forecast.MovePulledIn, 100_00,
		},
		{"no longer omitted", deal(in(forecast.Omitted)), deal(), w{PulledIn: 100_00, End: 100_00}, forecast.MovePulledIn, 100_00},
		{
			"pulled in and up", deal(closes("2027-01-10")), deal(amount(130_00)),
			w{PulledIn: 100_00, Up: 30_00, End: 130_00},
			forecast.MovePulledIn, 130_00,
		},
		{
			"pulled in, down and won", deal(closes("2027-01-10")), deal(won, amount(90_00)),
			w{PulledIn: 100_00, Down: 10_00, Won: 90_00},
			forecast.MoveWon, 90_00,
		},
		{"pulled in and lost", deal(closes("2027-01-10")), deal(lost, amount(0)), w{PulledIn: 100_00, Lost: 100_00}, forecast.MoveLost, 100_00},
		{"pushed out", deal(), deal(closes("2027-01-10"), amount(130_00)), w{Start: 100_00, PushedOut: 100_00}, forecast.MovePushedOut, 100_00},
		{
			"date taken off", deal(), deal(func(d *forecast.Deal) { d.CloseDate = calendar.Date{} }),
			w{Start: 100_00, PushedOut: 100_00},
			forecast.MovePushedOut, 100_00,
		},
		{"omitted", deal(), deal(in(forecast.Omitted)), w{Start: 100_00, PushedOut: 100_00}, forecast.MovePushedOut, 100_00},
		{"won for more", deal(), deal(won, amount(120_00)), w{Start: 100_00, Up: 20_00, Won: 120_00}, forecast.MoveWon, 120_00},
		{"won before the quarter began", deal(), deal(won, closes("2026-09-30")), w{Start: 100_00, Won: 100_00}, forecast.MoveWon, 100_00},
		{"another quarter's, won in that quarter", deal(closes("2027-01-10")), deal(won, closes("2026-09-30")), w{}, "", 0},
		{"lost at the amount it had", deal(), deal(lost, amount(0)), w{Start: 100_00, Lost: 100_00}, forecast.MoveLost, 100_00},
		{"reopened", deal(lost), deal(amount(80_00)), w{Reopened: 100_00, Down: 20_00, End: 80_00}, forecast.MoveReopened, 80_00},
		{"reopened for another quarter", deal(lost), deal(closes("2027-01-10")), w{}, "", 0},
		{"lost, then won after all", deal(lost), deal(won), w{Reopened: 100_00, Won: 100_00}, forecast.MoveWon, 100_00},
		{"won and still won", deal(won), deal(won, amount(120_00)), w{}, "", 0},
		{"never tagged", deal(untagged), deal(untagged, won), w{}, "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := reckon(t, terms(), stream(forecast.Pair{Before: c.before, After: c.after}))
			if diff := cmp.Diff(c.want, f.Waterfall); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			var want []forecast.Mover
			if c.move != "" {
				want = []forecast.Mover{{Deal: *last(c.before, c.after), Move: c.move, Amount: c.amount}}
			}
			if diff := cmp.Diff(want, f.Movers); diff != "" {
				t.Errorf("movers: -want +got\n%s", diff)
			}
		})
	}
}

func last(before, after *forecast.Deal) *forecast.Deal {
	if after != nil {
		return after
	}
	return before
}
