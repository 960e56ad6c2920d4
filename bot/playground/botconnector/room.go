package botconnector

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// Kinds of rooms, as a conversationType.
const (
	personal  = "personal"
	groupChat = "groupChat"
	channel   = "channel"
)

// room is a personal chat, a group chat or a channel, with everything said in it.
type room struct {
	id, name, kind string
	members        []string // of a chat, and of a channel that is not standard
	installed      bool     // of a chat: the app is in it
	removed        bool     // of a personal chat: the app was removed from it
	blocked        bool     // of a personal chat: the person has blocked the bot
	team           *team    // of a channel
	channelType    string   // standard, private, shared
	deleted        bool
	log            []*message // by time
}

// team is a team. Its first room is General, which has its id.
type team struct {
	id, name, groupID string
	members           []string
	rooms             []*room
	installed         bool
	deleted           bool
}

// message is a message as it is stored.
type message struct {
	id, thread string // thread: the id of the post that it answers, in a channel
	from       string // a person; empty for the bot
	text       string
	format     string // textFormat
	cards      []obj
	mentions   []string          // texts of mention entities
	only       string            // the one person who sees it
	edited     bool              // somebody changed it after it was sent
	deleted    bool              // a post whose answers remain
	version    int               // grows with each change
	at         time.Time         // when it was sent
	sights     map[string]*sight // by person: what they have before them
}

// sight is a version of a message as one person has it before them.
type sight struct {
	views     []*view
	refreshed chan struct{} // of a card with a refresh: closed when that was answered
}

// Called before the server is shared, or with s.mu held, as is everything here.
func (s *Server) addRoom(r *room) {
	s.rooms[r.id] = r
	s.roomIDs = append(s.roomIDs, r.id)
}

func (s *Server) addTeam(t Team) {
	made := &team{id: t.ID, name: t.Name, groupID: t.GroupID, members: slices.Clone(t.Members)}
	s.teams[t.ID] = made
	s.addChannel(made, Channel{ID: t.ID, Name: "General"})
	for _, c := range t.Channels {
		s.addChannel(made, c)
	}
}

func (s *Server) addChannel(t *team, c Channel) *room {
	r := &room{
		id: c.ID, name: c.Name, kind: channel, channelType: cmp.Or(c.Type, "standard"), team: t,
		members: slices.Clone(c.Members),
	}
	t.rooms = append(t.rooms, r)
	s.addRoom(r)
	return r
}

// people are who is in the room.
func (r *room) people() []string {
	if r.kind == channel && r.channelType == "standard" {
		return r.team.members
	}
	return r.members
}

func (r *room) has(user string) bool { return slices.Contains(r.people(), user) }

// hasApp tells whether the app is in the room, by itself or through the team.
func (r *room) hasApp() bool {
	if r.kind == channel {
		return r.team.installed
	}
	return r.installed
}

func (r *room) gone() bool { return r.deleted || r.kind == channel && r.team.deleted }

func (r *room) find(id string) *message {
	i := slices.IndexFunc(r.log, func(m *message) bool { return m.id == id })
	if i < 0 {
		return nil
	}
	return r.log[i]
}

// threadOf is the post in whose thread an answer to a message goes. Only channels have threads.
func (r *room) threadOf(answers string) string {
	if r.kind != channel {
		return ""
	}
	if m := r.find(answers); m != nil && m.thread != "" {
		return m.thread
	}
	return answers
}

// meets tells whether the bot and a person have a room of any kind in common.
func (s *Server) meets(user string) bool {
	for _, r := range s.rooms {
		if r.hasApp() && !r.gone() && r.has(user) {
			return true
		}
	}
	return false
}

// add stores a message and tells everyone.
func (s *Server) add(r *room, m *message) *message {
	at := s.nextID()
	m.id, m.at = strconv.FormatInt(at, 10), time.UnixMilli(at)
	m.version = 1
	m.sights = map[string]*sight{}
	r.log = append(r.log, m)
	s.note()
	return m
}

// change puts something else in a message's place. Whatever people had before them of it is gone.
func (s *Server) change(m *message, to *message) {
	m.text, m.format, m.cards, m.mentions = to.text, to.format, to.cards, to.mentions
	m.edited = true
	m.version++
	m.sights = map[string]*sight{}
	s.note()
}

// remove takes a message away, or leaves a mark where answers hang from it.
func (s *Server) remove(r *room, m *message) {
	if slices.ContainsFunc(r.log, func(x *message) bool { return x.thread == m.id && x.only == "" }) {
		s.change(m, &message{text: "This message has been deleted."})
		m.deleted = true
		return
	}
	r.log = slices.DeleteFunc(r.log, func(x *message) bool { return x == m || x.thread == m.id })
	s.note()
}

// sightOf is what a person has before them of a message.
func (m *message) sightOf(user string) *sight {
	if m.sights[user] == nil {
		at := &sight{}
		for _, c := range m.cards {
			at.views = append(at.views, newView(c))
		}
		m.sights[user] = at
	}
	return m.sights[user]
}

// userNamed is the person with an id of the bot's (29:…) or of Entra's.
func (s *Server) userNamed(id string) (User, bool) {
	if u, ok := s.users[id]; ok {
		return u, true
	}
	for _, u := range s.cfg.Organization.Users {
		if s.cfg.userID(u.ID) == id {
			return u, true
		}
	}
	return User{}, false
}
