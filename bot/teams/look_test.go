package teams_test

import (
	"encoding/json"
	"flag"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/bottest/nodetest"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/teams"
)

var (
	pictures = flag.String("png", "", "folder to leave a picture of each card in")
	wide     = flag.String("wide", "", "how wide the pictures are, in pixels; as in Teams when it is not set")
)

// looked is what Microsoft's own renderer makes of a card.
type looked struct {
	Problems []string `json:"problems"`
	Text     string   `json:"text"`
	Markup   []string `json:"markup"`
	Actions  []string `json:"actions"`
	Inputs   []struct {
		ID    string `json:"id"`
		Value string `json:"value"`
	} `json:"inputs"`
}

// besides is the markup that is none of these mentions.
func (l looked) besides(mentions []string) []string {
	return slices.DeleteFunc(slices.Clone(l.Markup), func(m string) bool { return slices.Contains(mentions, m) })
}

// look draws cards in a browser.
func look(t *testing.T, cards map[string]json.RawMessage) map[string]looked {
	t.Helper()
	args := []string{nodetest.Chromium(t)}
	if *pictures != "" {
		args = append(args, *pictures)
		if *wide != "" {
			args = append(args, *wide)
		}
	}
	in, err := json.Marshal(cards)
	if err != nil {
		t.Fatal(err)
	}
	var seen map[string]looked
	if err := json.Unmarshal(nodetest.Run(t.Context(), t, in, "cards.mjs", args...), &seen); err != nil {
		t.Fatal(err)
	}
	return seen
}

// What stands in a form when it opens comes back when it is sent as it is.
func TestForms_RoundTrip(t *testing.T) {
	t.Parallel()
	cards := map[string]json.RawMessage{}
	for _, s := range form.Samples() {
		cards[s.Name] = must(t)(teams.RenderForm(s.Form)).JSON
	}
	seen := look(t, cards)
	for _, s := range form.Samples() {
		sent := map[string]string{}
		for _, i := range seen[s.Name].Inputs {
			sent[i.ID] = i.Value
		}
		if len(sent) != len(s.Form.Fields) {
			t.Errorf("%s has %d inputs for %d fields", s.Name, len(sent), len(s.Form.Fields))
		}
		for _, f := range s.Form.Fields {
			want, got := visible(strings.Join(f.Values, ",")), visible(sent[f.ID])
			if f.Kind == form.Person {
				continue // this renderer has no picker of people
			}
			if got != want && (f.Max == 0 || len(got) < f.Max-10 || !strings.HasPrefix(want, strings.TrimSuffix(got, "…"))) {
				t.Errorf("%s: %s holds %q and sends %q", s.Name, f.ID, want, got)
			}
		}
	}
}

// visible is s without what nobody sees, and without what does not fit into a text field.
func visible(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(unseen, r) {
			return -1
		}
		return r
	}, s)
	if cut := []rune(strings.TrimSpace(s)); len(cut) > 100 {
		return string(cut[:100])
	}
	return strings.TrimSpace(s)
}

// newer is what Teams draws and this renderer does not know: badges, charts, and choices that are searched for.
var newer = regexp.MustCompile(`^Unknown element type "(Badge|Chart\.HorizontalBar\.Stacked)"\. Fallback will be used` +
	`|^An Input\.ChoiceSet must have at least one choice defined\.$`)

// Microsoft's renderer of 2023 draws every card: what it does not know has a fallback.
func TestCards_Look(t *testing.T) {
	t.Parallel()
	cards := map[string]json.RawMessage{}
	for _, d := range drawAll() {
		if d.err != nil {
			t.Fatal(d.err)
		}
		cards[d.name] = d.card.JSON
	}
	for name, seen := range look(t, cards) {
		for _, p := range seen.Problems {
			if !newer.MatchString(p) {
				t.Errorf("%s: %s", name, p)
			}
		}
		if len(strings.TrimSpace(seen.Text)) < 10 {
			t.Errorf("%s shows %q", name, seen.Text)
		}
		if m := seen.besides(mentioned(t, cards[name])); len(m) > 0 {
			t.Errorf("%s: a text is markup: %s", name, m)
		}
	}
}
