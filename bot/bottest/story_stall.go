package bottest

// StallToExit is a partner that nothing moves: its owner hears first, then who leads the program, and in the end it is
// decided on.
var StallToExit = Story{Name: "a partner that stalls to exit", Fresh: true, Play: func(s *Stage) {
	lead, manager := s.As(s.Lead), s.As(s.Manager)
	s.setUp(s.Partner)

	s.Scene("Two weeks later: its owner hears of it, and the team")
	s.Later(14)
	own := manager.Reads(DirectRoom, "A partner needs you", s.Partner, "Kick-off is 7 days overdue", "[Need help]")
	team := manager.Reads(s.Team, "A partner is behind", s.Partner, s.Manager.Name)

	s.Scene(s.Manager.Name + " asks for help, which ends the alerts for now")
	manager.Press(own, "Need help")
	manager.Fill("Help with "+s.Partner, [2]string{"What you need", "A sponsor on their side, by Friday."})
	manager.Reads(DirectRoom, "Told of it: ")
	manager.ReadsAgain(own, "Help asked for by "+s.Manager.Name)
	manager.ReadsAgain(team, "help asked for by "+s.Manager.Name, "[Helped]")
	asked := lead.Reads(DirectRoom, s.Manager.Name+" asks for help with "+s.Partner, "A sponsor on their side", "[Helped]")
	lead.Press(asked, "Helped")
	lead.Reads(DirectRoom, "The help with "+s.Partner+" is given")
	manager.Reads(DirectRoom, s.Lead.Name+" gave the help")
	manager.ReadsAgain(own, "helped by "+s.Lead.Name, "[Need help]")
	manager.ReadsAgain(team, "helped by "+s.Lead.Name, "[Need help]")

	s.Scene("It does not move: the partnerships lead hears, too")
	s.Later(14)
	later := manager.Reads(DirectRoom, s.Partner, "Kick-off is 21 days overdue", "partnerships lead hears")
	to := lead.Reads(DirectRoom, s.Partner, s.Manager.Name+" was told before")
	again := manager.Reads(s.Team, s.Partner, "Kick-off is 21 days overdue")

	s.Scene("It is to be decided on: help, park or exit")
	s.Later(14)
	last := manager.Reads(DirectRoom, "A partner needs a decision", s.Partner, "[Park]")
	decide := lead.Reads(DirectRoom, "A partner needs a decision", "Decide now", "[Exit]")
	channel := manager.Reads(s.Team, "A partner needs a decision", s.Partner)

	s.Scene(s.Lead.Name + " parts with it, asked twice")
	lead.Press(decide, "Exit")
	title := lead.title()
	lead.Fill(title, [2]string{"Why", "Nobody there has time for us."}, [2]string{"Are you sure?", "Yes, part for good"})
	lead.Reads(DirectRoom, s.Partner+" has left the program")
	manager.Reads(DirectRoom, s.Lead.Name, "parted with it", "Nobody there has time for us.")
	for _, p := range []Post{own, team, later, again, last, channel} {
		manager.ReadsAgain(p, "Parted with by "+s.Lead.Name)
	}
	for _, p := range []Post{to, decide} {
		lead.ReadsAgain(p, "Parted with by "+s.Lead.Name)
	}
	manager.Type(DirectRoom, "partner list")
	manager.Reads(DirectRoom, "Nobody has signed yet")
}}

// title is that of the form that is open by now, whichever it is.
func (p Person) title() string {
	if p.s.problem != nil {
		return ""
	}
	var f *Form
	if !p.s.wait(func() bool { f = p.s.driver.Form(p.ID); return f != nil }) {
		p.s.fail("%s should have a form open", p.Name)
		return ""
	}
	return f.Title
}
