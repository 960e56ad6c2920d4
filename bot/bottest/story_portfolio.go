package bottest

// WholePortfolio gives all partners of a manager who leaves to another one, who hears of them from then on.
var WholePortfolio = Story{Name: "a manager's whole portfolio changes hands", Fresh: true, Play: func(s *Stage) {
	lead, manager, heir := s.As(s.Lead), s.As(s.Manager), s.As(s.Rival)
	partners := []string{s.Partner, s.RivalPartner, "Integrator 3"}
	s.setUp(partners...)

	s.Scene(s.Rival.Name + " is no partner manager yet")
	lead.Type(DirectRoom, "partner owner "+s.RivalPartner)
	title := lead.title()
	all := [2]string{"Which partners", "all 3 partners of " + s.Manager.Name}
	lead.Fill(title, [2]string{"New owner", s.Rival.Name}, all, [2]string{"Why", s.Manager.Name + " leaves"})
	lead.Refused(title, [2]string{"New owner", "no p"})
	lead.Close()
	lead.Type(DirectRoom, "program setup activation")
	lead.Fill("Activation", [2]string{"Partner managers", s.Manager.Name + "; " + s.Rival.Name})
	lead.Reads(DirectRoom, "Enablement and activation path")

	s.Scene(s.Lead.Name + " gives all of them away at once")
	lead.Type(DirectRoom, "partner owner "+s.RivalPartner)
	lead.Fill(title, [2]string{"New owner", s.Rival.Name}, all, [2]string{"Why", s.Manager.Name + " leaves"})
	lead.Reads(DirectRoom, s.Rival.Name+" now owns 3 partners more")
	heir.Reads(DirectRoom, s.Lead.Name+" gave you the 3 partners of "+s.Manager.Name, s.Manager.Name+" leaves", "[Your partners]")
	heir.Type(DirectRoom, "partner list mine")
	heir.Reads(DirectRoom, append([]string{"Your partners"}, partners...)...)
	manager.Reads(DirectRoom, s.Lead.Name+" gave your 3 partners to "+s.Rival.Name)
	manager.Type(DirectRoom, "partner list mine")
	manager.Reads(DirectRoom, "None of the partners")

	s.Scene("From then on the alerts come to " + s.Rival.Name)
	s.Later(14)
	heir.Reads(DirectRoom, append([]string{"3 partners need you"}, partners...)...)
	heir.Reads(s.Team, "3 partners are behind", s.Rival.Name)
}}
