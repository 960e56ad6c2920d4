package botconnector

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// view is a card as one person has it before them: what they filled in and unfolded, and what the client says is wrong.
// It is read and changed with s.mu held.
type view struct {
	card   obj
	values map[string]string // by the input's id
	titles map[string]string // by value: the words of what was found by searching
	errors map[string]string // by the input's id: what the client says
	open   map[string]bool   // by path: the ShowCards that are unfolded
	seen   map[string]bool   // by the element's id: what was made visible or hidden
}

// spot is a place in a card. cards are the paths of the ShowCards that it is in, the outermost first.
type spot struct {
	el    obj
	path  string
	cards []string
}

func newView(card obj) *view {
	v := &view{
		card: card, values: map[string]string{}, titles: map[string]string{}, errors: map[string]string{},
		open: map[string]bool{}, seen: map[string]bool{},
	}
	v.everywhere(func(at spot) {
		if isInput(at.el) {
			v.values[text(at.el, "id")] = initial(at.el)
		}
	})
	return v
}

// initial is the value that a card gives an input.
func initial(el obj) string {
	if el["type"] == "Input.Toggle" && el["value"] == nil {
		return orText(el, "valueOff", "false")
	}
	switch value := el["value"].(type) {
	case string:
		return value
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	}
	return ""
}

func orText(o obj, key, otherwise string) string {
	if t := text(o, key); t != "" {
		return t
	}
	return otherwise
}

// within are the properties that hold elements and actions, in the order they are read.
var within = []string{"body", "items", "columns", "rows", "cells", "actions"}

// each visits all that the person sees.
func (v *view) each(do func(spot)) { v.descend(spot{el: v.card}, false, do) }

// everywhere visits what is folded or hidden too.
func (v *view) everywhere(do func(spot)) { v.descend(spot{el: v.card}, true, do) }

func (v *view) descend(at spot, all bool, do func(spot)) {
	if !all && v.hides(at.el) {
		return
	}
	at.el = drawn(at.el)
	do(at)
	for _, key := range within {
		for i, x := range list(at.el, key) {
			if el, ok := x.(obj); ok {
				v.descend(spot{el, fmt.Sprintf("%s/%s/%d", at.path, key, i), at.cards}, all, do)
			}
		}
	}
	if at.el["type"] == "Action.ShowCard" && (all || v.open[at.path]) {
		v.descend(spot{object(at.el, "card"), at.path + "/card", append(slices.Clone(at.cards), at.path)}, all, do)
	}
}

// drawn is an element, or what stands for it where its kind is not known to plain text, such as a chart.
func drawn(el obj) obj {
	f, ok := el["fallback"].(obj)
	if ok && slices.Contains(newerElements, text(el, "type")) {
		return f
	}
	return el
}

// hides tells whether an element is not to be seen now.
func (v *view) hides(el obj) bool {
	if seen, toggled := v.seen[text(el, "id")]; toggled {
		return !seen
	}
	return el["isVisible"] == false
}

func isInput(el obj) bool  { return strings.HasPrefix(text(el, "type"), "Input.") }
func isAction(el obj) bool { return strings.HasPrefix(text(el, "type"), "Action.") }

// inputs are the inputs that the person sees.
func (v *view) inputs() []spot { return v.all(isInput) }

// actions are the buttons that the person sees.
func (v *view) actions() []spot { return v.all(isAction) }

func (v *view) all(want func(obj) bool) []spot {
	var out []spot
	v.each(func(at spot) {
		if want(at.el) {
			out = append(out, at)
		}
	})
	return out
}

// titlesOf are the words on buttons.
func titlesOf(actions []spot) []string {
	var out []string
	for _, a := range actions {
		out = append(out, text(a.el, "title"))
	}
	return out
}

// button finds a button by its words.
func (v *view) button(title string) (spot, error) {
	return oneButton(v.actions(), title)
}

func oneButton(actions []spot, title string) (spot, error) {
	found := slices.DeleteFunc(slices.Clone(actions), func(a spot) bool { return text(a.el, "title") != title })
	if len(found) != 1 {
		return spot{}, fmt.Errorf("%d buttons say %q, among: %s", len(found), title, strings.Join(titlesOf(actions), ", "))
	}
	return found[0], nil
}

// reveals are the buttons that a ShowCard would unfold.
func (v *view) reveals(action spot) []string {
	var out []string
	v.everywhere(func(at spot) {
		if isAction(at.el) && slices.Contains(at.cards, action.path) {
			out = append(out, text(at.el, "title"))
		}
	})
	return out
}

// fold unfolds a ShowCard or folds it. Of one row of buttons one is unfolded at a time.
func (v *view) fold(action spot) {
	was := v.open[action.path]
	row := action.path[:strings.LastIndex(action.path, "/")+1]
	for path := range v.open {
		if strings.HasPrefix(path, row) {
			delete(v.open, path)
		}
	}
	if !was {
		v.open[action.path] = true
	}
}

// toggle does what an Action.ToggleVisibility says.
func (v *view) toggle(action obj) {
	for _, x := range list(action, "targetElements") {
		id, isName := x.(string)
		target, _ := x.(obj)
		if !isName {
			id = text(target, "elementId")
		}
		seen, given := target["isVisible"].(bool)
		if !given {
			seen = v.isHidden(id)
		}
		v.seen[id] = seen
	}
}

func (v *view) isHidden(id string) bool {
	hidden := false
	v.everywhere(func(at spot) {
		if text(at.el, "id") == id {
			hidden = v.hides(at.el)
		}
	})
	return hidden
}
