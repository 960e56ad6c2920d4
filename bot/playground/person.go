package playground

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Person does what a person can do in the workspace. Each call returns when the bot
// has answered it; what the bot does afterwards is waited for with WaitMessage or
// Server.Wait.
type Person struct {
	s    *Server
	User User
}

// As gives the person with a user id. It panics when there is none: the caller wrote
// the workspace down.
func (s *Server) As(userID string) *Person {
	u, ok := s.users[userID]
	if !ok {
		panic("playground: no user " + userID)
	}
	return &Person{s: s, User: u}
}

// Says writes a message and returns it once the bot took its events. channel is an id,
// a #name, or "@app" for the direct message with the app.
func (p *Person) Says(ctx context.Context, channel, text string) (Message, error) {
	return p.write(ctx, channel, "", text)
}

// Reply writes into a message's thread.
func (p *Person) Reply(ctx context.Context, to Message, text string) (Message, error) {
	return p.write(ctx, to.Channel, orElse(to.Thread, to.TS), text)
}

func (p *Person) write(ctx context.Context, channel, thread, text string) (Message, error) {
	id, err := p.room(channel)
	if err != nil {
		return Message{}, err
	}
	ts, err := p.s.say(ctx, p.User.ID, id, thread, text)
	if err != nil {
		return Message{}, err
	}
	m, _ := p.Message(id, ts)
	return m, nil
}

// Command runs a slash command, as typed: "/deal register Acme".
func (p *Person) Command(ctx context.Context, channel, line string) error {
	id, err := p.room(channel)
	if err != nil {
		return err
	}
	return p.s.runCommand(ctx, p.User.ID, id, line)
}

// Shortcut starts a global shortcut.
func (p *Person) Shortcut(ctx context.Context, callbackID string) error {
	return p.s.globalShortcut(ctx, p.User.ID, callbackID)
}

// MessageShortcut starts a shortcut on a message.
func (p *Person) MessageShortcut(ctx context.Context, callbackID string, m Message) error {
	return p.s.messageShortcut(ctx, p.User.ID, callbackID, m.Channel, m.TS)
}

// Click presses the button that reads label (or has that action_id) in the message as
// the person saw it, and agrees to its confirmation.
func (p *Person) Click(ctx context.Context, m Message, label string) error {
	b, err := findButton(m.Blocks, label)
	if err != nil {
		return err
	}
	return p.s.act(ctx, p.User.ID, source{channel: m.Channel, ts: m.TS}, b, nil, nil)
}

// Choose picks from a menu in a message: menu is its placeholder or action_id, value
// what Modal.Fill takes.
func (p *Person) Choose(ctx context.Context, m Message, menu, value string) error {
	el, err := findMenu(m.Blocks, menu)
	if err != nil {
		return err
	}
	return p.s.choose(ctx, p.User.ID, source{channel: m.Channel, ts: m.TS}, el, value)
}

// Messages lists what a channel shows this person outside threads, oldest first,
// without ephemeral messages.
func (p *Person) Messages(channel string) []Message {
	return p.list(channel, func(m *message) bool {
		return m.ephemeralFor == "" && (m.thread == "" || m.broadcast)
	})
}

// Ephemerals lists the messages of a channel that only this person sees.
func (p *Person) Ephemerals(channel string) []Message {
	return p.list(channel, func(m *message) bool { return m.ephemeralFor == p.User.ID })
}

// Thread lists the replies to a message.
func (p *Person) Thread(parent Message) []Message {
	ts := orElse(parent.Thread, parent.TS)
	return p.list(parent.Channel, func(m *message) bool {
		return m.thread == ts && (m.ephemeralFor == "" || m.ephemeralFor == p.User.ID)
	})
}

// DMs lists the direct messages between this person and the app.
func (p *Person) DMs() []Message { return p.Messages("@app") }

// Message is one message as it is now; false when this person sees none such.
func (p *Person) Message(channel, ts string) (Message, bool) {
	found := p.list(channel, func(m *message) bool { return m.ts == ts })
	if len(found) == 0 {
		return Message{}, false
	}
	return found[0], true
}

// WaitMessage returns the first message in a channel, in a thread or ephemeral to
// this person too, for which want is true. It waits for it as long as ctx lasts.
func (p *Person) WaitMessage(ctx context.Context, channel string, want func(Message) bool) (Message, error) {
	if _, err := p.room(channel); err != nil {
		return Message{}, err
	}
	var found Message
	err := p.s.Wait(ctx, func() bool {
		all := p.list(channel, func(m *message) bool { return m.ephemeralFor == "" || m.ephemeralFor == p.User.ID })
		i := slices.IndexFunc(all, want)
		if i >= 0 {
			found = all[i]
		}
		return i >= 0
	})
	if err != nil {
		return Message{}, fmt.Errorf("waiting for a message in %s: %w", channel, err)
	}
	return found, nil
}

func (p *Person) list(channel string, keep func(*message) bool) []Message {
	id, err := p.room(channel)
	if err != nil {
		return nil
	}
	s := p.s
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.rooms[id]
	if !r.has(p.User.ID) && r.Private {
		return nil
	}
	var out []Message
	for _, m := range r.log {
		if keep(m) && (m.ephemeralFor == "" || m.ephemeralFor == p.User.ID) {
			out = append(out, s.snapshot(r, m))
		}
	}
	return out
}

// room is the id of a channel named by its id, its #name, or "@app".
func (p *Person) room(channel string) (string, error) {
	s := p.s
	s.mu.Lock()
	defer s.mu.Unlock()
	if channel == "@app" {
		return s.directRoom(p.User.ID).ID, nil
	}
	if s.rooms[channel] != nil {
		return channel, nil
	}
	for _, id := range s.roomIDs {
		if name, ok := strings.CutPrefix(channel, "#"); ok && s.rooms[id].Name == name {
			return id, nil
		}
	}
	return "", fmt.Errorf("no channel %q", channel)
}
