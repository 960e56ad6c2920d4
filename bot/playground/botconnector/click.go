package botconnector

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// origin is where a person acts: on a message in a room, or in the room itself.
type origin struct {
	room    *room
	message *message // nil in the room itself
}

// thread is the post under which the person acts, in a channel.
func (o origin) thread() string {
	if o.message == nil {
		return ""
	}
	return o.room.root(o.message)
}

var errGone = errors.New("the message is gone")

// Facing gives the message of another person's, as it stood before them, before this one.
func (p *Person) Facing(m Message) Message {
	if m.viewer == p.User.ID {
		return m
	}
	m.viewer, m.views = p.User.ID, slices.Clone(m.views)
	for i, v := range m.views {
		m.views[i] = newView(v.card)
	}
	return m
}

// Click presses a button of a message as it stood before the person, even if it was changed since. It does what Teams
// does with the kind of action: it asks the bot (Action.Execute), opens a dialog or writes to the bot (Action.Submit),
// unfolds (Action.ShowCard, Action.ToggleVisibility), or follows a link, which does nothing here.
func (p *Person) Click(ctx context.Context, m Message, button string) error {
	m = p.Facing(m)
	s := p.s
	s.mu.Lock()
	from, err := p.origin(m)
	if err != nil {
		s.mu.Unlock()
		return err
	}
	v, at, err := m.button(button)
	if err != nil {
		s.mu.Unlock()
		return err
	}
	if s.turns(v, at) || !v.validate(v.beside(at)) {
		s.note()
		s.mu.Unlock()
		return nil
	}
	data := v.data(at.el, v.beside(at))
	s.mu.Unlock()
	switch {
	case at.el["type"] == "Action.Execute":
		return p.execute(ctx, from, slices.Index(m.views, v), at.el, data)
	case text(object(data, "msteams"), "type") == "task/fetch":
		return p.fetch(ctx, from, data)
	case at.el["type"] == "Action.Submit":
		return p.submitMessage(ctx, from, data)
	}
	return fmt.Errorf("nobody can press a %v", at.el["type"])
}

// origin is where a message is. Called with s.mu held.
func (p *Person) origin(m Message) (origin, error) {
	r, err := p.room(m.Room)
	if err != nil {
		return origin{}, err
	}
	at := r.find(m.ID)
	if at == nil || at.deleted {
		return origin{}, errGone
	}
	return origin{r, at}, nil
}

// turns does what a button does without asking anybody, and tells whether that is all that it does. Called with s.mu held.
func (s *Server) turns(v *view, at spot) bool {
	switch at.el["type"] {
	case "Action.ShowCard":
		v.fold(at)
	case "Action.ToggleVisibility":
		v.toggle(at.el)
	case "Action.OpenUrl":
	default:
		return false
	}
	return true
}

// submitMessage is an Action.Submit: a message to the bot without text (msteams-docs: cards-actions).
func (p *Person) submitMessage(ctx context.Context, from origin, data obj) error {
	p.s.mu.Lock()
	a := onMessage(p.s.activity("message", p.User, from.room, from.thread()), from.message)
	p.s.mu.Unlock()
	a["value"] = data
	_, err := p.s.Send(ctx, a)
	return err
}

// Fill enters a value in an input of a message's card: see Dialog.Fill.
func (p *Person) Fill(ctx context.Context, m Message, label, value string) error {
	m = p.Facing(m)
	p.s.mu.Lock()
	from, err := p.origin(m)
	p.s.mu.Unlock()
	if err != nil {
		return err
	}
	for _, v := range m.views {
		if err = p.fill(ctx, v, from, label, value); err == nil {
			return nil
		}
	}
	return err
}

// whisper shows a person a line that nobody else sees, under where they acted. Called with s.mu held.
func (p *Person) whisper(from origin, words string) {
	m := p.s.add(from.room, &message{only: p.User.ID, text: words, format: "plain"})
	m.thread = from.thread()
}
