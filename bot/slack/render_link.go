package slack

import (
	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/view"
)

func drawLinkRequest(v view.LinkRequest) drawing {
	blocks := []slackgo.Block{header(v.Title), section(normal(v.Text))}
	if v.Status.Text == "" {
		blocks = append(blocks, small(normal(v.Lead)))
	} else {
		blocks = append(blocks, status(v.Status, v.Lead))
	}
	blocks = append(blocks, buttons(v.Actions)...)
	return drawing{title: v.Title, summary: join(" ", v.Title, v.Text, v.Status.Text), blocks: blocks}
}
