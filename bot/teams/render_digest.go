package teams

import (
	"strings"

	"github.com/partnerbot/partnerbot/bot/view"
)

func drawDigest(v view.Digest) drawing {
	d := drawing{
		title: "Forecast", summary: join(" · ", v.Headline, v.Program, v.AsOf), wide: true, actions: v.Actions,
	}
	d.add(heading(v.Program, "Large"), paragraph(maxLine, part{text: oneLine(v.Headline), bold: true, size: "Medium"}).under())
	d.add(numbers(v.Numbers)...)
	d.add(ofGoal(v.Goal)...)
	d.add(terms(
		term{"Coverage", inline(v.Coverage)},
		term{v.Since, []part{normal(short(v.Waterfall, maxValue))}},
		term{"Credit", inline(v.Credit)},
	)...)
	d.add(beside(
		list("Movers", movers(v.Movers, maxMovers)), bullets("Risks", risks(v.Risks, maxMovers)),
	)...)
	d.add(bullets("Waiting", lines(v.Waiting[:min(len(v.Waiting), maxWaiting)]))...)
	d.add(line(part{text: view.Clean(join(". ", after("As of ", v.AsOf), join(" ", v.Notes...))), gray: true, size: "Small"}))
	return d
}

// numbers are facts beside each other, the number itself large.
func numbers(all []view.Fact) []element {
	var row []column
	for _, f := range all[:min(len(all), 4)] {
		number, rest, _ := strings.Cut(oneLine(f.Value), ", ")
		items := []element{
			line(gray(short(f.Label, maxLabel))),
			paragraph(maxLabel, part{text: number, bold: true, size: "Large"}).close(),
		}
		if rest != "" {
			items = append(items, paragraph(maxValue, part{text: rest, gray: true, size: "Small"}).close())
		}
		row = append(row, column{Type: "Column", Width: "stretch", Items: items})
	}
	if len(row) == 0 {
		return nil
	}
	set := columns(row...)
	set.Separator = true
	return append([]element{set}, facts(all[len(row):])...)
}

// term is a word with what is to be said of it.
type term struct {
	name string
	what []part
}

// terms stand one below the other, what is said of them side by side.
func terms(all ...term) []element {
	t := &table{Type: "Table", Columns: []tableSpan{{Width: 2}, {Width: 7}}}
	for _, one := range all {
		if len(one.what) == 0 || one.what[0].text == "" {
			continue
		}
		t.Rows = append(t.Rows, row(line(gray(one.name)), line(one.what...)))
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []element{t}
}

func row(cells ...element) tableRow {
	r := tableRow{Type: "TableRow"}
	for _, c := range cells {
		r.Cells = append(r.Cells, tableCell{Type: "TableCell", Items: []element{c}})
	}
	return r
}

// inline is facts in one line: Now 3.10x · Required 3.00x, the numbers bold.
func inline(all []view.Fact) []part {
	var parts []part
	for i, f := range all {
		if i > 0 {
			parts = append(parts, gray("  ·  "))
		}
		value := short(f.Value, maxLabel)
		number, _, _ := strings.Cut(value, " ")
		number = strings.TrimSuffix(number, ",")
		parts = append(parts, normal(short(f.Label, maxLabel)+" "),
			part{text: number, bold: strings.ContainsAny(number, "0123456789")}, normal(value[len(number):]))
	}
	return parts
}

// beside puts two lists next to each other where there is room for both.
func beside(left, right []element) []element {
	if len(left) == 0 || len(right) == 0 {
		return append(left, right...)
	}
	return []element{&container{
		Type: "Container", Separator: true,
		Layouts: []layout{{Type: "Layout.Flow", ItemFit: "Fill", MinItemWidth: "280px", ColumnSpacing: "Large", RowSpacing: "Medium"}},
		Items:   []element{&container{Type: "Container", Items: left}, &container{Type: "Container", Items: right}},
	}}
}

func movers(all []view.DigestLine, most int) [][]part {
	items := make([][]part, 0, min(len(all), most))
	for _, l := range all[:min(len(all), most)] {
		items = append(items, []part{arrow(l.Tone), bold(l.Title), normal(after(" · ", l.Detail))})
	}
	return items
}

func risks(all []view.DigestLine, most int) [][]part {
	items := make([][]part, 0, min(len(all), most))
	for _, l := range all[:min(len(all), most)] {
		items = append(items, []part{bold(l.Title), normal(after(" · ", l.Detail))})
	}
	return items
}

func arrow(t view.Tone) part {
	switch t {
	case view.Good:
		return part{text: "▲  ", hue: "Good"}
	case view.Bad:
		return part{text: "▼  ", hue: "Attention"}
	}
	return gray("•  ")
}

func drawDigestDetail(v view.DigestDetail) drawing {
	d := drawing{title: "Detail", summary: v.Title, wide: true}
	d.add(heading(v.Title, "Large"))
	d.add(sums(v.Waterfall)...)
	d.add(list("Movers", movers(v.Movers, maxItems))...)
	d.add(bullets("Risks", risks(v.Risks, len(v.Risks)))...)
	for _, m := range v.Method {
		d.add(line(part{text: view.Clean(m), gray: true, size: "Small"}).under())
	}
	return d
}

// sums is a table of two columns, the numbers to the right.
func sums(all []view.Fact) []element {
	if len(all) == 0 {
		return nil
	}
	t := &table{
		Type: "Table", Headers: true, GridLines: true, Columns: []tableSpan{{Width: 2}, {Width: 1, Align: "Right"}},
		Rows: []tableRow{row(line(bold("Open pipeline of the quarter")), line(bold("Amount")))},
	}
	for _, f := range all[:min(len(all), maxFacts)] {
		t.Rows = append(t.Rows, row(line(normal(short(f.Label, maxLabel))), line(normal(short(f.Value, maxLabel)))))
	}
	return []element{t}
}
