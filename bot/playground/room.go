package playground

import (
	"fmt"
	"slices"
	"time"
)

// room is a channel or a direct message with everything said in it.
type room struct {
	Channel
	im      bool
	created time.Time
	log     []*message // by time
}

// message is one message as stored. ephemeralFor names the only person who sees it.
type message struct {
	ts, thread   string
	user, bot    string
	text         string
	blocks       []any
	metadata     any
	edited       bool
	deleted      bool // a parent whose replies remain
	broadcast    bool // a reply also shown in the channel
	slackbot     bool // an answer by Slack itself
	ephemeralFor string
	revision     int
}

// readMark is the place up to which a person has read a room.
type readMark struct{ user, room string }

// addRoom is called with s.mu held, or before the server is shared.
func (s *Server) addRoom(r *room) {
	r.created = s.cfg.Now()
	s.rooms[r.ID] = r
	s.roomIDs = append(s.roomIDs, r.ID)
}

// nextTS is the time of a new message: the clock in microseconds, made unique.
func (s *Server) nextTS() string {
	s.lastTS = max(s.cfg.Now().UnixMicro(), s.lastTS+1)
	return fmt.Sprintf("%d.%06d", s.lastTS/1e6, s.lastTS%1e6)
}

func (r *room) has(user string) bool { return slices.Contains(r.Members, user) }

func (r *room) find(ts string) *message {
	i := slices.IndexFunc(r.log, func(m *message) bool { return m.ts == ts })
	if i < 0 {
		return nil
	}
	return r.log[i]
}

func (r *room) replies(ts string) []*message {
	var out []*message
	for _, m := range r.log {
		if m.thread == ts && m.ts != ts && m.ephemeralFor == "" {
			out = append(out, m)
		}
	}
	return out
}

// name is how Slack names the room in a payload.
func (r *room) slackName() string {
	if r.im {
		return "directmessage"
	}
	if r.Private {
		return "privategroup"
	}
	return r.Name
}

// kind is the room's channel_type in events.
func (r *room) kind() string {
	switch {
	case r.im:
		return "im"
	case r.Private:
		return "group"
	}
	return "channel"
}

// directRoom finds or makes the direct message between the app and a person.
// Called with s.mu held.
func (s *Server) directRoom(user string) *room {
	app := s.cfg.Workspace.App.UserID
	for _, id := range s.roomIDs {
		if r := s.rooms[id]; r.im && r.has(user) {
			return r
		}
	}
	r := &room{im: true, Channel: Channel{ID: newID("D"), Private: true, Members: []string{app, user}}}
	s.addRoom(r)
	return r
}

// add stores a message and tells everyone. Called with s.mu held.
func (s *Server) add(r *room, m *message) *message {
	m.ts = s.nextTS()
	m.revision = 1
	m.blocks = withIDs(m.blocks)
	r.log = append(r.log, m)
	s.note()
	return m
}

// remove takes a message away, or leaves a tombstone where replies hang from it.
// Called with s.mu held.
func (s *Server) remove(r *room, m *message) {
	if len(r.replies(m.ts)) > 0 {
		m.deleted, m.text, m.blocks, m.metadata = true, "This message was deleted.", nil, nil
		m.revision++
	} else {
		r.log = slices.DeleteFunc(r.log, func(x *message) bool { return x == m })
	}
	s.note()
}

// wire is the message object as Slack sends it. Called with s.mu held.
func (s *Server) wire(r *room, m *message) obj {
	w := s.cfg.Workspace
	o := obj{"type": "message", "text": m.text, "ts": m.ts, "user": m.user, "team": w.TeamID}
	if m.bot != "" {
		o["bot_id"], o["app_id"] = m.bot, w.App.ID
		o["bot_profile"] = obj{"id": m.bot, "app_id": w.App.ID, "name": w.App.Name, "team_id": w.TeamID, "deleted": false}
	}
	if len(m.blocks) > 0 {
		o["blocks"] = m.blocks
	}
	if m.metadata != nil {
		o["metadata"] = m.metadata
	}
	if m.edited {
		o["edited"] = obj{"user": m.user, "ts": m.ts}
	}
	if m.deleted {
		o["subtype"] = "tombstone"
	}
	if m.thread != "" {
		o["thread_ts"] = m.thread
		if parent := r.find(m.thread); parent != nil {
			o["parent_user_id"] = parent.user
		}
	}
	if replies := r.replies(m.ts); len(replies) > 0 {
		o["thread_ts"], o["reply_count"] = m.ts, len(replies)
		o["latest_reply"] = replies[len(replies)-1].ts
	}
	return o
}
