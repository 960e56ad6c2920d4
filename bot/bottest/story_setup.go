package bottest

import "strings"

// setUp has the lead set the program up, with these partners signed before.
func (s *Stage) setUp(partners ...string) {
	lead := s.As(s.Lead)
	lead.Type(DirectRoom, "program setup")
	lead.Fill("Set up the program",
		[2]string{"Program", "Integrators"}, [2]string{"Partner type", "System integrators"},
		[2]string{"Joint solution", "Field service, rolled out by the integrator"},
		[2]string{lead.label("Set up the program", "Revenue goal"), "1,200,000"},
		[2]string{"Time zone", "America/New_York"},
		[2]string{"Deal desk channel", s.DealDesk.ID}, [2]string{"Forecast channel", s.Forecast.ID}, [2]string{"Partner team channel", s.Team.ID},
		[2]string{"Partnerships lead", s.Lead.Name}, [2]string{"RevOps", s.Reviewer.Name},
		[2]string{"Partner managers", s.Manager.Name}, [2]string{"CRO", s.CRO.Name},
		[2]string{"Signed partners", strings.Join(partners, "\n")}, [2]string{"Products", s.Product})
	lead.Reads(DirectRoom, "Ideal partner profile", "Write the ideal partner profile")
}

// profile has the lead say what a good partner is.
func (s *Stage) profile() {
	lead := s.As(s.Lead)
	lead.Type(DirectRoom, "partner profile")
	lead.Fill("Ideal partner profile", [2]string{"Criteria", "Delivery team | 5 | none; 1 or 2 people; 3 and more\n" +
		"Customers in common | 4 | none; some; many\nSponsor | 3 | nobody; named"}, [2]string{"Threshold", "60"})
	lead.Reads(DirectRoom, "3 criteria", "60 and more fits")
}

// path has the lead look at the activation path, and keep it as it is.
func (s *Stage) path() {
	lead := s.As(s.Lead)
	lead.Type(DirectRoom, "partner path")
	lead.Fill("Activation path")
	lead.Reads(DirectRoom, "6 checkpoints")
}

// candidate has the manager score a company: the places of its answers are those of the profile's criteria.
func (s *Stage) candidate(name, team, customers, sponsor string, more ...[2]string) Post {
	manager := s.As(s.Manager)
	manager.Type(DirectRoom, "partner add "+name)
	manager.Fill("Add a candidate", append([][2]string{
		{"Delivery team", team}, {"Customers in common", customers}, {"Sponsor", sponsor},
	}, more...)...)
	return manager.Reads(DirectRoom, name, "of 100", "[Sign]")
}

// deal has the seller register a deal that a partner brings, and the reviewer approve it. It gives the deal's number and
// its card.
func (s *Stage) deal(partner string) (ref string, card Post) {
	seller, reviewer := s.As(s.Seller), s.As(s.Reviewer)
	seller.Type(s.Floor, "deal register "+customer+" "+website+" 86,000")
	seller.Fill("Register a deal", s.claim(partner)...)
	ref = reference(seller.Reads(s.Floor, "is registered", customer).Text)
	card = reviewer.Reads(s.DealDesk, customer, partner, "[Approve]")
	reviewer.Press(card, "Approve")
	reviewer.ReadsAgain(card, "Approved", s.Reviewer.Name)
	reviewer.ReadsThread(card, "approved")
	seller.Reads(DirectRoom, ref, "approved")
	return ref, card
}

// label is the whole label of a field of the open form, of which the beginning is known.
func (p Person) label(title, begins string) string {
	f := p.Opens(title)
	if f == nil {
		return ""
	}
	for _, x := range f.Fields {
		if strings.HasPrefix(x.Label, begins) {
			return x.Label
		}
	}
	p.s.fail("%s should find a field “%s …” in the form\n%s", p.Name, begins, indent(describe(f)))
	return ""
}
