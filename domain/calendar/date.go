// Package calendar holds civil dates, fiscal quarters and working days: time as a program counts it,
// in days of its own time zone rather than in instants.
package calendar

import (
	"cmp"
	"fmt"
	"time"
)

// Date is a day with no time zone. The zero Date means "no date".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// On makes a Date, normalizing as time.Date does (32 January is 1 February).
func On(year int, month time.Month, day int) Date {
	return DateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf is the day that t falls on, in t's own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads an ISO date, YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("date %q is not of the form YYYY-MM-DD, such as 2026-09-30", s)
	}
	return DateOf(t), nil
}

// IsZero tells whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String is the ISO form, or "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText is the ISO form; no date is the empty text.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO form or the empty text.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	p, err := ParseDate(string(b))
	*d = p
	return err
}

// In is the first instant of the day in loc: midnight, or the first that the clock showed of it or, where the clock
// skipped the whole day, of the next. [time.Date] promises neither on a day whose midnight is skipped or comes twice.
func (d Date) In(loc *time.Location) time.Time {
	midnight := d.utc()
	if loc == time.UTC {
		return midnight
	}
	for at := midnight.Add(-36 * time.Hour).In(loc); ; {
		_, offset := at.Zone()
		_, end := at.ZoneBounds()
		first := midnight.Add(-time.Duration(offset) * time.Second).In(loc)
		if first.Before(at) {
			first = at // the clock jumped over midnight
		}
		if end.IsZero() || first.Before(end) {
			return first
		}
		at = end
	}
}

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// AddDays moves by n days, back when n is negative.
func (d Date) AddDays(n int) Date { return On(d.Year, d.Month, d.Day+n) }

// DaysSince counts the days from e to d.
func (d Date) DaysSince(e Date) int {
	return int((d.utc().Unix() - e.utc().Unix()) / (24 * 60 * 60))
}

// Compare orders dates; no date comes first.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Before tells whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After tells whether d is a later day than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Monday is the Monday of d's ISO week.
func (d Date) Monday() Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }

// ISOWeek is d's ISO week as 2026-W47, the period in the key of what is posted once a week.
func (d Date) ISOWeek() string {
	y, w := d.utc().ISOWeek()
	return fmt.Sprintf("%04d-W%02d", y, w)
}
