package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// A fiscal year bears the number of the calendar year in which it ends.
func TestQuarterOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		day   string
		start time.Month
		want  string
		first string
		last  string
	}{
		{"2017-09-30", time.January, "2017-Q3", "2017-07-01", "2017-09-30"},
		{"2026-01-01", time.January, "2026-Q1", "2026-01-01", "2026-03-31"},
		{"2026-01-31", time.February, "2026-Q4", "2025-11-01", "2026-01-31"},
		{"2026-02-01", time.February, "2027-Q1", "2026-02-01", "2026-04-30"},
		{"2026-06-30", time.July, "2026-Q4", "2026-04-01", "2026-06-30"},
		{"2026-07-01", time.July, "2027-Q1", "2026-07-01", "2026-09-30"},
		{"2025-12-01", time.December, "2026-Q1", "2025-12-01", "2026-02-28"},
		{"2028-02-29", time.December, "2028-Q1", "2027-12-01", "2028-02-29"},
	} {
		q := calendar.QuarterOf(day(t, c.day), c.start)
		if q.String() != c.want || q.First(c.start) != day(t, c.first) || q.Last(c.start) != day(t, c.last) {
			t.Errorf("%s with a year from %s is in %s, %s to %s; want %s, %s to %s",
				c.day, c.start, q, q.First(c.start), q.Last(c.start), c.want, c.first, c.last)
		}
	}
}

func TestQuarter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawDate(t, "d")
		start := time.Month(rapid.IntRange(1, 12).Draw(t, "start"))
		q := calendar.QuarterOf(d, start)
		first, last := q.First(start), q.Last(start)
		if d.Before(first) || d.After(last) {
			t.Fatalf("%s is not in %s, %s to %s", d, q, first, last)
		}
		if next := calendar.QuarterOf(last.AddDays(1), start); next != q.Add(1) || next.Add(-1) != q {
			t.Fatalf("after %s comes %s, want %s", q, next, q.Add(1))
		}
		if end := calendar.DateOf(q.Add(4 - q.N).Last(start).In(time.UTC)); end.Year != q.Year {
			t.Fatalf("the year of %s ends on %s", q, end)
		}
		if n := rapid.IntRange(-30, 30).Draw(t, "n"); q.Add(n).Add(-n) != q {
			t.Fatalf("%s moved by %d and back is %s", q, n, q.Add(n).Add(-n))
		}
		if p, err := calendar.ParseQuarter(q.String()); err != nil || p != q {
			t.Fatalf("%s reads back as %s, %v", q, p, err)
		}
	})
}

func TestParseQuarter(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "2026", "2026-Q0", "2026-Q5", "2026Q1", "26-Q1", "2026-q1", "2026-Q11", " 2026-Q1"} {
		if q, err := calendar.ParseQuarter(s); err == nil {
			t.Errorf("ParseQuarter(%q) = %s, want an error", s, q)
		}
	}
}
