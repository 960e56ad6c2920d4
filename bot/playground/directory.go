package playground

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"time"
)

// conversationsOpen: docs.slack.dev/reference/methods/conversations.open
func (s *Server) conversationsOpen(a args) (obj, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id := a.str("channel"); id != "" {
		r := s.rooms[id]
		if r == nil || !r.im {
			return nil, fail("channel_not_found")
		}
		return obj{"channel": obj{"id": r.ID}, "no_op": true, "already_open": true}, nil
	}
	users := strings.Split(a.str("users"), ",")
	if len(users) != 1 {
		return nil, fail("not_enough_users") // group messages are not part of the playground
	}
	u, ok := s.users[users[0]]
	switch {
	case !ok:
		return nil, fail("user_not_found")
	case u.IsBot:
		return nil, fail("cannot_dm_bot")
	case u.Deleted:
		return nil, fail("user_disabled")
	}
	before := len(s.roomIDs)
	r := s.directRoom(u.ID)
	if a.truthy("return_im") {
		return obj{"channel": s.channelObject(r)}, nil
	}
	known := len(s.roomIDs) == before
	return obj{"channel": obj{"id": r.ID}, "no_op": known, "already_open": known}, nil
}

// readable is a room that the app can see. Called with s.mu held.
func (s *Server) readable(id string) (*room, *apiError) {
	r := s.rooms[id]
	if r == nil || (r.Private && !r.has(s.cfg.Workspace.App.UserID)) {
		return nil, fail("channel_not_found")
	}
	return r, nil
}

// conversationsInfo: docs.slack.dev/reference/methods/conversations.info
func (s *Server) conversationsInfo(a args) (obj, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, bad := s.readable(a.str("channel"))
	if bad != nil {
		return nil, bad
	}
	return obj{"channel": s.channelObject(r)}, nil
}

// conversationsList: docs.slack.dev/reference/methods/conversations.list
func (s *Server) conversationsList(a args) (obj, *apiError) {
	types := strings.Split(orElse(a.str("types"), "public_channel"), ",")
	s.mu.Lock()
	defer s.mu.Unlock()
	all := []any{}
	for _, id := range s.roomIDs {
		r, bad := s.readable(id)
		if bad != nil || !slices.Contains(types, r.listType()) || (r.Archived && a.truthy("exclude_archived")) {
			continue
		}
		all = append(all, s.channelObject(r))
	}
	page, next, bad := paged(all, a)
	return obj{"channels": page, "response_metadata": obj{"next_cursor": next}}, bad
}

func (r *room) listType() string {
	switch {
	case r.im:
		return "im"
	case r.Private:
		return "private_channel"
	}
	return "public_channel"
}

// conversationsMembers: docs.slack.dev/reference/methods/conversations.members
func (s *Server) conversationsMembers(a args) (obj, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, bad := s.readable(a.str("channel"))
	if bad != nil {
		return nil, bad
	}
	all := []any{}
	for _, m := range r.Members {
		all = append(all, m)
	}
	page, next, bad := paged(all, a)
	return obj{"members": page, "response_metadata": obj{"next_cursor": next}}, bad
}

// conversationsJoin: docs.slack.dev/reference/methods/conversations.join
func (s *Server) conversationsJoin(a args) (obj, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.rooms[a.str("channel")]
	switch {
	case r == nil:
		return nil, fail("channel_not_found")
	case r.Private:
		return nil, fail("method_not_supported_for_channel_type")
	case r.Archived:
		return nil, fail("is_archived")
	}
	answer := obj{}
	if app := s.cfg.Workspace.App.UserID; r.has(app) {
		answer["warning"] = "already_in_channel"
	} else {
		r.Members = append(r.Members, app)
		s.note()
	}
	answer["channel"] = s.channelObject(r)
	return answer, nil
}

// channelObject: docs.slack.dev/reference/objects/conversation-object
func (s *Server) channelObject(r *room) obj {
	w := s.cfg.Workspace
	o := obj{
		"id": r.ID, "name": r.Name, "name_normalized": r.Name, "created": r.created.Unix(),
		"is_channel": !r.im && !r.Private, "is_group": !r.im && r.Private, "is_im": r.im, "is_mpim": false,
		"is_private": r.Private, "is_archived": r.Archived, "is_general": r.Name == "general",
		"is_shared": r.ExtShared, "is_ext_shared": r.ExtShared, "is_org_shared": false,
		"is_member": r.has(w.App.UserID), "num_members": len(r.Members), "context_team_id": w.TeamID,
		"topic": obj{"value": r.Topic, "creator": "", "last_set": 0}, "purpose": obj{"value": "", "creator": "", "last_set": 0},
	}
	if r.im {
		o["user"] = s.otherIn(r)
	}
	return o
}

// otherIn is the person in a direct message with the app.
func (s *Server) otherIn(r *room) string {
	for _, m := range r.Members {
		if m != s.cfg.Workspace.App.UserID {
			return m
		}
	}
	return ""
}

// usersInfo: docs.slack.dev/reference/methods/users.info
func (s *Server) usersInfo(a args) (obj, *apiError) {
	u, ok := s.users[a.str("user")]
	if !ok {
		return nil, fail("user_not_found")
	}
	return obj{"user": s.userObject(u)}, nil
}

// usersList: docs.slack.dev/reference/methods/users.list
func (s *Server) usersList(a args) (obj, *apiError) {
	all := []any{}
	for _, u := range s.cfg.Workspace.Users {
		all = append(all, s.userObject(u))
	}
	page, next, bad := paged(all, a)
	return obj{"members": page, "cache_ts": s.cfg.Now().Unix(), "response_metadata": obj{"next_cursor": next}}, bad
}

// usersLookup: docs.slack.dev/reference/methods/users.lookupByEmail
func (s *Server) usersLookup(a args) (obj, *apiError) {
	for _, u := range s.cfg.Workspace.Users {
		if u.Email != "" && strings.EqualFold(u.Email, a.str("email")) && !u.Deleted && !u.IsStranger {
			return obj{"user": s.userObject(u)}, nil
		}
	}
	return nil, fail("users_not_found")
}

// userObject: docs.slack.dev/reference/objects/user-object. The e-mail of a person of
// another organization is hidden, and so is everyone's without users:read.email.
func (s *Server) userObject(u User) obj {
	profile := obj{
		"real_name": u.RealName, "real_name_normalized": u.RealName, "display_name": u.Name,
		"display_name_normalized": u.Name, "title": u.Title, "team": u.TeamID,
	}
	if !u.IsStranger && (s.cfg.Scopes == nil || slices.Contains(s.cfg.Scopes, "users:read.email")) {
		profile["email"] = u.Email
	}
	if u.IsBot {
		profile["bot_id"] = s.cfg.Workspace.App.BotID
	}
	o := obj{
		"id": u.ID, "team_id": u.TeamID, "name": u.Name, "real_name": u.RealName, "deleted": u.Deleted,
		"is_bot": u.IsBot, "is_app_user": false, "is_stranger": u.IsStranger, "is_admin": false, "is_owner": false,
		"is_email_confirmed": u.Email != "", "tz": u.TZ, "profile": profile,
	}
	if zone, err := time.LoadLocation(u.TZ); err == nil {
		label, offset := s.cfg.Now().In(zone).Zone()
		o["tz_label"], o["tz_offset"] = label, offset
	}
	return o
}

const maxPage = 1000 // docs.slack.dev: apis/web-api/pagination

// paged cuts one page out of a list; the cursor is where the next one begins.
func paged(all []any, a args) (page []any, next string, bad *apiError) {
	from := 0
	if c := a.str("cursor"); c != "" {
		raw, err := base64.StdEncoding.DecodeString(c)
		n, numErr := strconv.Atoi(string(raw))
		if err != nil || numErr != nil || n < 0 || n > len(all) {
			return nil, "", fail("invalid_cursor")
		}
		from = n
	}
	limit := a.number("limit")
	if limit < 0 || limit > maxPage {
		return nil, "", fail("invalid_limit")
	}
	if limit == 0 {
		limit = maxPage
	}
	to := min(len(all), from+limit)
	if to < len(all) {
		next = base64.StdEncoding.EncodeToString([]byte(strconv.Itoa(to)))
	}
	return all[from:to], next, nil
}
