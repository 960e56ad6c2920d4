package teams

import (
	"slices"
	"sort"

	"github.com/partnerbot/partnerbot/bot/view"
)

// drawStallAlert draws the first items with their buttons, as many as fit on one card, and the others in a line each.
func drawStallAlert(v view.StallAlert, on surface) drawing {
	// All of them first: one card has room for most alerts.
	if d := stallDrawing(v, len(v.Items), on); d.fits(on) {
		return d
	}
	whole := sort.Search(len(v.Items), func(n int) bool { return !stallDrawing(v, n+1, on).fits(on) })
	return stallDrawing(v, whole, on)
}

func stallDrawing(v view.StallAlert, whole int, on surface) drawing {
	d := drawing{title: "Stall alert", summary: join(". ", v.Title, v.Lead), wide: true, actions: v.Actions, apart: true}
	d.add(heading(v.Title, "Large"))
	if v.Lead != "" {
		d.add(line(normal(v.Lead)).under())
	}
	d.mention(v.People, on)
	for _, i := range v.Items[:whole] {
		d.add(stallItem(i, on))
	}
	d.add(stallLines(v.Items[whole:])...)
	if v.More != "" {
		d.add(line(gray(v.More)))
	}
	return d
}

// stallItem is one partner: what is wrong, the small print, and what to do.
func stallItem(i view.StallItem, on surface) element {
	item := &container{Type: "Container", Separator: true, Spacing: "Medium"}
	name := bold(short(i.Name, maxShortFact))
	if i.Settled != "" {
		item.Items = []element{
			line(mark(view.Good), name, gray(after("  ·  ", short(i.Problem, maxValue)))),
			line(normal(short(i.Settled, maxValue))).close(),
		}
		return item
	}
	says := []element{line(name), line(normal(short(i.Problem, maxValue))).close()}
	if i.Detail != "" {
		says = append(says, line(part{text: short(i.Detail, maxValue), gray: true, size: "Small"}).under())
	}
	top := columns(stretched(says...))
	if i.Status.Text != "" {
		top.Columns = append(top.Columns, fitting(status(i.Status)))
		top.Columns[1].Align = "Top"
	}
	item.Items = []element{top}
	if i.Consequence != "" {
		item.Items = append(item.Items, box("warning", line(normal(cut(i.Consequence, maxShortFact+maxValue, ellipsis)))))
	}
	item.Items = append(item.Items, on.below(i.Actions, i.Name)...)
	return item
}

// stallLines are the partners that no buttons are left for.
func stallLines(all []view.StallItem) []element {
	var rows []element
	label := "And these"
	for some := range slices.Chunk(all, maxItems) {
		items := make([][]part, 0, len(some))
		for _, i := range some {
			items = append(items, []part{bold(short(i.Name, maxShortFact)), normal(after("  ·  ", join(". ", i.Problem, i.Settled)))})
		}
		rows = append(rows, bullets(label, items)...)
		label = ""
	}
	return rows
}
