package playground

import "crypto/rand"

// placed is an interactive element where it stands in a list of blocks.
type placed struct {
	block, action string
	element       obj
	input         obj // the input block around it, or nil
}

// placedIn lists the interactive elements of blocks in reading order.
func placedIn(blocks []any) []placed {
	var out []placed
	add := func(block obj, x any, input obj) {
		el, ok := x.(obj)
		if !ok || el["type"] == "image" {
			return
		}
		id, _ := block["block_id"].(string)
		action, _ := el["action_id"].(string)
		out = append(out, placed{id, action, el, input})
	}
	for _, x := range blocks {
		b, _ := x.(obj)
		switch b["type"] {
		case "section":
			add(b, b["accessory"], nil)
		case "actions":
			items, _ := b["elements"].([]any)
			for _, el := range items {
				add(b, el, nil)
			}
		case "input":
			add(b, b["element"], b)
		}
	}
	return out
}

// withIDs gives every block and element the id that the bot left out, as Slack does.
func withIDs(blocks []any) []any {
	for _, x := range blocks {
		if b, ok := x.(obj); ok && b["block_id"] == nil {
			b["block_id"] = rand.Text()[:5]
		}
	}
	for _, p := range placedIn(blocks) {
		if p.action == "" {
			p.element["action_id"] = rand.Text()[:5]
		}
	}
	return blocks
}

// valueKeys names, for each element with a value, where its state holds it and which
// property of the element is its first value.
var valueKeys = map[string]struct{ state, initial string }{
	"plain_text_input":           {"value", "initial_value"},
	"email_text_input":           {"value", "initial_value"},
	"url_text_input":             {"value", "initial_value"},
	"number_input":               {"value", "initial_value"},
	"datepicker":                 {"selected_date", "initial_date"},
	"timepicker":                 {"selected_time", "initial_time"},
	"datetimepicker":             {"selected_date_time", "initial_date_time"},
	"static_select":              {"selected_option", "initial_option"},
	"external_select":            {"selected_option", "initial_option"},
	"radio_buttons":              {"selected_option", "initial_option"},
	"users_select":               {"selected_user", "initial_user"},
	"conversations_select":       {"selected_conversation", "initial_conversation"},
	"channels_select":            {"selected_channel", "initial_channel"},
	"checkboxes":                 {"selected_options", "initial_options"},
	"multi_static_select":        {"selected_options", "initial_options"},
	"multi_external_select":      {"selected_options", "initial_options"},
	"multi_users_select":         {"selected_users", "initial_users"},
	"multi_conversations_select": {"selected_conversations", "initial_conversations"},
	"multi_channels_select":      {"selected_channels", "initial_channels"},
}

// many reports whether an element's value is a list.
func many(kind string) bool { return kind == "checkboxes" || len(kind) > 6 && kind[:6] == "multi_" }

// initialValue is the state of an element that nobody has touched; nil for an element
// without a value, such as a button.
func initialValue(el obj) obj {
	kind, _ := el["type"].(string)
	keys, ok := valueKeys[kind]
	if !ok {
		return nil
	}
	value := el[keys.initial]
	if value == nil && many(kind) {
		value = []any{}
	}
	return obj{"type": kind, keys.state: value}
}

// isEmpty reports whether a state holds nothing.
func isEmpty(value obj) bool {
	kind, _ := value["type"].(string)
	switch v := value[valueKeys[kind].state].(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	}
	return false
}

// stateOf is the state of all elements of a message, untouched.
func stateOf(blocks []any) map[string]map[string]obj {
	out := map[string]map[string]obj{}
	for _, p := range placedIn(blocks) {
		if v := initialValue(p.element); v != nil {
			if out[p.block] == nil {
				out[p.block] = map[string]obj{}
			}
			out[p.block][p.action] = v
		}
	}
	return out
}
