package domain

import (
	"time"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// workClock counts time on working days only, by the clock on the wall: a working day has 24 hours, whatever
// daylight saving does to it.
type workClock struct {
	week calendar.Workweek
	loc  *time.Location
}

func (p Program) workClock() workClock { return workClock{p.Workweek(), p.Location()} }

// wall is what the clock on the wall shows, written as UTC, where every day has 24 hours.
func (c workClock) wall(t time.Time) time.Time {
	t = t.In(c.loc)
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

func (c workClock) instant(wall time.Time) time.Time {
	return time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), wall.Nanosecond(),
		c.loc).UTC()
}

func endOfDay(wall time.Time) time.Time {
	return calendar.DateOf(wall).AddDays(1).In(time.UTC)
}

// add is the moment at which d of working time has passed since from.
func (c workClock) add(from time.Time, d time.Duration) time.Time {
	at := c.wall(from)
	for {
		end := endOfDay(at)
		if c.week.IsWorkday(calendar.DateOf(at)) {
			if left := end.Sub(at); d > left {
				d -= left
			} else {
				return c.instant(at.Add(d))
			}
		}
		at = end
	}
}

// between is the working time from one moment to a later one; 0 when it is not later.
func (c workClock) between(from, to time.Time) time.Duration {
	at, stop := c.wall(from), c.wall(to)
	var sum time.Duration
	for at.Before(stop) {
		end := endOfDay(at)
		if end.After(stop) {
			end = stop
		}
		if c.week.IsWorkday(calendar.DateOf(at)) {
			sum += end.Sub(at)
		}
		at = end
	}
	return sum
}

// workdays is n working days of time.
func workdays(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }

// decideBy is when a decision is due on what came in for review at t.
func (p Program) decideBy(t time.Time) time.Time {
	return p.workClock().add(t, workdays(p.Settings.DecideWithinWorkdays))
}

// resumed is decideBy after the clock stood still from asked to now: what was left then is left again.
func (p Program) resumed(decideBy, asked, now time.Time) time.Time {
	c := p.workClock()
	return c.add(now, c.between(asked, decideBy))
}

// AnswerBy is when a claim that needs information is withdrawn if no answer comes.
func (p Program) AnswerBy(asked time.Time) time.Time {
	return p.workClock().add(asked, workdays(p.Settings.InfoWithinWorkdays))
}

// protection is the window that an approval at t opens, end exclusive: whole days by the clock on the wall.
func (p Program) protection(t time.Time) (from, until time.Time) {
	return t, t.In(p.Location()).AddDate(0, 0, p.Settings.ProtectionDays).UTC()
}
