package botconnector_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

// TestWhatTeamsWouldNotShowIsRefused posts cards with one mistake each.
func TestWhatTeamsWouldNotShowIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.install(within(t))
	input := func(more object) object {
		el := object{"type": "Input.Text", "id": "a", "label": "A"}
		for k, v := range more {
			el[k] = v
		}
		return object{"body": []any{el}}
	}
	choice := func(more object) object {
		el := object{"type": "Input.ChoiceSet", "id": "a", "label": "A", "choices": []any{object{"title": "T", "value": "t"}}}
		for k, v := range more {
			el[k] = v
		}
		return object{"body": []any{el}}
	}
	button := func(a object) object { return object{"body": []any{says("x")}, "actions": []any{a}} }
	many := []any{}
	for i := range 7 {
		many = append(many, execute(fmt.Sprint(i), nil))
	}
	ids := []any{}
	for i := range 61 {
		ids = append(ids, fmt.Sprintf("29:%d", i))
	}
	refresh := func(r object) object { return object{"body": []any{says("x")}, "refresh": r} }
	for words, content := range map[string]object{
		"shows nothing":                        {"body": []any{}},
		`no element is called "TextBlok"`:      {"body": []any{object{"type": "TextBlok", "text": "x"}}},
		"Chart.Donut is newer":                 {"body": []any{object{"type": "Chart.Donut"}}},
		"at /attachments/0/content/body/0/tex": {"body": []any{object{"type": "TextBlock"}}},
		"7 buttons in a row":                   {"body": []any{says("x")}, "actions": many},
		`no action is called "Action.Exec"`:    button(object{"type": "Action.Exec", "title": "x"}),
		"/actions/0/title":                     button(object{"type": "Action.Submit"}),
		"/actions/0/verb":                      button(object{"type": "Action.Execute", "title": "x"}),
		"nobody can open":                      button(object{"type": "Action.OpenUrl", "title": "x", "url": "javascript:alert(1)"}),
		"the stand-in knows task/fetch":        button(object{"type": "Action.Submit", "title": "x", "data": object{"msteams": object{"type": "imBack"}}}),
		"an input has no id":                   {"body": []any{object{"type": "Input.Text"}}},
		"two inputs have the id":               {"body": []any{object{"type": "Input.Text", "id": "a"}, object{"type": "Input.Date", "id": "a"}}},
		"can be wrong and has no errorMessage": input(object{"isRequired": true}),
		"is required and has no label":         input(object{"isRequired": true, "errorMessage": "x", "label": ""}),
		"it is longer than maxLength":          input(object{"maxLength": 2, "value": "abc"}),
		"cannot be read":                       input(object{"regex": "(", "errorMessage": "x"}),
		`overwrites what a button's data says`: {"body": []any{object{"type": "Input.Text", "id": "intent"}}, "actions": []any{execute("x", object{"intent": "1"})}},
		"is none of the choices":               choice(object{"value": "z"}),
		"no style is called":                   choice(object{"style": "wild"}),
		"a comma in the value":                 choice(object{"isMultiSelect": true, "choices": []any{object{"title": "T", "value": "a,b"}}}),
		"no Data.Query with a dataset":         choice(object{"choices.data": object{"type": "Data.Query"}}),
		"the whole organization":               choice(object{"choices.data": object{"type": "Data.Query", "dataset": "graph.microsoft.com/users"}}),
		"61 people":                            refresh(object{"action": object{"type": "Action.Execute", "verb": "r"}, "userIds": ids}),
		"is refreshed by an Action.Execute":    refresh(object{"action": object{"type": "Action.Submit"}}),
		"no 29:… id":                           refresh(object{"action": object{"type": "Action.Execute", "verb": "r"}, "userIds": []any{sam}}),
		"no entity belongs to":                 {"body": []any{says("for <at>Rae Ops</at>")}},
		"of the mention does not occur":        {"body": []any{says("x")}, "msteams": object{"entities": []any{mention(w, rae, "Rae Ops")}}},
		"is of nobody who is there":            {"body": []any{says("<at>Gus Guest</at>")}, "msteams": object{"entities": []any{mention(w, gus, "Gus Guest")}}},
		"more cells than there are columns":    {"body": []any{object{"type": "Table", "columns": []any{object{}}, "rows": []any{object{"type": "TableRow", "cells": []any{cell("a"), cell("b")}}}}}},
	} {
		status, got := w.call("POST", "conversations/"+url.PathEscape(deals)+"/activities", card(content))
		if status != 400 || !strings.Contains(fmt.Sprint(at(got, "error.message")), words) {
			t.Errorf("%q: %d %v", words, status, got)
		}
		w.refused(words)
	}
	bad := card(object{"body": []any{says("x")}})
	bad["attachments"].([]any)[0].(object)["content"].(object)["version"] = "1.6"
	if status, _ := w.call("POST", "conversations/"+url.PathEscape(deals)+"/activities", bad); status != 400 {
		t.Errorf("version 1.6 is %d", status)
	}
	w.refused("the version is 1.6")
}

func cell(words string) object { return object{"type": "TableCell", "items": []any{says(words)}} }

func TestWhatTeamsShowsIsTaken(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.install(ctx)
	w.post(deals, card(object{
		"body": []any{
			object{"type": "TextBlock", "text": `**Acme\_1** of <at>Rae Ops</at>, due {{DATE(2026-11-20T02:00:00Z, SHORT)}}`},
			object{"type": "RichTextBlock", "inlines": []any{"so *much* ", object{"type": "TextRun", "text": "more", "weight": "bolder"}}},
			object{"type": "FactSet", "facts": []any{object{"title": "Amount:", "value": "**$5,000**"}, object{"title": "Stage", "value": `a \*b\* [c](https://d.test)`}}},
			object{"type": "ColumnSet", "columns": []any{
				object{"type": "Column", "items": []any{says("left")}}, object{"type": "Column", "items": []any{says("right")}},
			}},
			object{"type": "Table", "columns": []any{object{"width": 1}, object{"width": 1, "horizontalCellContentAlignment": "right"}}, "rows": []any{
				object{"type": "TableRow", "cells": []any{cell("Won"), cell("9")}},
				object{"type": "TableRow", "cells": []any{cell("Committed"), cell("10")}},
			}},
			object{"type": "Chart.Donut", "fallback": says("Won: 9")},
			object{"type": "Container", "isVisible": false, "id": "more", "items": []any{says("- one\n- two")}},
			object{"type": "ActionSet", "actions": []any{object{"type": "Action.OpenUrl", "title": "Open", "url": "https://crm.test/1"}}},
		},
		"actions": []any{object{"type": "Action.ToggleVisibility", "title": "More", "targetElements": []any{object{"elementId": "more"}}}},
		"msteams": object{"width": "Full", "entities": []any{mention(w, rae, "Rae Ops")}},
	}))
	m := w.newest(ctx, sam, deals)
	if err := w.As(sam).Click(ctx, m, "Open"); err != nil {
		t.Error(err)
	}
	if err := w.As(sam).Click(ctx, m, "More"); err != nil {
		t.Error(err)
	}
	want := strings.Join([]string{
		"Acme_1 of Rae Ops, due Thu, Nov 19, 2026", "so *much* more", "Amount: $5,000", "Stage: a *b* c", "left  right",
		"Won         9", "Committed  10", "Won: 9", "• one", "• two", "[Open]", "[More]",
	}, "\n")
	if got := m.Text(); got != want {
		t.Errorf("it shows\n%s\nand should\n%s", got, want)
	}
	w.clean()
}
