package bot

import (
	"context"

	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// drawPartners draws what tells of partners.
func (c *Courier) drawPartners(ctx context.Context, d domain.Delivery) (view.View, error) {
	switch d.Kind {
	case domain.StallNudge:
		return c.drawNudge(ctx, d)
	case domain.PartnerNote:
		return c.drawPartnerNote(ctx, d)
	default: // domain.TeamWeekly
		w, err := c.desk.WeeklyFor(ctx, d.Subject)
		if err != nil {
			return nil, err
		}
		return teamWeekly(w, everyone(w.Program, c.now())), nil
	}
}

// drawNudge draws a stall alert; one that is settled before it goes out asks for nothing.
func (c *Courier) drawNudge(ctx context.Context, d domain.Delivery) (view.View, error) {
	card, err := c.desk.NudgeFor(ctx, d.Subject)
	if err != nil {
		return nil, err
	}
	if d.State != domain.Sent && card.Settled() {
		return nil, errPointless
	}
	to := everyone(card.Program, c.now())
	if card.Reader != nil {
		to = readerOf(*card.Reader, card.Program, c.now())
	}
	return stallAlert(card, d.To, to), nil
}

// drawPartnerNote draws a note as its reader may see the partner.
func (c *Courier) drawPartnerNote(ctx context.Context, d domain.Delivery) (view.View, error) {
	e, err := c.desk.EventFor(ctx, d.Subject)
	if err != nil {
		return nil, err
	}
	if d.To.PersonID == nil {
		return nil, domain.Refuse(domain.NotFound, "The note is to nobody.")
	}
	who, err := c.desk.PersonFor(ctx, *d.To.PersonID)
	if err != nil {
		return nil, err
	}
	switch e.Kind {
	case domain.EventPortfolio:
		return c.drawPortfolio(ctx, e, who)
	case domain.EventNudgesSet:
		return standInNote(e), nil
	}
	page, err := c.desk.PartnerPage(ctx, domain.Actor{Person: who, TenantID: who.TenantID, ProgramID: d.ProgramID}, e.Subject)
	if err != nil {
		return nil, err
	}
	return partnerNote(page, e, who, readerOf(who, page.Program, c.now())), nil
}

// drawPortfolio tells who has somebody's partners now, or had them.
func (c *Courier) drawPortfolio(ctx context.Context, e domain.Event, who domain.Person) (view.View, error) {
	to, err := c.desk.PersonFor(ctx, e.Subject)
	if err != nil {
		return nil, err
	}
	return portfolioNote(e, to, who), nil
}
