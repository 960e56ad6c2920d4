package playground

import (
	"crypto/rand"
	"maps"
)

// view is a modal or a Home tab that a person has open.
type view struct {
	id, user, channel string
	payload           obj                       // as the bot gave it
	values            map[string]map[string]obj // state.values: what is in the fields
	hash              string
	root, previous    string
	revision          int
}

func (v *view) blocks() []any {
	b, _ := v.payload["blocks"].([]any)
	return b
}

func (v *view) text(key string) string {
	s, _ := v.payload[key].(string)
	return s
}

// fill gives the view a payload. Fields that stay (same block_id, action_id and type)
// keep what was typed.
func (v *view) fill(payload obj) {
	payload["blocks"] = withIDs(payload["blocks"].([]any))
	old := v.values
	v.payload, v.hash, v.values = payload, rand.Text(), map[string]map[string]obj{}
	v.revision++
	for _, p := range placedIn(v.blocks()) {
		value := initialValue(p.element)
		if value == nil {
			continue
		}
		if p.element["default_to_current_conversation"] == true && isEmpty(value) && v.channel != "" {
			value = currentConversation(p.element, v.channel)
		}
		if was := old[p.block][p.action]; was != nil && was["type"] == value["type"] {
			value = was
		}
		v.set(p.block, p.action, value)
	}
}

func currentConversation(el obj, channel string) obj {
	kind, _ := el["type"].(string)
	if many(kind) {
		return obj{"type": kind, "selected_conversations": []any{channel}}
	}
	return obj{"type": kind, "selected_conversation": channel}
}

func (v *view) set(block, action string, value obj) {
	if v.values[block] == nil {
		v.values[block] = map[string]obj{}
	}
	v.values[block][action] = value
}

// viewObject is the view as Slack sends it. Called with s.mu held.
func (s *Server) viewObject(v *view) obj {
	w := s.cfg.Workspace
	values := map[string]map[string]obj{}
	for block, fields := range v.values {
		values[block] = maps.Clone(fields)
	}
	o := obj{
		"id": v.id, "team_id": w.TeamID, "type": v.payload["type"], "blocks": v.blocks(), "hash": v.hash,
		"private_metadata": v.text("private_metadata"), "callback_id": v.text("callback_id"),
		"external_id": v.text("external_id"), "state": obj{"values": values},
		"title": v.payload["title"], "submit": v.payload["submit"], "close": v.payload["close"],
		"clear_on_close": v.payload["clear_on_close"] == true, "notify_on_close": v.payload["notify_on_close"] == true,
		"root_view_id": v.root, "previous_view_id": nil, "app_id": w.App.ID, "bot_id": w.App.BotID,
		"app_installed_team_id": w.TeamID,
	}
	if v.previous != "" {
		o["previous_view_id"] = v.previous
	}
	return o
}

// checkedView reads and checks the view argument.
func checkedView(a args, where surface) (obj, *apiError) {
	payload := a.object("view")
	if payload == nil {
		return nil, &apiError{code: "invalid_arguments", messages: []string{"missing required field: view [json-pointer:/view]"}}
	}
	if errs := checkView(payload, where); len(errs) > 0 {
		return nil, &apiError{code: "invalid_arguments", messages: errs}
	}
	if tooLarge(payload) {
		return nil, fail("view_too_large")
	}
	return payload, nil
}

// newModal is called with s.mu held.
func (s *Server) newModal(user, channel string, payload obj) *view {
	v := &view{id: newID("V"), user: user, channel: channel}
	v.fill(payload)
	v.root = v.id
	s.views[v.id] = v
	return v
}

// push puts a modal on a person's stack. Called with s.mu held.
func (s *Server) push(user string, v *view) {
	stack := s.stacks[user]
	if n := len(stack); n > 0 {
		v.previous, v.root = stack[n-1].id, stack[0].id
	}
	s.stacks[user] = append(stack, v)
	s.note()
}

// drop takes the last n modals off a person's stack. Called with s.mu held.
func (s *Server) drop(user string, n int) {
	stack := s.stacks[user]
	keep := max(0, len(stack)-n)
	for _, v := range stack[keep:] {
		delete(s.views, v.id)
	}
	s.stacks[user] = stack[:keep:keep]
	s.note()
}

// viewsOpen: docs.slack.dev/reference/methods/views.open
func (s *Server) viewsOpen(a args) (obj, *apiError) {
	payload, bad := checkedView(a, inModal)
	if bad != nil {
		return nil, bad
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	t, bad := s.redeem(a.str("trigger_id"))
	if bad != nil {
		return nil, bad
	}
	if s.externalTaken(payload, "") {
		return nil, fail("duplicate_external_id")
	}
	s.drop(t.user, len(s.stacks[t.user]))
	v := s.newModal(t.user, t.channel, payload)
	s.push(t.user, v)
	return obj{"view": s.viewObject(v)}, nil
}

// viewsPush: docs.slack.dev/reference/methods/views.push
func (s *Server) viewsPush(a args) (obj, *apiError) {
	payload, bad := checkedView(a, inModal)
	if bad != nil {
		return nil, bad
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	t, bad := s.redeem(a.str("trigger_id"))
	if bad != nil {
		return nil, bad
	}
	switch {
	case s.views[t.view] == nil || len(s.stacks[t.user]) == 0:
		return nil, fail("not_found")
	case len(s.stacks[t.user]) >= maxViewStack:
		return nil, fail("push_limit_reached")
	case s.externalTaken(payload, ""):
		return nil, fail("duplicate_external_id")
	}
	v := s.newModal(t.user, t.channel, payload)
	s.push(t.user, v)
	return obj{"view": s.viewObject(v)}, nil
}

// viewsUpdate: docs.slack.dev/reference/methods/views.update
func (s *Server) viewsUpdate(a args) (obj, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.findView(a.str("view_id"), a.str("external_id"))
	if v == nil {
		return nil, fail("not_found")
	}
	payload, bad := checkedView(a, surface(v.text("type")))
	switch {
	case bad != nil:
		return nil, bad
	case a.str("hash") != "" && a.str("hash") != v.hash:
		return nil, fail("hash_conflict")
	case s.externalTaken(payload, v.id):
		return nil, fail("duplicate_external_id")
	}
	v.fill(payload)
	s.note()
	return obj{"view": s.viewObject(v)}, nil
}

func (s *Server) findView(id, external string) *view {
	if id != "" {
		return s.views[id]
	}
	for _, v := range s.views {
		if external != "" && v.text("external_id") == external {
			return v
		}
	}
	return nil
}

func (s *Server) externalTaken(payload obj, except string) bool {
	id, _ := payload["external_id"].(string)
	v := s.findView("", id)
	return v != nil && v.id != except
}

// viewsPublish: docs.slack.dev/reference/methods/views.publish
func (s *Server) viewsPublish(a args) (obj, *apiError) {
	payload, bad := checkedView(a, inHome)
	if bad != nil {
		return nil, bad
	}
	user := a.str("user_id")
	s.mu.Lock()
	defer s.mu.Unlock()
	if u, ok := s.users[user]; !ok || u.IsBot {
		return nil, fail("user_not_found")
	}
	v := s.homes[user]
	if v != nil && a.str("hash") != "" && a.str("hash") != v.hash {
		return nil, fail("hash_conflict")
	}
	if v == nil {
		v = &view{id: newID("V"), user: user}
		v.root = v.id
		s.homes[user], s.views[v.id] = v, v
	}
	v.fill(payload)
	s.note()
	return obj{"view": s.viewObject(v)}, nil
}
