package teams_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/bot/view"
)

func viewOf(t *testing.T, name string) view.View {
	t.Helper()
	for _, s := range view.Samples() {
		if s.Name == name {
			return s.View
		}
	}
	t.Fatalf("no sample is called %s", name)
	return nil
}

// Only people with an id are notified, each once, and two of one name are told apart.
func TestRender_Mentions(t *testing.T) {
	t.Parallel()
	alert := view.StallAlert{Title: "<at>Title</at>", People: []view.Mention{
		{Name: "Ben", User: "29:ben"},
		{Name: "Ben", User: "29:other"},
		{Name: "again", User: "29:ben"},
		{Name: "Cam <at>Cam</at>"},
		{Name: "</at>D*e*e", User: "29:dee"},
		{},
		{User: "29:nameless"},
	}}
	c := must(t)(teams.RenderOwn(alert))
	isFit(t, c)
	mention := func(name, id string) node {
		return node{"type": "mention", "text": "<at>" + name + "</at>", "mentioned": node{"id": id, "name": name}}
	}
	same(t, "msteams", parsed(t, c)["msteams"], node{"width": "full", "entities": []node{
		mention("Ben", "29:ben"), mention("Ben (2)", "29:other"), mention("/atDee", "29:dee"), mention("—", "29:nameless"),
	}})
	said := `<at>Ben</at>, <at>Ben (2)</at>, Cam \<at>Cam\</at>, <at>/atDee</at>, <at>—</at>`
	same(t, "what is said", parsed(t, c)["body"].([]any)[1].(map[string]any)["text"], said)

	dialog := must(t)(teams.RenderDialog(alert))
	same(t, "msteams of a dialog", parsed(t, dialog)["msteams"], node{"width": "full"})
}

// Of the buttons of a partner three are seen, the others are in a menu, and each says whose it is.
func TestRender_StallAlertButtons(t *testing.T) {
	t.Parallel()
	c := must(t)(teams.RenderOwn(viewOf(t, "stall_alert")))
	seen, inMenu := 0, 0
	walk(parsed(t, c), func(n node) {
		if n["type"] != "Action.Submit" || n["title"] == "Alert settings" {
			return
		}
		if n["mode"] == "secondary" {
			inMenu++
		} else {
			seen++
		}
		if tip := fmt.Sprint(n["tooltip"]); !strings.HasPrefix(tip, fmt.Sprint(n["title"])+" ") {
			t.Errorf("%s says %q of itself", n["title"], tip)
		}
	})
	if seen != 9 || inMenu != 6 {
		t.Errorf("%d buttons are seen, %d are in a menu", seen, inMenu)
	}
}

// Of twenty partners, the worst have their buttons, and the others are all named.
func TestRender_StallAlertOfTwenty(t *testing.T) {
	t.Parallel()
	alert := viewOf(t, "stall_alert_twenty_long").(view.StallAlert)
	c := must(t)(teams.RenderOwn(alert))
	rows := strings.Count(string(c.JSON), `"type":"ActionSet"`)
	if rows < 12 || strings.Contains(string(c.JSON), "is left out") {
		t.Errorf("%d rows of buttons in %s", rows, c.JSON)
	}
	for _, i := range alert.Items {
		if !strings.Contains(string(c.JSON), i.Name) {
			t.Errorf("%s is not named", i.Name)
		}
	}
}
