package slack

import (
	"slices"
	"strconv"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/view"
)

func drawPartnerList(v view.PartnerList) drawing {
	blocks := []slackgo.Block{header(v.Title)}
	if v.Lead != "" {
		blocks = append(blocks, section(normal(v.Lead)))
	}
	blocks = append(blocks, partnerLines(v.Lines, v.Empty)...)
	if v.More != "" {
		blocks = append(blocks, small(normal(v.More)))
	}
	blocks = append(blocks, buttons(v.Actions)...)
	summary := join(". ", v.Title, v.Lead)
	if len(v.Lines) == 0 {
		summary = join(". ", summary, v.Empty)
	}
	return drawing{title: v.Title, summary: summary, blocks: blocks}
}

func partnerLines(lines []view.PartnerLine, empty string) []slackgo.Block {
	if len(lines) == 0 && empty != "" {
		return []slackgo.Block{section(normal(empty))}
	}
	var blocks []slackgo.Block
	for _, l := range lines[:min(len(lines), maxItems)] {
		s := section(normal(sign(l.Status.Tone)), bold(short(l.Name, maxShortFact)), normal(after(" · ", short(l.Status.Text, maxLabel))),
			normal(after("\n", short(l.Detail, maxValue))))
		blocks = append(blocks, aside(s, l.Action, l.Name))
	}
	if more := len(lines) - maxItems; more > 0 {
		blocks = append(blocks, small(normal("and "+strconv.Itoa(more)+" more")))
	}
	return blocks
}

func drawPartnerPage(v view.PartnerPage) drawing {
	blocks := []slackgo.Block{header(v.Title), status(v.Status, v.Lead)}
	blocks = append(blocks, facts(v.Facts)...)
	heading := "Activation path"
	for some := range slices.Chunk(v.Checkpoints, maxItems) {
		blocks = append(blocks, marked(heading, checkpoints(some))...)
		heading = "Activation path, continued"
	}
	if len(v.Deals) > 0 || v.DealsEmpty != "" {
		blocks = append(blocks, section(bold(v.DealsTitle)))
	}
	blocks = append(blocks, dealLines(v.Deals, v.DealsEmpty)...)
	blocks = append(blocks, bullets("History", steps(v.History))...)
	blocks = append(blocks, buttons(v.Actions)...)
	return drawing{title: v.Title, summary: join(". ", v.Title+": "+v.Status.Text, v.Lead), blocks: blocks}
}

func checkpoints(all []view.CheckpointLine) [][]part {
	items := make([][]part, 0, len(all))
	for _, c := range all {
		items = append(items, []part{
			normal(sign(c.Status.Tone)), bold(short(c.Name, maxShortFact)), normal(after("  ", join(" · ", c.Status.Text, c.When, c.Detail))),
		})
	}
	return items
}

func drawScorecard(v view.Scorecard) drawing {
	blocks := []slackgo.Block{header(v.Title), status(v.Status, v.Lead)}
	blocks = append(blocks, scores(v.Lines)...)
	blocks = append(blocks, facts(v.Facts)...)
	blocks = append(blocks, buttons(v.Actions)...)
	return drawing{title: v.Title, summary: join(". ", v.Title+": "+v.Status.Text, v.Lead), blocks: blocks}
}

// scores is a table of the criteria, the points to the right.
func scores(all []view.ScoreLine) []slackgo.Block {
	if len(all) == 0 {
		return nil
	}
	t := &slackgo.TableBlock{Type: slackgo.MBTTable, ColumnSettings: []slackgo.ColumnSetting{
		{Align: slackgo.ColumnAlignmentLeft}, {Align: slackgo.ColumnAlignmentLeft}, {Align: slackgo.ColumnAlignmentRight},
	}}
	t.Rows = append(t.Rows, []slackgo.TableCell{cell("Criterion"), cell("Level"), cell("Points")})
	for _, l := range all[:min(len(all), maxFacts)] {
		t.Rows = append(t.Rows, []slackgo.TableCell{cell(l.Name), cell(l.Level), cell(l.Points)})
	}
	return []slackgo.Block{t}
}

func drawTeamWeekly(v view.TeamWeekly) drawing {
	blocks := []slackgo.Block{header(v.Title), section(bold(v.Headline))}
	if len(v.Facts) > 0 {
		blocks = append(blocks, section(inline(v.Facts[:min(len(v.Facts), maxItems)])...))
	}
	if v.Foretold != "" {
		blocks = append(blocks, small(normal(v.Foretold)))
	}
	blocks = append(blocks, bullets("Newly activated", lines(v.Activated))...)
	if len(v.Decisions) > 0 {
		blocks = append(blocks, section(bold("Who needs a decision")))
	}
	blocks = append(blocks, partnerLines(v.Decisions, v.Empty)...)
	blocks = append(blocks, buttons(v.Actions)...)
	return drawing{title: "Activation", summary: join(" · ", v.Headline, v.Title), blocks: blocks}
}
