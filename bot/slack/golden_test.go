package slack_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/bot/view"
)

var update = flag.Bool("update", false, "write the golden files anew")

const goldenDir = "testdata/golden"

// golden holds what is drawn against its file. The files can be pasted into Slack's Block Kit Builder.
func golden(t *testing.T, name string, drawn any) {
	t.Helper()
	var got bytes.Buffer
	encoder := json.NewEncoder(&got)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(drawn); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(goldenDir, name+".json")
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("no golden for this sample: run go test ./bot/slack -update and look at what it writes: %v", err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("%s is drawn differently (-golden +now):\n%s", name, diff)
	}
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
	if err != nil || len(files) == 0 && !*update {
		t.Fatalf("no goldens found: %v", err)
	}
	for _, f := range files {
		if name := strings.TrimSuffix(filepath.Base(f), ".json"); !known[name] {
			t.Errorf("%s has no sample any more: delete it", f)
		}
	}
}
