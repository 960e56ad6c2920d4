package botconnector

import (
	"context"
	"fmt"
	"strings"
)

// Person does what a person can do in Teams. Each call returns when the bot has answered it; what the bot does afterwards
// is waited for with Server.Wait.
type Person struct {
	s    *Server
	User User
}

// As gives the person with an Entra object id. It panics when there is none: the caller wrote the organization down.
func (s *Server) As(userID string) *Person {
	u, ok := s.users[userID]
	if !ok {
		panic("botconnector: no user " + userID)
	}
	return &Person{s: s, User: u}
}

// Says writes a message. room is the id of a channel or a group chat, or "@app" for the personal chat with the bot. In
// channels and group chats the bot hears only what mentions it: "@partnerbot deal list". Others are mentioned the same
// way, by their names.
func (p *Person) Says(ctx context.Context, room, words string) (Message, error) {
	return p.write(ctx, room, "", words)
}

// Reply writes into a message's thread, or below it where there are no threads.
func (p *Person) Reply(ctx context.Context, to Message, words string) (Message, error) {
	return p.write(ctx, to.Room, to.ID, words)
}

func (p *Person) write(ctx context.Context, room, answers, words string) (Message, error) {
	s := p.s
	s.mu.Lock()
	r, err := p.room(room)
	if err == nil && r.kind == personal && !s.chats(r) {
		err = fmt.Errorf("%s has no chat with the app: it is not installed for them", p.User.Name)
	}
	if err != nil {
		s.mu.Unlock()
		return Message{}, err
	}
	t := s.typed(r, words)
	m := s.add(r, &message{from: p.User.ID, text: t.text, format: "xml", mentions: t.marks()})
	if answers != "" {
		m.thread = r.threadOf(answers)
	}
	a := s.messageActivity(p.User, r, m, t)
	heard := r.kind == personal || t.bot && r.hasApp()
	s.mu.Unlock()
	if heard {
		_, err = s.Send(ctx, a)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.snapshot(p.User.ID, r, m), err
}

// chats tells whether a person can write to the bot in their personal chat: the app was added for them, or it is in a team
// of theirs and has written to them.
func (s *Server) chats(r *room) bool {
	return r.installed || !r.removed && len(r.log) > 0 && s.meets(r.members[0])
}

// messageActivity is what the bot hears of what a person typed.
func (s *Server) messageActivity(u User, r *room, m *message, t typed) obj {
	a := s.activity("message", u, r, r.root(m))
	a["id"], a["text"], a["textFormat"] = m.id, t.text, "plain"
	a["attachments"] = []any{obj{"contentType": "text/html", "content": t.html}}
	a["entities"] = append(t.entities, a["entities"].([]any)...)
	s.wireTimes(a, u, m.at)
	if r.kind == channel {
		a["text"] = t.text + "\n" // as Teams has it, in channels only
	}
	return a
}

// typed is a text as it was typed, with those whom it mentions.
type typed struct {
	text, html string
	entities   []any
	bot        bool // it mentions the bot
}

func (t typed) marks() []string {
	var out []string
	for _, e := range t.entities {
		out = append(out, text(e.(obj), "text"))
	}
	return out
}

// typed makes mentions of the names in a text: @partnerbot, @Sam Seller.
func (s *Server) typed(r *room, words string) typed {
	t := typed{text: words}
	mention := func(id, name string) {
		mark := "<at>" + name + "</at>"
		if !strings.Contains(t.text, "@"+name) {
			return
		}
		t.text = strings.ReplaceAll(t.text, "@"+name, mark)
		t.entities = append(t.entities, obj{"type": "mention", "text": mark, "mentioned": obj{"id": id, "name": name}})
		t.bot = t.bot || id == s.cfg.botID()
	}
	if r.kind != personal {
		mention(s.cfg.botID(), s.cfg.AppName)
		for _, id := range r.people() {
			mention(s.cfg.userID(id), s.users[id].Name)
		}
	}
	t.html = typedHTML(t.text)
	return t
}

// typedHTML is how Teams sends the same text a second time, as HTML.
func typedHTML(words string) string {
	escaped := strings.NewReplacer("&", "&amp;", "<at>", `<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="0">`,
		"</at>", "</span>", "<", "&lt;", ">", "&gt;").Replace(words)
	return "<p>" + escaped + "</p>"
}

// room is a room that the person is in. Called with s.mu held.
func (p *Person) room(id string) (*room, error) {
	if id == "@app" {
		id = p.s.cfg.chatID(p.User.ID)
	}
	r := p.s.rooms[id]
	if r == nil || r.gone() || !r.has(p.User.ID) {
		return nil, fmt.Errorf("%s is in no room %q", p.User.Name, id)
	}
	return r, nil
}
