package playground

import (
	"maps"
	"net/http"
	"strings"
	"time"
)

// answerLife is how long a response URL may be used (docs.slack.dev:
// interactivity/handling-user-interaction).
const answerLife = 30 * time.Minute

// responseURL lets the bot answer a person in a room, without being a member of it.
type responseURL struct {
	user, room, thread string
	source             string // the message that was acted on; empty for a command
	made               time.Time
	uses               int
}

// newResponseURL is called with s.mu held.
func (s *Server) newResponseURL(user, room, thread, source string) string {
	id := newID("") + newID("")
	s.urls[id] = &responseURL{user: user, room: room, thread: thread, source: source, made: s.cfg.Now()}
	return s.selfURL + "/response/" + id
}

// serveResponse is the response URL itself: at most 5 uses in 30 minutes.
func (s *Server) serveResponse(w http.ResponseWriter, r *http.Request) {
	a, bad := readArgs(w, r)
	if a.body == nil && bad == nil { // a form carries the JSON in its payload field
		a.body = a.object("payload")
	}
	s.underFault(w, r, "response_url", a, func(w http.ResponseWriter) {
		if bad == nil {
			bad = s.answerThrough(strings.TrimPrefix(r.URL.Path, "/response/"), a)
		}
		s.record("response_url", args{body: a.body}, bad)
		switch {
		case bad == nil:
			writeJSON(w, http.StatusOK, obj{"ok": true})
		case bad.code == "used_url" || bad.code == "expired_url" || bad.code == "invalid_url":
			writeJSON(w, http.StatusNotFound, obj{"ok": false, "error": bad.code})
		default:
			writeJSON(w, http.StatusBadRequest, obj{"ok": false, "error": bad.code})
		}
	})
}

func (s *Server) answerThrough(id string, a args) *apiError {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.urls[id]
	switch {
	case u == nil:
		return fail("invalid_url")
	case s.cfg.Now().Sub(u.made) > answerLife:
		return fail("expired_url")
	case u.uses >= maxAnswers:
		return fail("used_url")
	}
	u.uses++
	r := s.rooms[u.room]
	source := r.find(u.source)
	if a.truthy("delete_original") && source != nil {
		s.remove(r, source)
		return nil
	}
	c, bad := readContent(dropEmpty(a), maxMessageText)
	if bad != nil {
		return bad
	}
	if a.truthy("replace_original") && source != nil {
		source.text, source.blocks = c.text, withIDs(c.blocks)
		source.revision++
		s.note()
		return nil
	}
	thread := orElse(a.str("thread_ts"), u.thread)
	s.answer(r, u.user, thread, a.str("response_type"), c)
	return nil
}

// dropEmpty takes away the empty metadata that the Slack client for Go always sends.
func dropEmpty(a args) args {
	kept := maps.Clone(a.body)
	if m, ok := kept["metadata"].(obj); ok && m["event_type"] == "" {
		delete(kept, "metadata")
	}
	return args{body: kept}
}

// answer posts what the bot said to a command or through a response URL: to the one
// person, unless it asks for in_channel. Called with s.mu held.
func (s *Server) answer(r *room, user, thread, kind string, c content) {
	m := s.botMessage(c)
	m.thread = thread
	if kind != "in_channel" {
		m.ephemeralFor = user
	}
	s.add(r, m)
}
