package botconnector

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// drawing turns a card into lines of plain text, as a person reads it. It is used with s.mu held.
type drawing struct {
	v      *view
	zone   *time.Location
	nameOf func(user string) string // of an Entra object id
}

func (s *Server) drawing(v *view, user string) *drawing {
	zone, err := time.LoadLocation(s.users[user].Zone)
	if err != nil {
		zone = time.UTC
	}
	return &drawing{v: v, zone: zone, nameOf: func(id string) string { return s.users[id].Name }}
}

// card is the card's body, its buttons and what they have unfolded.
func (d *drawing) card(c obj, path string) string {
	return lines(d.stack(c, "body", path), d.buttons(c, path))
}

// stack shows elements one below the other.
func (d *drawing) stack(el obj, key, path string) string {
	var parts []string
	for i, x := range list(el, key) {
		child, _ := x.(obj)
		parts = append(parts, d.element(child, path+"/"+key+"/"+itoa(i)))
	}
	return lines(parts...)
}

func (d *drawing) element(el obj, path string) string {
	if d.v.hides(el) {
		return ""
	}
	el = drawn(el)
	switch kind := text(el, "type"); kind {
	case "TextBlock":
		return plainMarkdown(d.dates(text(el, "text")))
	case "RichTextBlock":
		return richText(el)
	case "FactSet":
		return d.facts(el)
	case "Container", "Column", "TableCell":
		return d.stack(el, "items", path)
	case "ColumnSet":
		return d.columns(el, path)
	case "Table":
		return d.table(el, path)
	case "ActionSet":
		return d.buttons(el, path)
	case "Image", "Media":
		return "[" + strings.ToLower(kind) + ": " + text(el, "altText") + "]"
	case "ImageSet":
		return "[images]"
	default:
		if isInput(el) {
			return d.input(el)
		}
		return "[" + kind + "]"
	}
}

// buttons shows a row of actions, and below it what one of them has unfolded.
func (d *drawing) buttons(el obj, path string) string {
	var row []string
	var unfolded string
	for i, x := range list(el, "actions") {
		a, _ := x.(obj)
		at := path + "/actions/" + itoa(i)
		if d.v.hides(a) {
			continue
		}
		row = append(row, "["+text(a, "title")+"]")
		if d.v.open[at] {
			unfolded = d.card(object(a, "card"), at+"/card")
		}
	}
	return lines(strings.Join(row, " "), unfolded)
}

func (d *drawing) input(el obj) string {
	label := labelOf(el)
	shown := label + ": " + d.v.shownValue(el, d.nameOf)
	return lines(strings.TrimRight(shown, " "), d.v.errors[text(el, "id")])
}

func (d *drawing) facts(el obj) string {
	var out []string
	for _, x := range list(el, "facts") {
		f, _ := x.(obj)
		title := strings.TrimRight(plainMarkdown(text(f, "title")), ": ")
		out = append(out, title+": "+plainMarkdown(d.dates(text(f, "value"))))
	}
	return lines(out...)
}

// columns shows columns of one line side by side, and longer ones one below the other.
func (d *drawing) columns(el obj, path string) string {
	var parts []string
	sep := "  "
	for i, x := range list(el, "columns") {
		c, _ := x.(obj)
		part := d.element(c, path+"/columns/"+itoa(i))
		if part == "" {
			continue
		}
		if strings.Contains(part, "\n") {
			sep = "\n"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, sep)
}

func (d *drawing) table(el obj, path string) string {
	var right []bool
	for _, x := range list(el, "columns") {
		c, _ := x.(obj)
		right = append(right, strings.EqualFold(text(c, "horizontalCellContentAlignment"), "right"))
	}
	var rows [][]string
	for i, x := range list(el, "rows") {
		r, _ := x.(obj)
		var row []string
		for j, y := range list(r, "cells") {
			c, _ := y.(obj)
			at := path + "/rows/" + itoa(i) + "/cells/" + itoa(j)
			row = append(row, strings.ReplaceAll(d.element(c, at), "\n", " "))
		}
		rows = append(rows, row)
	}
	return alignTable(rows, right)
}

func alignTable(rows [][]string, right []bool) string {
	var widths []int
	for _, r := range rows {
		for i, c := range r {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(c))
		}
	}
	var out []string
	for _, r := range rows {
		var b strings.Builder
		for i, c := range r {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(c))
			if i < len(right) && right[i] {
				b.WriteString(pad + c + "  ")
			} else {
				b.WriteString(c + pad + "  ")
			}
		}
		out = append(out, strings.TrimRight(b.String(), " "))
	}
	return strings.Join(out, "\n")
}

// richText shows a RichTextBlock: its words are no Markdown.
func richText(el obj) string {
	var b strings.Builder
	for _, x := range list(el, "inlines") {
		if words, ok := x.(string); ok {
			b.WriteString(words)
		}
		r, _ := x.(obj)
		b.WriteString(text(r, "text"))
	}
	return b.String()
}

var dateMacro = regexp.MustCompile(`\{\{(DATE|TIME)\(([^,)]+)(?:,\s*(COMPACT|SHORT|LONG))?\)\}\}`)

// dates shows the dates that a card leaves to the client, which knows the person's zone (adaptivecards.io:
// text-features).
func (d *drawing) dates(s string) string {
	return dateMacro.ReplaceAllStringFunc(s, func(all string) string {
		m := dateMacro.FindStringSubmatch(all)
		at, err := time.Parse(time.RFC3339, m[2])
		if err != nil {
			return all
		}
		layout := map[string]string{"": "1/2/2006", "COMPACT": "1/2/2006", "SHORT": "Mon, Jan 2, 2006", "LONG": "Monday, January 2, 2006"}[m[3]]
		if m[1] == "TIME" {
			layout = "3:04 PM"
		}
		return at.In(d.zone).Format(layout)
	})
}

// lines joins what is not empty.
func lines(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n")
}
