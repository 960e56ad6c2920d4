package domain

import (
	"context"
	"fmt"
	"time"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// TakeDigest takes the snapshot of the Monday on or before the occurrence, in program time, and queues the Monday post
// for every forecast channel, with its detail in the thread. There is one post per program, channel and ISO week, however
// often this is called. The post is of use until Tuesday 18:00.
//
// A channel with people of another organization gets nothing: the delivery fails at once and the admins are told. The
// snapshot of the Monday before is taken as well if nobody did, because the digest is compared with it: the bot may have
// been down.
func (d *Desk) TakeDigest(ctx context.Context, o Occurrence) error {
	p, err := d.store.Program(ctx, o.Schedule.ProgramID)
	if err != nil {
		return err
	}
	if p.SetUpAt.IsZero() {
		return nil
	}
	monday := p.DateOf(o.Due).Monday()
	return d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		if err := d.settleGates(ctx, tx, System(p.TenantID, p.ID), p); err != nil {
			return err
		}
		if _, err := d.snapshot(ctx, tx, p, monday.AddDays(-7)); err != nil {
			return err
		}
		s, err := d.snapshot(ctx, tx, p, monday)
		if err != nil {
			return err
		}
		for _, ch := range p.Channels {
			if ch.Purpose != ForecastChannel {
				continue
			}
			if err := d.postDigest(ctx, tx, p, s, ch); err != nil {
				return err
			}
		}
		return nil
	})
}

func (d *Desk) snapshot(ctx context.Context, tx Tx, p Program, monday calendar.Date) (Snapshot, error) {
	return tx.TakeSnapshot(ctx, Snapshot{
		ID: d.newID(), ProgramID: p.ID, Monday: monday, AsOf: monday.In(p.Location()).UTC(), TakenAt: d.now(),
	})
}

func (d *Desk) postDigest(ctx context.Context, tx Tx, p Program, s Snapshot, ch Channel) error {
	post := d.digestDelivery(DigestPost, p, s, ch)
	if _, err := tx.DeliveryByKey(ctx, p.ID, post.Key); CodeOf(err) != NotFound {
		return err // it is there already
	}
	if ch.External {
		return d.refuseDigest(ctx, tx, p, post, ch)
	}
	if err := tx.Post(ctx, post); err != nil {
		return err
	}
	detail := d.digestDelivery(DigestDetail, p, s, ch)
	detail.Parent = &post.ID
	return tx.Post(ctx, detail)
}

// digestDelivery is keyed by channel and week, so that the second one is the first.
func (d *Desk) digestDelivery(kind DeliveryKind, p Program, s Snapshot, ch Channel) Delivery {
	evening := s.Monday.AddDays(1)
	return Delivery{
		ID: d.newID(), ProgramID: p.ID, Kind: kind, Subject: s.ID, To: ch.address(), Wanted: 1, State: Queued,
		Key:         digestKey(kind, ch, s.Monday.ISOWeek()),
		UsefulUntil: time.Date(evening.Year, evening.Month, evening.Day, 18, 0, 0, 0, p.Location()).UTC(),
		CreatedAt:   d.now(),
	}
}

// refuseDigest records that nothing was posted, and tells the admins.
func (d *Desk) refuseDigest(ctx context.Context, tx Tx, p Program, post Delivery, ch Channel) error {
	post.State = Failed
	post.Problem = fmt.Sprintf("People of another organization are in #%s, and the forecast is not for them. "+
		"Choose another channel in the program's setup.", ch.Name)
	if err := tx.Post(ctx, post); err != nil {
		return err
	}
	people, err := tx.People(ctx, p.TenantID)
	if err != nil {
		return err
	}
	for _, note := range AdminNotes(post, people, d.newID) {
		note.CreatedAt = d.now()
		if err := tx.Post(ctx, note); err != nil {
			return err
		}
	}
	return nil
}
