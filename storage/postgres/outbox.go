package postgres

import (
	"context"
	"time"

	"github.com/partnerbot/partnerbot/domain"
)

// Begin puts the delivery under way for one attempt, as domain.Delivery.Begun says. It answers false when there is
// nothing to do, also when another attempt is under way: what that one leaves undone gets a job of its own.
func (s *Store) Begin(ctx context.Context, id domain.ID, now time.Time) (domain.Delivery, bool, error) {
	var d domain.Delivery
	var ok bool
	err := s.change(ctx, func(t *tx) error {
		queued, err := one(ctx, t.q, "delivery", scanDelivery,
			`select `+deliveryColumns+` from delivery where id = $1 for no key update`, id)
		if err != nil {
			return err
		}
		if d, ok = queued.Begun(now); !ok {
			return nil
		}
		_, err = exec(ctx, t.q, `
			update delivery set state = $2, sending_since = $3, attempts = $4, attempt_at = clock_timestamp() where id = $1`,
			id, d.State, instant(d.SendingSince), d.Attempts)
		return err
	})
	return d, ok && err == nil, err
}

// Finish keeps what came of the attempt that Begin began, d being as domain.Delivery.After leaves it. A card that
// changed meanwhile gets another job; a delivery that went wrong is told to the admins. The word of the attempt itself
// stands above the sweep's guess, which may have come first.
func (s *Store) Finish(ctx context.Context, d domain.Delivery) error {
	return s.change(ctx, func(t *tx) error { return t.finish(ctx, d) })
}

func (t *tx) finish(ctx context.Context, d domain.Delivery) error {
	// What was put off is touched now, so that the sweep lets it wait for its job.
	putOff := d.State == domain.Queued || d.State == domain.Sent && d.Shown < d.Wanted
	kept, err := one(ctx, t.q, "delivery", scanDelivery, `
		update delivery set state = $2, shown = greatest(shown, $3), message_platform = $4, message_workspace = $5,
			message_channel = $6, message_ts = $7, problem = $8, sending_since = $9, attempts = $10,
			attempt_at = case when $11 then clock_timestamp() end
		where id = $1 and state in ('sending', 'sent', 'uncertain') returning `+deliveryColumns,
		d.ID, d.State, d.Shown, d.Message.Platform, d.Message.Workspace, d.Message.Channel, d.Message.TS, d.Problem,
		instant(d.SendingSince), d.Attempts, putOff)
	switch {
	case err != nil:
		return err
	case kept.Due() && !putOff:
		t.deliver(d.ID)
	case kept.State == domain.Uncertain, kept.State == domain.Failed, kept.Problem != "" && !kept.Due():
		return t.tellAdmins(ctx, kept)
	}
	return nil
}
