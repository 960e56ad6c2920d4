package slack_test

import (
	"path/filepath"
	"strings"
	"testing"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/bottest/adaptertest"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/bot/view"
)

const goldenDir = "testdata/golden"

// golden holds what is drawn against its file. The files can be pasted into Slack's Block Kit Builder.
func golden(t *testing.T, name string, drawn any) {
	t.Helper()
	adaptertest.Golden(t, filepath.Join(goldenDir, name+".json"), drawn)
}

func TestRender_Golden(t *testing.T) {
	t.Parallel()
	for _, s := range view.Samples() {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			text, blocks, err := slack.Render(s.View)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, s.Name, struct {
				Text   string          `json:"text"`
				Blocks []slackgo.Block `json:"blocks"`
			}{text, blocks})
		})
	}
}

func TestRenderForm_Golden(t *testing.T) {
	t.Parallel()
	for _, s := range form.Samples() {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			m, err := slack.RenderForm(s.Form)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, "form_"+s.Name, m)
		})
	}
}

func TestGolden_NoneLeftBehind(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, s := range view.Samples() {
		known[s.Name] = true
	}
	for _, s := range form.Samples() {
		known["form_"+s.Name] = true
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
