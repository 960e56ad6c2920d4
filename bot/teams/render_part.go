package teams

import (
	"fmt"
	"slices"
	"strings"

	"github.com/partnerbot/partnerbot/bot/view"
)

// The parts that views are drawn from.

// titled is a title with a status beside it.
func titled(title string, s view.Status) element {
	h := heading(title, "Large")
	if s.Text == "" {
		return h
	}
	set := columns(stretched(h), fitting(status(s)))
	set.Columns[1].Align = "Top"
	return set
}

// columns stand beside each other.
func columns(all ...column) *columnSet { return &columnSet{Type: "ColumnSet", Columns: all} }

// stretched is a column that takes what room there is.
func stretched(items ...element) column {
	return column{Type: "Column", Width: "stretch", Align: "Center", Items: items}
}

// fitting is a column as wide as what is in it.
func fitting(items ...element) column {
	return column{Type: "Column", Width: "auto", Align: "Center", Items: items}
}

// box is a container with a background.
func box(style string, items ...element) *container {
	return &container{Type: "Container", Style: style, RoundedCorners: true, Items: items}
}

// hues of a tone, in a badge and in text.
func badgeStyle(t view.Tone) (style, color string) {
	switch t {
	case view.Good:
		return "Good", "Good"
	case view.Bad:
		return "Attention", "Attention"
	}
	return "Informative", "Accent"
}

// status is a badge with a word or two.
func status(s view.Status) *badge {
	style, color := badgeStyle(s.Tone)
	return marked(s.Text, style, color)
}

func marked(text, style, color string) *badge {
	text = plain(text, maxStatus)
	return &badge{
		Type: "Badge", Text: text, Style: style, Appearance: "Tint", Shape: "Rounded",
		Fallback: &textBlock{Type: "TextBlock", Text: escape(text), Weight: "Bolder", Color: color},
	}
}

// facts are drawn two in a row, and those that are long, such as what somebody wrote, in full below.
func facts(all []view.Fact) []element {
	var rows, below []element
	var row []column
	for _, f := range all[:min(len(all), maxFacts)] {
		if isLong(f.Value) {
			below = append(below, quote(f.Label, f.Value, "The rest is too long for a card.")...)
			continue
		}
		row = append(row, fact(f))
	}
	for two := range slices.Chunk(row, 2) {
		if len(two) == 1 {
			two = append(two, column{Type: "Column", Width: "stretch", Items: []element{}})
		}
		rows = append(rows, columns(two...))
	}
	return append(rows, below...)
}

func isLong(s string) bool {
	return length(s) > maxShortFact || strings.Contains(strings.TrimSpace(s), "\n")
}

func fact(f view.Fact) column {
	return column{Type: "Column", Width: "stretch", Items: []element{
		line(gray(short(f.Label, maxLabel))), line(normal(f.Value)).close(),
	}}
}

// quote is what a person wrote, as they wrote it. rest says where to read what does not fit.
func quote(label, s, rest string) []element {
	s = strings.TrimSpace(view.Clean(s))
	if s == "" {
		return nil
	}
	q := box("emphasis")
	if label = short(label, maxLabel); label != "" {
		q.Items = append(q.Items, line(gray(label)))
	}
	for _, l := range textLines(cut(s, maxQuote, ellipsis+" "+rest)) {
		q.Items = append(q.Items, paragraph(maxQuote, normal(l)).under())
	}
	return []element{q}
}

// textLines are the lines of a text that say something. Those past the most are one.
func textLines(s string) []string {
	lines := slices.DeleteFunc(strings.Split(s, "\n"), func(l string) bool { return strings.TrimSpace(l) == "" })
	if len(lines) > maxQuoteLines {
		lines = append(lines[:maxQuoteLines-1], strings.Join(lines[maxQuoteLines-1:], " "))
	}
	return lines
}

// list is items under a heading; "" is no heading.
func list(label string, items [][]part) []element {
	if len(items) == 0 {
		return nil
	}
	var all []element
	if label != "" {
		all = append(all, subheading(label))
	}
	for _, item := range items[:min(len(items), maxItems)] {
		all = append(all, paragraph(maxItem, item...).under())
	}
	if more := len(items) - maxItems; more > 0 {
		all = append(all, line(gray(fmt.Sprintf("and %d more", more))).under())
	}
	return all
}

// bullets is a list with a dot before each item.
func bullets(label string, items [][]part) []element {
	dotted := make([][]part, len(items))
	for i, item := range items {
		dotted[i] = append([]part{gray("•  ")}, item...)
	}
	return list(label, dotted)
}

func lines(all []string) [][]part {
	items := make([][]part, 0, len(all))
	for _, s := range all {
		items = append(items, []part{normal(s)})
	}
	return items
}
