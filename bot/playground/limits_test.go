package playground_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

type m = map[string]any

func x(n int) string { return strings.Repeat("x", n) }

func txt(kind string, n int) m { return m{"type": kind, "text": x(n)} }

// repeat makes n different items.
func repeat(n int, item func(i int) any) []any {
	out := make([]any, n)
	for i := range out {
		out[i] = item(i)
	}
	return out
}

func option(i int) any {
	return m{"text": txt("plain_text", 1), "value": fmt.Sprint(i)}
}

func button(change m) m {
	b := m{"type": "button", "text": txt("plain_text", 1)}
	for k, v := range change {
		b[k] = v
	}
	return b
}

func actions(elements ...any) []any { return []any{m{"type": "actions", "elements": elements}} }

func section(change m) []any {
	b := m{"type": "section"}
	for k, v := range change {
		b[k] = v
	}
	return []any{b}
}

func input(change m) []any {
	b := m{"type": "input", "label": txt("plain_text", 1), "element": m{"type": "plain_text_input"}}
	for k, v := range change {
		b[k] = v
	}
	return []any{b}
}

func confirm(change m) []any {
	c := m{"title": txt("plain_text", 1), "text": txt("plain_text", 1), "confirm": txt("plain_text", 1), "deny": txt("plain_text", 1)}
	for k, v := range change {
		c[k] = v
	}
	return actions(button(m{"confirm": c}))
}

func table(rows, cols int) []any {
	return []any{m{"type": "table", "rows": repeat(rows, func(int) any {
		return repeat(cols, func(int) any { return m{"type": "raw_text", "text": "x"} })
	})}}
}

// limits are Slack's numbers, from docs.slack.dev, each with blocks of that size.
var limits = []struct {
	name  string
	max   int
	where string
	make  func(n int) []any
}{
	{"blocks in a message", 50, "message", func(n int) []any { return repeat(n, func(int) any { return m{"type": "divider"} }) }},
	{"blocks in a modal", 100, "modal", func(n int) []any { return repeat(n, func(int) any { return m{"type": "divider"} }) }},
	{"blocks in a home tab", 100, "home", func(n int) []any { return repeat(n, func(int) any { return m{"type": "divider"} }) }},
	{"section text", 3000, "message", func(n int) []any { return section(m{"text": txt("mrkdwn", n)}) }},
	{"section fields", 10, "message", func(n int) []any { return section(m{"fields": repeat(n, func(int) any { return txt("mrkdwn", 1) })}) }},
	{"section field", 2000, "message", func(n int) []any { return section(m{"fields": []any{txt("mrkdwn", n)}}) }},
	{"header", 150, "message", func(n int) []any { return []any{m{"type": "header", "text": txt("plain_text", n)}} }},
	{"context elements", 10, "message", func(n int) []any {
		return []any{m{"type": "context", "elements": repeat(n, func(int) any { return txt("mrkdwn", 1) })}}
	}},
	{"markdown block", 12_000, "message", func(n int) []any { return []any{m{"type": "markdown", "text": x(n)}} }},
	{"markdown blocks together", 12_000, "message", func(n int) []any {
		return []any{m{"type": "markdown", "text": x(6000)}, m{"type": "markdown", "text": x(n - 6000)}}
	}},
	{"table rows", 100, "message", func(n int) []any { return table(n, 1) }},
	{"table columns", 20, "message", func(n int) []any { return table(1, n) }},
	{"tables", 1, "message", func(n int) []any { return repeat(n, func(int) any { return table(1, 1)[0] }) }},
	{"actions", 25, "message", func(n int) []any { return actions(repeat(n, func(int) any { return button(nil) })...) }},
	{"button text", 75, "message", func(n int) []any { return actions(button(m{"text": txt("plain_text", n)})) }},
	{"button value", 2000, "message", func(n int) []any { return actions(button(m{"value": x(n)})) }},
	{"button url", 3000, "message", func(n int) []any { return actions(button(m{"url": "https://" + x(n-8)})) }},
	{"accessibility label", 75, "message", func(n int) []any { return actions(button(m{"accessibility_label": x(n)})) }},
	{"action_id", 255, "message", func(n int) []any { return actions(button(m{"action_id": x(n)})) }},
	{"block_id", 255, "message", func(n int) []any { return []any{m{"type": "divider", "block_id": x(n)}} }},
	{"confirm title", 100, "message", func(n int) []any { return confirm(m{"title": txt("plain_text", n)}) }},
	{"confirm text", 300, "message", func(n int) []any { return confirm(m{"text": txt("plain_text", n)}) }},
	{"confirm button", 30, "message", func(n int) []any { return confirm(m{"confirm": txt("plain_text", n)}) }},
	{"deny button", 30, "message", func(n int) []any { return confirm(m{"deny": txt("plain_text", n)}) }},
	{"select options", 100, "message", func(n int) []any {
		return actions(m{"type": "static_select", "options": repeat(n, option)})
	}},
	{"option groups", 100, "message", func(n int) []any {
		group := func(int) any { return m{"label": txt("plain_text", 1), "options": []any{option(0)}} }
		return actions(m{"type": "static_select", "option_groups": repeat(n, group)})
	}},
	{"option text", 75, "message", func(n int) []any {
		return actions(m{"type": "static_select", "options": []any{m{"text": txt("plain_text", n), "value": "v"}}})
	}},
	{"option value", 150, "message", func(n int) []any {
		return actions(m{"type": "static_select", "options": []any{m{"text": txt("plain_text", 1), "value": x(n)}}})
	}},
	{"placeholder", 150, "message", func(n int) []any {
		return actions(m{"type": "users_select", "placeholder": txt("plain_text", n)})
	}},
	{"overflow", 5, "message", func(n int) []any { return actions(m{"type": "overflow", "options": repeat(n, option)}) }},
	{"radio buttons", 10, "message", func(n int) []any {
		return actions(m{"type": "radio_buttons", "options": repeat(n, option)})
	}},
	{"checkboxes", 10, "message", func(n int) []any {
		return actions(m{"type": "checkboxes", "options": repeat(n, option)})
	}},
	{"input label", 2000, "modal", func(n int) []any { return input(m{"label": txt("plain_text", n)}) }},
	{"input hint", 2000, "modal", func(n int) []any { return input(m{"hint": txt("plain_text", n)}) }},
	{"input max_length", 3000, "modal", func(n int) []any {
		return input(m{"element": m{"type": "plain_text_input", "max_length": n}})
	}},
}

func TestLimits(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, l := range limits {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			if got := w.tryBlocks(t, l.where, l.make(l.max)); len(got) != 0 {
				t.Errorf("%d is refused: %v", l.max, got)
			}
			if got := w.tryBlocks(t, l.where, l.make(l.max+1)); len(got) == 0 {
				t.Errorf("%d is accepted", l.max+1)
			}
		})
	}
}

// tryBlocks gives Slack's complaints about blocks on a surface; none when they pass.
func (w *world) tryBlocks(t *testing.T, where string, blocks []any) []string {
	t.Helper()
	method, args := "chat.postMessage", m{"channel": "CDEALS", "blocks": blocks}
	view := m{"type": where, "blocks": blocks}
	switch where {
	case "modal":
		view["title"], view["submit"] = txt("plain_text", 1), txt("plain_text", 1)
		method, args = "views.open", m{"trigger_id": "none", "view": view}
	case "home":
		method, args = "views.publish", m{"user_id": "USAM", "view": view}
	}
	got := w.call(t, method, args)
	// A view that passes gets as far as the trigger, which is not one.
	if got.OK || got.Error == "invalid_trigger_id" {
		return nil
	}
	return append(got.Metadata.Messages, got.Error)
}

type apiAnswer struct {
	OK       bool
	Error    string
	Metadata struct{ Messages []string } `json:"response_metadata"`
}

// call makes a Web API call with a JSON body, as any client may.
func (w *world) call(t *testing.T, method string, args m) apiAnswer {
	t.Helper()
	body := must(json.Marshal(args))
	r := must(http.NewRequestWithContext(t.Context(), http.MethodPost, w.url+"/api/"+method, bytes.NewReader(body)))
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("Authorization", "Bearer "+token)
	resp := must(http.DefaultClient.Do(r))
	defer resp.Body.Close()
	var got apiAnswer
	if err := json.NewDecoder(resp.Body).Decode(&got); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestBlockRules(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, c := range map[string]struct {
		where  string
		blocks []any
		want   string
	}{
		"unknown type":          {"message", []any{m{"type": "nonsense"}}, "unsupported type: nonsense [json-pointer:/blocks/0]"},
		"not an object":         {"message", []any{"x"}, "must be an object [json-pointer:/blocks/0]"},
		"extra property":        {"message", []any{m{"type": "divider", "text": "x"}}, "invalid additional property: text [json-pointer:/blocks/0]"},
		"missing text":          {"message", []any{m{"type": "header"}}, "missing required field: text [json-pointer:/blocks/0]"},
		"mrkdwn in header":      {"message", []any{m{"type": "header", "text": txt("mrkdwn", 1)}}, "must be one of: plain_text [json-pointer:/blocks/0/text/type]"},
		"empty section":         {"message", section(nil), "must define either `text` or `fields` [json-pointer:/blocks/0]"},
		"empty text":            {"message", section(m{"text": txt("mrkdwn", 0)}), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"},
		"same block_id":         {"message", []any{m{"type": "divider", "block_id": "a"}, m{"type": "divider", "block_id": "a"}}, "`a` already exists [json-pointer:/blocks/1/block_id]"},
		"same action_id":        {"message", actions(button(m{"action_id": "a"}), button(m{"action_id": "a"})), "`a` already exists [json-pointer:/blocks/0/elements/1/action_id]"},
		"bad style":             {"message", actions(button(m{"style": "loud"})), "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]"},
		"input in actions":      {"message", actions(m{"type": "plain_text_input"}), "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0]"},
		"input in a message":    {"message", input(nil), "unsupported type: input [json-pointer:/blocks/0]"},
		"table in a modal":      {"modal", table(1, 1), "unsupported type: table [json-pointer:/view/blocks/0]"},
		"alert in a message":    {"message", []any{m{"type": "alert", "text": txt("mrkdwn", 1)}}, "unsupported type: alert [json-pointer:/blocks/0]"},
		"button in input":       {"modal", input(m{"element": button(nil)}), "unsupported type: button [json-pointer:/view/blocks/0/element]"},
		"options twice":         {"message", actions(m{"type": "static_select"}), "must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0]"},
		"strange initial":       {"message", actions(m{"type": "static_select", "options": []any{option(1)}, "initial_option": option(2)}), "initial option is not one of the options [json-pointer:/blocks/0/elements/0/initial_option]"},
		"image without address": {"message", []any{m{"type": "image", "alt_text": "x"}}, "must define either `image_url` or `slack_file` [json-pointer:/blocks/0]"},
		"empty table align":     {"message", []any{m{"type": "table", "rows": table(1, 1)[0].(m)["rows"], "column_settings": []any{m{"align": ""}}}}, "must be one of: left, center, right [json-pointer:/blocks/0/column_settings/0/align]"},
		"rich text part":        {"message", []any{m{"type": "rich_text", "elements": []any{m{"type": "text", "text": "x"}}}}, "unsupported type: text [json-pointer:/blocks/0/elements/0]"},
		"bad date":              {"modal", input(m{"element": m{"type": "datepicker", "initial_date": "tomorrow"}}), "must be a date as YYYY-MM-DD [json-pointer:/view/blocks/0/element/initial_date]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := w.tryBlocks(t, c.where, c.blocks)
			if len(got) == 0 || got[0] != "[ERROR] "+c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}

func TestViewRules(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	base := func(change m) m {
		v := m{"type": "modal", "title": txt("plain_text", 24), "blocks": []any{}}
		for k, val := range change {
			v[k] = val
		}
		return v
	}
	for name, c := range map[string]struct {
		view m
		want string
	}{
		"fine":                 {base(nil), ""},
		"no title":             {m{"type": "modal", "blocks": []any{}}, "missing required field: title [json-pointer:/view]"},
		"no blocks":            {m{"type": "modal", "title": txt("plain_text", 1)}, "missing required field: blocks [json-pointer:/view]"},
		"long submit":          {base(m{"submit": txt("plain_text", 25)}), "must be less than 25 characters [json-pointer:/view/submit/text]"},
		"long metadata":        {base(m{"private_metadata": x(3001)}), "must be less than 3001 characters [json-pointer:/view/private_metadata]"},
		"long callback_id":     {base(m{"callback_id": x(256)}), "must be less than 256 characters [json-pointer:/view/callback_id]"},
		"input without submit": {base(m{"blocks": input(nil)}), "missing required field: submit [json-pointer:/view]"},
		"submit_disabled":      {base(m{"submit_disabled": true}), "invalid additional property: submit_disabled [json-pointer:/view]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := w.call(t, "views.open", m{"trigger_id": "none", "view": c.view})
			switch {
			case c.want == "" && got.Error != "invalid_trigger_id":
				t.Errorf("refused: %+v", got)
			case c.want != "" && (got.Error != "invalid_arguments" || got.Metadata.Messages[0] != "[ERROR] "+c.want):
				t.Errorf("got %+v, want %s", got, c.want)
			}
		})
	}
}

func TestBlocksMustBeJSON(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	resp := must(http.PostForm(w.url+"/api/chat.postMessage", url.Values{"token": {token}, "channel": {"CDEALS"}, "blocks": {"{"}}))
	defer resp.Body.Close()
	if body := readAll(t, resp); !strings.Contains(body, `"invalid_blocks_format"`) {
		t.Error(body)
	}
}
