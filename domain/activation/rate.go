package activation

import (
	"slices"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// Signed is a partner as the rates count it, exited ones included.
type Signed struct {
	Type        string // of partner, "" for the program's first
	SignedOn    calendar.Date
	ActivatedOn calendar.Date // zero: not yet
	Imported    bool          // its past was: when it signed may not be known
	Exited      bool
	Fit         *int // by the profile when it was recruited, 0 to 100; nil: never scored
}

// ripe tells whether the window of so many days from signature has passed.
func (s Signed) ripe(today calendar.Date, window int) bool {
	return today.DaysSince(s.SignedOn) > window
}

// early tells that an imported partner had its deal before anybody knew when it signed: nobody led it there.
func (s Signed) early() bool {
	return s.Imported && !s.ActivatedOn.IsZero() && !s.ActivatedOn.After(s.SignedOn)
}

// activatedWithin tells whether the first approved registration came in the window.
func (s Signed) activatedWithin(window int) bool {
	return !s.ActivatedOn.IsZero() && s.ActivatedOn.DaysSince(s.SignedOn) <= window
}

// Rates are how well signed partners become active ones.
type Rates struct {
	Activated int // of Ripe, within the window
	Ripe      int // partners whose window has passed
	Open      int // partners whose window still runs, whether or not they are activated
	Reached   int // partners with a first deal, whenever that came
	NotYet    int // partners with none, who have not exited
	Early     int // partners who had one before anybody here led them to it: they count in nothing else
	// MedianDays is from signature to the first approved registration, over Reached; the lower one of two in the middle.
	MedianDays int
}

// Rate reckons the rates on a day: of partners signed, those activated within window days count once their window has
// passed (section 8.3, 90 days).
func Rate(all []Signed, today calendar.Date, window int) Rates {
	var r Rates
	var took []int
	for _, s := range all {
		if s.early() {
			r.Early++
			continue
		}
		switch {
		case !s.ActivatedOn.IsZero():
			took = append(took, max(s.ActivatedOn.DaysSince(s.SignedOn), 0))
		case !s.Exited:
			r.NotYet++
		}
		switch {
		case !s.ripe(today, window):
			r.Open++
		case s.activatedWithin(window):
			r.Activated++
			fallthrough
		default:
			r.Ripe++
		}
	}
	r.Reached = len(took)
	if slices.Sort(took); len(took) > 0 {
		r.MedianDays = took[(len(took)-1)/2]
	}
	return r
}

// Percent is the activation rate, 0 to 100 rounded down; ok is false while no window has passed.
func (r Rates) Percent() (percent int, ok bool) {
	if r.Ripe == 0 {
		return 0, false
	}
	return r.Activated * 100 / r.Ripe, true
}
