package domain

import (
	"slices"

	"github.com/google/uuid"
)

// hearing is who hears of partners, by what our people handed over.
type hearing struct {
	handed map[ID]ID // who gets the nudges of whom
	leads  []ID      // who gets those of the partnerships leads, each once
}

// hearingOf is that of everybody; who is from outside hears of no partner.
func hearingOf(people []Person) hearing {
	ours := slices.DeleteFunc(slices.Clone(people), func(q Person) bool { return q.Outside })
	h := hearing{handed: map[ID]ID{}}
	for _, p := range ours {
		to := handedTo(p, ours)
		h.handed[p.ID] = to
		if p.Has(PartnershipsLead) && !slices.Contains(h.leads, to) {
			h.leads = append(h.leads, to)
		}
	}
	return h
}

// handedTo is who gets somebody's nudges: they do, unless somebody who can be reached stands in for them. That goes one
// step only.
func handedTo(p Person, ours []Person) ID {
	stands := func(q Person) bool { return q.StandsInFor(p) && q.address().Platform != "" }
	if slices.ContainsFunc(ours, stands) {
		return *p.NudgesTo
	}
	return p.ID
}

// StandsInFor tells whether a person gets another's nudges instead of them, and may still run partners.
func (p Person) StandsInFor(q Person) bool {
	return q.NudgesTo != nil && *q.NudgesTo == p.ID && p.mayOwn()
}

// owner is who hears of a partner as its owner, the zero ID for nobody.
func (h hearing) owner(p Partner) ID {
	if p.OwnerID == nil {
		return uuid.Nil
	}
	return h.handed[*p.OwnerID]
}

// concerns tells whether a person hears of a partner, or would if they had not handed that over.
func (h hearing) concerns(q Person, p Partner) bool {
	return q.Has(PartnershipsLead) || slices.Contains(h.leads, q.ID) || p.OwnerID != nil && *p.OwnerID == q.ID || h.owner(p) == q.ID
}
