package playground

import (
	"context"
	"errors"
	"fmt"
	"maps"
)

// errGone says that what was clicked is not there any more.
var errGone = errors.New("it is not there any more")

// source is where an element stands: in a message or in a view.
type source struct {
	channel, ts string
	view        string
}

// act sends block_actions for an element, with the value it has now (nil for a
// button). option is the choice of an overflow menu.
func (s *Server) act(ctx context.Context, user string, from source, p placed, value, option obj) error {
	s.mu.Lock()
	payload, err := s.actionPayload(user, from, p, value)
	if err != nil {
		s.mu.Unlock()
		return err
	}
	payload["actions"] = []any{s.actionObject(p, value, option)}
	s.mu.Unlock()
	_, err = s.interact(ctx, "/slack/interactions", payload)
	return err
}

// actionPayload is called with s.mu held.
func (s *Server) actionPayload(user string, from source, p placed, value obj) (obj, error) {
	payload := s.envelope("block_actions", user)
	if from.view != "" {
		return payload, s.actionInView(payload, user, from, p, value)
	}
	r := s.rooms[from.channel]
	if r == nil {
		return nil, fmt.Errorf("channel %s: %w", from.channel, errGone)
	}
	m := r.find(from.ts)
	switch {
	case m == nil || m.deleted:
		return nil, fmt.Errorf("message %s: %w", from.ts, errGone)
	case !r.has(user) || (m.ephemeralFor != "" && m.ephemeralFor != user):
		return nil, fmt.Errorf("%s does not see message %s", user, from.ts)
	}
	container := obj{
		"type": "message", "message_ts": m.ts, "channel_id": r.ID,
		"is_ephemeral": m.ephemeralFor != "", "is_app_unfurl": false,
	}
	if m.thread != "" {
		container["thread_ts"] = m.thread
	}
	if m.ephemeralFor == "" { // Slack does not send ephemeral messages back
		payload["message"] = s.wire(r, m)
	}
	values := stateOf(m.blocks)
	if value != nil {
		values[p.block] = map[string]obj{p.action: value}
	}
	payload["container"], payload["state"] = container, obj{"values": values}
	payload["channel"] = obj{"id": r.ID, "name": r.slackName()}
	payload["trigger_id"] = s.newTrigger(user, r.ID, "")
	payload["response_url"] = s.newResponseURL(user, r.ID, m.thread, m.ts)
	return payload, nil
}

func (s *Server) actionInView(payload obj, user string, from source, p placed, value obj) error {
	v := s.views[from.view]
	if v == nil || v.user != user {
		return fmt.Errorf("view %s: %w", from.view, errGone)
	}
	if value != nil {
		v.set(p.block, p.action, value)
	}
	payload["container"] = obj{"type": "view", "view_id": v.id}
	payload["view"] = s.viewObject(v)
	payload["trigger_id"] = s.newTrigger(user, v.channel, v.id)
	return nil
}

// actionObject is one entry of actions (docs.slack.dev:
// reference/interaction-payloads/block_actions-payload).
func (s *Server) actionObject(p placed, value, option obj) obj {
	o := obj{
		"type": p.element["type"], "action_id": p.action, "block_id": p.block, "action_ts": s.nextTS(),
	}
	maps.Copy(o, value)
	if option != nil {
		o["selected_option"] = option
	}
	for _, k := range []string{"text", "value", "style", "url", "placeholder", "confirm"} {
		if x := p.element[k]; x != nil && o[k] == nil {
			o[k] = x
		}
	}
	return o
}
