package bottest

import "strings"

// setUp has the lead set the program up from the first step to the last, with these partners signed before.
func (s *Stage) setUp(partners ...string) {
	s.As(s.Lead).Type(DirectRoom, "program setup")
	s.setUpProgram()
	s.setUpProfile()
	s.setUpDesk()
	s.setUpPath()
	s.setUpRunway(partners...)
	s.setUpForecast()
}

// setUpProgram fills the first step in, which is open. The next one opens by itself, as after every step but the last.
func (s *Stage) setUpProgram() {
	s.As(s.Lead).Fill("Set up the program",
		[2]string{"Program", "Integrators"}, [2]string{"Partner type", "System integrators"},
		[2]string{"Joint solution", "Field service, rolled out by the integrator"},
		[2]string{"Partnerships lead", s.Lead.Name}, [2]string{"Time zone", "America/New_York"})
}

// setUpProfile says what a good partner is.
func (s *Stage) setUpProfile() {
	s.As(s.Lead).Fill("Ideal partner profile", [2]string{"Criteria", "Delivery team | 5 | none; 1 or 2 people; 3 and more\n" +
		"Customers in common | 4 | none; some; many\nSponsor | 3 | nobody; named"}, [2]string{"Threshold", "60"})
}

func (s *Stage) setUpDesk() {
	s.As(s.Lead).Fill("Deal registration",
		[2]string{"Deal desk channel", s.DealDesk.ID}, [2]string{"RevOps", s.Reviewer.Name}, [2]string{"Products", s.Product})
}

func (s *Stage) setUpRunway(partners ...string) {
	s.As(s.Lead).Fill("Activation", [2]string{"Partner managers", s.Manager.Name}, [2]string{"Partner team channel", s.Team.ID},
		[2]string{"Signed partners", strings.Join(partners, "\n")})
}

// setUpPath keeps the activation path as it is, once it was looked at.
func (s *Stage) setUpPath() { s.As(s.Lead).Fill("Activation path") }

func (s *Stage) setUpForecast() {
	lead := s.As(s.Lead)
	lead.Fill("Forecast", [2]string{lead.label("Forecast", "Revenue goal"), "1,200,000"},
		[2]string{"Forecast channel", s.Forecast.ID}, [2]string{"CRO", s.CRO.Name})
	lead.Reads(DirectRoom, "Ideal partner profile", "Forecastable partner pipeline", "$1.2M")
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
