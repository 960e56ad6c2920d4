package domain

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// When the schedules come until somebody says otherwise, by the clock on the wall of the program.
const (
	digestHour = 8 // Monday
	expiryHour = 7 // each working day
	weeklyHour = 9 // Monday
)

// SetDigestTime sets when the Monday post comes, as 15:04 by the clock on the wall of the program.
func (d *Desk) SetDigestTime(ctx context.Context, a Actor, at string) (Schedule, error) {
	if err := May(a, ActSchedule, Subject{}); err != nil {
		return Schedule{}, err
	}
	t, err := time.Parse("15:04", line(at))
	if err != nil {
		return Schedule{}, fieldErrors{{Field: "time", Message: "Type the time as hours and minutes, such as 08:00."}}.err()
	}
	var out Schedule
	err = d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		_, fresh, err := tx.Once(ctx, a.TenantID, a.Chat.Key, a.ProgramID)
		if err != nil {
			return err
		}
		if !fresh {
			all, err := tx.Schedules(ctx, a.ProgramID)
			if s := ofKind(all, DigestSchedule); s != nil {
				out = *s
			}
			return err
		}
		p, err := tx.Program(ctx, a.ProgramID)
		if err != nil {
			return err
		}
		if p.SetUpAt.IsZero() {
			return Refuse(Unready, "Set the program up first: it says where the Monday post goes.")
		}
		now := d.now()
		if out, err = d.saveSchedule(ctx, tx, p.digestSchedule(t.Hour(), t.Minute()), now); err != nil {
			return err
		}
		e := d.event(a, now, p.ID, EventScheduleSet)
		e.New = "Monday " + t.Format("15:04") + " " + p.TimeZone
		return tx.AddEvent(ctx, e)
	})
	return out, err
}

// ofKind is the schedule of a kind, nil when there is none.
func ofKind(all []Schedule, kind ScheduleKind) *Schedule {
	if i := slices.IndexFunc(all, func(s Schedule) bool { return s.Kind == kind }); i >= 0 {
		return &all[i]
	}
	return nil
}

// saveSchedules makes the program's schedules, or brings them to its time zone and working days. A time that was set
// for the Monday post stays.
func (d *Desk) saveSchedules(ctx context.Context, tx Tx, p Program, now time.Time) error {
	all, err := tx.Schedules(ctx, p.ID)
	if err != nil {
		return err
	}
	hour, minute := digestHour, 0
	if s := ofKind(all, DigestSchedule); s != nil {
		hour, minute = s.clock()
	}
	for _, s := range []Schedule{p.digestSchedule(hour, minute), p.expirySchedule(), p.nudgeSchedule(), p.weeklySchedule()} {
		if _, err := d.saveSchedule(ctx, tx, s, now); err != nil {
			return err
		}
	}
	return nil
}

// saveSchedule keeps a schedule under the id of the one of its kind, if there is one.
func (d *Desk) saveSchedule(ctx context.Context, tx Tx, s Schedule, now time.Time) (Schedule, error) {
	all, err := tx.Schedules(ctx, s.ProgramID)
	if err != nil {
		return s, err
	}
	s.ID, s.NextDue = d.newID(), s.next(now)
	if before := ofKind(all, s.Kind); before != nil {
		s.ID = before.ID
		if s.leavesOut(before.NextDue) {
			s.NextDue = now
		}
	}
	return s, tx.SaveSchedule(ctx, s)
}

// leavesOut tells whether the post that was to come next is one of a day that the schedule, as it is set now, has passed
// already: the change would lose it. What expires is found at any time, so of that nothing is lost.
func (s Schedule) leavesOut(post time.Time) bool {
	p := Program{TimeZone: s.Zone}
	return s.Kind == DigestSchedule && p.DateOf(post).Before(p.DateOf(s.NextDue))
}

func (p Program) digestSchedule(hour, minute int) Schedule {
	return Schedule{
		ProgramID: p.ID, Kind: DigestSchedule, Spec: fmt.Sprintf("%d %d * * 1", minute, hour), Zone: p.TimeZone, Enabled: true,
	}
}

func (p Program) expirySchedule() Schedule {
	days := p.Workdays
	if len(days) == 0 {
		days = DefaultWorkdays()
	}
	numbers := make([]string, len(days))
	for i, day := range slices.Sorted(slices.Values(days)) {
		numbers[i] = strconv.Itoa(int(day))
	}
	return Schedule{
		ProgramID: p.ID, Kind: ExpirySchedule, Spec: fmt.Sprintf("0 %d * * %s", expiryHour, strings.Join(numbers, ",")),
		Zone: p.TimeZone, Enabled: true,
	}
}

// nudgeSchedule looks often, as readers have their mornings at different times. Zones are whole half hours and quarters
// apart, so nobody's morning is missed.
func (p Program) nudgeSchedule() Schedule {
	return Schedule{ProgramID: p.ID, Kind: NudgeSchedule, Spec: "*/30 * * * *", Zone: "UTC", Enabled: true}
}

func (p Program) weeklySchedule() Schedule {
	return Schedule{
		ProgramID: p.ID, Kind: WeeklySchedule, Spec: fmt.Sprintf("0 %d * * 1", weeklyHour), Zone: p.TimeZone, Enabled: true,
	}
}

// clock is the time of day of a schedule of ours, whose Spec is minute hour * * days.
func (s Schedule) clock() (hour, minute int) {
	if _, err := fmt.Sscanf(s.Spec, "%d %d", &minute, &hour); err != nil {
		return digestHour, 0
	}
	return hour, minute
}

// At is the time of day of a schedule of ours, such as 08:00.
func (s Schedule) At() string {
	hour, minute := s.clock()
	return fmt.Sprintf("%02d:%02d", hour, minute)
}

// next is the first moment of a schedule of ours after now.
func (s Schedule) next(now time.Time) time.Time {
	if s.Kind == NudgeSchedule {
		return now
	}
	loc := Program{TimeZone: s.Zone}.Location()
	hour, minute := s.clock()
	days := s.Spec[strings.LastIndexByte(s.Spec, ' ')+1:]
	local := now.In(loc)
	for n := range 8 {
		at := time.Date(local.Year(), local.Month(), local.Day()+n, hour, minute, 0, 0, loc)
		if at.After(now) && strings.Contains(days, strconv.Itoa(int(at.Weekday()))) {
			return at.UTC()
		}
	}
	return now.AddDate(0, 0, 7)
}
