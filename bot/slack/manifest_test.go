package slack_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/bottest/adaptertest"
	"github.com/partnerbot/partnerbot/bot/slack"
)

// TestManifest_IsTheRouter holds the manifest to what the bot can be asked.
func TestManifest_IsTheRouter(t *testing.T) {
	t.Parallel()
	b := bot.New(bot.Config{})
	raw, err := slack.Manifest("https://bot.example.com/", b.Commands(), b.Shortcuts())
	if err != nil {
		t.Fatal(err)
	}
	adaptertest.GoldenBytes(t, "testdata/manifest.json", raw)
	var m struct {
		Features struct {
			Commands []struct {
				Command string `json:"command"`
				URL     string `json:"url"`
			} `json:"slash_commands"`
			Shortcuts []struct {
				ID   string `json:"callback_id"`
				Type string `json:"type"`
			} `json:"shortcuts"`
		} `json:"features"`
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	var commands, shortcuts []string
	for _, c := range m.Features.Commands {
		commands = append(commands, strings.TrimPrefix(c.Command, "/"))
		if c.URL != "https://bot.example.com/slack/commands" {
			t.Errorf("command %s goes to %s", c.Command, c.URL)
		}
	}
	for _, s := range m.Features.Shortcuts {
		shortcuts = append(shortcuts, s.Type+" "+s.ID)
	}
	var routed, menu []string
	for _, c := range b.Commands() {
		routed = append(routed, c.Name)
	}
	for _, s := range b.Shortcuts() {
		kind := map[bool]string{true: "message ", false: "global "}[s.OnMessage]
		menu = append(menu, kind+s.ID)
	}
	if diff := cmp.Diff(routed, commands) + cmp.Diff(menu, shortcuts); diff != "" {
		t.Errorf("-router +manifest:\n%s", diff)
	}
}

func TestManifest_Refuses(t *testing.T) {
	t.Parallel()
	command := bot.CommandHelp{Name: "deal", What: "Deals"}
	shortcut := bot.ShortcutHelp{ID: "x", Name: "Register", What: "Opens the form"}
	for name, c := range map[string]struct {
		address   string
		commands  []bot.CommandHelp
		shortcuts []bot.ShortcutHelp
		problem   string
	}{
		"plain http":      {"http://bot.example.com", nil, nil, "https"},
		"no address":      {"bot.example.com", nil, nil, "https"},
		"a query":         {"https://bot.example.com?x=1", nil, nil, "https"},
		"a long command":  {"https://b.example", []bot.CommandHelp{{Name: strings.Repeat("x", 32), What: "x"}}, nil, "is 33"},
		"two words":       {"https://b.example", []bot.CommandHelp{{Name: "deal register", What: "x"}}, nil, "one word"},
		"capitals":        {"https://b.example", []bot.CommandHelp{{Name: "Deal", What: "x"}}, nil, "one word"},
		"51 commands":     {"https://b.example", many(command, 51), nil, "commands: is 51"},
		"11 shortcuts":    {"https://b.example", nil, many(shortcut, 11), "shortcuts: is 11"},
		"a long shortcut": {"https://b.example", nil, []bot.ShortcutHelp{{ID: "x", Name: strings.Repeat("x", 25), What: "x"}}, "is 25"},
		"a nameless one":  {"https://b.example", nil, []bot.ShortcutHelp{{ID: "x", What: "x"}}, "is 0"},
	} {
		if _, err := slack.Manifest(c.address, c.commands, c.shortcuts); err == nil || !strings.Contains(err.Error(), c.problem) {
			t.Errorf("%s: %v, want %q", name, err, c.problem)
		}
	}
}

func many[T any](one T, n int) []T {
	all := make([]T, n)
	for i := range all {
		all[i] = one
	}
	return all
}
