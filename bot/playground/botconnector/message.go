package botconnector

import (
	"context"
	"slices"
	"strconv"
)

// Message is a message as a person had it before them at one moment. A click on it is a click on what stood there then,
// whatever has become of it.
type Message struct {
	ID, Room string
	Thread   string // the id of the post in whose thread it is, in a channel
	UserID   string // the Entra id of its author; empty for the bot
	From     string // the name shown
	ByApp    bool
	Private  bool // only this person sees it
	Edited   bool
	Deleted  bool
	Version  int              // 1, and one more with every change of the message
	Body     string           // the text as it was sent
	Cards    []map[string]any // as this person has them before them

	s      *Server
	viewer string
	format string
	views  []*view
}

// snapshot is called with s.mu held.
func (s *Server) snapshot(viewer string, r *room, m *message) Message {
	out := Message{
		ID: m.id, Room: r.id, Thread: m.thread, UserID: m.from, From: s.users[m.from].Name, Private: m.only != "",
		Edited: m.edited, Deleted: m.deleted, Version: m.version, Body: m.text, ByApp: m.from == "",
		s: s, viewer: viewer, format: m.format, views: slices.Clone(m.sightOf(viewer).views),
	}
	if out.ByApp {
		out.From = s.cfg.AppName
	}
	for _, v := range out.views {
		out.Cards = append(out.Cards, v.card)
	}
	return out
}

// Text is what the message shows, as lines of plain text. Buttons are in brackets; a chart is shown as its fallback.
func (m Message) Text() string {
	m.s.mu.Lock()
	defer m.s.mu.Unlock()
	parts := []string{plainMessage(m.Body, m.format)}
	for _, v := range m.views {
		parts = append(parts, m.s.drawing(v, m.viewer).card(v.card, ""))
	}
	return lines(parts...)
}

// Buttons lists the words on the buttons that are to be seen.
func (m Message) Buttons() []string {
	m.s.mu.Lock()
	defer m.s.mu.Unlock()
	var out []string
	for _, v := range m.views {
		out = append(out, titlesOf(v.actions())...)
	}
	return out
}

// Reveals lists the buttons that a button would unfold: that of a confirmation has some, most have none.
func (m Message) Reveals(button string) []string {
	m.s.mu.Lock()
	defer m.s.mu.Unlock()
	v, at, err := m.button(button)
	if err != nil {
		return nil
	}
	return v.reveals(at)
}

// button finds a button in the cards of the message. Called with s.mu held.
func (m Message) button(title string) (*view, spot, error) {
	var all []spot
	for _, v := range m.views {
		found, err := v.button(title)
		if err == nil {
			return v, found, nil
		}
		all = append(all, v.actions()...)
	}
	_, err := oneButton(all, title)
	return nil, spot{}, err
}

// Posts are what a person sees in a room, those in threads included, oldest first. To look at a card that wants to be
// refreshed makes the client ask the bot, once for each version of it; the answer is what is seen.
func (p *Person) Posts(ctx context.Context, room string) []Message {
	s := p.s
	s.mu.Lock()
	r, err := p.room(room)
	if err != nil {
		s.mu.Unlock()
		return nil
	}
	seen := slices.DeleteFunc(slices.Clone(r.log), func(m *message) bool { return m.only != "" && m.only != p.User.ID })
	s.mu.Unlock()
	for _, m := range seen {
		p.refresh(ctx, r, m)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Message
	for _, m := range seen {
		if m.deleted || slices.Contains(r.log, m) {
			out = append(out, s.snapshot(p.User.ID, r, m))
		}
	}
	return out
}

func itoa(i int) string { return strconv.Itoa(i) }
