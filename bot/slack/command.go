package slack

import (
	"context"
	"net/url"
	"strings"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/inbound"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

var unescaper = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// typedCommand is what is read of a command (docs.slack.dev: slash-commands).
type typedCommand struct {
	team, user, channel, command, text, trigger, respond string
}

// readCommand reads the fields that are needed, the first of each: a map of all of them costs more than the signature.
func readCommand(body string) (typedCommand, error) {
	var c typedCommand
	for pair := range strings.SplitSeq(body, "&") {
		name, value, _ := strings.Cut(pair, "=")
		field := c.field(name)
		if field == nil || *field != "" {
			continue
		}
		var err error
		if *field, err = url.QueryUnescape(value); err != nil {
			return c, inbound.ErrMalformed
		}
	}
	if c.team == "" || c.user == "" || c.command == "" || c.trigger == "" {
		return c, inbound.ErrMalformed
	}
	return c, nil
}

func (c *typedCommand) field(name string) *string {
	switch name {
	case "team_id":
		return &c.team
	case "user_id":
		return &c.user
	case "channel_id":
		return &c.channel
	case "command":
		return &c.command
	case "text":
		return &c.text
	case "trigger_id":
		return &c.trigger
	case "response_url":
		return &c.respond
	}
	return nil
}

// command answers a typed command: a view goes inline, a form is opened after the acknowledgment.
func (s *Slack) command(ctx context.Context, body []byte) (answer, error) {
	c, err := readCommand(string(body))
	if err != nil {
		return answer{}, err
	}
	if c.team != s.config.Workspace {
		return answer{Body: s.inline(wrongWorkspace)}, nil
	}
	a := asker{
		// Only people of the installing workspace have its commands (docs.slack.dev: slack-connect).
		who:     domain.Identity{Platform: domain.Slack, Workspace: c.team, User: c.user},
		channel: c.channel, trigger: c.trigger, respond: bot.Secret(c.respond),
	}
	r := s.request(bot.Command, a, "command:"+c.trigger)
	r.Name = strings.TrimPrefix(c.command, "/")
	r.Text = unescaper.Replace(strings.TrimSpace(c.text))
	return s.answerCommand(a, s.handle(ctx, r)), nil
}

// wrongWorkspace answers people of a workspace that this bot has no data of.
var wrongWorkspace = view.Notice{
	Tone: view.Bad,
	Text: "partnerbot is not set up for this workspace.",
	Next: "Use it in the workspace that runs the partner program, or ask an admin to set it up here.",
}

// isTLSCheck knows the request by which Slack looks at the certificate now and then (docs.slack.dev: slash-commands). It
// is the one request that Slack does not sign. It asks for nothing.
func isTLSCheck(body []byte) bool {
	if len(body) > 200 {
		return false
	}
	f, err := url.ParseQuery(string(body))
	f.Del("token")
	return err == nil && len(f) == 1 && f.Get("ssl_check") == "1"
}

func (s *Slack) answerCommand(a asker, reply bot.Reply) answer {
	switch {
	case reply.Form != nil:
		return answer{After: func(ctx context.Context) { s.openForm(ctx, a, *reply.Form) }}
	case reply.View != nil && reply.To == bot.HomeTab:
		return answer{After: func(ctx context.Context) { s.publish(ctx, a, reply.View, "") }}
	case reply.View != nil:
		return answer{Body: s.inline(reply.View)}
	}
	return answer{}
}

// inline draws a view for the answer to a command or for a response_url, as JSON. It is put together by hand, because
// the blocks are encoded already.
func (s *Slack) inline(v view.View) []byte {
	scratch := scratches.Get().(*scratch)
	defer scratches.Put(scratch)
	text, pieces, err := scratch.render(v)
	if err != nil {
		s.undrawn(err)
		text, pieces = undrawable, nil
	}
	m := make([]byte, 0, length(pieces)+len(text)+250)
	m = append(m, `{"response_type":"ephemeral","replace_original":false,"unfurl_links":false,"unfurl_media":false,"text":`...)
	m = appendString(m, text)
	if len(pieces) > 0 {
		m = appendJSON(append(m, `,"blocks":`...), pieces)
	}
	return append(m, '}')
}
