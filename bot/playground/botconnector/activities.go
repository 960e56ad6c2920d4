package botconnector

import (
	"fmt"
	"net/http"
	"strings"
)

// roomFor is the room of a conversation id, with the thread that the id names, when the bot may write there. Called with
// s.mu held, as is everything here.
func (s *Server) roomFor(conversation string) (*room, string, *apiError) {
	id, thread := splitThread(conversation)
	r := s.rooms[id]
	switch {
	case r == nil || r.gone():
		return nil, "", errNoRoom
	case thread != "" && (r.kind != channel || r.find(thread) == nil):
		return nil, "", errNoRoom
	case r.blocked:
		return nil, "", errBlocked
	case r.removed:
		return nil, "", errRemoved
	case !r.hasApp() && (r.kind != personal || !s.meets(r.members[0])):
		return nil, "", errNotThere
	}
	if thread != "" {
		thread = r.threadOf(thread)
	}
	return r, thread, nil
}

// createConversation opens a personal chat, or starts a thread in a channel (bot-docs: rest-connector-api-reference).
func (s *Server) createConversation(_ *http.Request, body obj) (int, any, *apiError) {
	data := object(body, "channelData")
	if id := text(object(data, "channel"), "id"); id != "" {
		return s.createThread(id, body)
	}
	members := list(body, "members")
	if len(members) != 1 {
		return 0, nil, badSyntax("a bot can open a conversation with one member only, or in a channel")
	}
	if tenant := text(body, "tenantId"); tenant != s.cfg.Organization.Tenant || text(object(data, "tenant"), "id") != tenant {
		return 0, nil, badSyntax("tenantId and channelData.tenant.id must both be the tenant")
	}
	member, _ := members[0].(obj)
	u, known := s.userNamed(text(member, "id"))
	if !known {
		return 0, nil, errNotThere
	}
	r, _, bad := s.roomFor(s.cfg.chatID(u.ID))
	if bad != nil {
		return 0, nil, bad
	}
	made := obj{"id": r.id}
	if a, there := body["activity"].(obj); there {
		m, bad := s.post(r, "", a)
		if bad != nil {
			return 0, nil, bad
		}
		made["activityId"] = m.id
	}
	return http.StatusCreated, made, nil
}

func (s *Server) createThread(id string, body obj) (int, any, *apiError) {
	r, thread, bad := s.roomFor(id)
	switch {
	case bad != nil:
		return 0, nil, bad
	case r.kind != channel || thread != "":
		return 0, nil, badSyntax("channelData.channel.id must be a channel")
	}
	a, there := body["activity"].(obj)
	if !there {
		return 0, nil, badSyntax("a thread begins with an activity")
	}
	m, bad := s.post(r, "", a)
	if bad != nil {
		return 0, nil, bad
	}
	return http.StatusCreated, obj{"id": r.id + ";messageid=" + m.id, "activityId": m.id}, nil
}

// postActivity posts to a conversation, or answers an activity in it.
func (s *Server) postActivity(r *http.Request, body obj) (int, any, *apiError) {
	in, thread, bad := s.roomFor(r.PathValue("id"))
	if bad != nil {
		return 0, nil, bad
	}
	if answers := r.PathValue("activity"); answers != "" && in.kind == channel && thread == "" {
		if in.find(answers) == nil {
			return 0, nil, errNoActivity
		}
		thread = in.threadOf(answers)
	}
	m, bad := s.post(in, thread, body)
	if bad != nil {
		return 0, nil, bad
	}
	if m == nil {
		return http.StatusOK, obj{}, nil
	}
	return http.StatusCreated, obj{"id": m.id}, nil
}

// post stores what the bot posts; nil for what is not kept.
func (s *Server) post(r *room, thread string, a obj) (*message, *apiError) {
	if bad := s.limitSends(r); bad != nil {
		return nil, bad
	}
	if text(a, "type") == "typing" {
		return nil, nil
	}
	m, bad := s.readMessage(r, a)
	if bad != nil {
		return nil, bad
	}
	m.thread = thread
	return s.add(r, m), nil
}

// readMessage checks what the bot wants to say.
func (s *Server) readMessage(r *room, a obj) (*message, *apiError) {
	c := &checker{known: func(id string) bool { return s.isMentionable(r, id) }}
	c.activity(a)
	if len(c.problems) > 0 {
		return nil, badSyntax(strings.Join(c.problems, "; "))
	}
	m := &message{text: text(a, "text"), format: text(a, "textFormat"), cards: cardsOf(a)}
	for _, x := range list(a, "entities") {
		if e, _ := x.(obj); text(e, "type") == "mention" {
			m.mentions = append(m.mentions, text(e, "text"))
		}
	}
	return m, nil
}

// isMentionable tells whether somebody is in a room, so that they can be mentioned there.
func (s *Server) isMentionable(r *room, id string) bool {
	u, known := s.userNamed(id)
	return known && r.has(u.ID)
}

func cardsOf(a obj) []obj {
	var out []obj
	for _, x := range list(a, "attachments") {
		at, _ := x.(obj)
		if c, ok := at["content"].(obj); ok {
			out = append(out, c)
		}
	}
	return out
}

// ownActivity finds a message of the bot's.
func (s *Server) ownActivity(r *http.Request) (*room, *message, *apiError) {
	in, _, bad := s.roomFor(r.PathValue("id"))
	if bad != nil {
		return nil, nil, bad
	}
	m := in.find(r.PathValue("activity"))
	switch {
	case m == nil || m.deleted || m.only != "":
		return nil, nil, errNoActivity
	case m.from != "":
		return nil, nil, &apiError{status: http.StatusForbidden, code: "Forbidden", message: "The bot can change its own activities only."}
	}
	return in, m, nil
}

func (s *Server) putActivity(r *http.Request, body obj) (int, any, *apiError) {
	in, m, bad := s.ownActivity(r)
	if bad == nil {
		bad = s.limitSends(in)
	}
	if bad != nil {
		return 0, nil, bad
	}
	if id := text(body, "id"); id != "" && id != m.id {
		return 0, nil, badSyntax(fmt.Sprintf("the activity's id is %q, that of the address %q", id, m.id))
	}
	to, bad := s.readMessage(in, body)
	if bad != nil {
		return 0, nil, bad
	}
	s.change(m, to)
	return http.StatusOK, obj{"id": m.id}, nil
}

func (s *Server) deleteActivity(r *http.Request, _ obj) (int, any, *apiError) {
	in, m, bad := s.ownActivity(r)
	if bad != nil {
		return 0, nil, bad
	}
	s.remove(in, m)
	return http.StatusOK, obj{}, nil
}
