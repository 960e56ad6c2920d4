package domain

// Subject is what an act on a partner is on. owner is who owns it, nil for nobody.
func (p Partner) Subject(owner *Person) Subject {
	on := Subject{Partner: p.ID, Manager: p.OwnerID}
	if owner != nil {
		on.StandIn = owner.NudgesTo
	}
	return on
}

// permit fills in what the actor may do now. Of one that has left, nothing.
func (p *PartnerPage) permit(a Actor) {
	if p.Partner.Status == PartnerExited {
		return
	}
	on := p.Partner.Subject(p.Owner)
	for _, c := range p.Checkpoints {
		if May(a, ActStep, on.at(c)) == nil {
			p.Steps = append(p.Steps, c.Step.Key)
		}
	}
	if len(p.Steps) > 0 {
		p.May = append(p.May, ActStep)
	}
	for _, act := range []Act{ActRunPartner, ActReassign, ActPark, ActExit} {
		if May(a, act, on) == nil {
			p.May = append(p.May, act)
		}
	}
}

// at is the same for an act on one of the partner's checkpoints.
func (on Subject) at(c Checkpoint) Subject {
	on.Stepping = c.OwnerID
	return on
}
