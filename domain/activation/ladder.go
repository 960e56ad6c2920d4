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

// Due is how far a reader is to be told of a partner today, when last is what they were told of the same concern (zero:
// nothing). It is Untold when there is nothing to tell: no concern, none that is this reader's, a snooze that lasts, or
// one that they know. What is worse is told whenever it is; the same again not before Repeat days have passed.
func Due(s Standing, owned bool, to Reader, last Told, today, snoozedUntil calendar.Date, t Terms) Rung {
	rung := s.Concern.Rung(today, t)
	switch {
	case today.Before(snoozedUntil), to == Owner && !owned, to == Lead && owned && rung < ToLead:
		return Untold
	case last.Concern != s.Concern:
		return rung
	case rung <= last.Rung:
		return Untold
	case rung == Again && today.DaysSince(last.On) < t.Repeat:
		return Untold
	}
	return rung
}
