package view

import (
	"fmt"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
)

func samplePartners(n int) []PartnerLine {
	all := []PartnerLine{
		{"Northwind Consulting", Status{"Stalled", Bad}, "Kick-off is 16 days overdue · Ben Okafor · signed Nov 1", nil},
		{"Contoso", Status{"Late", Bad}, "Certification is 8 days overdue · Cam Ruiz · signed Oct 17", nil},
		{"Fabrikam", Status{"On track", Good}, "Joint go-to-market plan by Dec 12 · Ben Okafor · signed Oct 28", nil},
		{"Tailspin", Status{"Parked", Plain}, "until Feb 1: their merger · Cam Ruiz · signed Sep 3", nil},
		{"Litware", Status{"Activated", Good}, "first win by Jan 4 · Ben Okafor · signed Sep 6", nil},
	}
	var lines []PartnerLine
	for i := range n {
		l := all[i%len(all)]
		if i >= len(all) {
			l.Name = fmt.Sprintf("%s %d", l.Name, i/len(all)+1)
		}
		open := sampleAction(intent.ShowPartner, "Open", Plain, "")
		l.Action = &open
		lines = append(lines, l)
	}
	return lines
}

func sampleRudePartner() PartnerLine {
	open := sampleAction(intent.ShowPartner, "Open", Plain, "")
	return PartnerLine{hostile, Status{hostile, Bad}, hostile, &open}
}

func partnerListSamples() []Sample {
	add := Action{Intent: intent.Intent{Name: intent.AddPartner}, Label: "Add a candidate", Tone: Good, Opens: form.AddPartner}
	list := PartnerList{
		Title: "Partners", Lead: "5 of 15 places of the first cohort are taken.", Lines: samplePartners(5), Actions: []Action{add},
		Empty: "Nobody has signed yet. Add a candidate and hold it against the profile.",
	}
	empty, more, candidates, long := list, list, list, list
	empty.Lead, empty.Lines = "", nil
	more.Lines, more.More = samplePartners(10), "and 3 more. Narrow it down: /partner list stalled"
	candidates.Title, candidates.Lead, candidates.Lines = "Candidates", "60 and more fits. Of 12 who fitted, 9 were activated within 90 days; of 5 below the threshold, 1.", nil
	for i, l := range []PartnerLine{
		{"Adatum", Status{"Fits, 82", Good}, "adatum.com · added by Ben Okafor on Nov 9", nil},
		{"Proseware", Status{"Below, 41", Bad}, "proseware.com · kept: their CTO asked for us by name", nil},
	} {
		sign := sampleAction(intent.SignPartner, "Sign", Good, form.SignPartner)
		if i > 0 {
			sign = sampleAction(intent.ScorePartner, "Score", Plain, "")
		}
		l.Action = &sign
		candidates.Lines = append(candidates.Lines, l)
	}
	rude := PartnerList{Title: hostile, Lead: hostile, More: hostile, Lines: []PartnerLine{sampleRudePartner()}}
	long.Lines, long.Lead, long.More = nil, veryLong, veryLong
	for range 20 {
		l := sampleRudePartner()
		l.Name, l.Status.Text, l.Detail = veryLong, veryLong, veryLong
		long.Lines = append(long.Lines, l)
	}
	return []Sample{
		{"partner_list", list},
		{"partner_list_empty", empty},
		{"partner_list_more", more},
		{"partner_list_candidates", candidates},
		{"partner_list_hostile", rude},
		{"partner_list_long", long},
	}
}

func samplePage() PartnerPage {
	return PartnerPage{
		Title: "Northwind Consulting", Status: Status{"Stalled", Bad},
		Lead: "Next: the kick-off, 16 days overdue. Ben Okafor settles it.",
		Facts: []Fact{
			{"Our owner", "Ben Okafor"},
			{"Their owner", "Dana Reyes, dana@northwind.com"},
			{"Signed", "Nov 1, 2026, 22 days ago"},
			{"Fit", "82 of 100"},
			{"Attribution", "$120K sourced, $0 influenced"},
			{"Pipeline", "$45K open, 2 deals"},
			{"Last contact", "Nov 4"},
		},
		Checkpoints: []CheckpointLine{
			{"Owner named", Status{Tone: Good}, "done Nov 1", ""},
			{"Kick-off", Status{"Stalled", Bad}, "due Nov 8", "Ben Okafor · Dana Reyes on their side"},
			{"Certification", Status{"Late", Bad}, "due Nov 22", "Kai Lund on their side · after the kick-off"},
			{"Joint go-to-market plan", Status{}, "due Dec 16", "after the kick-off"},
			{"First approved registration", Status{}, "due Dec 31", ""},
			{"First closed-won", Status{}, "due Mar 1", ""},
		},
		DealsTitle: "Open deals", Deals: sampleLines(2), DealsEmpty: "No deal is registered yet.",
		History: []Step{
			{"Sun, Nov 1", "Cam Ruiz", "signed it"},
			{"Wed, Nov 4, 15:20 EST", "Ben Okafor", "logged a contact: call with Dana, she looks for a day"},
			{"Tue, Nov 17, 09:00 EST", "partnerbot", "told Ann Lee that the kick-off is overdue"},
		},
		Actions: append([]Action{
			sampleStep(intent.StepDone, "Done: Kick-off", Good, form.CheckpointDone),
			sampleStep(intent.NewDate, "New date", Plain, form.DueDate),
			sampleStep(intent.AssignStep, "Who sees to it", Plain, form.AssignStep),
			sampleAction(intent.Touch, "Log a contact", Plain, form.Touch),
			sampleAction(intent.Reassign, "Reassign", Plain, form.Reassign),
		}, sampleVerdicts()[1:]...),
	}
}

func partnerPageSamples() []Sample {
	active, fresh, parked, rude, long := samplePage(), samplePage(), samplePage(), samplePage(), samplePage()
	active.Status, active.Lead = Status{"Activated", Good}, "Activated after 41 days. Next: the first win, by Mar 1."
	for i, c := range active.Checkpoints[:5] {
		active.Checkpoints[i] = CheckpointLine{c.Name, Status{Tone: Good}, "done Nov 3", "Ben Okafor · minutes.pdf"}
	}
	fresh.Status, fresh.Lead = Status{"On track", Good}, "Next: name an owner by Nov 3."
	fresh.Deals, fresh.History, fresh.Facts = nil, nil, fresh.Facts[2:3]
	parked.Status, parked.Lead = Status{"Parked", Plain}, "Parked until Feb 1 by Ann Lee: their merger."
	parked.Actions = []Action{sampleAction(intent.Touch, "Log a contact", Plain, form.Touch)}
	rude.Title, rude.Lead, rude.DealsTitle, rude.Status.Text = hostile, hostile, hostile, hostile
	rude.Facts, rude.History = []Fact{{hostile, hostile}}, []Step{{hostile, hostile, hostile}}
	rude.Checkpoints = []CheckpointLine{{hostile, Status{hostile, Bad}, hostile, hostile}}
	long.Title, long.Lead, long.Deals = veryLong, veryLong, sampleLines(20)
	long.Facts, long.Checkpoints, long.History = nil, nil, nil
	for range 20 {
		long.Facts = append(long.Facts, Fact{"Remark", veryLong})
		long.Checkpoints = append(long.Checkpoints, CheckpointLine{veryLong, Status{veryLong, Bad}, veryLong, veryLong})
		long.History = append(long.History, Step{"Mon, Nov 9", veryLong, veryLong})
	}
	return []Sample{
		{"partner_page", samplePage()},
		{"partner_page_activated", active},
		{"partner_page_new", fresh},
		{"partner_page_parked", parked},
		{"partner_page_hostile", rude},
		{"partner_page_long", long},
	}
}

func scoreSamples() []Sample {
	card := Scorecard{
		Title: "Adatum", Status: Status{"Fits: 82 of 100", Good}, Lead: "Strong in practice and customers; the sponsor is still to be met.",
		Lines: []ScoreLine{
			{"Practice in our field", "a team with its own lead", "2 of 2 × weight 5"},
			{"Customers in common", "more than 5", "2 of 2 × weight 4"},
			{"Executive sponsor", "named", "1 of 2 × weight 3"},
		},
		Facts: []Fact{{"Website", "adatum.com"}, {"Added by", "Ben Okafor on Mon, Nov 9"}, {"Threshold", "60"}},
		Actions: []Action{
			sampleAction(intent.SignPartner, "Sign", Good, form.SignPartner),
			sampleAction(intent.DeclineCandidate, "Decline", Bad, ""),
		},
	}
	card.Actions[1].Confirm = &Confirm{Title: "Decline Adatum?", Text: "It leaves the list of candidates.", Yes: "Decline", No: "Back"}
	below, bare, rude, long := card, card, card, card
	below.Title, below.Status = "Proseware", Status{"Below the threshold: 41 of 100", Bad}
	below.Lead = "41 is below 60. Kept because: their CTO asked for us by name."
	bare.Status, bare.Lead, bare.Lines = Status{Text: "Not scored"}, "No ideal partner profile is written yet.", nil
	rude.Title, rude.Lead, rude.Status.Text = hostile, hostile, hostile
	rude.Lines, rude.Facts = []ScoreLine{{hostile, hostile, hostile}}, []Fact{{hostile, hostile}}
	long.Title, long.Lead, long.Lines = veryLong, veryLong, nil
	for range 20 {
		long.Lines = append(long.Lines, ScoreLine{veryLong, veryLong, veryLong})
		long.Facts = append(long.Facts, Fact{"Remark", veryLong})
	}
	return []Sample{
		{"scorecard", card},
		{"scorecard_below", below},
		{"scorecard_empty", bare},
		{"scorecard_hostile", rude},
		{"scorecard_long", long},
	}
}
