package calendar

import (
	"slices"
	"time"
)

// Workweek says which days are worked: those of the week in Days, unless they are in Holidays.
// No Days at all means Monday to Friday.
type Workweek struct {
	Days     []time.Weekday
	Holidays []Date
}

// IsWorkday tells whether d is worked.
func (w Workweek) IsWorkday(d Date) bool {
	day := d.Weekday()
	worked := slices.Contains(w.Days, day)
	if len(w.Days) == 0 {
		worked = day != time.Saturday && day != time.Sunday
	}
	return worked && !slices.Contains(w.Holidays, d)
}

// AddWorkdays is the nth working day after d, or before it when n is negative; d itself when n is 0. The days between
// do not count, nor does d: two working days after a Friday, or after the Saturday that follows, is Tuesday.
func (w Workweek) AddWorkdays(d Date, n int) Date {
	step := 1
	if n < 0 {
		step = -1
	}
	for n != 0 {
		d = d.AddDays(step)
		if w.IsWorkday(d) {
			n -= step
		}
	}
	return d
}

// NextWorkday is the first working day after d.
func (w Workweek) NextWorkday(d Date) Date { return w.AddWorkdays(d, 1) }
