package teams

import (
	"slices"

	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
)

func drawReviewCard(v view.ReviewCard) drawing {
	title := join(" · ", v.Ref, v.Title)
	next := v.Outcome
	if next == "" {
		next = v.Due
	}
	d := drawing{title: v.Ref, summary: join(". ", title+": "+v.Status.Text, next), actions: v.Actions}
	d.add(titled(title, v.Status))
	if next != "" {
		d.add(line(normal(next)).under())
	}
	d.add(facts(v.Facts)...)
	d.add(findings(v.Findings)...)
	d.add(quote("How the partner is engaged", v.Story, openToRead(v.Ref))...)
	return d
}

// findings stand in a colored box when one of them speaks against the deal.
func findings(all []view.Finding) []element {
	if len(all) == 0 {
		return nil
	}
	items := make([][]part, 0, len(all))
	style := "emphasis"
	for _, f := range all {
		if f.Tone == view.Bad {
			style = "attention"
			items = append(items, []part{{text: "⚠  ", bold: true}, bold(f.Text)})
			continue
		}
		items = append(items, []part{gray("•  "), normal(f.Text)})
	}
	return []element{box(style, list("Conflict check", items)...)}
}

// shared is the card of a review for everybody in the channel. Who may decide sees the buttons of a decision on a card of
// their own, which Teams asks for when one of the readers looks at this one, and which anybody can ask for.
func shared(d drawing, v view.ReviewCard, readers []string) drawing {
	again := againOf(v)
	open := slices.DeleteFunc(slices.Clone(v.Actions), func(a view.Action) bool {
		return a.Intent.Name != intent.ShowDeal && a.URL == ""
	})
	if again == "" || len(open) == len(v.Actions) {
		return d
	}
	d.actions = append([]view.Action{{Intent: v.Again, Label: "Decide", Tone: view.Good}}, open...)
	if readers = readers[:min(len(readers), maxReaders)]; len(readers) > 0 {
		d.refresh = &refreshJSON{UserIDs: readers, Action: action{
			Type: "Action.Execute", Verb: verbRefresh, Data: &actionData{Intent: again},
		}}
	}
	return d
}

// againOf is the intent that draws the card for who looks at it, "" when there is none that a button can carry.
func againOf(v view.ReviewCard) string {
	if again := v.Again.Encode(); v.Again.Name != "" && len(again) <= intent.Max {
		return again
	}
	return ""
}

func drawHistoryNote(v view.HistoryNote) drawing {
	did := join(" ", v.Step.Who, v.Step.What)
	d := drawing{title: v.Ref, summary: join(": ", v.Ref, did, v.Text)}
	d.add(line(step(v.Step)...))
	d.add(quote("", v.Text, openToRead(v.Ref))...)
	return d
}

// openToRead says where the rest of a quote is.
func openToRead(ref string) string { return "Open " + short(ref, maxLabel) + " to read the rest." }

func drawDecisionNote(v view.DecisionNote) drawing {
	title := join(" · ", v.Ref, v.Title)
	d := drawing{title: v.Ref, summary: join(". ", title+": "+v.Status.Text, v.Text, v.Lead), actions: v.Actions}
	d.add(titled(title, v.Status))
	if v.Lead != "" {
		d.add(line(normal(v.Lead)).under())
	}
	d.add(quote("", v.Text, openToRead(v.Ref))...)
	d.add(facts(v.Facts)...)
	return d
}
