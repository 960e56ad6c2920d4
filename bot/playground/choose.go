package playground

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// choose puts a value into an element outside an input block, which tells the bot.
func (s *Server) choose(ctx context.Context, user string, from source, p placed, value string) error {
	if p.element["type"] == "overflow" {
		option, err := pick(optionsOf(p.element), value)
		if err != nil {
			return err
		}
		return s.act(ctx, user, from, p, nil, option)
	}
	state, err := s.parseValue(ctx, user, from, p, value)
	if err != nil {
		return err
	}
	return s.act(ctx, user, from, p, state, nil)
}

// parseValue reads what a person would enter into an element: text, a number or a date
// as typed, the words of an option, a person's @name or a #channel. Where several can
// be chosen they are separated by "; ". Empty text clears it.
func (s *Server) parseValue(ctx context.Context, user string, from source, p placed, value string) (obj, error) {
	kind, _ := p.element["type"].(string)
	keys, ok := valueKeys[kind]
	if !ok {
		return nil, fmt.Errorf("%s takes no value", kind)
	}
	if value == "" {
		return initialValue(obj{"type": kind}), nil
	}
	words := []string{value}
	if many(kind) {
		words = strings.Split(value, "; ")
	}
	var got []any
	for _, w := range words {
		one, err := s.parseOne(ctx, user, from, p, kind, strings.TrimSpace(w))
		if err != nil {
			return nil, err
		}
		got = append(got, one)
	}
	if many(kind) {
		return obj{"type": kind, keys.state: got}, nil
	}
	return obj{"type": kind, keys.state: got[0]}, nil
}

func (s *Server) parseOne(ctx context.Context, user string, from source, p placed, kind, word string) (any, error) {
	switch strings.TrimPrefix(kind, "multi_") {
	case "static_select", "radio_buttons", "checkboxes":
		return pick(optionsOf(p.element), word)
	case "external_select":
		options, err := s.suggest(ctx, user, from, p, word)
		if err != nil {
			return nil, err
		}
		return pick(options, word)
	case "users_select":
		return s.userNamed(word)
	case "conversations_select", "channels_select":
		return s.As(user).room(word)
	}
	return word, nil
}

// pick finds an option by its words or its value; a sole option whose words begin so
// is also taken, as a person would.
func pick(options []obj, word string) (obj, error) {
	i := slices.IndexFunc(options, func(o obj) bool { return textOf(o["text"]) == word || o["value"] == word })
	if i >= 0 {
		return options[i], nil
	}
	var near []obj
	var all []string
	for _, o := range options {
		all = append(all, textOf(o["text"]))
		if strings.HasPrefix(strings.ToLower(textOf(o["text"])), strings.ToLower(word)) {
			near = append(near, o)
		}
	}
	if len(near) == 1 {
		return near[0], nil
	}
	return nil, fmt.Errorf("no option %q among: %s", word, strings.Join(all, ", "))
}

// userNamed is the id of a person by id, handle or full name.
func (s *Server) userNamed(name string) (string, error) {
	for _, u := range s.cfg.Workspace.Users {
		if u.ID == name || "@"+u.Name == name || u.Name == name || u.RealName == name {
			return u.ID, nil
		}
	}
	return "", fmt.Errorf("no person %q", name)
}
