package playground

import (
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"
)

// content is what a message says.
type content struct {
	text     string
	blocks   []any
	metadata any
}

// readContent checks what a message is to say. high is the most characters of text.
func readContent(a args, high int) (content, *apiError) {
	c := content{text: a.str("text")}
	if a.raw("attachments") != nil {
		return c, &apiError{code: "invalid_attachments", messages: []string{"the playground shows blocks only, no attachments"}}
	}
	blocks, bad := parseBlocks(a.raw("blocks"))
	if bad != nil {
		return c, bad
	}
	c.blocks = blocks
	if md := a.str("markdown_text"); md != "" {
		if c.text != "" || blocks != nil {
			return c, fail("markdown_text_conflict")
		}
		c.blocks = []any{obj{"type": "markdown", "text": md}}
	}
	if c.text == "" && len(c.blocks) == 0 {
		return c, fail("no_text")
	}
	if utf8.RuneCountInString(c.text) > high {
		return c, fail("msg_too_long")
	}
	if a.raw("metadata") == nil {
		return c, nil
	}
	return c, c.readMetadata(a)
}

func (c *content) readMetadata(a args) *apiError {
	m := a.object("metadata")
	kind, _ := m["event_type"].(string)
	if _, ok := m["event_payload"].(obj); !ok || kind == "" {
		return fail("invalid_metadata_format")
	}
	if b, err := json.Marshal(m); err != nil || len(b) > maxMetadata {
		return fail("metadata_too_large")
	}
	c.metadata = m
	return nil
}

// postRoom is where the app may post: a channel of which it is a member, or a direct
// message named by its id or by the person's. Called with s.mu held.
func (s *Server) postRoom(id string) (*room, *apiError) {
	app := s.cfg.Workspace.App.UserID
	if u, ok := s.users[id]; ok {
		if u.IsBot || u.Deleted {
			return nil, fail("channel_not_found")
		}
		return s.directRoom(id), nil
	}
	r := s.rooms[id]
	switch {
	case r == nil, r.Private && !r.has(app):
		return nil, fail("channel_not_found")
	case r.Archived:
		return nil, fail("is_archived")
	case !r.has(app):
		return nil, fail("not_in_channel")
	}
	return r, nil
}

// chatPost: docs.slack.dev/reference/methods/chat.postMessage
func (s *Server) chatPost(a args) (obj, *apiError) {
	c, bad := readContent(a, maxMessageText)
	if bad != nil {
		return nil, bad
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	r, bad := s.postRoom(a.str("channel"))
	if bad != nil {
		return nil, bad
	}
	if bad := s.limitPosts(r); bad != nil {
		return nil, bad
	}
	m := s.botMessage(c)
	// A reply to a message that is gone is posted without its thread, as Slack does.
	if parent := r.find(a.str("thread_ts")); parent != nil && parent.ephemeralFor == "" {
		m.thread = orElse(parent.thread, parent.ts)
		m.broadcast = a.truthy("reply_broadcast")
	}
	s.add(r, m)
	return obj{"channel": r.ID, "ts": m.ts, "message": s.wire(r, m)}, nil
}

func (s *Server) botMessage(c content) *message {
	app := s.cfg.Workspace.App
	return &message{user: app.UserID, bot: app.BotID, text: c.text, blocks: c.blocks, metadata: c.metadata}
}

// limitPosts holds one message per second and channel when the config asks for it.
func (s *Server) limitPosts(r *room) *apiError {
	if !s.cfg.OneMessagePerSecond {
		return nil
	}
	now := s.cfg.Now()
	if last, ok := s.lastPost[r.ID]; ok && now.Sub(last) < time.Second {
		return &apiError{code: "ratelimited", seconds: 1}
	}
	s.lastPost[r.ID] = now
	return nil
}

// ownMessage finds a message that the app may change. Called with s.mu held.
func (s *Server) ownMessage(a args, refusal string) (*room, *message, *apiError) {
	r := s.rooms[a.str("channel")]
	if r == nil || (r.Private && !r.has(s.cfg.Workspace.App.UserID)) {
		return nil, nil, fail("channel_not_found")
	}
	m := r.find(a.str("ts"))
	switch {
	case m == nil || m.ephemeralFor != "" || m.deleted:
		return nil, nil, fail("message_not_found")
	case m.bot != s.cfg.Workspace.App.BotID:
		return nil, nil, fail(refusal)
	case r.Archived:
		return nil, nil, fail("is_archived")
	}
	return r, m, nil
}

// chatUpdate: docs.slack.dev/reference/methods/chat.update. Text without blocks
// removes the blocks; only a change of text alone is marked as edited.
func (s *Server) chatUpdate(a args) (obj, *apiError) {
	c, bad := readContent(a, maxUpdateText)
	if bad != nil {
		return nil, bad
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	r, m, bad := s.ownMessage(a, "cant_update_message")
	if bad != nil {
		return nil, bad
	}
	m.text, m.blocks = c.text, withIDs(c.blocks)
	m.edited = len(c.blocks) == 0
	if c.metadata != nil {
		m.metadata = c.metadata
	}
	m.revision++
	s.note()
	return obj{"channel": r.ID, "ts": m.ts, "text": m.text, "message": s.wire(r, m)}, nil
}

// chatEphemeral: docs.slack.dev/reference/methods/chat.postEphemeral
func (s *Server) chatEphemeral(a args) (obj, *apiError) {
	c, bad := readContent(a, maxMessageText)
	if bad != nil {
		return nil, bad
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	r, bad := s.postRoom(a.str("channel"))
	if bad != nil {
		return nil, bad
	}
	if !r.has(a.str("user")) {
		return nil, fail("user_not_in_channel")
	}
	m := s.botMessage(c)
	m.ephemeralFor = a.str("user")
	if parent := r.find(a.str("thread_ts")); parent != nil {
		m.thread = orElse(parent.thread, parent.ts)
	}
	s.add(r, m)
	return obj{"message_ts": m.ts}, nil
}

// chatDelete: docs.slack.dev/reference/methods/chat.delete
func (s *Server) chatDelete(a args) (obj, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, m, bad := s.ownMessage(a, "cant_delete_message")
	if bad != nil {
		return nil, bad
	}
	s.remove(r, m)
	return obj{"channel": r.ID, "ts": m.ts}, nil
}

// chatPermalink: docs.slack.dev/reference/methods/chat.getPermalink
func (s *Server) chatPermalink(a args) (obj, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.rooms[a.str("channel")]
	if r == nil {
		return nil, fail("channel_not_found")
	}
	m := r.find(a.str("message_ts"))
	if m == nil || m.ephemeralFor != "" {
		return nil, fail("message_not_found")
	}
	link := s.selfURL + "/archives/" + r.ID + "/p" + strings.ReplaceAll(m.ts, ".", "")
	if m.thread != "" {
		link += "?thread_ts=" + m.thread + "&cid=" + r.ID
	}
	return obj{"channel": r.ID, "permalink": link}, nil
}
