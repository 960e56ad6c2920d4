package teams

import (
	"cmp"
	"net/url"
	"slices"

	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
)

// surface is where a card is shown, which decides what its buttons are.
type surface struct {
	dialog bool
	// again is the intent that draws a review card for who presses, "" on any other card.
	again string
}

// verbs of Action.Execute.
const (
	verbIntent  = "intent"
	verbRefresh = "refresh"
)

const taskFetch = "task/fetch"

// button draws an action; ok is false when a press could lead nowhere: a link that is no web page, an intent that is
// none or too long.
func (s surface) button(a view.Action) (drawn action, ok bool) {
	title, style := plain(a.Label, maxButton), tint(a.Tone)
	if a.URL != "" {
		return action{Type: "Action.OpenUrl", Title: title, URL: a.URL}, isWebPage(a.URL)
	}
	meant := a.Intent.Encode()
	if a.Intent.Name == "" || len(meant) > intent.Max {
		return action{}, false
	}
	b := action{Type: "Action.Execute", Title: title, Style: style, Verb: verbIntent, Data: &actionData{Intent: meant, Again: s.again}}
	switch {
	case s.dialog:
		b.Type, b.Verb, b.Data = "Action.Submit", "", &actionData{Intent: meant}
	case a.Opens != "":
		b.Type, b.Verb, b.Data.MSTeams = "Action.Submit", "", &teamsData{Type: taskFetch}
	}
	if a.Confirm != nil {
		return confirmed(b, *a.Confirm), true
	}
	return b, true
}

// confirmed puts a question before a button. Teams has none of its own: the button unfolds it, and folds it again.
func confirmed(b action, c view.Confirm) action {
	asks := action{Type: "Action.ShowCard", Title: b.Title, Style: b.Style}
	b.Title = plain(cmp.Or(c.Yes, b.Title), maxButton)
	asks.Card = &cardJSON{Type: "AdaptiveCard", Actions: []action{b}}
	if c.Title != "" {
		asks.Card.Body = append(asks.Card.Body, heading(c.Title, "Default"))
	}
	asks.Card.Body = append(asks.Card.Body, line(normal(c.Text)).under())
	return asks
}

func isWebPage(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && len(address) <= maxURL
}

func tint(t view.Tone) string {
	switch t {
	case view.Good:
		return "positive"
	case view.Bad:
		return "destructive"
	}
	return ""
}

// buttons draws those of a card in rows: Teams shows so many in one, and hides the others. The last row belongs to the
// card itself.
func (s surface) buttons(actions []view.Action) (rows []element, last []action) {
	var all []action
	for _, a := range actions {
		if b, ok := s.button(a); ok && len(all) < maxActions*maxActionSets {
			all = append(all, b)
		}
	}
	for row := range slices.Chunk(all, maxActions) {
		if last != nil {
			rows = append(rows, &actionSet{Type: "ActionSet", Actions: last})
		}
		last = row
	}
	return rows, last
}

// below is the buttons of a part of a card, in rows under it. about tells them apart for a screen reader.
func (s surface) below(actions []view.Action, about string) []element {
	rows, last := s.buttons(actions)
	if last == nil {
		return nil
	}
	for i := range last {
		last[i].Tooltip = plain(last[i].Title+" "+about, maxLabel)
	}
	inMenu(last)
	return append(rows, &actionSet{Type: "ActionSet", Actions: last})
}

// inMenu puts all buttons but the first into a menu, so that their words are read on a narrow screen, too.
func inMenu(row []action) {
	for i := maxPrimary; i < len(row); i++ {
		row[i].Mode = "secondary"
	}
}

// aside is a button of one line of a list, nil when it has none. about tells it apart for a screen reader.
func (s surface) aside(a *view.Action, about string) element {
	if a == nil {
		return nil
	}
	b, ok := s.button(*a)
	if !ok {
		return nil
	}
	b.Tooltip = plain(a.Label+" "+about, maxLabel)
	return &actionSet{Type: "ActionSet", Actions: []action{b}}
}
