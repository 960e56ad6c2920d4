package teams_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/bottest/adaptertest"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/bot/view"
)

const goldenDir = "testdata/golden"

// readers are those who get a review card of their own in the goldens.
var readers = []string{"29:1-ben-okafor", "29:1-ann-lee"}

// drawn is a sample as Teams gets it. The card can be pasted into the designer of adaptivecards.microsoft.com.
type drawn struct {
	name string
	card teams.Card
	err  error
}

// drawAll draws every sample: views for everybody, and in a dialog; review cards for one reader as well.
func drawAll() []drawn {
	var all []drawn
	add := func(name string, c teams.Card, err error) { all = append(all, drawn{name, c, err}) }
	for _, s := range view.Samples() {
		c, err := teams.Render(s.View, readers)
		add(s.Name, c, err)
		c, err = teams.RenderDialog(s.View)
		add(s.Name+"_dialog", c, err)
		if _, ok := s.View.(view.ReviewCard); ok {
			c, err = teams.RenderOwn(s.View)
			add(s.Name+"_own", c, err)
		}
	}
	for _, s := range form.Samples() {
		c, err := teams.RenderForm(s.Form)
		add("form_"+s.Name, c, err)
	}
	return all
}

// golden holds what is drawn against its file.
func golden(t *testing.T, name string, c teams.Card) {
	t.Helper()
	adaptertest.Golden(t, filepath.Join(goldenDir, name+".json"), struct {
		Title   string          `json:"title"`
		Summary string          `json:"summary"`
		Card    json.RawMessage `json:"card"`
	}{c.Title, c.Summary, readable(t, c.JSON)})
}

// readable is JSON in its order, without the escapes that are for HTML.
func readable(t *testing.T, encoded []byte) json.RawMessage {
	t.Helper()
	s := string(encoded)
	for escaped, plain := range map[string]string{`\u003c`: "<", `\u003e`: ">", `\u0026`: "&"} {
		s = strings.ReplaceAll(s, escaped, plain)
	}
	if !json.Valid([]byte(s)) {
		t.Fatalf("the card is no JSON: %s", s)
	}
	return json.RawMessage(s)
}

func TestCards_Golden(t *testing.T) {
	t.Parallel()
	for _, d := range drawAll() {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			if d.err != nil {
				t.Fatal(d.err)
			}
			isFit(t, d.card)
			golden(t, d.name, d.card)
		})
	}
}

func TestGolden_NoneLeftBehind(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, d := range drawAll() {
		if known[d.name] {
			t.Errorf("two cards are called %s", d.name)
		}
		known[d.name] = true
	}
	files, err := filepath.Glob(filepath.Join(goldenDir, "*.json"))
	if err != nil || len(files) == 0 && !adaptertest.Updating() {
		t.Fatalf("no goldens found: %v", err)
	}
	for _, f := range files {
		if name := strings.TrimSuffix(filepath.Base(f), ".json"); !known[name] {
			t.Errorf("%s has no sample any more: delete it", f)
		}
	}
}
