package botconnector

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// beside are the inputs that go with a button: those of its own card and of the cards around that (adaptivecards 3.0.6:
// card-elements.js).
func (v *view) beside(action spot) []spot {
	if action.el["associatedInputs"] == "none" {
		return nil
	}
	var out []spot
	v.everywhere(func(at spot) {
		if isInput(at.el) && len(at.cards) <= len(action.cards) && slices.Equal(at.cards, action.cards[:len(at.cards)]) {
			out = append(out, at)
		}
	})
	return out
}

// validate says beside the inputs what is wrong with them, as the client does before it sends anything, and tells whether
// nothing is.
func (v *view) validate(inputs []spot) bool {
	clear(v.errors)
	for _, at := range inputs {
		if !isValid(at.el, v.values[text(at.el, "id")]) {
			v.errors[text(at.el, "id")] = text(at.el, "errorMessage")
		}
	}
	return len(v.errors) == 0
}

func isValid(el obj, value string) bool {
	if el["type"] == "Input.Toggle" {
		return el["isRequired"] != true || value == orText(el, "valueOn", "true")
	}
	if value == "" {
		return el["isRequired"] != true
	}
	switch el["type"] {
	case "Input.Text":
		pattern := text(el, "regex")
		matched, err := regexp.MatchString(pattern, value)
		return pattern == "" || err == nil && matched
	case "Input.Number":
		return isWithin(el, value)
	case "Input.Date", "Input.Time":
		return (text(el, "min") == "" || value >= text(el, "min")) && (text(el, "max") == "" || value <= text(el, "max"))
	}
	return true
}

func isWithin(el obj, value string) bool {
	n, err := strconv.ParseFloat(value, 64)
	low, hasLow := el["min"].(float64)
	high, hasHigh := el["max"].(float64)
	return err == nil && (!hasLow || n >= low) && (!hasHigh || n <= high)
}

// data is what a button sends: its own data with the values of inputs, which are all strings. An empty one is left out
// (seen in adaptivecards 3.0.6).
func (v *view) data(action obj, inputs []spot) obj {
	data := obj{}
	maps.Copy(data, clone(object(action, "data")))
	for _, at := range inputs {
		id := text(at.el, "id")
		if value := v.values[id]; value != "" {
			data[id] = value
		}
	}
	return data
}

// labelOf is what a person knows an input by.
func labelOf(el obj) string {
	return cmp.Or(text(el, "label"), text(el, "title"), text(el, "placeholder"), text(el, "id"))
}

// choices are the titles of an input's choices by their values.
func choices(el obj) (values, titles []string) {
	for _, x := range list(el, "choices") {
		c, _ := x.(obj)
		values, titles = append(values, text(c, "value")), append(titles, text(c, "title"))
	}
	return values, titles
}

// shownValue is what is in an input as a person reads it.
func (v *view) shownValue(el obj, nameOf func(string) string) string {
	value := v.values[text(el, "id")]
	switch {
	case el["type"] == "Input.Toggle" && value == orText(el, "valueOn", "true"):
		return "yes"
	case el["type"] == "Input.Toggle":
		return "no"
	case el["type"] != "Input.ChoiceSet" || value == "":
		return value
	}
	parts := []string{value}
	if el["isMultiSelect"] == true {
		parts = strings.Split(value, ",")
	}
	for i, p := range parts {
		parts[i] = v.titleOf(el, p, nameOf)
	}
	return strings.Join(parts, "; ")
}

func (v *view) titleOf(el obj, value string, nameOf func(string) string) string {
	values, titles := choices(el)
	if i := slices.Index(values, value); i >= 0 {
		return titles[i]
	}
	if t, found := v.titles[value]; found {
		return t
	}
	if isPeople(el) {
		return cmp.Or(nameOf(value), value)
	}
	return value
}

// problemBeside is what stands as an error under an input: the client's own, or a text in the colour of errors that
// follows it, with nothing between but a subtle hint.
func (v *view) problemBeside(id string) string {
	if e := v.errors[id]; e != "" {
		return e
	}
	var last, found string
	v.each(func(at spot) {
		switch {
		case isInput(at.el):
			last = text(at.el, "id")
		case last == id && found == "" && isProblem(at.el):
			found = wordsOf(at.el)
		case isHint(at.el):
		case at.el["type"] == "TextBlock" || at.el["type"] == "RichTextBlock" || isAction(at.el):
			last = "" // something else is between them
		}
	})
	return found
}

// isProblem tells whether a text has the color of errors, and isHint whether it is a gray one.
func isProblem(el obj) bool {
	return anyText(el, func(t obj) bool { return strings.EqualFold(text(t, "color"), "attention") })
}

func isHint(el obj) bool { return anyText(el, func(t obj) bool { return t["isSubtle"] == true }) }

func anyText(el obj, is func(obj) bool) bool {
	if el["type"] == "TextBlock" {
		return is(el)
	}
	return el["type"] == "RichTextBlock" && slices.ContainsFunc(list(el, "inlines"), func(x any) bool {
		t, ok := x.(obj)
		return ok && is(t)
	})
}

// wordsOf are the words of a text.
func wordsOf(el obj) string {
	if el["type"] == "TextBlock" {
		return plainMarkdown(text(el, "text"))
	}
	var all strings.Builder
	for _, x := range list(el, "inlines") {
		if t, ok := x.(obj); ok {
			all.WriteString(text(t, "text"))
		}
	}
	return all.String()
}
