package domain

import (
	"context"
	"errors"
	"time"
)

// mostDue is how many registrations are looked at in one go: far more than a program has open.
const mostDue = 10_000

// ExpireDue ends what has run out: protection windows that are over, claims whose partner never answered, and overrides
// whose gate is open by now. Each is one transaction, so that one that fails keeps no other back; the schedule comes again for what is left.
func (d *Desk) ExpireDue(ctx context.Context, o Occurrence) error {
	a := System(o.TenantID, o.Schedule.ProgramID)
	p, err := d.store.Program(ctx, a.ProgramID)
	if err != nil {
		return err
	}
	now := d.now()
	lapsed, err := d.store.Registrations(ctx, p.ID, RegistrationFilter{Statuses: ProtectedStatuses(), ExpireByEnd: now, Limit: mostDue})
	if err != nil {
		return err
	}
	var failed []error
	for _, r := range lapsed {
		failed = append(failed, d.end(ctx, a, r, Expired, EventExpired, "the protection window is over"))
	}
	waiting, err := d.store.Registrations(ctx, p.ID, RegistrationFilter{Statuses: []Status{NeedsInfo}, Limit: mostDue})
	if err != nil {
		return errors.Join(append(failed, err)...)
	}
	for _, r := range waiting {
		if r.unanswered(p, now) {
			failed = append(failed, d.end(ctx, a, r, Withdrawn, EventWithdrawn, "no answer came in time"))
		}
	}
	failed = append(failed, d.store.Change(ctx, func(ctx context.Context, tx Tx) error { return d.settleGates(ctx, tx, a, p) }))
	return errors.Join(failed...)
}

// unanswered tells whether the time for an answer is over.
func (r Registration) unanswered(p Program, now time.Time) bool {
	return r.Status == NeedsInfo && !r.AskedAt.IsZero() && !now.Before(p.AnswerBy(r.AskedAt))
}

// end moves a registration to its end by itself. One that somebody changed meanwhile is left to the next time.
func (d *Desk) end(ctx context.Context, a Actor, r Registration, to Status, kind, reason string) error {
	err := d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		deal, err := d.fill(ctx, tx, r, &memo{})
		if err != nil {
			return err
		}
		c := &change{desk: d, tx: tx, actor: a, now: d.now(), deal: deal, seen: r.Revision}
		return c.finish(ctx, to, SystemSide, kind, reason)
	})
	if CodeOf(err) == Stale {
		return nil
	}
	return err
}
