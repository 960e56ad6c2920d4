package teams

import (
	"strconv"

	"github.com/partnerbot/partnerbot/bot/view"
)

func drawProgramStatus(v view.ProgramStatus) drawing {
	d := drawing{title: "Program", summary: join(". Next: ", v.Title, v.Next), wide: true, actions: v.Actions}
	d.add(heading(v.Title, "Large"))
	d.add(facts(v.Facts)...)
	if len(v.Pillars) > 0 {
		d.add(subheading("The four pillars, in build order"))
	}
	for _, p := range v.Pillars[:min(len(v.Pillars), maxItems)] {
		d.add(pillar(p))
	}
	if len(v.Types) > 0 {
		d.add(bullets("Further partner types", lines(v.Types))...)
	}
	if v.Next != "" {
		d.add(box("accent", line(bold("Next step")), line(normal(v.Next)).under()))
	}
	d.add(plan(v.Plan)...)
	if len(v.Overrides) > 0 {
		d.add(box("warning", overrides(v.Overrides)...))
	}
	if len(v.Trouble) > 0 {
		d.add(box("attention", bullets("Not delivered", lines(v.Trouble))...))
	}
	return d
}

func pillar(p view.Pillar) element {
	mark := marked("not yet", "Subtle", "Default")
	if p.Standing {
		mark = marked("stands", "Good", "Good")
	}
	says := []element{paragraph(maxItem, bold(strconv.Itoa(p.Number)+" "+p.Name)), paragraph(maxItem, gray(p.Evidence)).close()}
	for _, m := range p.Missing[:min(len(p.Missing), maxItems)] {
		says = append(says, paragraph(maxItem, gray("↳ "+m)).close())
	}
	row := columns(stretched(says...), fitting(mark))
	row.Separator = true
	return row
}

// plan is a row for each of its parts.
func plan(all []view.PlanLine) []element {
	if len(all) == 0 {
		return nil
	}
	rows := []element{subheading("The plan")}
	for _, l := range all[:min(len(all), maxItems)] {
		r := columns(stretched(paragraph(maxItem, mark(l.Status.Tone), bold(l.Name), gray(after("  ·  ", l.When)))))
		if l.Status.Text != "" {
			r.Columns = append(r.Columns, fitting(status(l.Status)))
		}
		r.Spacing = "Small"
		rows = append(rows, r)
	}
	return rows
}

// overrides are in full: a reason may be long.
func overrides(all []string) []element {
	said := []element{subheading("Passed by override")}
	for _, o := range all[:min(len(all), maxItems)] {
		said = append(said, line(gray("•  "), normal(o)).under())
	}
	return said
}
