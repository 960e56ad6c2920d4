package bottest

// SecondType opens a program for another partner type: refused, gone past with a written reason, and then with a profile
// and a path of its own.
var SecondType = Story{Name: "a second partner type beside the first", Fresh: true, Play: func(s *Stage) {
	lead, manager := s.As(s.Lead), s.As(s.Manager)
	const name = "Adatum"

	s.Scene("The first type goes through its pillars, and nobody has won a deal yet")
	s.setUp(s.Partner)
	s.deal(s.Partner)

	s.Scene("A second type is refused, with why and what to do")
	manager.Type(DirectRoom, "program type")
	manager.Reads(DirectRoom, "The partnerships lead designs the program")
	lead.Type(DirectRoom, "program type")
	refusal := lead.Reads(DirectRoom, "One partner type goes through all four pillars before there is another", "Pillar 4", "[Override]")
	s.override(refusal, "another partner type")

	s.Scene(s.Lead.Name + " opens it all the same, and reads what the first type taught")
	s.Later(14)
	manager.Reads(DirectRoom, s.Partner)
	manager.Reads(s.Team, s.Partner)
	lead.Type(DirectRoom, "program type")
	lead.Refused("Open a partner type", [2]string{"", "most partners stall at “Kick-off”, 1 of 1 now."})
	lead.Fill("Open a partner type", [2]string{"Partner type", "Referral partners"}, [2]string{"Joint solution", "Introductions that close"})
	opened := lead.Reads(DirectRoom, "is open for referral partners too", "[Partner profile]", "[Activation path]")

	s.Scene("It gets a profile and a path of its own")
	lead.Press(opened, "Partner profile")
	lead.Fill("Ideal partner profile", [2]string{"Criteria", "Network | 1 | few; many\nTrust | 1 | new; proven\nReach | 1 | local; wide"},
		[2]string{"Threshold", "50"})
	lead.Reads(DirectRoom, "For referral partners", "3 criteria", "50 and more fits")
	lead.Type(DirectRoom, "partner path")
	lead.Press(lead.Reads(DirectRoom, "For which partner type?", "[System integrators]"), "Referral partners")
	lead.Fill("Activation path", [2]string{"Checkpoints", "Owner named | 2 | owner\nFirst introduction | 10 | by hand\nFirst deal | 30 | first registration"})
	lead.Reads(DirectRoom, "For referral partners", "3 checkpoints")

	s.Scene("Who signs for it walks that path")
	manager.Type(DirectRoom, "partner add "+name)
	manager.Press(manager.Reads(DirectRoom, name, "For which partner type?"), "Referral partners")
	manager.Fill("Add a candidate", [2]string{"Network", "many"}, [2]string{"Trust", "proven"}, [2]string{"Reach", "wide"})
	manager.Reads(DirectRoom, name, "Fits: 100 of 100", "Referral partners")
	manager.Type(DirectRoom, "partner sign "+name)
	manager.Fill("Sign "+name, [2]string{"Their owner", "Dana Reyes"})
	manager.Reads(DirectRoom, name+" is signed", "Referral partners", "First introduction")
	manager.Type(DirectRoom, "partner "+s.Partner)
	manager.Reads(DirectRoom, s.Partner, "System integrators", "Kick-off")
	lead.Type(DirectRoom, "program status")
	lead.Reads(DirectRoom, "Further partner types", "Referral partners, with the joint solution “Introductions that close”: 1 partner")
}}
