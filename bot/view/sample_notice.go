package view

import (
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
)

func noticeSamples() []Sample {
	show := sampleAction(intent.ShowDeal, "Open D-1042", Plain, "")
	setUp := Action{Intent: intent.Intent{Name: intent.SetUp}, Label: "Set up the program", Tone: Good, Opens: form.SetUp}
	points := []string{"amount: Type a number such as 25,000.", "close date: This day is past."}
	return []Sample{
		{"notice_done", Notice{
			Tone: Good, Text: "D-1042 is registered: Acme Corp, Analytics, $25,000.",
			Next: "The deal desk decides by Wed, Nov 11, 10:12 EST. You get a message with what they decide.", Actions: []Action{show},
		}},
		{"notice_stale", Notice{Text: "D-1042 changed since you saw it: on Mon, Nov 9, 14:05 EST Ben Okafor approved it.", Actions: []Action{show}}},
		{"notice_refused", Notice{Tone: Bad, Text: "RevOps and the partnerships lead decide on registrations."}},
		{"notice_points", Notice{Tone: Bad, Text: "This cannot be used yet.", Points: points, Next: "Mend it and try again."}},
		{"notice_unready", Notice{
			Tone: Bad, Text: "The program is not set up yet.",
			Next: "Whoever sets it up becomes its admin and partnerships lead.", Actions: []Action{setUp},
		}},
		{"notice_unknown_word", Notice{
			Text: "/deal does not know “regster”. Did you mean /deal register?",
			Next: "/deal help lists what it can do.",
		}},
		{"notice_internal", Notice{
			Tone: Bad, Text: "Something went wrong on our side.",
			Next: "Look whether it was done before you try again. If it stays, give your admin the reference K3J9QX2M.",
		}},
		{"notice_trouble", Notice{
			Tone: Bad, Text: "A review card of Nov 9, 15:12 UTC may or may not have arrived: it is not " +
				"sent again by itself. Look there before you say it once more. Slack gave no answer.",
			Actions: []Action{{Intent: intent.Intent{Name: intent.Program}, Label: "Program status"}},
		}},
		{"notice_hostile", Notice{Text: hostile, Points: []string{hostile}, Next: hostile}},
		{"notice_long", Notice{Text: veryLong, Points: []string{veryLong, veryLong}, Next: veryLong}},
	}
}

func helpSamples() []Sample {
	lines := []HelpLine{
		{"/deal register [CUSTOMER WEBSITE AMOUNT]", "register a deal; also what /deal alone does"},
		{"/deal list [mine, open, review, expiring, partner NAME]", "list deals"},
		{"/deal show D-1042", "show one deal with its history"},
		{"/deal won D-1042", "close a deal as won"},
	}
	register := Action{Intent: intent.Intent{Name: intent.Register}, Label: "Register a deal", Tone: Good, Opens: form.Register}
	return []Sample{
		{"help", Help{
			Title: "What /deal can do", Intro: "Register partner deals and keep them current.", Lines: lines,
			Actions: []Action{register},
		}},
		{"help_hostile", Help{Title: hostile, Intro: hostile, Lines: []HelpLine{{hostile, hostile}}}},
	}
}

func programSamples() []Sample {
	setUp := Action{Intent: intent.Intent{Name: intent.SetUp}, Label: "Change the setup", Opens: form.SetUp}
	schedule := Action{Intent: intent.Intent{Name: intent.Schedule}, Label: "Change the schedule", Opens: form.Schedule}
	status := ProgramStatus{
		Title: "Partner program: system integrators",
		Facts: []Fact{
			{"Joint solution", "Analytics rolled out in 30 days"},
			{"Goal", "$2M for 2026-Q4"},
			{"Monday post", "Mondays at 08:00 (America/New_York), next on Nov 16"},
		},
		Pillars: []Pillar{
			{1, "Ideal partner profile", false, "Not written yet.", []string{"3 criteria with weights", "a threshold"}},
			{2, "Deal registration and attribution", true, "14 registrations, 9 approved, all decided in time.", nil},
			{3, "Enablement and activation path", false, "No partner has a path yet.", []string{"a partner with all checkpoints dated"}},
			{4, "Forecastable partner pipeline", true, "The Monday post went out 3 times.", nil},
		},
		Next:    "Write the ideal partner profile: it is the filter for everyone you recruit.",
		Actions: []Action{setUp, schedule},
	}
	trouble, fresh, rude, passed := status, status, status, status
	passed.Plan = []PlanLine{
		{"Build the four pillars", "Jul 1 to Sep 30", Status{"Done", Good}},
		{"Recruit and activate the first cohort", "Oct 1 to Dec 31", Status{"Behind", Bad}},
		{"Come to a forecastable number", "Jan 1 to Mar 31", Status{"To come", Plain}},
	}
	passed.Overrides = []string{
		"Recruiting before pillar 3 stands: “Two partners asked us, and we learn on them.” Ann Lee on Mon, Nov 9",
	}
	passed.Types = []string{
		"Referral partners, with the joint solution “Introductions that close”: 0 partners, 0 activated, 0 producing. " +
			"Missing: Write the ideal partner profile for referral partners: it is the filter for everyone you recruit.",
		"Resellers, with the joint solution “Analytics on their shelf”: 4 partners, 2 activated, 1 producing.",
	}
	trouble.Trouble = []string{
		"The review card of D-1042 did not arrive: the bot is not in #deal-desk. Invite it with /invite.",
		"The Monday post of Nov 9 may or may not have arrived. Look in #forecast before you post it by hand.",
	}
	fresh.Facts = nil
	fresh.Title, fresh.Next = "Partner program", "Set up the program: one partner type and one revenue goal."
	fresh.Pillars = []Pillar{
		{1, "Ideal partner profile", false, "Not written yet.", nil},
		{2, "Deal registration and attribution", false, "No channel.", nil},
		{3, "Enablement and activation path", false, "Not begun.", nil},
		{4, "Forecastable partner pipeline", false, "No goal.", nil},
	}
	rude.Title, rude.Next, rude.Trouble = hostile, hostile, []string{hostile}
	rude.Facts = []Fact{{hostile, hostile}}
	rude.Pillars = []Pillar{{1, hostile, false, hostile, []string{hostile}}}
	rude.Types, rude.Plan, rude.Overrides = []string{hostile}, []PlanLine{{hostile, hostile, Status{hostile, Bad}}}, []string{hostile}
	return []Sample{
		{"program_status", status},
		{"program_status_plan", passed},
		{"program_status_new", fresh},
		{"program_status_trouble", trouble},
		{"program_status_hostile", rude},
	}
}

func homeSamples() []Sample {
	register := Action{Intent: intent.Intent{Name: intent.Register}, Label: "Register a deal", Tone: Good, Opens: form.Register}
	number := Action{Intent: intent.Intent{Name: intent.Forecast}, Label: "Forecast"}
	waits := HomeSection{Title: "Waiting for your decision", Lines: sampleLines(3)}
	mine := HomeSection{Title: "Your deals", Lines: sampleLines(5), Empty: "You have registered no deal yet."}
	reviewer := Home{
		Greeting: "Hello, Ben", Lead: "3 registrations wait for your decision, 1 is past its time.",
		Actions: []Action{register, number}, Sections: []HomeSection{waits, mine},
	}
	seller := Home{
		Greeting: "Hello, Cam", Lead: "1 deal waits for your answer.", Actions: []Action{register},
		Sections: []HomeSection{mine},
	}
	empty := Home{
		Greeting: "Hello", Lead: "Register your first deal.", Actions: []Action{register},
		Sections: []HomeSection{{Title: "Your deals", Empty: "You have registered no deal yet."}},
	}
	nobody := Home{Greeting: "Hello, Dana", Lead: "You work for another organization, and partnerbot does not know for which partner. " +
		"Ask your partner manager to register deals for you."}
	asked := linkSamples()[0].View.(LinkRequest)
	twice := Home{
		Greeting: "Hello, Dana", Lead: asked.Text + " Is that you? Nothing waits for you.", Actions: append(asked.Actions, register, number),
		Sections: []HomeSection{mine},
	}
	manager, rude, long := reviewer, seller, reviewer
	manager.Lead = "2 partners wait for you."
	manager.Sections = []HomeSection{
		{Title: "Your partners", Partners: samplePartners(4), Empty: "You own no partner yet."},
		{Title: "Waiting for your decision", Lines: sampleLines(1), Partners: samplePartners(1)},
	}
	rude.Greeting, rude.Lead = hostile, hostile
	rude.Sections = []HomeSection{{Title: hostile, Empty: hostile}, {Title: "Partners", Partners: []PartnerLine{sampleRudePartner()}}}
	long.Sections = nil
	for range 12 {
		long.Sections = append(long.Sections, HomeSection{Title: veryLong, Lines: sampleLines(10)})
	}
	return []Sample{
		{"home_reviewer", reviewer},
		{"home_seller", seller},
		{"home_manager", manager},
		{"home_empty", empty},
		{"home_asked", twice},
		{"home_outside", nobody},
		{"home_hostile", rude},
		{"home_long", long},
	}
}
