package view

import (
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
)

func sampleWeekly() TeamWeekly {
	w := TeamWeekly{
		Title:    "Activation in the week of Nov 23",
		Headline: "4 of 9 activated in 90 days: 44%",
		Facts: []Fact{
			{"Time to first deal", "52 days, 6 are not there yet"},
			{"On track", "5"},
			{"Late", "2"},
			{"Stalled", "3"},
			{"Dormant", "1"},
			{"Parked", "1"},
		},
		Foretold:  "Of 12 who fitted, 9 were activated within 90 days; of 5 below the threshold, 1.",
		Activated: []string{"Litware, after 41 days", "Adatum, after 63 days"},
		Empty:     "Nobody needs a decision this week.",
		Actions:   []Action{{Intent: intent.Intent{Name: intent.ListPartners, ID: "stalled"}, Label: "All stalled (3)"}},
	}
	for _, l := range []PartnerLine{
		{"Northwind Consulting", Status{"Stalled", Bad}, "Kick-off is 30 days overdue · Ben Okafor · help, park or exit by Mon, Nov 30", nil},
		{"Fabrikam", Status{"Stalled", Bad}, "nobody owns it since Nov 2", nil},
	} {
		open := sampleAction(intent.ShowPartner, "Open", Plain, "")
		l.Action = &open
		w.Decisions = append(w.Decisions, l)
	}
	assign := sampleAction(intent.Reassign, "Assign", Plain, form.Reassign)
	w.Decisions[1].Action = &assign
	return w
}

func weeklySamples() []Sample {
	quiet, early, rude, long := sampleWeekly(), sampleWeekly(), sampleWeekly(), sampleWeekly()
	quiet.Activated, quiet.Decisions, quiet.Actions = nil, nil, nil
	early.Headline = "Nobody has signed long enough for a rate: 3 partners are in their first 90 days."
	early.Foretold, early.Facts, early.Activated, early.Decisions, early.Actions = "", []Fact{{"On track", "3"}}, nil, nil, nil
	rude.Title, rude.Headline, rude.Activated = hostile, hostile, []string{hostile}
	rude.Foretold = hostile
	rude.Facts, rude.Decisions = []Fact{{hostile, hostile}}, []PartnerLine{sampleRudePartner()}
	long.Title, long.Headline, long.Foretold, long.Decisions = veryLong, veryLong, veryLong, nil
	for range 20 {
		l := sampleRudePartner()
		l.Name, l.Status.Text, l.Detail = veryLong, veryLong, veryLong
		long.Decisions, long.Activated = append(long.Decisions, l), append(long.Activated, veryLong)
		long.Facts = append(long.Facts, Fact{veryLong, veryLong})
	}
	return []Sample{
		{"team_weekly", sampleWeekly()},
		{"team_weekly_quiet", quiet},
		{"team_weekly_first", early},
		{"team_weekly_hostile", rude},
		{"team_weekly_long", long},
	}
}
