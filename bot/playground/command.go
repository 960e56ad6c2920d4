package playground

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// errNoCommand says that the workspace has no such command.
var errNoCommand = errors.New("not a command of this workspace")

// runCommand sends a slash command to the bot and shows its answer. Failures are also
// shown to the person, as Slack does.
func (s *Server) runCommand(ctx context.Context, user, channel, line string) error {
	name, text, _ := strings.Cut(strings.TrimSpace(line), " ")
	known := slices.ContainsFunc(s.cfg.Commands, func(c Command) bool { return c.Name == name })
	s.mu.Lock()
	r := s.rooms[channel]
	if r == nil || !r.has(user) {
		s.mu.Unlock()
		return fmt.Errorf("%s is not in channel %s", user, channel)
	}
	// People of another organization do not see this workspace's commands
	// (docs.slack.dev: apis/slack-connect).
	if !known || s.users[user].IsStranger {
		s.slackbotSays(r, user, fmt.Sprintf("`%s` is not a valid command. In Slack, all messages that start with the \"/\" character are interpreted as commands.", name))
		s.mu.Unlock()
		return fmt.Errorf("%s: %w", name, errNoCommand)
	}
	form := s.commandForm(r, user, name, strings.TrimSpace(text))
	s.mu.Unlock()

	a, err := s.deliver(ctx, "/slack/commands", formType, []byte(form.Encode()), nil)
	if err == nil {
		err = s.commandAnswer(r, user, line, a.body)
	}
	var failed *DeliveryError
	if errors.As(err, &failed) {
		s.mu.Lock()
		s.slackbotSays(r, user, fmt.Sprintf("`%s` failed with the error \"%s\"", name, failed.Code))
		s.mu.Unlock()
	}
	return err
}

// commandForm is called with s.mu held.
func (s *Server) commandForm(r *room, user, name, text string) url.Values {
	w := s.cfg.Workspace
	return url.Values{
		"token": {verificationToken}, "team_id": {w.TeamID}, "team_domain": {w.Domain},
		"channel_id": {r.ID}, "channel_name": {r.slackName()},
		"user_id": {user}, "user_name": {s.users[user].Name},
		"command": {name}, "text": {escape(text)}, "api_app_id": {w.App.ID}, "is_enterprise_install": {"false"},
		"response_url": {s.newResponseURL(user, r.ID, "", "")},
		"trigger_id":   {s.newTrigger(user, r.ID, "")},
	}
}

// commandAnswer shows what the bot wrote in its answer to a command: JSON of a
// message, or plain text for the person alone.
func (s *Server) commandAnswer(r *room, user, line string, body []byte) error {
	if strings.TrimSpace(string(body)) == "" {
		return nil
	}
	a := args{body: obj{"text": string(body)}}
	var o obj
	if json.Unmarshal(body, &o) == nil {
		a = dropEmpty(args{body: o})
	}
	if len(a.body) == 0 {
		return nil
	}
	c, bad := readContent(a, maxMessageText)
	if bad != nil {
		return &DeliveryError{Code: "invalid_command_response", Err: errors.New(bad.code + " " + strings.Join(bad.messages, "; "))}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	kind := a.str("response_type")
	if kind == "in_channel" { // then everyone sees the command too
		s.add(r, &message{user: user, text: escape(line)})
	}
	s.answer(r, user, "", kind, c)
	return nil
}

// slackbotSays shows a person a word of Slack itself. Called with s.mu held.
func (s *Server) slackbotSays(r *room, user, text string) {
	s.add(r, &message{slackbot: true, user: "USLACKBOT", text: text, ephemeralFor: user})
}
