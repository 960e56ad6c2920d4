package bottest

import "fmt"

// FourPillars builds a program up in its order: each gate refuses, says why, and is gone past with a written reason.
var FourPillars = Story{Name: "setup from nothing to four standing pillars", Fresh: true, Play: func(s *Stage) {
	lead, manager := s.As(s.Lead), s.As(s.Manager)

	s.Scene(s.Lead.Name + " begins to set the program up, and leaves before the profile is written")
	lead.Type(DirectRoom, "program setup")
	s.setUpProgram()
	lead.Opens("Ideal partner profile")
	lead.Close()
	lead.Type(DirectRoom, "partner add Adatum")
	lead.Reads(DirectRoom, "no ideal partner profile yet")
	lead.Type(DirectRoom, "program status")
	lead.Reads(DirectRoom, "Write the ideal partner profile", "[Continue the setup]")

	s.Scene("The setup goes on where it was left, with fourteen partners who signed before")
	partners := []string{s.Partner, s.RivalPartner}
	for n := len(partners); n < 14; n++ {
		partners = append(partners, fmt.Sprintf("Integrator %d", n+1))
	}
	lead.Type(DirectRoom, "program setup")
	s.setUpProfile()
	s.setUpDesk()
	s.setUpPath()
	s.setUpRunway(partners...)
	lead.Opens("Forecast")
	lead.Close()
	s.candidate("Adatum", "3 and more", "many", "named")

	s.Scene("Nobody is recruited before pillars 2 and 3 stand")
	manager.Type(DirectRoom, "partner sign Adatum")
	manager.Reads(DirectRoom, "Nobody is recruited before pillars 2 and 3 stand", "Pillar 2")
	lead.Type(DirectRoom, "partner sign Adatum")
	s.override(lead.Reads(DirectRoom, "Nobody is recruited", "[Override]"), "recruiting before pillars 2 and 3 stand")
	s.sign("Adatum")

	s.Scene("The first cohort grows no further before it produces")
	s.candidate("Proseware", "none", "some", "nobody", [2]string{"Why recruit it all the same", "Their CTO asked for us by name."})
	lead.Type(DirectRoom, "partner sign Proseware")
	s.override(lead.Reads(DirectRoom, "The first cohort is 15 partners", "[Override]"), "growing the first cohort")
	s.sign("Proseware")

	s.Scene("No second partner type before the first has produced")
	lead.Type(DirectRoom, "program setup program")
	lead.Fill("Set up the program", [2]string{"Partner type", "Resellers"})
	lead.Refused("Set up the program", [2]string{"Partner type", "One partner type"})
	lead.Close()
	lead.Type(DirectRoom, "program override second-type")
	s.goPast("another partner type")

	s.Scene("The goal is set, and the first deal is decided on")
	lead.Type(DirectRoom, "program setup")
	s.setUpForecast()
	s.deal(s.Partner)

	s.Scene("Monday: the number is posted, and all four pillars stand")
	s.Monday()
	post := s.As(s.CRO).Reads(s.Forecast, "Against the program's order", "Growing the first cohort", "Another partner type", reasonToPass)
	s.As(s.CRO).ReadsThread(post)
	lead.Type(DirectRoom, "program status")
	status := lead.Reads(DirectRoom, "Ideal partner profile", "Forecastable partner pipeline", "allowed by "+s.Lead.Name)
	if n := len(lacks(status.Text, []string{"Recruiting before"})); s.problem == nil && n == 0 {
		s.fail("a gate that is open by now is still told to have been gone past:\n%s", indent(status.Text))
	}
}}

const reasonToPass = "Decided with the board in October."

// override goes past the gate that somebody was refused by, first without a reason that is one.
func (s *Stage) override(refusal Post, gate string) {
	s.As(s.Lead).Press(refusal, "Override")
	s.goPast(gate)
}

// goPast fills the form in that goes past a gate.
func (s *Stage) goPast(gate string) {
	lead := s.As(s.Lead)
	lead.Fill("Go past the gate", [2]string{"Why you go past it", "Because."})
	lead.Refused("Go past the gate", [2]string{"Why you go past it", "At least 20 characters"})
	lead.Fill("Go past the gate", [2]string{"Why you go past it", reasonToPass})
	lead.Reads(DirectRoom, "You went past the rule against "+gate)
}

// sign has the manager sign a candidate, and own it.
func (s *Stage) sign(name string) {
	manager := s.As(s.Manager)
	manager.Type(DirectRoom, "partner sign "+name)
	manager.Fill("Sign "+name, [2]string{"Their owner", "Dana Reyes"})
	manager.Reads(DirectRoom, name+" is signed", "Kick-off", "Dana Reyes")
}
