package activation

import (
	"slices"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// Signed is a partner as the rates count it, exited ones included.
type Signed struct {
	SignedOn    calendar.Date
	ActivatedOn calendar.Date // zero: not yet
}

// Rates are how well signed partners become active ones.
type Rates struct {
	Activated int // of Ripe, within the window
	Ripe      int // partners whose window has passed
	Open      int // partners whose window still runs, whether or not they are activated
	Reached   int // partners with a first deal, whenever that came
	NotYet    int // partners with none
	// MedianDays is from signature to the first approved registration, over Reached; the lower one of two in the middle.
	MedianDays int
}

// Rate reckons the rates on a day: of partners signed, those activated within window days count once their window has
// passed (section 8.3, 90 days).
func Rate(all []Signed, today calendar.Date, window int) Rates {
	var r Rates
	var took []int
	for _, s := range all {
		days := s.ActivatedOn.DaysSince(s.SignedOn)
		reached := !s.ActivatedOn.IsZero()
		if reached {
			took = append(took, max(days, 0))
		}
		switch ripe := today.DaysSince(s.SignedOn) > window; {
		case !ripe:
			r.Open++
		case reached && days <= window:
			r.Activated++
			fallthrough
		default:
			r.Ripe++
		}
	}
	r.Reached, r.NotYet = len(took), len(all)-len(took)
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
