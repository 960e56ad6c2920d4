package domain

import "github.com/partnerbot/partnerbot/domain/activation"

// pathOf is the path of a partner who signs: the program's, by the day of the signature. That somebody owns the runway
// shows at once.
func (p Program) pathOf(partner Partner) []Checkpoint {
	plan := p.Path.Plan(partner.SignedOn)
	all := make([]Checkpoint, len(plan))
	for i, c := range plan {
		all[i] = Checkpoint{PartnerID: partner.ID, Step: p.Path[i], Due: c.Due}
		if p.Path[i].Kind == activation.OwnerNamed && partner.OwnerID != nil {
			all[i].DoneOn = partner.SignedOn
		}
	}
	return all
}
