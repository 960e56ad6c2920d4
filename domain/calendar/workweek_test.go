package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

func day(t testing.TB, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAddWorkdays(t *testing.T) {
	t.Parallel()
	gulf := []time.Weekday{time.Sunday, time.Monday, time.Tuesday, time.Wednesday, time.Thursday}
	for _, c := range []struct {
		name     string
		days     []time.Weekday
		holidays []string
		from     string
		n        int
		want     string
	}{
		{"within the week", nil, nil, "2026-11-23", 2, "2026-11-25"},
		{"over a weekend", nil, nil, "2026-11-27", 2, "2026-12-01"},
		{"from a Saturday", nil, nil, "2026-11-28", 2, "2026-12-01"},
		{"over Thanksgiving", nil, []string{"2026-11-26"}, "2026-11-25", 1, "2026-11-27"},
		{"a holiday on a weekend costs nothing", nil, []string{"2026-11-28"}, "2026-11-27", 1, "2026-11-30"},
		{"another week", gulf, nil, "2026-11-26", 1, "2026-11-29"},
		{"none", nil, nil, "2026-11-28", 0, "2026-11-28"},
		{"back", nil, nil, "2026-11-30", -1, "2026-11-27"},
		{"into the next year", nil, []string{"2026-12-25", "2027-01-01"}, "2026-12-24", 5, "2027-01-04"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := calendar.Workweek{Days: c.days}
			for _, h := range c.holidays {
				w.Holidays = append(w.Holidays, day(t, h))
			}
			if got := w.AddWorkdays(day(t, c.from), c.n); got != day(t, c.want) {
				t.Errorf("%d working days from %s = %s, want %s", c.n, c.from, got, c.want)
			}
		})
	}
}

func TestWorkdaysAreCountedBothWays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawDate(t, "from")
		w := calendar.Workweek{
			Days: rapid.SliceOfNDistinct(rapid.Map(rapid.IntRange(0, 6), func(i int) time.Weekday {
				return time.Weekday(i)
			}), 0, 7, rapid.ID).Draw(t, "days"),
			Holidays: rapid.SliceOfN(rapid.Map(rapid.IntRange(1, 30), d.AddDays), 0, 9).Draw(t, "holidays"),
		}
		n := rapid.IntRange(1, 20).Draw(t, "n")
		end := w.AddWorkdays(d, n)
		worked := 0
		for e := d.AddDays(1); !e.After(end); e = e.AddDays(1) {
			if w.IsWorkday(e) {
				worked++
			}
		}
		if !w.IsWorkday(end) || worked != n {
			t.Fatalf("%s to %s: %d worked days, want %d, ending on one", d, end, worked, n)
		}
		if back := w.AddWorkdays(end, -n); back.After(d) {
			t.Fatalf("back from %s: %s, want no later than %s", end, back, d)
		}
		if w.NextWorkday(d).After(end) {
			t.Fatalf("next working day %s is after %s", w.NextWorkday(d), end)
		}
	})
}
