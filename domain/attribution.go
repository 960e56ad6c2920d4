package domain

import "github.com/partnerbot/partnerbot/domain/forecast"

// attribute says what part the partner of an approved registration has in its opportunity (section 8.2). It is sourced
// when the opportunity was created from the registration, or by others not before it was submitted nor longer than
// s.IntroductionDays after; and when no opportunity of anybody else's stood open on the account before. Otherwise it
// is influenced.
func attribute(r Registration, o Opportunity, open []Opportunity, s Settings) forecast.Attribution {
	fromIt := o.RegistrationID != nil && *o.RegistrationID == r.ID
	inTime := !o.CreatedAt.Before(r.SubmittedAt) && !o.CreatedAt.After(r.SubmittedAt.AddDate(0, 0, s.IntroductionDays))
	if (fromIt || inTime) && !earlierOpen(r, o.ID, open) {
		return forecast.Sourced
	}
	return forecast.Influenced
}

// earlierOpen tells whether an open opportunity was on the account before the registration, other than this one and
// the partner's own.
func earlierOpen(r Registration, this ID, open []Opportunity) bool {
	for _, o := range open {
		if o.ID != this && !o.carries(r.PartnerID) && o.CreatedAt.Before(r.SubmittedAt) {
			return true
		}
	}
	return false
}

func (o Opportunity) carries(partner ID) bool { return o.PartnerID != nil && *o.PartnerID == partner }

// match is the open opportunity that an approved registration belongs to: the oldest on the account for the same
// product, or for no product in particular, that is free. When one for the same product is not, there is none and it
// is given as taken: one opportunity has one partner, and a second opportunity would count the deal twice. ended are
// the registrations on the account that are over.
func match(r Registration, open []Opportunity, ended map[ID]bool) (found, taken *Opportunity) {
	for _, o := range open {
		same := SameProduct(o.Product, r.Claim.Product)
		switch {
		case !same && o.Product != "":
		case o.freeFor(r, ended):
			if found == nil {
				found = &o
			}
		case same:
			return nil, &o
		}
	}
	return found, nil
}

// freeFor tells whether the opportunity can be given to the registration: its own registration is over, or it has none
// and carries no other partner.
func (o Opportunity) freeFor(r Registration, ended map[ID]bool) bool {
	if o.RegistrationID != nil && *o.RegistrationID != r.ID {
		return ended[*o.RegistrationID]
	}
	return o.PartnerID == nil || o.carries(r.PartnerID)
}
