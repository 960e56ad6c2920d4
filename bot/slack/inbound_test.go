package slack_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/domain"
)

// asked is a bot.Request as it is written into a golden.
type asked struct {
	Kind   bot.Kind
	Key    string
	Who    domain.Identity
	Place  bot.Place
	Name   string        `json:",omitempty"`
	Text   string        `json:",omitempty"`
	Intent intent.Intent `json:",omitzero"`
	Form   form.Name     `json:",omitempty"`
	Values form.Values   `json:",omitempty"`
	Quote  string        `json:",omitempty"`
}

type outcome struct {
	Status  int
	Body    string  `json:",omitempty"`
	Request []asked `json:",omitempty"`
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
			got := outcome{Status: w.Code, Body: strings.TrimSpace(w.Body.String())}
			for _, r := range d.bot.requests() {
				if r.Ask.Profile == nil || r.Ask.Channel == nil {
					t.Error("the bot cannot ask Slack about people and channels")
				}
				got.Request = append(got.Request, asked{
					r.Kind, r.Key, r.Who, r.Place, r.Name, r.Text, r.Intent, r.Form, r.Values, r.Quote,
				})
			}
			expect(t, strings.TrimSuffix(file, ".txt")+".golden.json", got)
		})
	}
}

func expect(t *testing.T, file string, got outcome) {
	t.Helper()
	if *update {
		encoded, err := json.MarshalIndent(got, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(encoded, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("no golden for this recording: run go test ./bot/slack -update and look at what it writes: %v", err)
	}
	var want outcome
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("-golden +now:\n%s", diff)
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
		for _, r := range d.bot.requests() {
			if r.Who.User == "" || r.Who.Workspace == "" || r.Place.Workspace != workspace {
				t.Errorf("the bot was asked by %+v from %+v", r.Who, r.Place)
			}
		}
		if log := d.log.String(); strings.Contains(log, "panic") {
			t.Error(log)
		}
	})
}
