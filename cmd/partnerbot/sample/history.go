package sample

import (
	"cmp"
	"slices"
	"time"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// moment is one thing that happens in the history, at its time.
type moment struct {
	at   time.Time
	deal int  // index of the deal
	step step // the zero step is a Monday post
}

// history is everything in the order in which it happened, none of it after until.
func history(deals []deal, until time.Time) []moment {
	var all []moment
	first := calendar.DateOf(until)
	for i, d := range deals {
		for j, s := range d.steps {
			all = append(all, moment{at: clockTime(s.on, i, j, until), deal: i, step: s})
			if s.on.Before(first) {
				first = s.on
			}
		}
	}
	for monday := first.Monday(); ; monday = monday.AddDays(7) {
		at := monday.In(until.Location()).Add(digestHour * time.Hour)
		if at.After(until) {
			break
		}
		all = append(all, moment{at: at})
	}
	slices.SortStableFunc(all, func(a, b moment) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.deal, b.deal)) })
	return all
}

const digestHour = 8 // as every new program has it

// clockTime is a time of a working day, different for each deal and later for each of its steps, and before until when
// that is today.
func clockTime(on calendar.Date, deal, step int, until time.Time) time.Time {
	minutes := 9*60 + 10 + deal*7%280 + step*17
	at := time.Date(on.Year, on.Month, on.Day, 0, minutes, 0, 0, until.Location())
	if latest := until.Add(-time.Duration(60-step) * time.Second); at.After(latest) {
		return latest
	}
	return at
}

// FiscalStart is a first month of the fiscal year with which a day is in the second month of its quarter, so that the
// sample looks the same all year round.
func FiscalStart(today calendar.Date) time.Month { return (today.Month+1)%3 + 1 }
