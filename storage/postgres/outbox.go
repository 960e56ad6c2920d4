package postgres

import (
	"context"
	"time"

	"github.com/partnerbot/partnerbot/domain"
)

// Begin locks the delivery for one attempt: a queued one is sending from now on, and a sent card that should show
// something newer may be edited. ok is false when there is nothing to do, also when another attempt is under way; what
// that one leaves undone gets a job of its own.
func (s *Store) Begin(ctx context.Context, id domain.ID, now time.Time) (_ domain.Delivery, ok bool, _ error) {
	d, err := one(ctx, s.q, "delivery", scanDelivery, `
		update delivery set attempts = attempts + 1, attempt_at = clock_timestamp(),
			state = case state when 'queued' then 'sending' else state end,
			sending_since = case state when 'queued' then $2 else sending_since end
		where id = $1 and (state = 'queued' or state = 'sent' and wanted > shown
			and (attempt_at is null or attempt_at < clock_timestamp() - $3::interval))
		returning `+deliveryColumns, id, now, s.lease())
	if domain.CodeOf(err) == domain.NotFound {
		return domain.Delivery{}, false, nil
	}
	return d, err == nil, err
}

// Finish keeps what came of the attempt that Begin began. A card that changed meanwhile gets another job; a delivery
// that went wrong is told to the admins. The word of the attempt itself stands above the sweep's guess, which may have
// come first.
func (s *Store) Finish(ctx context.Context, d domain.Delivery) error {
	return s.change(ctx, func(t *tx) error { return t.finish(ctx, d) })
}

func (t *tx) finish(ctx context.Context, d domain.Delivery) error {
	// A delivery that was put off is touched now, so that the sweep lets it wait for its job.
	kept, err := one(ctx, t.q, "delivery", scanDelivery, `
		update delivery set state = $2, shown = greatest(shown, $3), message_platform = $4, message_workspace = $5,
			message_channel = $6, message_ts = $7, problem = $8, sending_since = $9,
			attempt_at = case when $2 = 'queued' then clock_timestamp() end
		where id = $1 and state in ('sending', 'sent', 'uncertain') returning `+deliveryColumns,
		d.ID, d.State, d.Shown, d.Message.Platform, d.Message.Workspace, d.Message.Channel, d.Message.TS, d.Problem,
		instant(d.SendingSince))
	switch {
	case err != nil:
		return err
	case kept.State == domain.Sent && kept.Wanted > kept.Shown:
		t.deliver(d.ID)
	case kept.State == domain.Uncertain, kept.State == domain.Failed:
		return t.tellAdmins(ctx, kept)
	}
	return nil
}
