package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/view"
)

func TestWrite(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := write(dir); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(dir, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, s := range view.Samples() {
		names[s.Name] = true
	}
	for _, s := range form.Samples() {
		names["form_"+s.Name] = true
	}
	if want := len(view.Samples()) + len(form.Samples()); len(names) != want {
		t.Fatalf("%d names for %d samples: two would overwrite each other", len(names), want)
	}
	for name := range names {
		if !strings.Contains(string(page), `"name":"`+name+`"`) {
			t.Errorf("the page lacks %s", name)
		}
		for _, platform := range []string{"slack", "teams"} {
			b, err := os.ReadFile(filepath.Join(dir, platform, name+".json"))
			if err != nil || !json.Valid(b) {
				t.Errorf("%s of %s is no JSON file: %v", name, platform, err)
			}
		}
	}
}

// A hostile sample must not end the script that it stands in.
func TestRenderPage_Escapes(t *testing.T) {
	t.Parallel()
	page, err := renderPage([]drawing{{Name: "x", Teams: json.RawMessage(`{"text":"</script><script>alert(1)</script>"}`)}})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(page), "<script>alert") {
		t.Error("the text of a sample is run as a script")
	}
}
