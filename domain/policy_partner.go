package domain

// maySeePartner keeps how partners stand, and what is said of them, from partners.
func maySeePartner(a Actor, _ Subject) error {
	return allow(a.inside() || a.system(), "How partners stand is shown to people of this company only.")
}

// mayStep also lets whoever sees to the checkpoint.
func mayStep(a Actor, on Subject) error {
	stepping := a.inside() && on.Stepping != nil && a.is(*on.Stepping)
	return allow(stepping || mayRunPartner(a, on) == nil,
		"The partner's owner says so, who stands in for them, who sees to the checkpoint, or the partnerships lead.")
}

// mayRunPartner lets whoever gets the owner's alerts do what they ask for.
func mayRunPartner(a Actor, on Subject) error {
	return allow(a.manages(on) || a.standsIn(on) || a.holds(PartnershipsLead),
		"The partner's owner does this, who stands in for them, or the partnerships lead.")
}

func (a Actor) standsIn(on Subject) bool {
	return a.holds(PartnerManager) && on.StandIn != nil && a.is(*on.StandIn)
}

// mayReassign lets a manager take a partner whom nobody owns.
func mayReassign(a Actor, on Subject) error {
	taking := on.Manager == nil && a.holds(PartnerManager)
	return allow(taking || a.manages(on) || a.holds(PartnershipsLead, Admin), "The partner's owner does this, the partnerships lead or an admin.")
}

func mayExit(a Actor, _ Subject) error {
	return allow(a.holds(PartnershipsLead), "The partnerships lead parts with a partner.")
}

func mayRecruit(a Actor, _ Subject) error {
	return allow(a.holds(PartnerManager, PartnershipsLead) || a.system(), "Partner managers and the partnerships lead recruit.")
}

func mayDesign(a Actor, _ Subject) error {
	return allow(a.holds(PartnershipsLead) || a.system(), "The partnerships lead designs the program: profile, path and stall alerts.")
}

func mayOverride(a Actor, _ Subject) error {
	return allow(a.holds(PartnershipsLead), "The partnerships lead alone goes past a gate.")
}
