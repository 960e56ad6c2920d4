package slack

import (
	"context"
	"regexp"
	"strings"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/inbound"
)

// shortcut answers the platform's menu. Only a message's shortcut has a channel and a response_url.
func (s *Slack) shortcut(ctx context.Context, in interaction) (answer, error) {
	if in.TriggerID == "" || in.CallbackID == "" {
		return answer{}, inbound.ErrMalformed
	}
	a := in.asker()
	a.trigger = in.TriggerID
	r := s.request(bot.Shortcut, a, "shortcut:"+in.TriggerID)
	r.Name, r.Quote = in.CallbackID, typed(in.Message.Text)
	return s.answerLater(a, s.handle(ctx, r)), nil
}

// reference is what Slack writes for a link, a person, a channel or a group in the text of a message.
var reference = regexp.MustCompile(`<([^<>|]*)(?:\|([^<>]*))?>`)

// typed gives a message's text as its writer saw it: names for references, no escapes
// (docs.slack.dev: formatting-message-text).
func typed(text string) string {
	plain := reference.ReplaceAllStringFunc(text, func(ref string) string {
		m := reference.FindStringSubmatch(ref)
		target, label := m[1], m[2]
		switch {
		case label != "" && strings.HasPrefix(target, "#"):
			return "#" + strings.TrimPrefix(label, "#")
		case label != "" && (strings.HasPrefix(target, "@") || strings.HasPrefix(target, "!")):
			return "@" + strings.TrimPrefix(label, "@")
		case label != "":
			return label
		case strings.HasPrefix(target, "!"):
			return "@" + strings.TrimPrefix(target, "!")
		}
		return strings.TrimPrefix(target, "mailto:")
	})
	return unescaper.Replace(plain)
}
