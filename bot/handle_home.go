package bot

import (
	"context"

	"github.com/partnerbot/partnerbot/domain"
)

// homeDeals is how many deals a section of the Home tab shows.
const homeDeals = 5

// home is a person's own page: first what waits on them.
func (b *Bot) home(ctx context.Context, r Request) (Reply, error) {
	p, err := b.desk.Program(ctx, r.Actor)
	if err != nil {
		return Reply{}, err
	}
	h := homePage{person: r.Actor.Person, actor: r.Actor, program: p, hint: b.waiting(ctx, r), asked: b.asked(ctx, r)}
	for _, part := range []struct {
		into *[]domain.Deal
		when bool
		q    domain.DealQuery
	}{
		{&h.review, r.Actor.Person.Has(domain.RevOps, domain.PartnershipsLead), domain.DealQuery{Review: true}},
		{&h.expiring, r.Actor.Person.Has(domain.PartnerManager, domain.PartnershipsLead), domain.DealQuery{Expiring: true}},
		{&h.mine, true, domain.DealQuery{Mine: true, Open: true}},
	} {
		if !part.when || p.SetUpAt.IsZero() {
			continue
		}
		part.q.Limit = fetched
		if *part.into, err = b.desk.Deals(ctx, r.Actor, part.q); err != nil {
			return Reply{}, err
		}
	}
	if err := b.addPartners(ctx, r, &h); err != nil {
		return Reply{}, err
	}
	return Reply{View: h.view(b.reader(r, p)), To: HomeTab}, nil
}

// addPartners adds the partners that wait on a person: of a manager, their own who have stalled; of who leads, those to be
// decided on.
func (b *Bot) addPartners(ctx context.Context, r Request, h *homePage) error {
	who := r.Actor.Person
	if who.Outside || h.program.SetUpAt.IsZero() {
		return nil
	}
	if who.Has(domain.PartnerManager) {
		q := domain.PartnerQuery{Mine: true, Statuses: behind(), Limit: homeDeals}
		list, err := b.desk.PartnerList(ctx, r.Actor, q)
		if err != nil {
			return err
		}
		h.stalled = &list
	}
	if who.Has(domain.PartnershipsLead) {
		w, err := b.desk.Weekly(ctx, r.Actor)
		if err != nil {
			return err
		}
		h.undecided, h.toDecide = w.Decide, w.Undecided
	}
	return nil
}
