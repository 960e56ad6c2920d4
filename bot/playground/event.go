package playground

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// eventRetries is how often Slack repeats an event that was not answered with 2xx
// (docs.slack.dev: apis/events-api). Slack waits 0, 1 and 5 minutes; the playground
// does not wait, so that a test sees all of them.
const eventRetries = 3

// SendEvent sends the bot an event of any kind, whether it subscribed to it or not.
// It returns the last failure when the bot refused all attempts.
func (s *Server) SendEvent(ctx context.Context, event map[string]any) error {
	body, err := json.Marshal(s.eventEnvelope(event))
	if err != nil {
		return err
	}
	extra := http.Header{}
	for attempt := 0; ; attempt++ {
		a, err := s.deliver(ctx, "/slack/events", jsonType, body, extra)
		if err == nil || ctx.Err() != nil {
			return err
		}
		if attempt == eventRetries || a.header.Get("X-Slack-No-Retry") == "1" {
			return fmt.Errorf("event %v: %w", event["type"], err)
		}
		extra.Set("X-Slack-Retry-Num", strconv.Itoa(attempt+1))
		extra.Set("X-Slack-Retry-Reason", retryReason(err))
	}
}

func retryReason(err error) string {
	var failed *DeliveryError
	if errors.As(err, &failed) {
		switch {
		case failed.Code == "operation_timeout":
			return "http_timeout"
		case failed.Status != 0:
			return "http_error"
		}
	}
	return "connection_failed"
}

func (s *Server) eventEnvelope(event obj) obj {
	w := s.cfg.Workspace
	s.mu.Lock()
	defer s.mu.Unlock()
	if event["event_ts"] == nil {
		event["event_ts"] = s.nextTS()
	}
	channel, _ := event["channel"].(string)
	r := s.rooms[channel]
	return obj{
		"token": verificationToken, "team_id": w.TeamID, "context_team_id": w.TeamID, "context_enterprise_id": nil,
		"api_app_id": w.App.ID, "event": event, "type": "event_callback", "event_id": newID("Ev"),
		"event_time":            s.cfg.Now().Unix(),
		"is_ext_shared_channel": r != nil && r.ExtShared,
		"authorizations": []any{obj{
			"enterprise_id": nil, "team_id": w.TeamID, "user_id": w.App.UserID,
			"is_bot": true, "is_enterprise_install": false,
		}},
	}
}

// VerifyURL sends url_verification and checks that the bot echoes the challenge.
func (s *Server) VerifyURL(ctx context.Context) error {
	challenge := newID("") + newID("")
	body, err := json.Marshal(obj{"token": verificationToken, "challenge": challenge, "type": "url_verification"})
	if err != nil {
		return err
	}
	a, err := s.deliver(ctx, "/slack/events", jsonType, body, nil)
	if err != nil {
		return err
	}
	got := strings.TrimSpace(string(a.body))
	var o struct{ Challenge string }
	if json.Unmarshal(a.body, &o) == nil {
		got = o.Challenge
	}
	if got != challenge {
		return errors.New("the bot did not answer with the challenge")
	}
	return nil
}

// CheckTLS sends the ssl_check with which Slack looks at a command's address.
func (s *Server) CheckTLS(ctx context.Context) error {
	form := url.Values{"ssl_check": {"1"}, "token": {verificationToken}}
	_, err := s.deliver(ctx, "/slack/commands", formType, []byte(form.Encode()), nil)
	return err
}

// openHome tells the bot that a person opened the app's Home tab.
func (s *Server) openHome(ctx context.Context, user string) error {
	if !slices.Contains(s.cfg.Events, "app_home_opened") {
		return nil
	}
	s.mu.Lock()
	event := obj{"type": "app_home_opened", "user": user, "channel": s.directRoom(user).ID, "tab": "home"}
	if v := s.homes[user]; v != nil {
		event["view"] = s.viewObject(v)
	}
	s.mu.Unlock()
	return s.SendEvent(ctx, event)
}

// say posts what a person typed, and sends the events to which the app subscribed.
func (s *Server) say(ctx context.Context, user, channel, thread, words string) (string, error) {
	s.mu.Lock()
	r := s.rooms[channel]
	if r == nil || !r.has(user) || r.Archived {
		s.mu.Unlock()
		return "", fmt.Errorf("%s cannot write in channel %s", user, channel)
	}
	m := &message{user: user, text: s.typedText(words)}
	if parent := r.find(thread); parent != nil {
		m.thread = orElse(parent.thread, parent.ts)
	}
	s.add(r, m)
	events := s.messageEvents(r, m)
	s.mu.Unlock()
	for _, e := range events {
		if err := s.SendEvent(ctx, e); err != nil {
			return m.ts, err
		}
	}
	return m.ts, nil
}

// messageEvents are the subscribed events that a person's message causes. Called with
// s.mu held.
func (s *Server) messageEvents(r *room, m *message) []obj {
	app := s.cfg.Workspace.App.UserID
	if !r.has(app) {
		return nil
	}
	base := func(kind string) obj {
		e := obj{
			"type": kind, "user": m.user, "text": m.text, "ts": m.ts, "event_ts": m.ts, "channel": r.ID,
			"team": s.users[m.user].TeamID, "client_msg_id": newID(""),
		}
		if m.thread != "" {
			e["thread_ts"] = m.thread
		}
		return e
	}
	var out []obj
	name := map[string]string{"im": "message.im", "group": "message.groups", "channel": "message.channels"}[r.kind()]
	if slices.Contains(s.cfg.Events, name) {
		e := base("message")
		e["channel_type"] = r.kind()
		out = append(out, e)
	}
	if !r.im && strings.Contains(m.text, "<@"+app+">") && slices.Contains(s.cfg.Events, "app_mention") {
		out = append(out, base("app_mention"))
	}
	return out
}

// typedText turns what was typed into Slack's text: escaped, with @names and #channels
// as references.
func (s *Server) typedText(words string) string {
	t := escape(words)
	for _, u := range s.cfg.Workspace.Users {
		t = strings.ReplaceAll(t, "@"+u.Name, "<@"+u.ID+">")
	}
	for _, id := range s.roomIDs {
		if r := s.rooms[id]; r.Name != "" {
			t = strings.ReplaceAll(t, "#"+r.Name, "<#"+r.ID+"|"+r.Name+">")
		}
	}
	return t
}
