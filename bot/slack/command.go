package slack

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

var unescaper = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// command answers a typed command: a view goes inline, a form is opened after the acknowledgment.
func (s *Slack) command(ctx context.Context, body []byte) (answer, error) {
	f, err := url.ParseQuery(string(body))
	if err != nil {
		return answer{}, errMalformed
	}
	if f.Get("team_id") == "" || f.Get("user_id") == "" || f.Get("command") == "" || f.Get("trigger_id") == "" {
		return answer{}, errMalformed
	}
	if f.Get("team_id") != s.config.Workspace {
		return answer{body: s.inline(wrongWorkspace, bot.OnlyYou)}, nil
	}
	a := asker{
		// Only people of the installing workspace have its commands (docs.slack.dev: slack-connect).
		who:     domain.Identity{Platform: domain.Slack, Workspace: f.Get("team_id"), User: f.Get("user_id")},
		channel: f.Get("channel_id"), trigger: f.Get("trigger_id"), respond: bot.Secret(f.Get("response_url")),
	}
	r := s.request(bot.Command, a, "command:"+a.trigger)
	r.Name = strings.TrimPrefix(f.Get("command"), "/")
	r.Text = unescaper.Replace(strings.TrimSpace(f.Get("text")))
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
		return answer{after: func(ctx context.Context) { s.openForm(ctx, a, *reply.Form) }}
	case reply.View != nil && reply.To == bot.HomeTab:
		return answer{after: func(ctx context.Context) { s.publish(ctx, a, reply.View, "") }}
	case reply.View != nil:
		return answer{body: s.inline(reply.View, reply.To)}
	}
	return answer{}
}

// inline draws a view for the answer to a command or for a response_url, as JSON. It is put together by hand, because
// the blocks are encoded already.
func (s *Slack) inline(v view.View, to bot.Audience) []byte {
	text, pieces, err := render(v)
	kind := "ephemeral"
	switch {
	case err != nil:
		s.undrawn(err)
		text, pieces = undrawable, nil
	case to == bot.Everyone:
		kind = "in_channel"
	}
	quoted, err := json.Marshal(text)
	if err != nil {
		s.undrawn(err)
	}
	m := make([]byte, 0, length(pieces)+len(quoted)+200)
	m = append(m, `{"response_type":"`+kind+`","replace_original":false,"unfurl_links":false,"unfurl_media":false,"text":`...)
	m = append(m, quoted...)
	if len(pieces) > 0 {
		m = append(append(m, `,"blocks":`...), joined(pieces)...)
	}
	return append(m, '}')
}
