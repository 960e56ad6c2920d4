package calendar

import (
	"fmt"
	"time"
)

// Quarter is a fiscal quarter. Year is the fiscal year, named for the calendar year in which it ends
// (with a fiscal year from February, 2027 Q1 starts on 2026-02-01); N is 1 to 4.
type Quarter struct {
	Year int
	N    int
}

// QuarterOf is the quarter that d falls in, when the fiscal year starts on the first of the month start.
func QuarterOf(d Date, start time.Month) Quarter {
	months := (int(d.Month) - int(start) + 12) % 12
	year := d.Year
	if start > time.January && d.Month >= start {
		year++
	}
	return Quarter{Year: year, N: months/3 + 1}
}

// First is the first day of the quarter.
func (q Quarter) First(start time.Month) Date {
	year := q.Year
	if start > time.January {
		year--
	}
	return On(year, start+time.Month(3*(q.N-1)), 1)
}

// Last is the last day of the quarter.
func (q Quarter) Last(start time.Month) Date { return q.Add(1).First(start).AddDays(-1) }

// Add moves by n quarters.
func (q Quarter) Add(n int) Quarter {
	i := q.Year*4 + q.N - 1 + n
	return Quarter{Year: i / 4, N: i%4 + 1}
}

// String is 2026-Q4.
func (q Quarter) String() string { return fmt.Sprintf("%04d-Q%d", q.Year, q.N) }

// ParseQuarter reads the form of String.
func ParseQuarter(s string) (Quarter, error) {
	var q Quarter
	if n, err := fmt.Sscanf(s, "%4d-Q%1d", &q.Year, &q.N); err != nil || n != 2 || q.N < 1 || q.N > 4 || q.String() != s {
		return Quarter{}, fmt.Errorf("quarter %q is not of the form 2026-Q4", s)
	}
	return q, nil
}

// MarshalText is the form of String.
func (q Quarter) MarshalText() ([]byte, error) { return []byte(q.String()), nil }

// UnmarshalText reads the form of String.
func (q *Quarter) UnmarshalText(b []byte) error {
	p, err := ParseQuarter(string(b))
	*q = p
	return err
}
