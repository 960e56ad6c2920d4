package slack

import (
	"strconv"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/view"
)

func drawNotice(v view.Notice) drawing {
	mark := ""
	switch v.Tone {
	case view.Good:
		mark = "✅ "
	case view.Bad:
		mark = "⚠️ "
	}
	blocks := []slackgo.Block{section(normal(mark), normal(v.Text))}
	blocks = append(blocks, bullets("", lines(v.Points))...)
	if v.Next != "" {
		blocks = append(blocks, small(bold("Next:"), normal(" "+v.Next)))
	}
	blocks = append(blocks, buttons(v.Actions)...)
	return drawing{title: "partnerbot", summary: join(" ", v.Text, join(" ", v.Points...), v.Next), blocks: blocks}
}

func lines(all []string) [][]part {
	items := make([][]part, 0, len(all))
	for _, s := range all {
		items = append(items, []part{normal(s)})
	}
	return items
}

func drawHelp(v view.Help) drawing {
	blocks := []slackgo.Block{header(v.Title)}
	if v.Intro != "" {
		blocks = append(blocks, section(normal(v.Intro)))
	}
	items, parts := make([][]part, len(v.Lines)), make([]part, 0, 2*len(v.Lines))
	for i, l := range v.Lines {
		parts = append(parts, bold(l.Command), normal("  "+l.What))
		items[i] = parts[2*i:]
	}
	// A help page is for reading through: it is not cut at the ten items of other lists.
	for len(items) > 0 {
		n := min(len(items), maxItems)
		blocks = append(blocks, bullets("", items[:n])...)
		items = items[n:]
	}
	blocks = append(blocks, buttons(v.Actions)...)
	return drawing{title: v.Title, summary: join(". ", v.Title, v.Intro), blocks: blocks}
}

func drawHome(v view.Home) drawing {
	blocks := []slackgo.Block{header(v.Greeting)}
	if v.Lead != "" {
		blocks = append(blocks, section(normal(v.Lead)))
	}
	blocks = append(blocks, buttons(v.Actions)...)
	for _, s := range v.Sections {
		blocks = append(blocks, divider(), section(bold(s.Title)))
		if len(s.Lines)+len(s.Partners) == 0 && s.Empty != "" {
			blocks = append(blocks, section(normal(s.Empty)))
		}
		blocks = append(blocks, dealLines(s.Lines, "")...)
		if more := len(s.Lines) - maxItems; more > 0 {
			blocks = append(blocks, small(normal("and "+strconv.Itoa(more)+" more")))
		}
		blocks = append(blocks, partnerLines(s.Partners, "")...)
	}
	return drawing{title: "Home", summary: join(". ", v.Greeting, v.Lead), blocks: blocks}
}
