package slack_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/bot/view"
)

// Only people with an id of Slack's are notified, each once, and nobody can be called who is not meant.
func TestRender_Mentions(t *testing.T) {
	t.Parallel()
	_, blocks, err := slack.Render(view.StallAlert{Title: "<@UTITLE>", Lead: "<@ULEAD>", People: []view.Mention{
		{Name: "Ben", User: "U0BEN"},
		{Name: "Ben again", User: "U0BEN"},
		{Name: "Cam <@UCAM>"},
		{Name: "x", User: "U0BEN> <!channel"},
		{Name: "Dee", User: "29:dee"},
		{},
		{Name: "Eve", User: "W0EVE"},
	}})
	ok(t, err)
	encoded, err := json.Marshal(blocks)
	ok(t, err)
	said := string(encoded)
	for _, want := range []string{`"\u003c@U0BEN\u003e  \u003c@W0EVE\u003e"`, `"Cam \u0026lt;@UCAM\u0026gt;, x, Dee"`} {
		if strings.Count(said, want) != 1 {
			t.Errorf("no %s in %s", want, said)
		}
	}
	if strings.Count(said, `\u003c@`) != 3 { // the two, and the title, which Slack reads no markup in
		t.Errorf("somebody else is called: %s", said)
	}
}

// Of twenty partners, the worst have their buttons, and the others are all named.
func TestRender_StallAlertOfTwenty(t *testing.T) {
	t.Parallel()
	i := slices.IndexFunc(view.Samples(), func(s view.Sample) bool { return s.Name == "stall_alert_twenty_long" })
	alert := view.Samples()[i].View.(view.StallAlert)
	_, blocks, err := slack.Render(alert)
	ok(t, err)
	rows := 0
	for _, b := range blocks {
		if b.BlockType() == slackgo.MBTAction {
			rows++
		}
	}
	encoded, err := json.Marshal(blocks)
	ok(t, err)
	if rows < 7 || strings.Contains(string(encoded), "is left out") {
		t.Errorf("%d rows of buttons in %s", rows, encoded)
	}
	for _, i := range alert.Items {
		if !strings.Contains(string(encoded), i.Name) {
			t.Errorf("%s is not named", i.Name)
		}
	}
}
