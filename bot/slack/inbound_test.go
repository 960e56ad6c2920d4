package slack_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/bottest/adaptertest"
)

type outcome struct {
	Status  int
	Body    string              `json:",omitempty"`
	Request []adaptertest.Asked `json:",omitempty"`
}

// recorded reads a body in the shape that Slack sends: the path, an empty line, and the body. An interaction is kept as
// JSON for reading, and goes in the form that Slack puts it in.
func recorded(t testing.TB, file string) (path, body string) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	path, body, _ = strings.Cut(string(raw), "\n\n")
	body = strings.TrimSpace(body)
	if path == "/slack/interactions" || path == "/slack/options" {
		body = url.Values{"payload": {body}}.Encode()
	}
	return path, body
}

func recordings(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/inbound/*.txt")
	if err != nil || len(files) < 25 {
		t.Fatalf("found %d recordings: %v", len(files), err)
	}
	return files
}

func TestHandler_Recorded(t *testing.T) {
	t.Parallel()
	for _, file := range recordings(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			d := newDoor(t)
			w := d.serve(d.signed(recorded(t, file)))
			d.drain(t)
			got := outcome{Status: w.Code, Body: strings.TrimSpace(w.Body.String()), Request: d.bot.Asked()}
			for _, r := range d.bot.Requests() {
				if r.Ask.Profile == nil || r.Ask.Channel == nil {
					t.Error("the bot cannot ask Slack about people and channels")
				}
			}
			adaptertest.Golden(t, strings.TrimSuffix(file, ".txt")+".golden.json", got)
		})
	}
}

// FuzzHandler sends whatever can be signed. The answer is a yes or a no, never a panic, and nobody is asked in the name
// of somebody without an id.
func FuzzHandler(f *testing.F) {
	for _, file := range recordings(f) {
		path, body := recorded(f, file)
		f.Add(path, body)
	}
	f.Fuzz(func(t *testing.T, path, body string) {
		d := newDoor(t)
		switch path {
		case "/slack/commands", "/slack/interactions", "/slack/options", "/slack/events":
		default:
			path = "/slack/interactions"
			body = url.Values{"payload": {body}}.Encode()
		}
		w := d.serve(d.signed(path, body))
		d.drain(t)
		if w.Code != http.StatusOK && w.Code != http.StatusBadRequest && w.Code != http.StatusRequestEntityTooLarge {
			t.Errorf("status %d", w.Code)
		}
		for _, r := range d.bot.Requests() {
			if r.Who.User == "" || r.Who.Workspace == "" || r.Place.Workspace != workspace {
				t.Errorf("the bot was asked by %+v from %+v", r.Who, r.Place)
			}
		}
		if log := d.log.String(); strings.Contains(log, "panic") {
			t.Error(log)
		}
	})
}
