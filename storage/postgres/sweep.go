package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
)

const (
	// sweepAtOnce bounds each transaction of a sweep.
	sweepAtOnce = 200
	// keepInbound is for how long a request is known when it is delivered again. Platforms give up within the hour.
	keepInbound = 30 * 24 * time.Hour
)

// Sweep makes up for processes that were killed. It may run at any time, in any number of processes; each second is
// fine. A delivery caught in the middle of a send is uncertain from then on, and the admins are told; an edit is done
// again; what waits to be delivered or carried out with no job to do it gets one; what no attempt could deliver has
// failed.
func (s *Store) Sweep(ctx context.Context, now time.Time) error {
	return errors.Join(
		s.change(ctx, func(t *tx) error { return t.wakeJobs(ctx) }),
		s.change(ctx, func(t *tx) error { return t.sweepInterrupted(ctx, s.lease()) }),
		s.change(ctx, func(t *tx) error { return t.sweepDeliveries(ctx) }),
		s.change(ctx, func(t *tx) error { return t.sweepOccurrences(ctx) }),
		s.change(ctx, func(t *tx) error {
			_, err := exec(ctx, t.q, `delete from inbound where at < $1`, now.Add(-keepInbound))
			return err
		}),
		s.change(ctx, func(t *tx) error {
			_, err := exec(ctx, t.q, `delete from seen where until < $1`, now)
			return err
		}),
	)
}

func (t *tx) sweepInterrupted(ctx context.Context, lease time.Duration) error {
	stuck, err := many(ctx, t.q, scanDelivery, `
		select `+deliveryColumns+` from delivery
		where (state = 'sending' or state = 'sent' and wanted > shown)
			and sending_since is not null and attempt_at < clock_timestamp() - $1::interval
		order by id limit $2 for update skip locked`, lease, sweepAtOnce)
	if err != nil {
		return err
	}
	for _, d := range stuck {
		d = d.After(domain.Attempt{
			Result: domain.Unknown, Problem: "The bot stopped while it was sending this, so it may or may not have arrived.",
		})
		if err := t.finish(ctx, d); err != nil {
			return err
		}
		if d.Due() {
			t.deliver(d.ID)
		}
	}
	return nil
}

// wakeJobs lets the jobs run that have waited for their instant. River's leader does so every 5 seconds, and for 20
// seconds after it was killed there is none.
func (t *tx) wakeJobs(ctx context.Context) error {
	_, err := exec(ctx, t.q, `
		update river_job set state = 'available' where id in (
			select id from river_job
			where state in ('scheduled', 'retryable') and queue in ($1, $2) and scheduled_at <= clock_timestamp()
			order by scheduled_at, id limit $3 for update skip locked)`, deliveryQueue, occurrenceQueue, sweepAtOnce)
	return err
}

// live is a job j that is going to look at its row: it waits, or began so lately that it may not have got there yet.
const live = `(j.state in ('available', 'pending', 'scheduled', 'retryable')
	or j.state = 'running' and j.attempted_at > clock_timestamp() - interval '5 seconds')`

// sweepDeliveries finds jobs by River's index on their args. A delivery that was put off a moment ago is let be: its
// job is about to wait.
func (t *tx) sweepDeliveries(ctx context.Context) error {
	lost, err := many(ctx, t.q, scanDelivery, `
		select `+deliveryColumns+` from delivery d
		where (state = 'queued' or state = 'sent' and wanted > shown and sending_since is null)
			and (attempt_at is null or attempt_at < clock_timestamp() - interval '5 seconds')
			and not exists (select from river_job j
				where j.kind = 'deliver' and j.args @> jsonb_build_object('delivery', d.id) and `+live+`)
		order by id limit $1 for update skip locked`, sweepAtOnce)
	if err != nil {
		return err
	}
	for _, d := range lost {
		if err := t.takeUp(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// takeUp gives a lost delivery another job, unless its last job has given up.
func (t *tx) takeUp(ctx context.Context, d domain.Delivery) error {
	gaveUp, err := one(ctx, t.q, "job", pgx.RowTo[bool], `
		select coalesce((select state = 'discarded' from river_job
			where kind = 'deliver' and args @> jsonb_build_object('delivery', $1::uuid) order by id desc limit 1), false)`, d.ID)
	switch {
	case err != nil:
		return err
	case !gaveUp:
		t.deliver(d.ID)
		return nil
	case d.State == domain.Queued:
		d.State, d.Problem = domain.Failed, "The bot tried again and again to send this and could not. Its log says why."
	default:
		d.Problem = "The bot tried again and again to bring this up to date and could not. Its log says why."
		t.deliver(d.ID)
	}
	if _, err := exec(ctx, t.q, `update delivery set state = $2, problem = $3 where id = $1`, d.ID, d.State, d.Problem); err != nil {
		return err
	}
	return t.tellAdmins(ctx, d)
}

// sweepOccurrences looks at the last occurrence of each schedule; an earlier one is of no use any more. One that is
// being carried out is locked.
func (t *tx) sweepOccurrences(ctx context.Context) error {
	open, err := many(ctx, t.q, pgx.RowToStructByPos[occurJob], `
		select schedule_id, due from occurrence o
		where done_at is null
			and not exists (select from occurrence later where later.schedule_id = o.schedule_id and later.due > o.due)
			and not exists (select from river_job j where j.kind = 'occur'
				and j.args @> jsonb_build_object('schedule', o.schedule_id) and (j.args ->> 'due')::timestamptz = o.due and `+live+`)
		order by due limit $1 for update skip locked`, sweepAtOnce)
	for _, o := range open {
		t.occur(o.Schedule, o.Due)
	}
	return err
}
