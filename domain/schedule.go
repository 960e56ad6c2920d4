package domain

import "time"

// ScheduleKind is what a schedule sets off.
type ScheduleKind string

// The kinds of schedule.
const (
	DigestSchedule ScheduleKind = "digest" // Monday snapshot and post
	ExpirySchedule ScheduleKind = "expiry" // each working day: protection windows that ended, answers that never came
	NudgeSchedule  ScheduleKind = "nudge"  // every half hour: whoever has their morning hears of partners who stall
	WeeklySchedule ScheduleKind = "weekly" // Monday: the partner team's activation post
)

// Schedule is one recurring moment of a program, in wall-clock time of its zone.
type Schedule struct {
	ID        ID
	ProgramID ID
	Kind      ScheduleKind
	Spec      string // five cron fields, no TZ=
	Zone      string // IANA name
	NextDue   time.Time
	Enabled   bool
}

// Occurrence is one moment of a schedule that has come; it is claimed once.
type Occurrence struct {
	Schedule Schedule
	TenantID ID
	Due      time.Time
}
