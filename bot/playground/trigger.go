package playground

import "time"

// triggerLife is how long a trigger id may open a modal (docs.slack.dev:
// interactivity/handling-user-interaction).
const triggerLife = 3 * time.Second

// trigger is the right to open one modal for a person who just did something.
type trigger struct {
	user, channel string
	view          string // the modal in which it was done
	made          time.Time
	used          bool
}

// newTrigger is called with s.mu held.
func (s *Server) newTrigger(user, channel, view string) string {
	id := newID("") + "." + newID("")
	s.triggers[id] = &trigger{user: user, channel: channel, view: view, made: s.cfg.Now()}
	return id
}

// redeem uses a trigger up. Called with s.mu held.
func (s *Server) redeem(id string) (*trigger, *apiError) {
	t := s.triggers[id]
	switch {
	case t == nil:
		return nil, fail("invalid_trigger_id")
	case t.used:
		return nil, fail("exchanged_trigger_id")
	case s.cfg.Now().Sub(t.made) > triggerLife:
		return nil, fail("expired_trigger_id")
	}
	t.used = true
	return t, nil
}
