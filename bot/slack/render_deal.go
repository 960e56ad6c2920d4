package slack

import (
	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/view"
)

// join gives what is there, with a separator between.
func join(sep string, parts ...string) string {
	all := ""
	for _, p := range parts {
		if p == "" {
			continue
		}
		if all != "" {
			all += sep
		}
		all += p
	}
	return all
}

// after is s behind a separator, nothing when it is empty.
func after(sep, s string) string {
	if s == "" {
		return ""
	}
	return sep + s
}

func drawDealCard(v view.DealCard) drawing {
	title := join(" · ", v.Ref, v.Title)
	blocks := []slackgo.Block{header(title), status(v.Status, v.Lead)}
	blocks = append(blocks, facts(v.Facts)...)
	blocks = append(blocks, bullets("History", steps(v.History))...)
	blocks = append(blocks, buttons(v.Actions)...)
	return drawing{title: v.Ref, summary: join(". ", title+": "+v.Status.Text, v.Lead), blocks: blocks}
}

// steps are the latest ones when there are too many.
func steps(all []view.Step) [][]part {
	if len(all) > maxItems {
		all = all[len(all)-maxItems:]
	}
	items := make([][]part, 0, len(all))
	for _, s := range all {
		items = append(items, step(s))
	}
	return items
}

// step is one line: Ben Okafor approved it · Mon, Nov 9, 14:05 EST.
func step(s view.Step) []part {
	return []part{bold(s.Who), normal(join(" · ", after(" ", s.What), s.When))}
}

func drawDealList(v view.DealList) drawing {
	blocks := []slackgo.Block{header(v.Title)}
	blocks = append(blocks, dealLines(v.Lines, v.Empty)...)
	if v.More != "" {
		blocks = append(blocks, small(normal(v.More)))
	}
	blocks = append(blocks, buttons(v.Actions)...)
	summary := v.Title
	if len(v.Lines) == 0 {
		summary = join(": ", v.Title, v.Empty)
	}
	return drawing{title: v.Title, summary: summary, blocks: blocks}
}

func dealLines(lines []view.DealLine, empty string) []slackgo.Block {
	if len(lines) == 0 && empty != "" {
		return []slackgo.Block{section(normal(empty))}
	}
	blocks := make([]slackgo.Block, 0, len(lines))
	for _, l := range lines[:min(len(lines), maxItems)] {
		s := section(normal(sign(l.Status.Tone)), bold(l.Ref), normal(" "+short(l.Title, maxValue)+" · "),
			normal(l.Status.Text), normal(after("\n", short(l.Detail, maxValue))))
		blocks = append(blocks, aside(s, l.Action, l.Ref))
	}
	return blocks
}
