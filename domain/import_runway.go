package domain

import (
	"context"
	"time"

	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// bring has every partner live by its imported deals. When there is one partner manager, who is new is theirs, as are
// partners who are named in a setup.
func (c partnerChange) bring(ctx context.Context, all []PartnerDeals) error {
	people, err := c.tx.People(ctx, c.actor.TenantID)
	if err != nil {
		return err
	}
	owner := onlyManager(people)
	var changed []ID
	for _, deals := range all {
		news, err := c.bringOne(ctx, deals, owner)
		if err != nil {
			return err
		}
		if news {
			changed = append(changed, deals.Partner)
		}
	}
	return c.tx.Redraw(ctx, changed...)
}

// bringOne tells whether the deals were news of a partner. Who has exited stays as they were, also when they did since the
// deals were taken in.
func (c partnerChange) bringOne(ctx context.Context, deals PartnerDeals, owner *ID) (bool, error) {
	known, err := c.tx.Partner(ctx, deals.Partner)
	if err != nil || !deals.New && !c.isNews(known, deals) {
		return false, err
	}
	held, err := updateUnlessExited(ctx, c.tx, deals.Partner, func(p *Partner) (err error) {
		c.partner = p
		if deals.New {
			if err := c.arrive(ctx, deals, owner); err != nil {
				return err
			}
		} else if c.path, err = c.tx.Checkpoints(ctx, p.ID); err != nil {
			return err
		}
		return c.lived(ctx, deals)
	})
	return err == nil && held.Status != PartnerExited, err
}

// dayOf is the program's day of an instant, zero for none.
func (c *partnerChange) dayOf(at time.Time) calendar.Date {
	if at.IsZero() {
		return calendar.Date{}
	}
	return c.program.DateOf(at)
}

// isNews tells whether imported deals say something that the partner did not live through yet.
func (c *partnerChange) isNews(p Partner, deals PartnerDeals) bool {
	last := c.dayOf(deals.Last)
	return p.Status != PartnerExited && (last.After(p.DealtOn) || last.After(p.ActiveOn) ||
		!deals.First.IsZero() && p.ActivatedOn.IsZero() || !deals.Won.IsZero() && p.ProducedOn.IsZero())
}

// arrive makes a partner of a name that came with deals: its path begins today, and so does what it is watched for,
// because nobody is late with what nobody had asked for.
func (c *partnerChange) arrive(ctx context.Context, deals PartnerDeals, owner *ID) error {
	p := c.partner
	p.OwnerID, p.SignedOn, p.WatchedOn = owner, c.today(), c.today()
	c.path = c.program.pathOf(*p)
	if since := c.dayOf(deals.Since); !since.IsZero() {
		p.SignedOn = since
	}
	for _, step := range c.path {
		if err := c.tx.SaveCheckpoint(ctx, step); err != nil {
			return err
		}
	}
	if err := c.settleListed(ctx); err != nil {
		return err
	}
	_, err := c.record(ctx, EventSigned, "", p.Name, "imported with its deals")
	return err
}

// lived keeps the days of the imported deals. Whom they activate is watched from today on, whatever was before.
func (c *partnerChange) lived(ctx context.Context, deals PartnerDeals) error {
	p := c.partner
	p.dealt(c.dayOf(deals.Last))
	if p.ActivatedOn.IsZero() && !deals.First.IsZero() {
		p.WatchedOn = c.today()
	}
	if err := c.reach(ctx, &p.ActivatedOn, c.dayOf(deals.First), activation.FirstRegistration, EventActivated); err != nil {
		return err
	}
	return c.reach(ctx, &p.ProducedOn, c.dayOf(deals.Won), activation.FirstWin, EventProduced)
}
