package slack

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/view"
)

// maxMentions is ours: nobody calls more people at once.
const maxMentions = 30

// userID is what ids of people look like. Nothing else may stand in a mention, or text could write one of everybody.
var userID = regexp.MustCompile(`^[UW][A-Z0-9]{1,20}$`)

// mentions notifies people, each once. It is the one place where markup of Slack's is written; who has no id of Slack's is
// only named.
func mentions(all []view.Mention) []slackgo.Block {
	var called, named []string
	for _, m := range all[:min(len(all), maxMentions)] {
		at := "<@" + m.User + ">"
		switch {
		case !userID.MatchString(m.User):
			named = append(named, short(m.Name, maxLabel))
		case !slices.Contains(called, at):
			called = append(called, at)
		}
	}
	if more := len(all) - maxMentions; more > 0 {
		named = append(named, fmt.Sprintf("and %d more", more))
	}
	var blocks []slackgo.Block
	if len(called) > 0 {
		said := &slackgo.TextBlockObject{Type: slackgo.MarkdownType, Text: strings.Join(called, "  "), Verbatim: true}
		blocks = append(blocks, &slackgo.SectionBlock{Type: slackgo.MBTSection, Text: said})
	}
	if names := join(", ", named...); names != "" {
		blocks = append(blocks, small(normal(names)))
	}
	return blocks
}
