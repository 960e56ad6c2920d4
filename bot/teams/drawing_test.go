package teams_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/bot/view"
)

// node is a part of a card, as it went over the wire.
type node map[string]any

// parsed reads a card back.
func parsed(t *testing.T, c teams.Card) node {
	t.Helper()
	var n node
	if err := json.Unmarshal(c.JSON, &n); err != nil {
		t.Fatal(err)
	}
	return n
}

// walk visits every part of a card, from the outside in.
func walk(x any, visit func(node)) {
	switch x := x.(type) {
	case node:
		walk(map[string]any(x), visit)
	case map[string]any:
		visit(x)
		for _, child := range x {
			walk(child, visit)
		}
	case []any:
		for _, child := range x {
			walk(child, visit)
		}
	}
}

// actions are all buttons of a card, by their titles.
func actions(t *testing.T, c teams.Card) map[string]node {
	t.Helper()
	all := map[string]node{}
	walk(parsed(t, c), func(n node) {
		if title, ok := n["title"].(string); ok && strings.HasPrefix(fmt.Sprint(n["type"]), "Action.") {
			all[title] = n
		}
	})
	return all
}

func must(t *testing.T) func(teams.Card, error) teams.Card {
	return func(c teams.Card, err error) teams.Card {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	encoded, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	wanted, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if string(encoded) != string(wanted) {
		t.Errorf("%s is %s, want %s", what, encoded, wanted)
	}
}

const (
	approves = "1|approve|3|id"
	rejects  = "1|reject|3|id"
	shows    = "1|show_deal|3|id"
	again    = "1|show_review|3|id"
)

func about(n intent.Name) intent.Intent { return intent.Intent{Name: n, ID: "id", Revision: 3} }

func review() view.ReviewCard {
	return view.ReviewCard{
		Ref: "D-1", Title: "Acme", Status: view.Status{Text: "In review"}, Again: about(intent.ShowReview),
		Actions: []view.Action{
			{Intent: about(intent.Approve), Label: "Approve", Tone: view.Good},
			{Intent: about(intent.Reject), Label: "Reject", Tone: view.Bad, Opens: form.Reject},
		},
	}
}

// What a press sends is what the other side of the wire reads.
func TestButtons(t *testing.T) {
	t.Parallel()
	own := actions(t, must(t)(teams.RenderOwn(review())))
	same(t, "Approve", own["Approve"], node{
		"type": "Action.Execute", "title": "Approve", "style": "positive", "verb": "intent",
		"data": node{"intent": approves, "again": again},
	})
	same(t, "Reject", own["Reject"], node{
		"type": "Action.Submit", "title": "Reject", "style": "destructive",
		"data": node{"msteams": node{"type": "task/fetch"}, "intent": rejects, "again": again},
	})
	dialog := actions(t, must(t)(teams.RenderDialog(review())))
	same(t, "Approve in a dialog", dialog["Approve"], node{
		"type": "Action.Submit", "title": "Approve", "style": "positive", "data": node{"intent": approves},
	})
	same(t, "Reject in a dialog", dialog["Reject"]["data"], node{"intent": rejects})

	link := view.Notice{Text: "x", Actions: []view.Action{{Label: "Read", URL: "https://x.test/a"}, {Label: "Run", URL: "javascript:x"}}}
	got := actions(t, must(t)(teams.RenderOwn(link)))
	same(t, "a link", got["Read"], node{"type": "Action.OpenUrl", "title": "Read", "url": "https://x.test/a"})
	if got["Run"] != nil {
		t.Error("a link that is no web page is drawn")
	}
}

// Before a button that asks, there is one that unfolds the question.
func TestButtons_Confirm(t *testing.T) {
	t.Parallel()
	card := review()
	card.Actions[0].Confirm = &view.Confirm{Title: "Approve D-1?", Text: "There is *another* deal.", Yes: "Approve it", No: "Back"}
	got := actions(t, must(t)(teams.RenderOwn(card)))
	asks := got["Approve"]
	if asks["type"] != "Action.ShowCard" || asks["data"] != nil {
		t.Errorf("the button does not ask: %v", asks)
	}
	same(t, "the answer", got["Approve it"]["data"], node{"intent": approves, "again": again})
	question := must(t)(teams.RenderOwn(card))
	if !strings.Contains(string(question.JSON), "There is *another* deal.") {
		t.Error("the question is not asked")
	}
}

// The card for everybody decides nothing: it gives each reader a card of their own.
func TestRender_SharedReview(t *testing.T) {
	t.Parallel()
	card := review()
	card.Actions = append(card.Actions, view.Action{Intent: about(intent.ShowDeal), Label: "Open D-1"})
	c := must(t)(teams.Render(card, []string{"29:ann", "29:ben"}))
	got := actions(t, c)
	same(t, "Decide", got["Decide"], node{
		"type": "Action.Execute", "title": "Decide", "style": "positive", "verb": "intent", "data": node{"intent": again},
	})
	same(t, "Open", got["Open D-1"]["data"], node{"intent": shows})
	if got["Approve"] != nil || got["Reject"] != nil {
		t.Error("everybody sees the buttons of a decision")
	}
	same(t, "refresh", parsed(t, c)["refresh"], node{
		"action":  node{"type": "Action.Execute", "verb": "refresh", "data": node{"intent": again}},
		"userIds": []string{"29:ann", "29:ben"},
	})
}

func TestRender_SharedReviewReaders(t *testing.T) {
	t.Parallel()
	many := make([]string, 200)
	for i := range many {
		many[i] = fmt.Sprint("29:", i)
	}
	refresh := parsed(t, must(t)(teams.Render(review(), many)))["refresh"].(map[string]any)
	same(t, "readers", refresh["userIds"], many[:60])
	if got := parsed(t, must(t)(teams.Render(review(), nil)))["refresh"]; got != nil {
		t.Errorf("nobody is to see another card, and it is refreshed all the same: %v", got)
	}
	done := review()
	done.Actions = []view.Action{{Intent: about(intent.ShowDeal), Label: "Open D-1"}}
	c := must(t)(teams.Render(done, many))
	if got := actions(t, c); got["Decide"] != nil || parsed(t, c)["refresh"] != nil {
		t.Error("nothing is left to decide, and the card asks for a decision")
	}
}

// Teams shows six buttons in a row; the others are in rows above the last.
func TestButtons_Many(t *testing.T) {
	t.Parallel()
	n := view.Notice{Text: "x"}
	for i := range 50 {
		n.Actions = append(n.Actions, view.Action{Intent: about(intent.ShowDeal), Label: fmt.Sprint("Open ", i)})
	}
	c := must(t)(teams.RenderOwn(n))
	if got := len(actions(t, c)); got != 24 {
		t.Errorf("%d buttons", got)
	}
	walk(parsed(t, c), func(x node) {
		if row, ok := x["actions"].([]any); ok && len(row) > 6 {
			t.Errorf("%d buttons in a row", len(row))
		}
	})
}

// However much there is to say, the buttons stay, and the card says that it does not say all.
func TestRender_TooLong(t *testing.T) {
	t.Parallel()
	for _, s := range view.Samples() {
		if !strings.HasSuffix(s.Name, "_long") {
			continue
		}
		c := must(t)(teams.RenderOwn(s.View))
		if cut := strings.Contains(string(c.JSON), "is left out: it is too long"); cut && len(c.JSON) < 15_000 {
			t.Errorf("%s is shortened to %d bytes, much more than it must be", s.Name, len(c.JSON))
		}
		switch s.View.(type) {
		case view.ReviewCard, view.DealCard, view.Digest:
			if len(actions(t, c)) != len(view.Actions(s.View)) {
				t.Errorf("%s lost its buttons", s.Name)
			}
		}
	}
}

func TestRender_Unknown(t *testing.T) {
	t.Parallel()
	if _, err := teams.Render(nil, nil); err == nil {
		t.Error("no view is drawn as something")
	}
}

func TestRenderForm_Refuses(t *testing.T) {
	t.Parallel()
	text := form.Field{ID: "a", Kind: form.Text, Label: "A"}
	var many []form.Field
	for i := range 41 {
		many = append(many, form.Field{ID: fmt.Sprint("f", i), Kind: form.Text, Label: "A"})
	}
	for name, f := range map[string]form.Form{
		"a field twice":    {Name: "x", Title: "X", Fields: []form.Field{text, text}},
		"41 fields":        {Name: "x", Title: "X", Fields: many},
		"a nameless one":   {Name: "x", Title: "X", Fields: []form.Field{{Kind: form.Text, Label: "A"}}},
		"a very long id":   {Name: "x", Title: "X", Fields: []form.Field{{ID: strings.Repeat("x", 256), Label: "A"}}},
		"a very long meta": {Name: "x", Title: "X", Meta: strings.Repeat("x", 300), Fields: []form.Field{text}},
		"too much to say": {Name: "x", Title: "X", Fields: []form.Field{{
			ID: "a", Kind: form.LongText, Label: "A", Max: 4000, Values: []string{strings.Repeat("<", 4000)},
		}, {ID: "b", Kind: form.LongText, Label: "B", Max: 4000, Values: []string{strings.Repeat("<", 4000)}}}},
	} {
		if _, err := teams.RenderForm(f); err == nil {
			t.Errorf("%s is drawn", name)
		}
	}
}

// A form sends its name and what it is about, with the inputs beside them.
func TestRenderForm_Submit(t *testing.T) {
	t.Parallel()
	c := must(t)(teams.RenderForm(form.NewReject("D-1042", rejects)))
	same(t, "the button", actions(t, c)["Reject"], node{
		"type": "Action.Submit", "title": "Reject", "style": "positive", "data": node{"form": "reject", "meta": rejects},
	})
	if c.Title != "Reject D-1042" {
		t.Errorf("the dialog is called %q", c.Title)
	}
}

// inputs are the inputs of a card by their ids.
func inputs(t *testing.T, c teams.Card) map[string]node {
	t.Helper()
	all := map[string]node{}
	walk(parsed(t, c), func(n node) {
		if strings.HasPrefix(fmt.Sprint(n["type"]), "Input.") {
			all[n["id"].(string)] = n
		}
	})
	return all
}

func TestRenderForm_Inputs(t *testing.T) {
	t.Parallel()
	f := form.Form{Name: "x", Title: "X", Fields: []form.Field{
		{ID: "partner", Kind: form.Lookup, Label: "Partner", Source: "partners", Values: []string{"p1"}, Labels: []string{"Northwind"}},
		{ID: "lead", Kind: form.Person, Label: "Lead", Many: true, Values: []string{"u1", "u2"}, Labels: []string{"Ann Lee"}},
		{ID: "desk", Kind: form.Channel, Label: "Desk", Values: []string{"19:x@thread.tacv2"}, Optional: true},
		{ID: "mail", Kind: form.Email, Label: "Mail", Values: []string{"no address"}},
		{ID: "day", Kind: form.Date, Label: "Day", Values: []string{"next friday"}},
		{ID: "product", Kind: form.Choice, Label: "Product", Values: []string{"Gone"}, Options: []form.Option{{Value: "a", Label: "A"}}},
		{ID: "none", Kind: form.Choice, Label: "Nothing"},
	}}
	c := must(t)(teams.RenderForm(f))
	got := inputs(t, c)
	same(t, "a lookup", got["partner"], node{
		"type": "Input.ChoiceSet", "id": "partner", "label": "Partner", "isRequired": true, "errorMessage": "Choose one.",
		"style": "filtered", "placeholder": "Type to search", "value": "p1",
		"choices":      []node{{"title": "Northwind", "value": "p1"}},
		"choices.data": node{"type": "Data.Query", "dataset": "partners"},
	})
	same(t, "people", got["lead"]["choices"], []node{{"title": "Ann Lee", "value": "u1"}}) // Teams knows u2
	same(t, "several people", got["lead"]["value"], "u1,u2")
	same(t, "whose people", got["lead"]["choices.data"], node{"type": "Data.Query", "dataset": "graph.microsoft.com/users"})
	same(t, "a channel", got["desk"]["value"], "19:x@thread.tacv2")
	same(t, "an address that is none", got["mail"]["value"], "no address")
	if got["desk"]["isRequired"] != nil || got["day"]["value"] != nil || got["product"]["value"] != nil || got["none"] != nil {
		t.Errorf("inputs are %v", got)
	}
	for _, says := range []string{
		"“next friday” is no date: choose the day.", "“Gone” is not on the list: choose from it.", "There is nothing to choose from yet.",
	} {
		if !strings.Contains(string(c.JSON), says) {
			t.Errorf("the form does not say: %s", says)
		}
	}
}
