package main

import (
	"github.com/partnerbot/partnerbot/bot/playground"
	"github.com/partnerbot/partnerbot/cmd/partnerbot/sample"
)

// guide is what to try, in the order of the story.
func guide() []playground.Step {
	return []playground.Step{
		{
			Title: "Register a deal", As: sample.Maya, Channel: sample.Sales,
			Type: "/deal register Harbor Street Clinics harborstreet-clinics.com 86,000",
			Note: "Press Enter: a form opens, filled in with what you typed. Choose a partner and complete it.",
			Sees: `^only you\n[\s\S]*(?P<deal>D-\d+) is registered: Harbor Street Clinics`,
		},
		{
			Title: "Come second", As: sample.Ben, Channel: sample.Sales,
			Type: "/deal register Harbor Street Clinics harborstreet-clinics.com 90,000",
			Note: "Press Enter, choose another partner and the same product. The form says who was first.",
			Sees: `Registered first by|is registered by`,
		},
		{
			Title: "Approve it", As: sample.Ruth, Channel: sample.DealDesk, Find: "{deal} ",
			Note: "Press Approve on the card of {deal}. The card changes in place; its history is its thread.",
			Sees: `{deal} [\s\S]*Approved`,
		},
		{
			Title: "Read the decision", As: sample.Maya, Channel: "@app", Find: "{deal} ",
			Note: "The bot told Maya, with what she can do next.",
			Sees: `{deal} [\s\S]*Approved`,
		},
		{
			Title: "Win it", As: sample.Maya, Channel: sample.Sales, Type: "/deal won {deal}",
			Note: "Press Enter, then Mark as won.",
			Sees: `^only you\n[\s\S]*{deal} is won`,
		},
		{
			Title: "Jump to Monday", As: sample.Viktor, Channel: sample.Forecast, Clock: "monday",
			Note: "The clock moves, and the Monday post comes: the one number that the CRO reads.",
			Sees: `Coverage[\s\S]*Pipeline|Pipeline[\s\S]*Coverage`,
		},
		{
			Title: "Ask for the number at any time", As: sample.Viktor, Channel: sample.Forecast, Type: "/forecast current",
			Note: "Press Enter. Only you see the answer.",
			Sees: `^only you\n[\s\S]*Commit`,
		},
		{
			Title: "See how the program stands", As: sample.Dana, Channel: sample.Sales, Type: "/program status",
			Note: "Press Enter: the four pillars in the order they are built, and the one next step.",
			Sees: `^only you\n[\s\S]*profile`,
		},
	}
}

// guideToPartners goes on with the sample's partners: who stalls, who may be recruited, how well both go.
func guideToPartners() []playground.Step {
	return []playground.Step{
		{
			Title: "See who stalls", As: sample.Priya, Channel: "@app", Find: "need",
			Note: "Priya reads in her morning which of her partners stall, the worst first. Press Help and say what one lacks: the alert changes in place.",
			Sees: `^only you\n[\s\S]*Activation path`,
		},
		{
			Title: "Score a candidate", As: sample.Priya, Channel: sample.Sales, Type: "/partner add Northgate Automation",
			Note: "Press Enter and answer by the ideal partner profile. Who is below the threshold needs a written reason.",
			Sees: `^only you\n[\s\S]*of 100`,
		},
		{
			Title: "Read how activation goes", As: sample.Dana, Channel: sample.Sales, Type: "/partner week",
			Note: "Press Enter: the activation rate, the time to a first deal, and who needs a decision.",
			Sees: `^only you\n[\s\S]*Partners in the week`,
		},
	}
}

// guideFromNothing is what to try where nothing is set up.
func guideFromNothing() []playground.Step {
	return []playground.Step{
		{
			Title: "Set the program up", As: sample.Dana, Channel: sample.Sales, Type: "/program setup",
			Note: "Press Enter: six short steps. Each is kept as you save it; close one, and the same words go on there.",
			Sees: `^only you\n[\s\S]*\[Change the setup\]`,
		},
		{
			Title: "Score a candidate", As: sample.Dana, Channel: sample.Sales, Type: "/partner add Northgate Automation",
			Note: "Press Enter and answer by the profile that you wrote.",
			Sees: `^only you\n[\s\S]*of 100`,
		},
		{
			Title: "Be refused by a gate", As: sample.Dana, Channel: sample.Sales, Type: "/partner sign Northgate Automation",
			Note: "Press Enter: nobody is recruited before deals can be registered. Have a first one decided, or press Override and say why.",
			Sees: `^only you\n[\s\S]*Nobody is recruited`,
		},
		{
			Title: "Go past it", As: sample.Dana, Channel: sample.Sales, Type: "/program status",
			Note: "After Override, press Enter: the gate that you went past is told with your reason, until it is open.",
			Sees: `^only you\n[\s\S]*allowed by`,
		},
	}
}
