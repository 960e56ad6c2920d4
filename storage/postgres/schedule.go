package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
)

const scheduleColumns = `s.id, s.program_id, s.kind, s.spec, s.zone, s.next_due, s.enabled`

func scheduleFields(s *domain.Schedule) []any {
	return []any{&s.ID, &s.ProgramID, &s.Kind, &s.Spec, &s.Zone, &s.NextDue, &s.Enabled}
}

func scanSchedule(row pgx.CollectableRow) (domain.Schedule, error) {
	var s domain.Schedule
	err := row.Scan(scheduleFields(&s)...)
	return s, err
}

const occurrenceColumns = scheduleColumns + `, p.tenant_id`

func scanOccurrence(row pgx.CollectableRow) (domain.Occurrence, error) {
	var o domain.Occurrence
	err := row.Scan(append(scheduleFields(&o.Schedule), &o.TenantID, &o.Due)...)
	return o, err
}

// Schedules come by kind.
func (r reader) Schedules(ctx context.Context, program domain.ID) ([]domain.Schedule, error) {
	return many(ctx, r.q, scanSchedule,
		`select `+scheduleColumns+` from schedule s where program_id = $1 order by kind`, program)
}

// SaveSchedule keeps the id of the schedule that was there.
func (t *tx) SaveSchedule(ctx context.Context, s domain.Schedule) error {
	_, err := exec(ctx, t.q, `
		insert into schedule (id, program_id, kind, spec, zone, next_due, enabled) values ($1, $2, $3, $4, $5, $6, $7)
		on conflict on constraint schedule_single do update set spec = excluded.spec, zone = excluded.zone,
			next_due = excluded.next_due, enabled = excluded.enabled`,
		s.ID, s.ProgramID, s.Kind, s.Spec, s.Zone, s.NextDue, s.Enabled)
	return err
}

// claimAtOnce bounds one transaction of ClaimDue; what is beyond it is due at the next call.
const claimAtOnce = 100

// ClaimDue claims the schedules that are due at now, each for whoever comes first, and queues one occurrence of each:
// the latest that has come. Earlier ones, missed while nothing ran, are let go. next gives the first moment of a
// schedule after a given one. It answers how many it claimed; a schedule that next cannot follow is left as it is and
// told in err, beside the others' count.
func (s *Store) ClaimDue(ctx context.Context, now time.Time, next func(domain.Schedule, time.Time) (time.Time, error)) (int, error) {
	var claimed int
	var faults error
	err := s.change(ctx, func(t *tx) error {
		due, err := many(ctx, t.q, scanSchedule, `
			select `+scheduleColumns+` from schedule s where enabled and next_due <= $1
			order by next_due limit $2 for update skip locked`, now, claimAtOnce)
		if err != nil {
			return err
		}
		for _, sch := range due {
			latest, following, err := roll(sch, now, next)
			if err != nil {
				faults = errors.Join(faults, err)
				continue
			}
			if err := t.claim(ctx, sch.ID, latest, following); err != nil {
				return err
			}
			claimed++
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return claimed, faults
}

// roll gives the latest moment of the schedule up to now, and the one after it.
func roll(s domain.Schedule, now time.Time, next func(domain.Schedule, time.Time) (time.Time, error)) (latest, following time.Time, _ error) {
	latest = s.NextDue
	for {
		following, err := next(s, latest)
		switch {
		case err != nil:
			return latest, following, fmt.Errorf("schedule %s: %w", s.ID, err)
		case !following.After(latest):
			return latest, following, fmt.Errorf("schedule %s: the moment after %s is not after it", s.ID, latest)
		case following.After(now):
			return latest, following, nil
		}
		latest = following
	}
}

func (t *tx) claim(ctx context.Context, schedule domain.ID, due, following time.Time) error {
	n, err := exec(ctx, t.q, `insert into occurrence (schedule_id, due) values ($1, $2) on conflict do nothing`, schedule, due)
	if err != nil {
		return err
	}
	if n == 1 {
		t.occur(schedule, due)
	}
	_, err = exec(ctx, t.q, `update schedule set next_due = $2 where id = $1`, schedule, following)
	return err
}
