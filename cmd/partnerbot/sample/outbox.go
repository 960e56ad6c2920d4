package sample

import (
	"context"
	"time"

	"github.com/partnerbot/partnerbot/domain"
)

// Deliver brings one queued delivery on its way; again above 0 asks to be called once more.
type Deliver func(ctx context.Context, id domain.ID) (again time.Duration, err error)

// outbox is the store with its messages under control: those of long ago are never queued, those of the last days are
// delivered at once, so that each is posted at the time at which it would have been.
type outbox struct {
	domain.Store
	deliver  Deliver
	loudFrom time.Time
	now      func() time.Time
	queued   []domain.ID
}

// Change notes what is queued.
func (o *outbox) Change(ctx context.Context, fn func(context.Context, domain.Tx) error) error {
	var queued []domain.ID
	err := o.Store.Change(ctx, func(ctx context.Context, tx domain.Tx) error {
		queued = nil
		return fn(ctx, noted{Tx: tx, loud: !o.now().Before(o.loudFrom), queued: &queued})
	})
	if err == nil {
		o.queued = append(o.queued, queued...)
	}
	return err
}

// flush delivers what is queued.
func (o *outbox) flush(ctx context.Context) error {
	for _, id := range o.queued {
		for again := time.Nanosecond; again > 0; {
			var err error
			if again, err = o.deliver(ctx, id); err != nil {
				return err
			}
		}
	}
	o.queued = nil
	return nil
}

// noted is a transaction whose deliveries are noted, or when it is not loud, left out.
type noted struct {
	domain.Tx
	loud   bool
	queued *[]domain.ID
}

func (n noted) Post(ctx context.Context, d domain.Delivery) error {
	if !n.loud {
		return nil
	}
	*n.queued = append(*n.queued, d.ID)
	return n.Tx.Post(ctx, d)
}

func (n noted) Redraw(ctx context.Context, subjects ...domain.ID) error {
	for _, s := range subjects {
		cards, err := n.Cards(ctx, s)
		if err != nil {
			return err
		}
		for _, c := range cards {
			*n.queued = append(*n.queued, c.ID)
		}
	}
	return n.Tx.Redraw(ctx, subjects...)
}
