package view

import (
	"strings"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
)

func sampleFacts() []Fact {
	return []Fact{
		{"Partner", "Northwind Consulting"},
		{"Customer", "Acme Corp (acme.com)"},
		{"Product", "Analytics"},
		{"Amount", "$25,000"},
		{"Expected close", "Dec 18, 2026"},
		{"Contact", "Dana Reyes, dana@acme.com"},
		{"Next step", "Workshop with their data team on Dec 2"},
		{"Registered by", "Cam Ruiz on Mon, Nov 9, 10:12 EST"},
	}
}

func sampleReview() ReviewCard {
	return ReviewCard{
		Again: sampleAction(intent.ShowReview, "", Plain, "").Intent,
		Ref:   "D-1042", Title: "Acme Corp, Analytics", Status: Status{Text: "In review"},
		Due:     "Decide by Wed, Nov 11, 10:12 EST",
		Facts:   sampleFacts(),
		Story:   "Northwind ran the discovery with the data team and brought the CFO to the demo.",
		Actions: sampleReviewActions(),
	}
}

func decided(status, outcome string, tone Tone) ReviewCard {
	c := sampleReview()
	c.Status, c.Outcome, c.Due, c.Actions = Status{Text: status, Tone: tone}, outcome, "",
		[]Action{sampleAction(intent.ShowDeal, "Open D-1042", Plain, "")}
	return c
}

func reviewSamples() []Sample {
	found, long := sampleReview(), sampleReview()
	found.Findings = []Finding{
		{Bad, "Our sales team has an open deal with this customer: Acme renewal, owner Ben Okafor, since Oct 1."},
		{Plain, "D-1017 of Contoso on another product is approved for this customer."},
		{Plain, "The name is close to that of an account we know: Acme Corporation."},
	}
	found.Actions[0].Confirm = &Confirm{
		Title: "Approve D-1042?", Text: "Our sales team has an open deal with this customer.", Yes: "Approve anyway", No: "Back",
	}
	asked := decided("Waiting for an answer", "Ben Okafor asked for information on Mon, Nov 9, 14:05 EST. “Is a budget set?”", Plain)
	asked.Due = "Withdrawn by itself if no answer comes by Mon, Nov 16, 14:05 EST"
	hostileCard := sampleReview()
	hostileCard.Title, hostileCard.Story = hostile, hostile
	hostileCard.Facts = append(hostileCard.Facts, Fact{"Remark", hostile})
	hostileCard.Findings = []Finding{{Plain, hostile}}
	long.Title, long.Story, long.Due = veryLong, veryLong, veryLong
	for range 30 {
		long.Facts = append(long.Facts, Fact{"Remark", veryLong})
		long.Findings = append(long.Findings, Finding{Plain, veryLong})
	}
	return []Sample{
		{"review_card", sampleReview()},
		{"review_card_findings", found},
		{"review_card_needs_info", asked},
		{"review_card_approved", decided("Approved", "Ben Okafor approved it on Mon, Nov 9, 14:05 EST. "+
			"Protected until Feb 7, 2027.", Good)},
		{"review_card_rejected", decided("Rejected", "Ben Okafor rejected it on Mon, Nov 9, 14:05 EST: "+
			"The customer is a named account.", Bad)},
		{"review_card_withdrawn", decided("Withdrawn", "Cam Ruiz withdrew it on Tue, Nov 10, 09:30 EST. “Registered twice.”", Plain)},
		{"review_card_won", decided("Won", "Cam Ruiz marked it won for $27,500 on Tue, Dec 15, 16:40 EST.", Good)},
		{"review_card_expired", decided("Expired", "Its protection ended on Feb 7, 2027.", Plain)},
		{"review_card_hostile", hostileCard},
		{"review_card_long", long},
	}
}

func noteSamples() []Sample {
	note := HistoryNote{Ref: "D-1042", Step: Step{When: "Mon, Nov 9, 14:05 EST", Who: "Ben Okafor", What: "rejected it"}}
	said, rude, long := note, note, note
	said.Text, rude.Text, long.Text = "The customer is a named account.", hostile, veryLong
	rude.Step.Who = hostile
	show := sampleAction(intent.ShowDeal, "Open D-1042", Plain, "")
	approved := DecisionNote{
		Ref: "D-1042", Title: "Acme Corp, Analytics", Status: Status{Text: "Approved", Tone: Good},
		Lead: "Ben Okafor approved it. No other partner can register this deal until Feb 7, 2027. Keep amount, close date " +
			"and next step current: they are in the forecast now.",
		Facts:   sampleFacts()[:5],
		Actions: append(sampleDealActions(), show),
	}
	rejected := DecisionNote{
		Ref: "D-1042", Title: "Acme Corp, Analytics", Status: Status{Text: "Rejected", Tone: Bad},
		Text: "They are on our list of named accounts since May.",
		Lead: "Ben Okafor rejected it: The customer is a named account.",
	}
	asked := DecisionNote{
		Ref: "D-1042", Title: "Acme Corp, Analytics", Status: Status{Text: "Waiting for your answer"},
		Text:    "Who asked for the demo, and is a budget set for this year?",
		Lead:    "Ben Okafor asks. Answer by Mon, Nov 16, 14:05 EST, or the registration is withdrawn.",
		Actions: []Action{sampleAction(intent.Answer, "Answer", Good, form.Answer), show},
	}
	expired := DecisionNote{
		Ref: "D-1042", Title: "Acme Corp, Analytics", Status: Status{Text: "Expired"},
		Lead:    "Its protection ended on Feb 7, 2027. Register it again if the deal is still alive.",
		Actions: []Action{sampleAction(intent.Register, "Register a deal", Good, form.Register)},
	}
	rudeNote := rejected
	rudeNote.Title, rudeNote.Text, rudeNote.Lead = hostile, hostile, hostile
	longNote := rejected
	longNote.Title, longNote.Text, longNote.Lead = veryLong, veryLong, veryLong
	return []Sample{
		{"history_note", note},
		{"history_note_text", said},
		{"history_note_hostile", rude},
		{"history_note_long", long},
		{"decision_note_approved", approved},
		{"decision_note_rejected", rejected},
		{"decision_note_question", asked},
		{"decision_note_expired", expired},
		{"decision_note_hostile", rudeNote},
		{"decision_note_long", longNote},
	}
}

func dealSamples() []Sample {
	card := DealCard{
		Ref: "D-1042", Title: "Acme Corp, Analytics", Status: Status{Text: "Approved", Tone: Good},
		Lead: "No other partner can register it until Feb 7, 2027.", Facts: sampleFacts(), Actions: sampleDealActions(),
		History: []Step{
			{"Mon, Nov 9, 10:12 EST", "Cam Ruiz", "registered it"},
			{"Mon, Nov 9, 14:05 EST", "Ben Okafor", "approved it"},
		},
	}
	waiting, rude, long := card, card, card
	waiting.Status, waiting.Lead = Status{Text: "In review"}, "The deal desk decides by Wed, Nov 11, 10:12 EST."
	waiting.Actions = []Action{sampleAction(intent.Withdraw, "Withdraw", Bad, form.Withdraw)}
	waiting.History = waiting.History[:1]
	rude.Title, rude.Lead, rude.Facts = hostile, hostile, []Fact{{hostile, hostile}}
	rude.History = []Step{{hostile, hostile, hostile}}
	long.Title, long.Lead = veryLong, veryLong
	long.Facts, long.History = nil, nil
	for range 60 {
		long.Facts = append(long.Facts, Fact{"Remark", veryLong})
		long.History = append(long.History, Step{"Mon, Nov 9", veryLong, veryLong})
	}
	return []Sample{
		{"deal_card", card},
		{"deal_card_in_review", waiting},
		{"deal_card_hostile", rude},
		{"deal_card_long", long},
	}
}

func listSamples() []Sample {
	register := sampleAction(intent.Register, "Register a deal", Good, form.Register)
	register.Intent.ID, register.Intent.Revision = "", 0
	empty := "You have no deals yet. Register the first one."
	rude := DealList{Title: hostile, Lines: sampleLines(1), More: hostile}
	rude.Lines[0].Title, rude.Lines[0].Detail, rude.Lines[0].Status.Text = hostile, hostile, hostile
	long := DealList{Title: "Your deals", Lines: sampleLines(10), More: veryLong}
	for i := range long.Lines {
		long.Lines[i].Title, long.Lines[i].Detail = strings.Repeat("Acme ", 60), veryLong
	}
	pick := DealList{Title: "Which deal is won?", Lines: sampleLines(3), Empty: "None of your deals can be won now."}
	for i := range pick.Lines {
		won := sampleAction(intent.WinDeal, "Won", Good, form.Won)
		pick.Lines[i].Action = &won
	}
	return []Sample{
		{"deal_list", DealList{Title: "Your deals", Lines: sampleLines(4), Empty: empty, Actions: []Action{register}}},
		{"deal_list_empty", DealList{Title: "Your deals", Empty: empty, Actions: []Action{register}}},
		{"deal_list_more", DealList{
			Title: "Open deals", Lines: sampleLines(10), Empty: empty,
			More: "and 32 more. Narrow it down: /deal list partner NAME",
		}},
		{"deal_list_pick", pick},
		{"deal_list_hostile", rude},
		{"deal_list_long", long},
	}
}
