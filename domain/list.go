package domain

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"
)

// mostPartners is how many partners a person is offered.
const mostPartners = 100

// Deals are those that the query selects, newest first; of those that wait for a decision or expire, what is due first.
// NotFound when it names a partner that there is not; Invalid when the name fits several.
func (d *Desk) Deals(ctx context.Context, a Actor, q DealQuery) ([]Deal, error) {
	if !a.inside() && (!a.Person.Outside || a.Person.PartnerID == nil) {
		return nil, nil
	}
	f, err := d.filter(ctx, a, q)
	if err != nil {
		return nil, err
	}
	found, err := d.store.Registrations(ctx, a.ProgramID, f)
	if err != nil {
		return nil, err
	}
	return d.deals(ctx, found, func(deal Deal) Deal { return deal.shownTo(a, deal.subject()) })
}

// deals reads what belongs to each registration.
func (d *Desk) deals(ctx context.Context, found []Registration, shown func(Deal) Deal) ([]Deal, error) {
	var m memo
	out := make([]Deal, 0, len(found))
	for _, r := range found {
		deal, err := d.fill(ctx, d.store, r, &m)
		if err != nil {
			return nil, err
		}
		out = append(out, shown(deal))
	}
	return out, nil
}

func (d *Desk) filter(ctx context.Context, a Actor, q DealQuery) (RegistrationFilter, error) {
	f := RegistrationFilter{Limit: q.Limit, Statuses: q.statuses(), Soonest: q.Review || q.Expiring}
	if q.Mine {
		f.SubmittedBy = a.Person.ID
	}
	if q.Expiring {
		p, err := d.store.Program(ctx, a.ProgramID)
		if err != nil {
			return f, err
		}
		f.ExpireByEnd = d.now().AddDate(0, 0, p.Settings.ExpiringDays)
	}
	var err error
	if q.Partner != "" {
		f.Partner, err = d.partnerNamed(ctx, a, q.Partner)
	} else if a.Person.Outside {
		f.Partner = *a.Person.PartnerID
	}
	return f, err
}

// statuses are those that every word of the query allows; nil for all.
func (q DealQuery) statuses() []Status {
	var sets [][]Status
	if q.Open {
		sets = append(sets, HeldStatuses())
	}
	if q.Review {
		sets = append(sets, ReviewStatuses())
	}
	if q.Expiring {
		sets = append(sets, ProtectedStatuses())
	}
	if len(sets) == 0 {
		return nil
	}
	all := slices.Clone(sets[0])
	for _, set := range sets[1:] {
		all = slices.DeleteFunc(all, func(s Status) bool { return !slices.Contains(set, s) })
	}
	return all
}

// partnerNamed finds the partner that a person means: by the whole name, else by a part of it that fits only one.
func (d *Desk) partnerNamed(ctx context.Context, a Actor, text string) (ID, error) {
	var left ID // who has left, by the whole name: meant when nobody else is

	if a.inside() { // an outside person has one partner at most
		p, err := d.store.PartnerByName(ctx, a.ProgramID, line(text))
		switch {
		case err == nil && p.Status != PartnerExited:
			return p.ID, nil
		case err == nil:
			left = p.ID
		case CodeOf(err) != NotFound:
			return uuid.Nil, err
		}
	}
	found, err := d.Partners(ctx, a, text)
	if err != nil {
		return uuid.Nil, err
	}
	var names []string
	for _, p := range found {
		names = append(names, p.Name)
	}
	switch len(found) {
	case 0:
		if left != uuid.Nil {
			return left, nil
		}
		return uuid.Nil, Refuse(NotFound, fmt.Sprintf(
			"There is no partner named “%s”. `/partner list` shows all; of one that has left, type the whole name.", line(text)))
	case 1:
		return found[0].ID, nil
	default:
		return uuid.Nil, Refuse(Invalid, "Several partners have such a name. Say which: "+strings.Join(names, ", ")+".")
	}
}

// Partners are the partners whose name contains text, by name, at most 100; those that have left are not among them.
// An outside person sees only their own.
func (d *Desk) Partners(ctx context.Context, a Actor, text string) ([]Partner, error) {
	if a.Person.Outside {
		return d.ownPartner(ctx, a, text)
	}
	if !a.inside() {
		return nil, nil
	}
	return d.store.Partners(ctx, a.ProgramID, line(text), mostPartners)
}

func (d *Desk) ownPartner(ctx context.Context, a Actor, text string) ([]Partner, error) {
	if a.Person.PartnerID == nil {
		return nil, nil
	}
	p, err := d.store.Partner(ctx, *a.Person.PartnerID)
	if err != nil {
		return nil, err
	}
	if p.ProgramID != a.ProgramID || !strings.Contains(strings.ToLower(p.Name), strings.ToLower(line(text))) {
		return nil, nil
	}
	return []Partner{p}, nil
}
