package teams

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/view"
)

func TestRenderOpener(t *testing.T) {
	t.Parallel()
	f := form.Form{Name: form.Register, Title: "Register a deal", Intro: "You get a decision."}
	c, err := renderOpener(f, "deal", `register "Acme" <at>x</at>`)
	if err != nil {
		t.Fatal(err)
	}
	var got cardActions
	if err := json.Unmarshal(c.JSON, &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Actions) != 1 || got.Actions[0].Type != "Action.Submit" || got.Actions[0].Title != "Open the form" {
		t.Fatalf("drawn with %+v", got)
	}
	d := got.Actions[0].Data
	if d.MSTeams.Type != "task/fetch" || d.Command != "deal" || d.Text != `register "Acme" <at>x</at>` {
		t.Errorf("the button types %+v", d)
	}
}

type cardActions struct {
	Actions []action `json:"actions"`
}

// A command can be as long as a message; the button carries as much of it as fits.
func TestRenderOpener_LongCommand(t *testing.T) {
	t.Parallel()
	c, err := renderOpener(form.Form{Title: "X"}, "deal", strings.Repeat("<ü", 20_000))
	if err != nil {
		t.Fatal(err)
	}
	var got cardActions
	if err := json.Unmarshal(c.JSON, &got); err != nil {
		t.Fatal(err)
	}
	if text := got.Actions[0].Data.Text; len(text) < 3000 || !utf8.ValidString(text) || strings.ContainsRune(text, utf8.RuneError) {
		t.Errorf("%d bytes of the command are left", len(text))
	}
}

// FuzzCut: what is cut ends between two characters, and takes no more than it may.
func FuzzCut(f *testing.F) {
	for _, s := range []string{"", "short", strings.Repeat("👩‍👩‍👧‍👦", 40), strings.Repeat("नमस्ते ", 30), "a" + strings.Repeat("\u0301", 900), "🇩🇪🇫🇷🇮🇹", "\r\n\r\n"} {
		for _, limit := range []int{2, 3, 7, 60} {
			f.Add(s, limit)
		}
	}
	f.Fuzz(func(t *testing.T, s string, limit int) {
		s, limit = view.Clean(s), max(2, limit%500)
		got := cut(s, limit, ellipsis)
		if got == s {
			if n := length(s); n > limit && len(s) > limit {
				t.Fatalf("%q has %d units and is not cut to %d", s, n, limit)
			}
			return
		}
		if jsonLength(t, got) > limit*unitBytes {
			t.Errorf("%q takes %d bytes, %d units", got, jsonLength(t, got), limit)
		}
		kept := strings.TrimSuffix(got, ellipsis)
		if !strings.HasPrefix(s, kept) {
			t.Fatalf("%q is no beginning of %q", kept, s)
		}
		at := 0
		for g := uniseg.NewGraphemes(s); at < len(kept) && g.Next(); {
			_, at = g.Positions()
		}
		if at != len(kept) && strings.TrimSpace(s[len(kept):at]) != "" {
			t.Errorf("%q is cut within a character of %q", kept, s)
		}
	})
}

func jsonLength(t *testing.T, s string) int {
	t.Helper()
	encoded, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return len(encoded) - len(`""`)
}

// A backslash stands only where a text would be read as something else: some clients show it.
func TestEscape(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"D-1042 · Acme Corp, Analytics": "D-1042 · Acme Corp, Analytics",
		"AT&T (USA) - R&D, 5 < 7; 100%": "AT&T (USA) - R&D, 5 < 7; 100%",
		"1.5x of 2.0x":                  "1.5x of 2.0x",
		"1. First":                      `1\. First`,
		"-5%":                           `\-5%`,
		"a_b*c[d]":                      `a\_b\*c\[d\]`,
		"<b>":                           `\<b>`,
		"&lt;":                          `\&lt;`,
		"{{DATE(x)}}":                   `{\{DATE(x)}}`,
		`a\b`:                           `a\\b`,
	} {
		if got := escape(s); got != want {
			t.Errorf("%q is escaped to %q, want %q", s, got, want)
		}
	}
}
