package bot

import (
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// reader is who reads: in which time zone, and at what moment.
type reader struct {
	zone *time.Location
	now  time.Time
}

// everyone reads in the program's time zone: a channel.
func everyone(p domain.Program, now time.Time) reader { return reader{p.Location(), now} }

// readerOf is one person, in their own time zone when it is known.
func readerOf(who domain.Person, p domain.Program, now time.Time) reader {
	if who.TimeZone != "" {
		if zone, err := calendar.Zone(who.TimeZone); err == nil {
			return reader{zone, now}
		}
	}
	return everyone(p, now)
}

// moment is an instant for reading, such as Mon, Nov 9, 14:05 EST; with the year when it is not this one.
func (r reader) moment(t time.Time) string {
	t = t.In(r.zone)
	if t.Year() != r.now.In(r.zone).Year() {
		return t.Format("Mon, Jan 2, 2006, 15:04 MST")
	}
	return t.Format("Mon, Jan 2, 15:04 MST")
}

// deadline is an instant by which something is due: midnight is the end of the day before it, as people say it.
func (r reader) deadline(t time.Time) string {
	local := t.In(r.zone)
	if h, m, s := local.Clock(); h+m+s > 0 {
		return r.moment(t)
	}
	day := calendar.DateOf(local).AddDays(-1)
	return "the end of " + day.In(time.UTC).Format("Mon, ") + r.shortDay(day)
}

// day is a date for reading, such as Dec 18, 2026.
func (r reader) day(d calendar.Date) string {
	if d.IsZero() {
		return "not known"
	}
	return d.In(time.UTC).Format("Jan 2, 2006")
}

// dayOf is the day of an instant.
func (r reader) dayOf(t time.Time) string { return r.day(calendar.DateOf(t.In(r.zone))) }

// shortDay is a date without its year when that is this one, for lists.
func (r reader) shortDay(d calendar.Date) string {
	if d.Year == r.now.In(r.zone).Year() {
		return d.In(time.UTC).Format("Jan 2")
	}
	return r.day(d)
}

func (r reader) shortDayOf(t time.Time) string { return r.shortDay(calendar.DateOf(t.In(r.zone))) }

// past tells whether an instant lies behind the reader.
func (r reader) past(t time.Time) bool { return !t.After(r.now) }
