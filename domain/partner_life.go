package domain

import (
	"context"

	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// life is what a deal does to its partner's runway: it is a sign of life, and the first approval and the first win
// complete their checkpoints. A partner whose row would stay as it is is not held, so that its deals of one day do not
// stand in line; and so it is with one that has exited, also since the deal was read.
func (c *change) life(ctx context.Context, activated, produced calendar.Date) error {
	today := c.deal.Program.DateOf(c.now)
	p := c.deal.Partner
	first := !activated.IsZero() && p.ActivatedOn.IsZero()
	won := !produced.IsZero() && p.ProducedOn.IsZero()
	if p.Status == PartnerExited || !today.After(p.DealtOn) && !today.After(p.ActiveOn) && !first && !won {
		return nil
	}
	var err error
	c.deal.Partner, err = updateUnlessExited(ctx, c.tx, p.ID, func(p *Partner) error {
		in := &partnerChange{desk: c.desk, tx: c.tx, actor: c.actor, now: c.now, program: c.deal.Program, partner: p}
		return in.live(ctx, activated, produced)
	})
	if err != nil || c.deal.Partner.Status == PartnerExited {
		return err
	}
	return c.tx.Redraw(ctx, p.ID)
}

func (c *partnerChange) live(ctx context.Context, activated, produced calendar.Date) (err error) {
	c.partner.dealt(c.today())
	if c.path, err = c.tx.Checkpoints(ctx, c.partner.ID); err != nil {
		return err
	}
	if err := c.reach(ctx, &c.partner.ActivatedOn, activated, activation.FirstRegistration, EventActivated); err != nil {
		return err
	}
	return c.reach(ctx, &c.partner.ProducedOn, produced, activation.FirstWin, EventProduced)
}

// reach keeps a day that comes once, and completes the checkpoint that it is.
func (c *partnerChange) reach(ctx context.Context, kept *calendar.Date, on calendar.Date, kind activation.Kind, event string) error {
	if on.IsZero() || !kept.IsZero() {
		return nil
	}
	*kept = on
	if err := c.done(ctx, kind, on); err != nil {
		return err
	}
	_, err := c.record(ctx, event, "", on.String(), "")
	return err
}
