package slack

import (
	"strconv"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/view"
)

func drawProgramStatus(v view.ProgramStatus) drawing {
	blocks := []slackgo.Block{header(v.Title)}
	blocks = append(blocks, facts(v.Facts)...)
	blocks = append(blocks, pillars(v.Pillars)...)
	blocks = append(blocks, bullets("Further partner types", lines(v.Types))...)
	if v.Next != "" {
		blocks = append(blocks, section(bold("Next step"), normal("\n"+v.Next)))
	}
	blocks = append(blocks, marked("The plan", plan(v.Plan))...)
	blocks = append(blocks, overrides(v.Overrides)...)
	blocks = append(blocks, bullets("⚠️ Not delivered", lines(v.Trouble))...)
	blocks = append(blocks, buttons(v.Actions)...)
	return drawing{title: "Program", summary: join(". Next: ", v.Title, v.Next), blocks: blocks}
}

// pillars are each a block of lines: how it stands, with the evidence, and what is missing.
func pillars(all []view.Pillar) []slackgo.Block {
	if len(all) == 0 {
		return nil
	}
	blocks := []slackgo.Block{section(bold("The four pillars, in build order"))}
	for _, p := range all {
		mark, word := "⚪ ", "not yet"
		if p.Standing {
			mark, word = "🟢 ", "stands"
		}
		items := [][]part{{normal(join(" · ", word, p.Evidence))}}
		for _, m := range p.Missing {
			items = append(items, []part{normal("↳ " + m)})
		}
		blocks = append(blocks, marked(mark+strconv.Itoa(p.Number)+" "+p.Name, items)...)
	}
	return blocks
}

func plan(all []view.PlanLine) [][]part {
	items := make([][]part, 0, len(all))
	for _, l := range all {
		items = append(items, []part{normal(sign(l.Status.Tone)), bold(l.Name), normal(after("  ", join(" · ", l.When, l.Status.Text)))})
	}
	return items
}

// overrides are in full: a reason may be long.
func overrides(all []string) []slackgo.Block {
	if len(all) == 0 {
		return nil
	}
	blocks := []slackgo.Block{section(bold("⚠️ Passed by override"))}
	for _, o := range all[:min(len(all), maxItems)] {
		blocks = append(blocks, small(normal(o)))
	}
	return blocks
}
