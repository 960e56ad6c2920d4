package teams

import (
	"strconv"

	"github.com/partnerbot/partnerbot/bot/view"
)

func drawNotice(v view.Notice) drawing {
	d := drawing{title: "partnerbot", summary: join(" ", v.Text, join(" ", v.Points...), v.Next), actions: v.Actions}
	says := line(normal(v.Text))
	switch v.Tone {
	case view.Good:
		d.add(box("good", says))
	case view.Bad:
		d.add(box("attention", says))
	default:
		d.add(says)
	}
	d.add(bullets("", lines(v.Points))...)
	if v.Next != "" {
		d.add(line(bold("Next:"), normal(" "+v.Next)))
	}
	return d
}

func drawHelp(v view.Help) drawing {
	d := drawing{title: v.Title, summary: join(". ", v.Title, v.Intro), wide: true, actions: v.Actions}
	d.add(heading(v.Title, "Large"))
	if v.Intro != "" {
		d.add(line(normal(v.Intro)).under())
	}
	for _, l := range v.Lines {
		d.add(helpLine(l))
	}
	return d
}

// helpLine is a command and what it does, one below the other: commands are long, and screens narrow.
func helpLine(l view.HelpLine) element {
	return &container{Type: "Container", Items: []element{
		paragraph(maxItem, bold(l.Command)), paragraph(maxItem, gray(l.What)).close(),
	}}
}

func drawHome(v view.Home, on surface) drawing {
	d := drawing{title: "Home", summary: join(". ", v.Greeting, v.Lead), wide: true, actions: v.Actions}
	d.add(heading(v.Greeting, "ExtraLarge"))
	if v.Lead != "" {
		d.add(line(normal(v.Lead)).under())
	}
	for _, s := range v.Sections {
		h := heading(s.Title, "Medium")
		h.Spacing = "Large"
		d.add(h)
		if len(s.Lines)+len(s.Partners) == 0 && s.Empty != "" {
			d.add(line(normal(s.Empty)))
		}
		d.add(dealLines(s.Lines, "", on)...)
		if more := len(s.Lines) - maxItems; more > 0 {
			d.add(line(gray("and " + strconv.Itoa(more) + " more")))
		}
		d.add(partnerLines(s.Partners, "", on)...)
	}
	return d
}
