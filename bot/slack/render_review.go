package slack

import (
	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/view"
)

func drawReviewCard(v view.ReviewCard) drawing {
	title := join(" · ", v.Ref, v.Title)
	next := v.Outcome
	if next == "" {
		next = v.Due
	}
	blocks := []slackgo.Block{header(title), status(v.Status, next)}
	blocks = append(blocks, facts(v.Facts)...)
	blocks = append(blocks, bullets("Conflict check", findings(v.Findings))...)
	blocks = append(blocks, quote("How the partner is engaged", v.Story, openToRead(v.Ref))...)
	blocks = append(blocks, buttons(v.Actions)...)
	return drawing{title: v.Ref, summary: join(". ", title+": "+v.Status.Text, next), blocks: blocks}
}

func findings(all []view.Finding) [][]part {
	items := make([][]part, 0, len(all))
	for _, f := range all {
		mark := ""
		if f.Tone == view.Bad {
			mark = "⚠️ "
		}
		items = append(items, []part{normal(mark), normal(f.Text)})
	}
	return items
}

func drawHistoryNote(v view.HistoryNote) drawing {
	blocks := []slackgo.Block{section(step(v.Step)...)}
	blocks = append(blocks, quote("", v.Text, openToRead(v.Ref))...)
	did := join(" ", v.Step.Who, v.Step.What)
	return drawing{title: v.Ref, summary: join(": ", v.Ref, did, v.Text), blocks: blocks}
}

// openToRead says where the rest of a quote is.
func openToRead(ref string) string { return "Open " + short(ref, maxLabel) + " to read the rest." }

func drawDecisionNote(v view.DecisionNote) drawing {
	title := join(" · ", v.Ref, v.Title)
	blocks := []slackgo.Block{header(title), status(v.Status, v.Lead)}
	blocks = append(blocks, quote("", v.Text, openToRead(v.Ref))...)
	blocks = append(blocks, facts(v.Facts)...)
	blocks = append(blocks, buttons(v.Actions)...)
	return drawing{title: v.Ref, summary: join(". ", title+": "+v.Status.Text, v.Text, v.Lead), blocks: blocks}
}
