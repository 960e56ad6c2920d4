package botconnector

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// input checks an input: it can be told apart from the others, and says what is wrong when it refuses something.
func (c *checker) input(el obj, at string) {
	id := text(el, "id")
	switch {
	case id == "":
		c.fail(at, "an input has no id")
	case c.inputs[id]:
		c.fail(at, "two inputs have the id %q", id)
	}
	c.inputs[id] = true
	if el["isRequired"] == true && text(el, "label") == "" && el["type"] != "Input.Toggle" {
		c.fail(at, "the input %q is required and has no label", id)
	}
	if refusesSome(el) && text(el, "errorMessage") == "" {
		c.fail(at, "the input %q can be wrong and has no errorMessage", id)
	}
	switch text(el, "type") {
	case "Input.Text":
		c.textInput(el, at)
	case "Input.Number":
		c.numbers(el, at, "value", "min", "max")
	case "Input.Date":
		c.formatted(el, at, time.DateOnly)
	case "Input.Time":
		c.formatted(el, at, "15:04")
	case "Input.Toggle":
		c.need(el, at, "title")
	case "Input.ChoiceSet":
		c.choiceSet(el, at)
	default:
		c.fail(at, "no input is called %q", text(el, "type"))
	}
}

func refusesSome(el obj) bool {
	return el["isRequired"] == true || el["regex"] != nil || el["min"] != nil || el["max"] != nil
}

func (c *checker) textInput(el obj, at string) {
	if _, err := regexp.Compile(text(el, "regex")); err != nil {
		c.fail(at+"/regex", "it cannot be read: %v", err)
	}
	c.numbers(el, at, "maxLength")
	if value, ok := el["value"].(string); el["value"] != nil && !ok {
		c.fail(at+"/value", "it is no string")
	} else if most, limited := el["maxLength"].(float64); limited && len([]rune(value)) > int(most) {
		c.fail(at+"/value", "it is longer than maxLength")
	}
}

func (c *checker) numbers(el obj, at string, keys ...string) {
	for _, k := range keys {
		if _, ok := el[k].(float64); el[k] != nil && !ok {
			c.fail(at+"/"+k, "it is no number")
		}
	}
}

func (c *checker) formatted(el obj, at, layout string) {
	for _, k := range []string{"value", "min", "max"} {
		if el[k] == nil || el[k] == "" {
			continue
		}
		if _, err := time.Parse(layout, text(el, k)); err != nil {
			c.fail(at+"/"+k, "%v is not %s", el[k], layout)
		}
	}
}

func (c *checker) choiceSet(el obj, at string) {
	if _, ok := el["choices"].([]any); !ok {
		c.fail(at+"/choices", "it is missing, or no list")
	}
	several := el["isMultiSelect"] == true
	c.each(el, "choices", at, func(o obj, at string) {
		c.need(o, at, "title", "value")
		if several && strings.Contains(text(o, "value"), ",") {
			c.fail(at+"/value", "a comma in the value of one of several choices")
		}
	})
	if style := text(el, "style"); !slices.Contains([]string{"", "compact", "expanded", "filtered"}, style) {
		c.fail(at+"/style", "no style is called %q", style)
	}
	c.query(el, several, at)
}

func (c *checker) query(el obj, several bool, at string) {
	query, there := el["choices.data"]
	q, _ := query.(obj)
	switch {
	case !there:
		c.chosen(el, several, at)
	case text(q, "type") != "Data.Query" || text(q, "dataset") == "":
		c.fail(at+"/choices.data", "it is no Data.Query with a dataset")
	case text(q, "dataset") == everybody && !c.dialog && c.room != personal:
		c.fail(at+"/choices.data", "the whole organization can be searched in dialogs and personal chats only")
	}
}

// chosen holds that what is chosen is among the choices.
func (c *checker) chosen(el obj, several bool, at string) {
	values, _ := choices(el)
	want := []string{text(el, "value")}
	if several {
		want = strings.Split(text(el, "value"), ",")
	}
	for _, w := range want {
		if w != "" && !slices.Contains(values, w) {
			c.fail(at+"/value", "%q is none of the choices", w)
		}
	}
}

// actions checks a row of buttons.
func (c *checker) actions(o obj, at string) {
	if n := len(list(o, "actions")); n > maxActions {
		c.fail(at+"/actions", "%d buttons in a row, where Teams shows %d", n, maxActions)
	}
	c.each(o, "actions", at, c.action)
}

func (c *checker) action(a obj, at string) {
	kind := text(a, "type")
	c.need(a, at, "title")
	if style := text(a, "style"); !slices.Contains([]string{"", "default", "positive", "destructive"}, style) {
		c.fail(at+"/style", "no style is called %q", style)
	}
	switch kind {
	case "Action.OpenUrl":
		u, err := url.Parse(text(a, "url"))
		if err != nil || !slices.Contains([]string{"https", "http", "msteams", "mailto"}, u.Scheme) {
			c.fail(at+"/url", "nobody can open %v", a["url"])
		}
	case "Action.Submit":
		c.data(a, at)
	case "Action.Execute":
		c.need(a, at, "verb")
		c.data(a, at)
		if c.dialog {
			c.fail(at, "a dialog is sent by Action.Submit only")
		}
	case "Action.ShowCard":
		if text(object(a, "card"), "type") != "AdaptiveCard" {
			c.fail(at+"/card/type", "it is no AdaptiveCard")
		}
		c.body(object(a, "card"), at+"/card")
	case "Action.ToggleVisibility":
		if len(list(a, "targetElements")) == 0 {
			c.fail(at, "targetElements are missing")
		}
	default:
		if !slices.Contains(newerActions, kind) {
			c.fail(at, "no action is called %q", kind)
		} else if a["fallback"] == nil {
			c.fail(at, "%s is newer than 1.%d and has no fallback", kind, maxMinor)
		}
	}
}

// data checks what a button sends. Of what Teams does with data.msteams, the stand-in knows task/fetch.
func (c *checker) data(a obj, at string) {
	data, ok := a["data"].(obj)
	if a["data"] != nil && !ok {
		c.fail(at+"/data", "it is no object")
	}
	for _, k := range slices.Collect(maps.Keys(data)) {
		c.keys[k] = true
	}
	does := text(object(data, "msteams"), "type")
	if data["msteams"] != nil && (does != "task/fetch" || a["type"] != "Action.Submit" || c.dialog) {
		c.fail(at+"/data/msteams", "the stand-in knows task/fetch, of an Action.Submit, outside dialogs; not %q", does)
	}
}
