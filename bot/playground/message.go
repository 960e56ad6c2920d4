package playground

import (
	"fmt"
	"slices"
	"strings"
)

// Message is a message as a person saw it at one moment.
type Message struct {
	Channel, TS string
	Thread      string // the parent's TS, in a reply
	UserID      string
	From        string // the name shown
	Fallback    string // the text that notifications and screen readers get
	Blocks      []any
	Metadata    map[string]any
	Ephemeral   bool // only this person sees it
	Edited      bool
	Deleted     bool
	Replies     int

	s *Server
}

// snapshot is called with s.mu held.
func (s *Server) snapshot(r *room, m *message) Message {
	meta, _ := m.metadata.(obj)
	return Message{
		Channel: r.ID, TS: m.ts, Thread: m.thread, UserID: m.user, From: s.displayName(m.user),
		Fallback: m.text, Blocks: m.blocks, Metadata: meta, Ephemeral: m.ephemeralFor != "",
		Edited: m.edited, Deleted: m.deleted, Replies: len(r.replies(m.ts)), s: s,
	}
}

func (s *Server) displayName(user string) string {
	if user == "USLACKBOT" {
		return "Slackbot"
	}
	if u, ok := s.users[user]; ok {
		return u.RealName
	}
	return user
}

// Text is what the message shows, as lines of plain text: its blocks, or without them
// its text. Buttons are in brackets.
func (m Message) Text() string {
	if len(m.Blocks) == 0 {
		return m.s.plainText(m.Fallback)
	}
	return m.s.blocksText(m.Blocks)
}

// Buttons lists the words on the buttons.
func (m Message) Buttons() []string { return buttonsIn(m.Blocks) }

func buttonsIn(blocks []any) []string {
	var out []string
	for _, p := range placedIn(blocks) {
		if p.element["type"] == "button" {
			out = append(out, textOf(p.element["text"]))
		}
	}
	return out
}

// textOf is the text of a text object.
func textOf(v any) string {
	o, _ := v.(obj)
	s, _ := o["text"].(string)
	return s
}

// findButton finds a button by its words, its accessibility_label or its action_id.
func findButton(blocks []any, label string) (placed, error) {
	found := slices.DeleteFunc(placedIn(blocks), func(p placed) bool {
		return p.element["type"] != "button" ||
			(textOf(p.element["text"]) != label && p.element["accessibility_label"] != label && p.action != label)
	})
	if len(found) != 1 {
		return placed{}, fmt.Errorf("%d buttons say %q, among: %s", len(found), label, strings.Join(buttonsIn(blocks), ", "))
	}
	return found[0], nil
}

// findMenu finds an element that is not a button, outside input blocks, by its
// placeholder or its action_id.
func findMenu(blocks []any, name string) (placed, error) {
	menus := slices.DeleteFunc(placedIn(blocks), func(p placed) bool {
		return p.element["type"] == "button" || p.input != nil ||
			(textOf(p.element["placeholder"]) != name && p.action != name)
	})
	if len(menus) != 1 {
		return placed{}, fmt.Errorf("%d menus are called %q", len(menus), name)
	}
	return menus[0], nil
}
