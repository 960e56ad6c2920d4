package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

func drawDate(t *rapid.T, label string) calendar.Date {
	return calendar.On(2026, time.January, 1).AddDays(rapid.IntRange(-40_000, 40_000).Draw(t, label))
}

func TestParseDate(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "2026-2-01", "2026-02-30", "01/02/2026", "2026-02-01T00:00:00Z"} {
		if d, err := calendar.ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %s, want an error", s, d)
		}
	}
}

func TestDate(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d, n := drawDate(t, "d"), rapid.IntRange(-40_000, 40_000).Draw(t, "n")
		e := d.AddDays(n)
		if got := e.DaysSince(d); got != n {
			t.Fatalf("%s is %d days since %s, want %d", e, got, d, n)
		}
		if e.Before(d) != (n < 0) || e.After(d) != (n > 0) || (e.Compare(d) == 0) != (e == d) {
			t.Fatalf("%s and %s are not in order", d, e)
		}
		if p, err := calendar.ParseDate(d.String()); err != nil || p != d {
			t.Fatalf("%s reads back as %s, %v", d, p, err)
		}
		m := d.Monday()
		if m.Weekday() != time.Monday || d.DaysSince(m) < 0 || d.DaysSince(m) > 6 {
			t.Fatalf("the Monday of %s is %s", d, m)
		}
		if m.ISOWeek() != d.ISOWeek() || m.AddDays(7).ISOWeek() == d.ISOWeek() {
			t.Fatalf("%s and its Monday %s are in weeks %s and %s", d, m, d.ISOWeek(), m.ISOWeek())
		}
	})
}

func TestNoDate(t *testing.T) {
	t.Parallel()
	var none calendar.Date
	d := calendar.On(1, time.January, 1)
	if !none.IsZero() || d.IsZero() || !none.Before(d) || none.String() != "" {
		t.Errorf("no date: IsZero %v, before %s %v, String %q", none.IsZero(), d, none.Before(d), none)
	}
	b, _ := none.MarshalText()
	back := d
	if err := back.UnmarshalText(b); err != nil || !back.IsZero() {
		t.Errorf("no date reads back as %v, %v", back, err)
	}
}

// Days without a midnight, days with two, and a day that never was.
func TestInIsTheFirstInstantOfTheDay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ zone, day, want string }{
		{"America/New_York", "2026-11-23", "2026-11-23T05:00:00Z"},
		{"America/Havana", "2026-03-08", "2026-03-08T05:00:00Z"},      // 00:00 became 01:00
		{"America/Havana", "2026-11-01", "2026-11-01T04:00:00Z"},      // 00:00 came twice
		{"America/St_Johns", "2006-10-29", "2006-10-29T02:30:00Z"},    // at 00:01 it became 23:01 again
		{"America/Asuncion", "2023-10-01", "2023-10-01T04:00:00Z"},    // 00:00 became 01:00
		{"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"},        // left out: the 31st began at once
		{"Asia/Kathmandu", "2026-01-05", "2026-01-04T18:15:00Z"},      // no whole hours
		{"Australia/Lord_Howe", "2026-04-06", "2026-04-05T13:30:00Z"}, // half an hour of summer time
		{"Africa/Casablanca", "2026-02-16", "2026-02-16T00:00:00Z"},   // summer time ends for Ramadan
		{"America/Argentina/Ushuaia", "2026-06-01", "2026-06-01T03:00:00Z"},
	} {
		loc, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := day(t, c.day).In(loc).UTC().Format(time.RFC3339); got != c.want {
			t.Errorf("%s in %s begins at %s, want %s", c.day, c.zone, got, c.want)
		}
	}
}

func TestInFindsNoEarlierInstantOfTheDay(t *testing.T) {
	t.Parallel()
	zones := []string{
		"UTC", "America/New_York", "America/Havana", "America/St_Johns", "America/Asuncion", "Asia/Beirut",
		"Africa/Cairo", "Asia/Tehran", "Europe/Lisbon", "Pacific/Apia", "Pacific/Kwajalein", "Atlantic/Azores",
	}
	rapid.Check(t, func(t *rapid.T) {
		loc, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		d := calendar.On(1970, time.January, 1).AddDays(rapid.IntRange(0, 25_000).Draw(t, "day"))
		at := d.In(loc)
		if calendar.DateOf(at).Before(d) {
			t.Fatalf("%s begins at %s, the day before", d, at)
		}
		for back := time.Minute; back <= 26*time.Hour; back += time.Minute {
			if !calendar.DateOf(at.Add(-back)).Before(d) {
				t.Fatalf("%s begins at %s, yet %s is not before it", d, at, at.Add(-back))
			}
		}
	})
}
