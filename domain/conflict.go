package domain

import (
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Rivals are what a claim is compared with: all of it about the claim's own account, but Similar.
type Rivals struct {
	Claims   []Registration // held, expired or won
	Open     []Opportunity
	Similar  []Account     // other accounts with a name like this one's
	Partners map[ID]string // names of the partners in Claims and Open
}

// SameProduct tells whether two products are one, however they are spelled.
func SameProduct(a, b string) bool { return strings.EqualFold(line(visible(a)), line(visible(b))) }

// Check is the conflict check of section 8.1: what stands against a claim, hardest first. An expired claim counts for
// s.ExpiredConflictDays.
func Check(c Claim, account ID, r Rivals, s Settings, now time.Time) []Finding {
	var found []Finding
	linked := map[ID]bool{}
	for _, reg := range r.Claims {
		if reg.OpportunityID != nil {
			linked[*reg.OpportunityID] = true
		}
		if f, ok := againstClaim(c, reg, r.Partners[reg.PartnerID], s, now); ok {
			found = append(found, f)
		}
	}
	for _, o := range r.Open {
		if !linked[o.ID] {
			found = append(found, againstOpportunity(o, r.Partners))
		}
	}
	for _, a := range r.Similar {
		if a.ID != account {
			found = append(found, Finding{
				Kind: SimilarName, Effect: Warn, Ref: a.Name,
				Text: fmt.Sprintf("Another customer has a similar name: %s. Check that they are not the same.", a.Words()),
			})
		}
	}
	return hardestFirst(found)
}

func againstClaim(c Claim, reg Registration, partner string, s Settings, now time.Time) (Finding, bool) {
	f := Finding{Ref: Ref(reg.Number)}
	own, same := reg.PartnerID == c.PartnerID, SameProduct(reg.Claim.Product, c.Product)
	switch {
	case reg.Status == Won:
		f.Kind, f.Effect = ExistingCustomer, Route
		f.Text = fmt.Sprintf("Already a customer: %s won %s with %s.", f.Ref, reg.Claim.Product, partner)
	case reg.Status.Held() && !reg.lapsed(now):
		return held(f, reg, partner, own, same)
	case same && (reg.Status.Held() || reg.Status == Expired) && reg.lapsedWithin(s.ExpiredConflictDays, now):
		f.Kind, f.Effect = RecentlyExpired, Route
		f.Text = fmt.Sprintf("%s of %s expired on %s.", f.Ref, partner, reg.ProtectedUntil.Format(time.DateOnly))
		if own {
			f.Effect = Warn
		}
	default:
		return Finding{}, false
	}
	return f, true
}

// held is what a claim that holds its place does to another on the same account.
func held(f Finding, reg Registration, partner string, own, same bool) (Finding, bool) {
	state := fmt.Sprintf("%s for %s (%s, %s)", partner, reg.Claim.Product, f.Ref, reg.Status.Words())
	switch {
	case own && !same:
		return Finding{}, false
	case own:
		f.Kind, f.Effect, f.Text = SamePartnerClaim, Block, "Already registered by "+state+"."
	case !same:
		f.Kind, f.Effect, f.Text = OtherProductClaim, Route, "Another product is registered by "+state+"."
	case reg.Status == Approved || reg.Status == Converted:
		f.Kind, f.Effect, f.Text = OtherPartnerClaim, Block, "Protected for "+state+"."
	default:
		f.Kind, f.Effect, f.Text = PendingClaim, Block, "Registered first by "+state+"."
	}
	return f, true
}

func againstOpportunity(o Opportunity, partners map[ID]string) Finding {
	text := fmt.Sprintf("An open opportunity is on this account since %s: %s, stage %s.",
		o.CreatedAt.Format(time.DateOnly), o.Name, o.Stage)
	if o.PartnerID != nil {
		text += " It carries " + partners[*o.PartnerID] + "."
	}
	return Finding{Kind: DirectOpportunity, Effect: Route, Ref: o.Name, Text: text}
}

// Words is a customer as people tell it from others: by its domain, else by its country.
func (a Account) Words() string {
	for _, more := range []string{a.Domain, a.Country} {
		if more != "" {
			return fmt.Sprintf("%s (%s)", a.Name, more)
		}
	}
	return a.Name
}

// lapsed tells whether the protection window is over, whether or not the schedule has said so yet.
func (r Registration) lapsed(now time.Time) bool {
	return !r.ProtectedUntil.IsZero() && !now.Before(r.ProtectedUntil)
}

func (r Registration) lapsedWithin(days int, now time.Time) bool {
	return r.lapsed(now) && now.Before(r.ProtectedUntil.AddDate(0, 0, days))
}

func hardestFirst(found []Finding) []Finding {
	var sorted []Finding
	for _, e := range []Effect{Block, Route, Warn} {
		for _, f := range found {
			if f.Effect == e {
				sorted = append(sorted, f)
			}
		}
	}
	return sorted
}

// blocked is the refusal of a claim with a finding that blocks, nil when there is none. To an outside person it names
// neither the other partner nor the other claim.
func blocked(found []Finding, outside bool) error {
	if len(found) == 0 || found[0].Effect != Block {
		return nil
	}
	f := found[0]
	switch {
	case f.Kind == SamePartnerClaim:
		return Refuse(Conflict, fmt.Sprintf("%s is this deal already: same partner, customer and product. Update it instead of registering it again.", f.Ref))
	case outside:
		return Refuse(Conflict, "This customer and product are claimed already, so the deal cannot be registered. Your partner manager can tell you more.")
	default:
		return Refuse(Conflict, f.Text+" The first claim holds the customer for this product; ask the deal desk if you think it should not.")
	}
}

// named are the ids of the partners whose names a check needs.
func (r Rivals) named() []ID {
	var ids []ID
	for _, reg := range r.Claims {
		ids = append(ids, reg.PartnerID)
	}
	for _, o := range r.Open {
		if o.PartnerID != nil && *o.PartnerID != uuid.Nil {
			ids = append(ids, *o.PartnerID)
		}
	}
	return ids
}
