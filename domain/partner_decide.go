package domain

import (
	"context"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// maxPark is how long a partner can be parked, in days.
const maxPark = 365

// What is asked of whoever parks a partner, or parts with one, and says no reason.
const (
	askParked = "Say why, and what must happen until then."
	askExited = "Say why: it is what the program learns from."
)

// Park keeps a partner until a day without alerts and out of the counts of who is stalled. Its checkpoints that are not
// done move by as many days. It is back by itself on that day. Help that was asked for is not waited for any more.
func (d *Desk) Park(ctx context.Context, a Actor, partner ID, until calendar.Date, reason string) (Partner, error) {
	reason, err := ask("reason", reason, askParked, maxWhy)
	if err != nil {
		return Partner{}, err
	}
	return d.changePartner(ctx, a, ActPark, partner, func(ctx context.Context, c *partnerChange) error {
		if err := c.within("until", until, maxPark); err != nil {
			return err
		}
		from := c.today()
		if c.partner.ParkedUntil.After(from) {
			from = c.partner.ParkedUntil
		}
		if err := c.move(ctx, until.DaysSince(from)); err != nil {
			return err
		}
		c.partner.Status, c.partner.ParkedUntil, c.partner.StatusReason, c.partner.HelpAsked = PartnerParked, until, reason, ""
		e, err := c.record(ctx, EventParked, "", until.String(), reason)
		if err != nil {
			return err
		}
		return c.tellOwner(ctx, e)
	})
}

// Unpark has a parked partner back before its day. Its checkpoints that are not done move back by as many days, none before
// today. Conflict when it is not parked.
func (d *Desk) Unpark(ctx context.Context, a Actor, partner ID) (Partner, error) {
	return d.changePartner(ctx, a, ActPark, partner, func(ctx context.Context, c *partnerChange) error {
		today := c.today()
		if c.partner.statusOn(today) != PartnerParked {
			return Refuse(Conflict, c.partner.Name+" is not parked.")
		}
		if err := c.move(ctx, today.DaysSince(c.partner.ParkedUntil)); err != nil {
			return err
		}
		e, err := c.record(ctx, EventUnparked, c.partner.ParkedUntil.String(), "", "")
		if err != nil {
			return err
		}
		c.partner.Status, c.partner.ParkedUntil, c.partner.StatusReason = PartnerActive, today, ""
		return c.tellOwner(ctx, e)
	})
}

// move puts the checkpoints that are not done off by days, or back for fewer than 0; none before today.
func (c *partnerChange) move(ctx context.Context, days int) error {
	for _, s := range c.path {
		if !s.DoneOn.IsZero() {
			continue
		}
		if s.Due = s.Due.AddDays(days); s.Due.Before(c.today()) && days < 0 {
			s.Due = c.today()
		}
		if err := c.tx.SaveCheckpoint(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// Exit parts with a partner, for good. Its deals stay what they are.
func (d *Desk) Exit(ctx context.Context, a Actor, partner ID, reason string) (Partner, error) {
	reason, err := ask("reason", reason, askExited, maxWhy)
	if err != nil {
		return Partner{}, err
	}
	return d.changePartner(ctx, a, ActExit, partner, func(ctx context.Context, c *partnerChange) error {
		before := c.partner.Status
		c.partner.Status, c.partner.StatusReason, c.partner.HelpAsked = PartnerExited, reason, ""
		e, err := c.record(ctx, EventExited, string(before), string(PartnerExited), reason)
		if err != nil {
			return err
		}
		return c.tellOwner(ctx, e)
	})
}

// tellOwner tells the owner, if there is one.
func (c *partnerChange) tellOwner(ctx context.Context, e Event) error {
	owner, err := c.ownedBy(ctx)
	if err != nil || owner == nil {
		return err
	}
	return c.tell(ctx, e, *owner)
}
