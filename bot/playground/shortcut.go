package playground

import (
	"context"
	"fmt"
	"slices"
)

// globalShortcut sends a shortcut that was started from anywhere: it has no channel
// and no response URL (docs.slack.dev: interactivity/implementing-shortcuts).
func (s *Server) globalShortcut(ctx context.Context, user, id string) error {
	if err := s.knowShortcut(user, id, false); err != nil {
		return err
	}
	s.mu.Lock()
	payload := s.envelope("shortcut", user)
	payload["callback_id"], payload["action_ts"] = id, s.nextTS()
	payload["trigger_id"] = s.newTrigger(user, "", "")
	s.mu.Unlock()
	_, err := s.interact(ctx, "/slack/interactions", payload)
	return err
}

// messageShortcut sends a shortcut that was started on a message.
func (s *Server) messageShortcut(ctx context.Context, user, id, channel, ts string) error {
	if err := s.knowShortcut(user, id, true); err != nil {
		return err
	}
	s.mu.Lock()
	r := s.rooms[channel]
	if r == nil || !r.has(user) {
		s.mu.Unlock()
		return fmt.Errorf("%s is not in channel %s", user, channel)
	}
	m := r.find(ts)
	if m == nil || m.ephemeralFor != "" {
		s.mu.Unlock()
		return fmt.Errorf("message %s: %w", ts, errGone)
	}
	payload := s.envelope("message_action", user)
	payload["callback_id"], payload["action_ts"] = id, s.nextTS()
	payload["channel"] = obj{"id": r.ID, "name": r.slackName()}
	payload["message"], payload["message_ts"] = s.wire(r, m), m.ts
	payload["trigger_id"] = s.newTrigger(user, r.ID, "")
	payload["response_url"] = s.newResponseURL(user, r.ID, m.thread, m.ts)
	s.mu.Unlock()
	_, err := s.interact(ctx, "/slack/interactions", payload)
	return err
}

// knowShortcut refuses a shortcut that the app does not have, and any for a person of
// another organization.
func (s *Server) knowShortcut(user, id string, onMessage bool) error {
	known := slices.ContainsFunc(s.cfg.Shortcuts, func(x Shortcut) bool { return x.CallbackID == id && x.Message == onMessage })
	if !known || s.users[user].IsStranger {
		return fmt.Errorf("%s has no shortcut %q", user, id)
	}
	return nil
}
