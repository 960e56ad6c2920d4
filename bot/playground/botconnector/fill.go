package botconnector

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// fill enters a value in an input of a card, as a person can: what no client lets in is an error.
func (p *Person) fill(ctx context.Context, v *view, from origin, label, value string) error {
	s := p.s
	s.mu.Lock()
	el, err := v.input(label)
	s.mu.Unlock()
	if err != nil {
		return err
	}
	entered, err := p.enter(ctx, v, from, el, value)
	if err != nil {
		return fmt.Errorf("field %q: %w", label, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	id := text(el, "id")
	v.values[id] = entered
	delete(v.errors, id)
	s.note()
	return nil
}

// input finds an input by its label or its id.
func (v *view) input(label string) (obj, error) {
	var labels []string
	for _, at := range v.inputs() {
		if labelOf(at.el) == label || text(at.el, "id") == label {
			return at.el, nil
		}
		labels = append(labels, labelOf(at.el))
	}
	return nil, fmt.Errorf("there is no field %q, only: %s", label, strings.Join(labels, ", "))
}

func (p *Person) enter(ctx context.Context, v *view, from origin, el obj, value string) (string, error) {
	switch {
	case value == "":
		return initial(obj{"type": el["type"], "valueOff": el["valueOff"]}), nil
	case el["type"] == "Input.ChoiceSet":
		return p.chooseAll(ctx, v, from, el, value)
	}
	return typedInto(el, value)
}

func typedInto(el obj, value string) (string, error) {
	switch el["type"] {
	case "Input.Text":
		most, limited := el["maxLength"].(float64)
		switch {
		case limited && utf8.RuneCountInString(value) > int(most):
			return "", fmt.Errorf("it takes %d characters at most", int(most))
		case el["isMultiline"] != true && strings.Contains(value, "\n"):
			return "", errors.New("it takes one line")
		}
	case "Input.Number":
		if _, err := strconv.ParseFloat(value, 64); err != nil {
			return "", errors.New("it takes a number")
		}
	case "Input.Date":
		if _, err := time.Parse(time.DateOnly, value); err != nil {
			return "", errors.New("it takes a date")
		}
	case "Input.Time":
		if _, err := time.Parse("15:04", value); err != nil {
			return "", errors.New("it takes a time")
		}
	case "Input.Toggle":
		if value == "yes" {
			return orText(el, "valueOn", "true"), nil
		}
		return orText(el, "valueOff", "false"), nil
	default:
		return "", fmt.Errorf("%v takes no value", el["type"])
	}
	return value, nil
}

// chooseAll chooses by titles. Several values are joined by commas, as Teams sends them.
func (p *Person) chooseAll(ctx context.Context, v *view, from origin, el obj, words string) (string, error) {
	if el["isMultiSelect"] != true {
		return p.choose(ctx, v, from, el, words)
	}
	var out []string
	for _, w := range strings.Split(words, "; ") {
		value, err := p.choose(ctx, v, from, el, w)
		if err != nil {
			return "", err
		}
		out = append(out, value)
	}
	return strings.Join(out, ","), nil
}

func (p *Person) choose(ctx context.Context, v *view, from origin, el obj, words string) (string, error) {
	values, titles := choices(el)
	query := object(el, "choices.data")
	switch {
	case query == nil || slices.Contains(titles, words):
	case isPeople(el):
		values, titles = p.findPeople(from, text(query, "dataset"))
	default:
		var err error
		if values, titles, err = p.search(ctx, v, from, query, words); err != nil {
			return "", err
		}
	}
	i, err := pick(titles, words)
	if err != nil {
		return "", err
	}
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	v.titles[values[i]] = titles[i]
	return values[i], nil
}

// pick finds a choice by its words. A sole one that begins so is also taken, as a person would.
func pick(titles []string, words string) (int, error) {
	if i := slices.Index(titles, words); i >= 0 {
		return i, nil
	}
	var near []int
	for i, t := range titles {
		if strings.HasPrefix(strings.ToLower(t), strings.ToLower(words)) {
			near = append(near, i)
		}
	}
	if len(near) == 1 {
		return near[0], nil
	}
	return 0, fmt.Errorf("no choice %q among: %s", words, strings.Join(titles, ", "))
}

// People are found by the client, everywhere in the organization or among those in the room (msteams-docs:
// people-picker).
const (
	everybody = "graph.microsoft.com/users"
	inTheRoom = "graph.microsoft.com/users?scope=currentContext"
)

func isPeople(el obj) bool {
	dataset := text(object(el, "choices.data"), "dataset")
	return dataset == everybody || dataset == inTheRoom
}

func (p *Person) findPeople(from origin, dataset string) (values, titles []string) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	for _, u := range p.s.cfg.Organization.Users {
		if dataset == everybody || from.room.has(u.ID) {
			values, titles = append(values, u.ID), append(titles, u.Name)
		}
	}
	return values, titles
}

// maxFound is how many results Teams shows (msteams-docs: dynamic-search).
const maxFound = 15

// search asks the bot for choices while a person types.
func (p *Person) search(ctx context.Context, v *view, from origin, query obj, words string) (values, titles []string, err error) {
	s := p.s
	s.mu.Lock()
	a := s.activity("invoke", p.User, from.room, from.thread())
	value := obj{"queryText": words, "queryOptions": obj{"skip": 0, "top": maxFound}, "dataset": query["dataset"]}
	if query["associatedInputs"] == "auto" {
		value["data"] = v.data(obj{}, v.inputs())
	}
	s.mu.Unlock()
	a["name"], a["value"] = "application/search", value
	answer, err := s.invoke(ctx, a)
	if err != nil {
		return nil, nil, err
	}
	results, ok := object(answer, "value")["results"].([]any)
	if !ok || text(answer, "type") != "application/vnd.microsoft.search.searchResponse" {
		s.mu.Lock()
		defer s.mu.Unlock()
		err := errors.New("the answer to application/search is no searchResponse with results")
		s.refuse("%v", err)
		return nil, nil, err
	}
	values, titles = choices(obj{"choices": results[:min(len(results), maxFound)]})
	return values, titles, nil
}
