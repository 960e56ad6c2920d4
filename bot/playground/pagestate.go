package playground

import (
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"slices"
	"time"
)

// PageFiles are the files of the page: the gallery draws blocks with the same ones.
func PageFiles() fs.FS {
	sub, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic(err) // the folder is embedded
	}
	return sub
}

// serveState answers what the page shows around the conversation, for one person.
func (s *Server) serveState(w http.ResponseWriter, r *http.Request) {
	user := r.URL.Query().Get("as")
	if u, ok := s.users[user]; !ok || u.IsBot {
		user = s.firstPerson()
	}
	s.followGuide()
	s.mu.Lock()
	answer := obj{
		"as": user, "version": s.version, "team": s.cfg.Workspace.Name,
		"app": s.cfg.Workspace.App, "users": s.pageUsers(), "rooms": s.pageRooms(user),
		"modal": s.pageModal(user), "commands": s.cfg.Commands, "shortcuts": s.cfg.Shortcuts,
		"guide": s.pageGuide(), "beyond": obj{"title": s.cfg.Beyond.Title, "text": s.cfg.Beyond.Text, "command": s.cfg.Beyond.Command}, "clock": s.pageClock(),
	}
	s.mu.Unlock()
	writeJSON(w, http.StatusOK, answer)
}

func (s *Server) firstPerson() string {
	for _, u := range s.cfg.Workspace.Users {
		if !u.IsBot && !u.Deleted {
			return u.ID
		}
	}
	return ""
}

func (s *Server) pageUsers() []obj {
	var out []obj
	for _, u := range s.cfg.Workspace.Users {
		out = append(out, obj{
			"id": u.ID, "name": u.Name, "real_name": u.RealName, "title": u.Title, "tz": u.TZ,
			"is_bot": u.IsBot, "is_stranger": u.IsStranger, "deleted": u.Deleted,
		})
	}
	return out
}

// pageRooms lists the rooms of a person. Called with s.mu held.
func (s *Server) pageRooms(user string) []obj {
	out := []obj{s.pageRoom(s.directRoom(user), user)}
	for _, id := range s.roomIDs {
		if r := s.rooms[id]; !r.im && r.has(user) {
			out = append(out, s.pageRoom(r, user))
		}
	}
	return out
}

func (s *Server) pageRoom(r *room, user string) obj {
	return obj{
		"id": r.ID, "name": r.Name, "topic": r.Topic, "private": r.Private, "ext_shared": r.ExtShared,
		"archived": r.Archived, "im": r.im, "members": r.Members, "unread": s.unread(r, user),
		"read": s.read[readMark{user, r.ID}],
	}
}

// unread counts what others said in a room since a person last looked.
func (s *Server) unread(r *room, user string) int {
	mark, n := s.read[readMark{user, r.ID}], 0
	for _, m := range r.log {
		if m.ts > mark && m.user != user && m.shownTo(user) && (m.thread == "" || m.broadcast) {
			n++
		}
	}
	return n
}

func (m *message) shownTo(user string) bool { return m.ephemeralFor == "" || m.ephemeralFor == user }

// pageModal is the modal on top, or nil. Called with s.mu held.
func (s *Server) pageModal(user string) obj {
	stack := s.stacks[user]
	if len(stack) == 0 {
		return nil
	}
	return s.pageView(stack[len(stack)-1], len(stack))
}

func (s *Server) pageView(v *view, depth int) obj {
	o := s.viewObject(v)
	o["revision"], o["depth"] = v.revision, depth
	return o
}

func (s *Server) pageClock() obj {
	now := s.cfg.Now()
	o := obj{"now": now.UnixMilli()}
	if s.cfg.Advance != nil && s.cfg.NextWorkday != nil {
		o["workday"] = s.cfg.NextWorkday(now).UnixMilli()
	}
	if s.cfg.Advance != nil && s.cfg.NextMonday != nil {
		o["monday"] = s.cfg.NextMonday(now).UnixMilli()
	}
	return o
}

// serveRoom answers all that a person sees in a room, threads included; for the room
// "home", the app's Home tab.
func (s *Server) serveRoom(w http.ResponseWriter, r *http.Request) {
	user, id := r.URL.Query().Get("as"), r.URL.Query().Get("id")
	show := s.roomContent
	if id == "home" {
		show = s.homeContent
	}
	answer := show(user, id)
	if answer == nil {
		http.Error(w, "There is no such channel for this person.", http.StatusNotFound)
		return
	}
	writeJSON(w, http.StatusOK, answer)
}

func (s *Server) homeContent(user, _ string) obj {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v := s.homes[user]; v != nil {
		return obj{"home": s.pageView(v, 0)}
	}
	return obj{"home": nil}
}

func (s *Server) roomContent(user, id string) obj {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.rooms[id]
	if r == nil || !r.has(user) {
		return nil
	}
	out := []obj{}
	for _, m := range r.log {
		if m.shownTo(user) {
			out = append(out, s.pageMessage(r, m))
		}
	}
	return obj{"messages": out}
}

func (s *Server) pageMessage(r *room, m *message) obj {
	o := s.wire(r, m)
	o["ephemeral"], o["slackbot"], o["broadcast"], o["deleted"] = m.ephemeralFor != "", m.slackbot, m.broadcast, m.deleted
	var repliers []string
	for _, x := range r.replies(m.ts) {
		if !slices.Contains(repliers, x.user) {
			repliers = append(repliers, x.user)
		}
	}
	o["repliers"] = repliers
	o["revision"] = fmt.Sprintf("%d/%d/%v", m.revision, len(r.replies(m.ts)), o["latest_reply"])
	return o
}

// keepAlive is how often a quiet connection gets a word, so that nothing between
// closes it.
const keepAlive = 20 * time.Second

// serveChanges tells the page by server-sent events that something changed. Missed
// changes need no replay: the page asks for the whole state each time.
func (s *Server) serveChanges(w http.ResponseWriter, r *http.Request) {
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	tick := time.NewTicker(keepAlive)
	defer tick.Stop()
	for {
		s.mu.Lock()
		version, changed := s.version, s.changed
		s.mu.Unlock()
		if _, err := fmt.Fprintf(w, "data: %d\n\n", version); err != nil {
			return
		}
		if err := out.Flush(); err != nil {
			s.log.Debug("a page stopped listening", slog.Any("error", err))
			return
		}
		select {
		case <-changed:
		case <-tick.C:
		case <-s.closed:
			return
		case <-r.Context().Done():
			return
		}
	}
}
