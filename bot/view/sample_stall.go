package view

import (
	"fmt"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
)

// sampleStep is about a checkpoint of a partner.
func sampleStep(n intent.Name, label string, tone Tone, opens form.Name) Action {
	a := sampleAction(n, label, tone, opens)
	a.Intent.ID += ":kickoff"
	return a
}

func sampleStallActions() []Action {
	return []Action{
		sampleStep(intent.StepDone, "Done", Good, form.CheckpointDone),
		sampleStep(intent.NewDate, "New date", Plain, form.DueDate),
		sampleAction(intent.Snooze, "Snooze", Plain, form.Snooze),
		sampleAction(intent.AskHelp, "Need help", Plain, form.AskHelp),
		sampleAction(intent.Reassign, "Reassign", Plain, form.Reassign),
	}
}

func sampleVerdicts() []Action {
	return []Action{
		sampleAction(intent.AskHelp, "Help", Good, form.AskHelp),
		sampleAction(intent.Park, "Park", Plain, form.Park),
		sampleAction(intent.Exit, "Exit", Bad, form.Exit),
	}
}

func sampleStall() StallAlert {
	return StallAlert{
		Title: "3 partners need you",
		Lead:  "Northwind Consulting needs you most.",
		Items: []StallItem{
			{
				Name: "Northwind Consulting", Status: Status{"Stalled", Bad}, Problem: "Kick-off is 16 days overdue",
				Detail: "signed Nov 1 · with Dana Reyes · last contact Nov 4", Actions: sampleStallActions(),
			},
			{
				Name: "Contoso", Status: Status{"Late", Bad}, Problem: "Certification is 8 days overdue, 1 of 2 people are certified",
				Detail: "signed Oct 17 · with Kai Lund · last contact Nov 19", Actions: sampleStallActions(),
			},
			{
				Name: "Fabrikam", Status: Status{"Stalled", Bad}, Problem: "Nothing happened for 31 days",
				Detail: "signed Sep 28 · nobody on their side is named · next: joint go-to-market plan", Actions: sampleStallActions(),
			},
		},
		Actions: []Action{{Intent: intent.Intent{Name: intent.NudgeSettings}, Label: "Alert settings", Opens: form.NudgeSettings}},
	}
}

func sampleDecision() StallAlert {
	a := sampleStall()
	a.Title, a.Lead = "A partner needs your decision", "Ben Okafor was told of it three times, and nothing moved."
	a.Items = a.Items[:1]
	a.Items[0].Problem, a.Items[0].Actions = "Kick-off is 30 days overdue", sampleVerdicts()
	a.Items[0].Consequence = "To be decided by Mon, Nov 30: help, park or exit. Parked means no alerts until a day that you " +
		"set, and the place in the cohort is kept. Exit means that the partner leaves the program for good."
	return a
}

func sampleTeamAlert() StallAlert {
	a := sampleStall()
	a.Title, a.Lead = "4 partners have stalled", "Nobody moved them for a week."
	a.People = []Mention{{"Ben Okafor", "U0BEN"}, {"Cam Ruiz", "U0CAM"}, {Name: "Dee Park"}}
	a.Items[0].Settled = "Done by Ben Okafor on Nov 24"
	a.Items = append(a.Items, sampleDecision().Items...)
	a.Items[3].Name, a.Items[3].Detail = "Tailspin", "signed Oct 17 · owner Cam Ruiz · last contact Oct 26"
	a.More = "and 4 more. /partner list stalled shows all of them."
	return a
}

func stallSamples() []Sample {
	settled, none, rude := sampleStall(), sampleStall(), sampleTeamAlert()
	settled.Title, settled.Lead = "All 3 are settled", "Nothing is left to do for now. Thank you."
	for i, s := range []string{"Done by Ben Okafor on Nov 24", "Moved to Dec 4 by Cam Ruiz", "Snoozed until Dec 7 by Ben Okafor: their holidays"} {
		settled.Items[i].Settled = s
	}
	settled.Items[2].Consequence = sampleDecision().Items[0].Consequence
	none.Title, none.Lead, none.Items = "No partner needs you", "Nobody is late or stalled.", nil
	rude.Title, rude.Lead, rude.More = hostile, hostile, hostile
	rude.People = []Mention{{hostile, "U0BEN"}, {hostile, hostile}, {"</at><at>all</at>", ""}}
	rude.Items[0].Name, rude.Items[0].Settled = hostile, hostile
	rude.Items[1] = StallItem{hostile, Status{hostile, Bad}, hostile, hostile, hostile, "", sampleStallActions()}
	return []Sample{
		{"stall_alert", sampleStall()},
		{"stall_alert_decision", sampleDecision()},
		{"stall_alert_channel", sampleTeamAlert()},
		{"stall_alert_settled", settled},
		{"stall_alert_empty", none},
		{"stall_alert_hostile", rude},
		{"stall_alert_twenty_long", twentyStalls()},
		{"stall_alert_long", longStall()},
	}
}

// twentyStalls is as many as one alert tells of on a day.
func twentyStalls() StallAlert {
	a := sampleStall()
	a.Title, a.More, a.Items = "24 partners need you", "and 4 more", nil
	for i := range 20 {
		item := sampleStall().Items[i%3]
		item.Name = fmt.Sprintf("%s %d", item.Name, i+1)
		a.Items = append(a.Items, item)
	}
	return a
}

func longStall() StallAlert {
	a := sampleTeamAlert()
	a.Title, a.Lead, a.More, a.Items = veryLong, veryLong, veryLong, nil
	for range 20 {
		a.Items = append(a.Items, StallItem{veryLong, Status{veryLong, Bad}, veryLong, veryLong, veryLong, "", sampleStallActions()})
	}
	for i := range 40 {
		a.People = append(a.People, Mention{fmt.Sprintf("Manager %d", i+1), fmt.Sprintf("U0M%d", i+1)})
	}
	return a
}
