package activation

import "github.com/partnerbot/partnerbot/domain/calendar"

// Rung is how far a concern has been raised.
type Rung int

// The rungs (section 8.3): who owns the runway hears first and again, then the head of partnerships as well, and then it
// is to be decided whether the partner is helped, parked or left.
const (
	Untold Rung = iota
	First
	Again
	ToLead
	Decide
)

// Rung is how far a concern is to be raised by a day.
func (c Concern) Rung(today calendar.Date, t Terms) Rung {
	if c.None() {
		return Untold
	}
	switch days := c.Days(today); {
	case days < 1:
		return Untold
	case days >= t.Decide:
		return Decide
	case days >= t.Lead:
		return ToLead
	case days >= t.Again:
		return Again
	}
	return First
}

// Told is what somebody was last told of one concern, and when.
type Told struct {
	Concern Concern
	Rung    Rung
	On      calendar.Date // their own day
}

// Reader is who hears of a partner.
type Reader int

// The readers. Of a partner whom nobody owns, the head of partnerships hears everything.
const (
	Owner Reader = iota
	Lead
	Team // the channel
)

// Morning is when a reader can be told.
type Morning struct {
	Today calendar.Date // the program's, by which partners are judged
	Own   calendar.Date // the reader's
}

// Relief is what was done so that a concern settles, by the reader's own days.
type Relief struct {
	SnoozedUntil calendar.Date // the first day on which alerts come again; zero for never snoozed
	HelpedOn     calendar.Date // when help that was asked for was given; zero for never
}

// failed tells, on a day without a snooze, that a concern has outlasted what was done since it was told: a snooze that has
// ended, or help that had some days to work.
func (r Relief) failed(told, today calendar.Date, t Terms) bool {
	return r.SnoozedUntil.After(told) || !r.HelpedOn.Before(told) && today.DaysSince(r.HelpedOn) >= t.Repeat
}

// Due is how far a reader is to be told of a partner, when last is what they were told of the same concern (zero:
// nothing). It is Untold when there is nothing to tell: no concern, none that is this reader's, a snooze that lasts on the
// reader's own day, or one that they know. What is worse is told whenever it is; the same again not before Repeat days
// have passed, and then once: on the rung for that, or because a snooze has ended since the last word of it, or help was
// given since and as many days ago.
func Due(s Standing, owned bool, to Reader, last Told, at Morning, done Relief, t Terms) Rung {
	rung := s.Concern.Rung(at.Today, t)
	rested := at.Own.DaysSince(last.On) >= t.Repeat
	switch {
	case at.Own.Before(done.SnoozedUntil), to == Owner && !owned, to == Lead && owned && rung < ToLead:
		return Untold
	case last.Concern != s.Concern, rung > last.Rung && rung != Again, rung > last.Rung && rested:
		return rung
	case rung == last.Rung && rested && done.failed(last.On, at.Own, t):
		return rung
	}
	return Untold
}
