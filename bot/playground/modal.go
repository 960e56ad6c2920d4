package playground

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Modal is the modal that a person has open, as it was when asked for. What is filled
// in stays in the workspace, so it is kept when the bot answers with errors.
type Modal struct {
	ID, CallbackID  string
	Title           string
	SubmitText      string // empty when there is nothing to submit
	PrivateMetadata string
	Blocks          []any
	Fields          []Field
	Depth           int // 1 for the first modal, up to 3
	p               *Person
}

// Field is one field of a modal.
type Field struct {
	Label, Hint, Type        string
	BlockID, ActionID, Value string // Value as a person reads it
	Optional                 bool
}

// Modal gives the modal on top, or nil.
func (p *Person) Modal() *Modal {
	s := p.s
	s.mu.Lock()
	defer s.mu.Unlock()
	stack := s.stacks[p.User.ID]
	if len(stack) == 0 {
		return nil
	}
	v := stack[len(stack)-1]
	m := &Modal{
		ID: v.id, CallbackID: v.text("callback_id"), Title: textOf(v.payload["title"]),
		SubmitText: textOf(v.payload["submit"]), PrivateMetadata: v.text("private_metadata"),
		Blocks: v.blocks(), Depth: len(stack), p: p,
	}
	for _, x := range placedIn(v.blocks()) {
		kind, _ := x.element["type"].(string)
		if _, has := valueKeys[kind]; !has {
			continue
		}
		m.Fields = append(m.Fields, Field{
			Label: textOf(x.input["label"]), Hint: textOf(x.input["hint"]), Type: kind,
			BlockID: x.block, ActionID: x.action, Optional: x.input["optional"] == true,
			Value: s.valueWords(v.values[x.block][x.action]),
		})
	}
	return m
}

// WaitModal returns the modal on top once want is true of it.
func (p *Person) WaitModal(ctx context.Context, want func(*Modal) bool) (*Modal, error) {
	var found *Modal
	err := p.s.Wait(ctx, func() bool {
		found = p.Modal()
		return found != nil && want(found)
	})
	if err != nil {
		return nil, fmt.Errorf("waiting for a modal: %w", err)
	}
	return found, nil
}

// Value is what is in a field now, as a person reads it.
func (m *Modal) Value(field string) string {
	now := m.p.Modal()
	if now == nil {
		return ""
	}
	for _, f := range now.Fields {
		if f.Label == field || f.BlockID == field || f.ActionID == field {
			return f.Value
		}
	}
	return ""
}

// Fill enters a value into the field with a label, block_id or action_id (or the
// placeholder of a menu outside an input). The bot hears of it where it asked to.
func (m *Modal) Fill(ctx context.Context, field, value string) error {
	p, err := m.field(field)
	if err != nil {
		return err
	}
	s, user, from := m.p.s, m.p.User.ID, source{view: m.ID}
	if p.input == nil {
		return s.choose(ctx, user, from, p, value)
	}
	state, err := s.parseValue(ctx, user, from, p, value)
	if err != nil {
		return fmt.Errorf("field %q: %w", field, err)
	}
	s.mu.Lock()
	if v := s.views[m.ID]; v != nil {
		v.set(p.block, p.action, state)
	}
	s.mu.Unlock()
	if p.input["dispatch_action"] == true {
		return s.act(ctx, user, from, p, state, nil)
	}
	return nil
}

// field looks a field up in the modal as it is now.
func (m *Modal) field(name string) (placed, error) {
	m.p.s.mu.Lock()
	defer m.p.s.mu.Unlock()
	v := m.p.s.views[m.ID]
	if v == nil {
		return placed{}, fmt.Errorf("modal %q: %w", m.Title, errGone)
	}
	var labels []string
	for _, p := range placedIn(v.blocks()) {
		label := textOf(p.input["label"])
		if slices.Contains([]string{label, p.block, p.action, textOf(p.element["placeholder"])}, name) {
			return p, nil
		}
		labels = append(labels, orElse(label, p.action))
	}
	return placed{}, fmt.Errorf("modal %q has no field %q, only: %s", m.Title, name, strings.Join(labels, ", "))
}

// Submit sends the modal. It gives back the errors shown beside the fields, by label;
// nil means the bot took it.
func (m *Modal) Submit(ctx context.Context) (map[string]string, error) {
	errs, err := m.p.s.submit(ctx, m.p.User.ID, m.ID, nil)
	if err != nil || len(errs) == 0 {
		return nil, err
	}
	shown := map[string]string{}
	for _, p := range placedIn(m.Blocks) {
		if text, ok := errs[p.block]; ok {
			shown[orElse(textOf(p.input["label"]), p.block)] = text
			delete(errs, p.block)
		}
	}
	for block, text := range errs { // of fields that came after m was taken
		shown[block] = text
	}
	return shown, nil
}

// Click presses a button in the modal.
func (m *Modal) Click(ctx context.Context, label string) error {
	b, err := findButton(m.Blocks, label)
	if err != nil {
		return err
	}
	return m.p.s.act(ctx, m.p.User.ID, source{view: m.ID}, b, nil, nil)
}

// Close closes the modal without sending it.
func (m *Modal) Close(ctx context.Context) error {
	return m.p.s.closeView(ctx, m.p.User.ID, m.ID, false)
}

// Text is what the modal shows, as lines of plain text, with what is in the fields now.
func (m *Modal) Text() string {
	lines := []string{m.Title}
	for _, x := range m.Blocks {
		b, _ := x.(obj)
		if b["type"] == "input" {
			lines = append(lines, fmt.Sprintf("%s: [%s]", textOf(b["label"]), m.Value(str(b, "block_id"))))
			continue
		}
		if t := m.p.s.blockText(b); t != "" {
			lines = append(lines, t)
		}
	}
	return strings.Join(lines, "\n")
}

// valueWords is a field's value in words. Called with s.mu held.
func (s *Server) valueWords(value obj) string {
	kind, _ := value["type"].(string)
	return s.words(value[valueKeys[kind].state])
}

func (s *Server) words(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case obj:
		return textOf(x["text"])
	case []any:
		var out []string
		for _, y := range x {
			out = append(out, s.words(y))
		}
		return strings.Join(out, "; ")
	case string:
		if u, ok := s.users[x]; ok {
			return u.RealName
		}
		if r := s.rooms[x]; r != nil {
			return "#" + r.Name
		}
		return x
	}
	return fmt.Sprint(v)
}
