package teams

import "github.com/partnerbot/partnerbot/bot/view"

func drawLinkRequest(v view.LinkRequest) drawing {
	d := drawing{title: v.Title, summary: join(" ", v.Title, v.Text, v.Status.Text), actions: v.Actions}
	d.add(titled(v.Title, v.Status), line(normal(v.Text)))
	if v.Lead != "" {
		d.add(line(normal(v.Lead)).under())
	}
	return d
}
