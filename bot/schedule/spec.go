package schedule

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// Five fields and nothing else: a zone is a column of its own, and @every knows no wall clock.
var parser = cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)

// Spec is a recurring moment of the wall clock in one time zone.
//
// On the day the clock is put forward, a moment that the day leaves out comes at the end of the gap; on the day it is
// put back, a moment that comes twice counts the first time. cron's own Next, asked in a zone, drops the former and
// repeats the latter.
type Spec struct {
	fields cron.Schedule
	zone   *time.Location
}

// Parse reads five cron fields (minute, hour, day of month, month, day of week with 0 for Sunday) and an IANA zone.
// An error is Invalid and names the field, "spec" or "zone".
func Parse(spec, zone string) (Spec, error) {
	loc, err := calendar.Zone(zone)
	if err != nil || zone == "" || zone == "Local" {
		return Spec{}, invalid("zone", "This is not a time zone. Use a name such as Europe/Berlin.", err)
	}
	// "TZ=" without a space makes the parser panic (robfig/cron issue 554), so no "=" gets that far.
	if strings.ContainsAny(spec, "=@") {
		return Spec{}, invalid("spec", "Use five fields such as 0 8 * * 1; the time zone is set apart.", nil)
	}
	fields, err := parser.Parse(spec)
	if err != nil {
		return Spec{}, invalid("spec", "This is not a schedule. Use five fields such as 0 8 * * 1.", err)
	}
	s := Spec{fields: fields, zone: loc}
	if fields.Next(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return Spec{}, invalid("spec", "This moment never comes.", nil)
	}
	return s, nil
}

func invalid(field, message string, cause error) error {
	return &domain.Error{Code: domain.Invalid, Fields: []domain.FieldError{{Field: field, Message: message}}, Err: cause}
}

// Next is the first moment after t, in UTC, or the zero time when cron finds none in the five years it looks ahead.
func (s Spec) Next(t time.Time) time.Time {
	for wall := wallClock(t.In(s.zone)); ; {
		if wall = s.fields.Next(wall); wall.IsZero() {
			return time.Time{}
		}
		if at := instant(wall, s.zone); at.After(t) {
			return at.UTC()
		}
	}
}

// Next is the first moment of the schedule after t, in UTC, for the store to roll on with.
func Next(s domain.Schedule, t time.Time) (time.Time, error) {
	spec, err := Parse(s.Spec, s.Zone)
	if err != nil {
		return time.Time{}, fmt.Errorf("schedule %s: %w", s.ID, err)
	}
	next := spec.Next(t)
	if next.IsZero() {
		return next, errors.New("schedule " + s.ID.String() + " has no moment in the next five years")
	}
	return next, nil
}

// wallClock is what a clock on the wall shows at t, kept as if in UTC, where no day has a gap.
func wallClock(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// instant is when the wall clock of loc shows wall: the first time when it does twice, the end of the gap when never.
// time.Date promises neither.
func instant(wall time.Time, loc *time.Location) time.Time {
	t := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), wall.Nanosecond(), loc)
	start, end := t.ZoneBounds()
	shown := wallClock(t)
	switch {
	case shown.After(wall):
		return start
	case shown.Before(wall):
		return end
	case start.IsZero():
		return t
	}
	_, before := start.Add(-time.Nanosecond).Zone()
	_, now := t.Zone()
	if earlier := t.Add(time.Duration(now-before) * time.Second); earlier.Before(start) {
		return earlier
	}
	return t
}
