package teams

import (
	"strconv"

	"github.com/partnerbot/partnerbot/bot/view"
)

func drawPartnerList(v view.PartnerList, on surface) drawing {
	d := drawing{title: v.Title, summary: join(". ", v.Title, v.Lead), wide: true, actions: v.Actions}
	d.add(heading(v.Title, "Large"))
	if v.Lead != "" {
		d.add(line(normal(v.Lead)).under())
	}
	d.add(partnerLines(v.Lines, v.Empty, on)...)
	if v.More != "" {
		d.add(line(gray(v.More)))
	}
	if len(v.Lines) == 0 {
		d.summary = join(". ", d.summary, v.Empty)
	}
	return d
}

func partnerLines(all []view.PartnerLine, empty string, on surface) []element {
	if len(all) == 0 && empty != "" {
		return []element{line(normal(empty))}
	}
	rows := make([]element, 0, len(all))
	for _, l := range all[:min(len(all), maxItems)] {
		rows = append(rows, partnerLine(l, on))
	}
	if more := len(all) - maxItems; more > 0 {
		rows = append(rows, line(gray("and "+strconv.Itoa(more)+" more")))
	}
	return rows
}

func partnerLine(l view.PartnerLine, on surface) element {
	return listed(line(bold(short(l.Name, maxShortFact))), l.Detail, l.Status, on.aside(l.Action, l.Name))
}

func drawPartnerPage(v view.PartnerPage, on surface) drawing {
	d := drawing{title: v.Title, summary: join(". ", v.Title+": "+v.Status.Text, v.Lead), wide: true, actions: v.Actions, menu: true}
	d.add(titled(v.Title, v.Status))
	if v.Lead != "" {
		d.add(line(normal(v.Lead)).under())
	}
	d.add(facts(v.Facts)...)
	d.add(checkpoints(v.Checkpoints)...)
	if len(v.Deals) > 0 || v.DealsEmpty != "" {
		d.add(subheading(v.DealsTitle))
	}
	d.add(dealLines(v.Deals, v.DealsEmpty, on)...)
	d.add(bullets("History", steps(v.History))...)
	return d
}

func checkpoints(all []view.CheckpointLine) []element {
	if len(all) == 0 {
		return nil
	}
	rows := []element{subheading("Activation path")}
	for _, c := range all[:min(len(all), maxFacts)] {
		row := columns(stretched(paragraph(maxItem, mark(c.Status.Tone), bold(c.Name), gray(after("  ·  ", join(" · ", c.When, c.Detail))))))
		if c.Status.Text != "" {
			row.Columns = append(row.Columns, fitting(status(c.Status)))
		}
		row.Spacing = "Small"
		rows = append(rows, row)
	}
	return rows
}

// mark repeats a tone for the eye; the words behind it say the same.
func mark(t view.Tone) part {
	switch t {
	case view.Good:
		return part{text: "✓  ", bold: true, hue: "Good"}
	case view.Bad:
		return part{text: "●  ", hue: "Attention"}
	}
	return gray("○  ")
}

func drawScorecard(v view.Scorecard) drawing {
	d := drawing{title: v.Title, summary: join(". ", v.Title+": "+v.Status.Text, v.Lead), wide: true, actions: v.Actions}
	d.add(titled(v.Title, v.Status))
	if v.Lead != "" {
		d.add(line(normal(v.Lead)).under())
	}
	d.add(scores(v.Lines)...)
	d.add(facts(v.Facts)...)
	return d
}

// scores is a table of the criteria, the points to the right.
func scores(all []view.ScoreLine) []element {
	if len(all) == 0 {
		return nil
	}
	t := &table{
		Type: "Table", Headers: true, GridLines: true, Columns: []tableSpan{{Width: 3}, {Width: 3}, {Width: 2, Align: "Right"}},
		Rows: []tableRow{row(line(bold("Criterion")), line(bold("Level")), line(bold("Points")))},
	}
	for _, l := range all[:min(len(all), maxFacts)] {
		t.Rows = append(t.Rows, row(
			line(normal(short(l.Name, maxShortFact))), line(normal(short(l.Level, maxShortFact))), line(normal(short(l.Points, maxShortFact))),
		))
	}
	return []element{t}
}

func drawTeamWeekly(v view.TeamWeekly, on surface) drawing {
	d := drawing{title: "Activation", summary: join(" · ", v.Headline, v.Title), wide: true, actions: v.Actions}
	d.add(heading(v.Title, "Large"), paragraph(maxLine, part{text: oneLine(v.Headline), bold: true, size: "Medium"}).under())
	d.add(numbers(v.Facts[:min(len(v.Facts), 4)])...)
	if len(v.Facts) > 4 {
		d.add(line(inline(v.Facts[4:min(len(v.Facts), maxFacts)])...))
	}
	if v.Foretold != "" {
		d.add(line(normal(v.Foretold)))
	}
	d.add(bullets("Newly activated", lines(v.Activated))...)
	if len(v.Decisions) > 0 {
		d.add(subheading("Who needs a decision"))
	}
	d.add(partnerLines(v.Decisions, v.Empty, on)...)
	return d
}
