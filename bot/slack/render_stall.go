package slack

import (
	"slices"
	"sort"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/view"
)

// drawStallAlert draws the first items with their buttons, as many as fit into one message, and the others in a line each.
func drawStallAlert(v view.StallAlert) drawing {
	blocks := stallBlocks(v, len(v.Items))
	if !fits(blocks) {
		whole := sort.Search(len(v.Items), func(n int) bool { return !fits(stallBlocks(v, n+1)) })
		blocks = stallBlocks(v, whole)
	}
	return drawing{title: "Stall alert", summary: join(". ", v.Title, v.Lead), blocks: blocks}
}

func stallBlocks(v view.StallAlert, whole int) []slackgo.Block {
	blocks := []slackgo.Block{header(v.Title)}
	if v.Lead != "" {
		blocks = append(blocks, section(normal(v.Lead)))
	}
	blocks = append(blocks, mentions(v.People)...)
	for _, i := range v.Items[:whole] {
		blocks = append(blocks, stallItem(i)...)
	}
	if len(v.Items) > 0 {
		blocks = append(blocks, divider())
	}
	blocks = append(blocks, stallLines(v.Items[whole:])...)
	if v.More != "" {
		blocks = append(blocks, small(normal(v.More)))
	}
	return append(blocks, buttons(v.Actions)...)
}

// stallItem is one partner: what is wrong, the small print, and what to do.
func stallItem(i view.StallItem) []slackgo.Block {
	name := short(i.Name, maxShortFact)
	if i.Settled != "" {
		return []slackgo.Block{divider(), section(
			normal("✅ "), bold(name), normal(after("  ·  ", short(i.Problem, maxValue))), normal("\n"+short(i.Settled, maxValue)),
		)}
	}
	says := section(
		normal(sign(i.Status.Tone)), bold(name), normal(after("  ·  ", short(i.Status.Text, maxLabel))),
		normal("\n"+short(i.Problem, maxValue)),
	)
	blocks := append([]slackgo.Block{divider(), says}, quote("", short(i.Consequence, maxShortFact+maxValue), "")...)
	if i.Detail != "" {
		blocks = append(blocks, small(normal(short(i.Detail, maxValue))))
	}
	return append(blocks, buttons(i.Actions)...)
}

// stallLines are the partners that no buttons are left for.
func stallLines(all []view.StallItem) []slackgo.Block {
	var blocks []slackgo.Block
	heading := "And these"
	for some := range slices.Chunk(all, maxItems) {
		items := make([][]part, 0, len(some))
		for _, i := range some {
			items = append(items, []part{bold(short(i.Name, maxShortFact)), normal(after("  ·  ", join(". ", i.Problem, i.Settled)))})
		}
		blocks = append(blocks, bullets(heading, items)...)
		heading = ""
	}
	return blocks
}

// fits tells whether one message holds the blocks.
func fits(blocks []slackgo.Block) bool {
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	s.json = s.json[:0]
	pieces, err := s.encode(blocks)
	return err != nil || len(pieces) <= maxMessageBlocks && length(pieces) <= maxMessageBytes
}
