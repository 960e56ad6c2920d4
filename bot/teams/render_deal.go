package teams

import (
	"github.com/partnerbot/partnerbot/bot/view"
)

func drawDealCard(v view.DealCard) drawing {
	title := join(" · ", v.Ref, v.Title)
	d := drawing{title: v.Ref, summary: join(". ", title+": "+v.Status.Text, v.Lead), actions: v.Actions}
	d.add(titled(title, v.Status))
	if v.Lead != "" {
		d.add(line(normal(v.Lead)).under())
	}
	d.add(facts(v.Facts)...)
	d.add(bullets("History", steps(v.History))...)
	return d
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
	return []part{bold(s.Who), normal(after(" ", s.What)), gray(after(" · ", s.When))}
}

func drawDealList(v view.DealList, on surface) drawing {
	d := drawing{title: v.Title, summary: v.Title, wide: true, actions: v.Actions}
	d.add(heading(v.Title, "Large"))
	d.add(dealLines(v.Lines, v.Empty, on)...)
	if v.More != "" {
		d.add(line(gray(v.More)))
	}
	if len(v.Lines) == 0 {
		d.summary = join(": ", v.Title, v.Empty)
	}
	return d
}

func dealLines(all []view.DealLine, empty string, on surface) []element {
	if len(all) == 0 && empty != "" {
		return []element{line(normal(empty))}
	}
	rows := make([]element, 0, len(all))
	for _, l := range all[:min(len(all), maxItems)] {
		rows = append(rows, dealLine(l, on))
	}
	return rows
}

func dealLine(l view.DealLine, on surface) element {
	return listed(line(bold(l.Ref), normal("  "+short(l.Title, maxValue))), l.Detail, l.Status, on.aside(l.Action, l.Ref))
}

// listed is a row of a list: what it is about, then how that stands, then its button, nil for none.
func listed(title element, detail string, s view.Status, button element) element {
	text := []element{title}
	if detail != "" {
		text = append(text, line(gray(short(detail, maxValue))).close())
	}
	row := columns(stretched(text...))
	row.Separator = true
	if s.Text != "" {
		row.Columns = append(row.Columns, fitting(status(s)))
	}
	if button != nil {
		row.Columns = append(row.Columns, fitting(button))
	}
	return row
}
