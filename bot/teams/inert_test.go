package teams_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/bot/view"
)

// unread is what nobody reads: it comes back as it is.
var unread = []string{"value", "intent", "again", "meta", "id"}

// unseen is what no text on a card may hold.
const unseen = "\x00\x1b\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"

var (
	escaped = regexp.MustCompile("\\\\[!-/:-@[-`{-~]")
	// markup is all of markdown that a client may draw, anywhere in a text and at its start.
	markup = regexp.MustCompile("[*_`\\[\\]~\\\\]|<[a-zA-Z/!?@]|&#?\\w+;|{{")
	starts = regexp.MustCompile(`^(#|>|[-+=]|\d+[.)](\s|$))`)
)

// isFit holds a card to Teams' limits, and every text on it to being read as it was typed.
func isFit(t *testing.T, c teams.Card) {
	t.Helper()
	if len(c.JSON) > 28<<10 || c.Title == "" || c.Summary == "" {
		t.Errorf("%d bytes, title %q, summary %q", len(c.JSON), c.Title, c.Summary)
	}
	isSeen(t, c.Title)
	isSeen(t, c.Summary)
	ours := mentioned(t, c.JSON)
	walk(parsed(t, c), func(n node) {
		if row, ok := n["actions"].([]any); ok && len(row) > 6 {
			t.Errorf("%d buttons in a row", len(row))
		}
		text, _ := n["text"].(string)
		switch n["type"] {
		case "TextBlock":
			rest := text
			for _, at := range ours {
				rest = strings.Replace(rest, at, "·", 1)
			}
			if rest = escaped.ReplaceAllString(rest, "·"); markup.MatchString(rest) || starts.MatchString(text) || strings.Contains(text, "\n") {
				t.Errorf("markup gets through: %q", text)
			}
		case "TextRun":
			if strings.Contains(text, "{{") || text == "" {
				t.Errorf("a date would be reckoned: %q", text)
			}
		case "FactSet", "Fact", "Image", "Media":
			t.Errorf("nobody has looked at the markup of %v", n["type"])
		}
		for key, x := range n {
			if s, ok := x.(string); ok && !slices.Contains(unread, key) {
				isSeen(t, s)
			}
		}
	})
}

// mentioned are the mentions that a card notifies by, as they stand in its texts.
func mentioned(t *testing.T, card json.RawMessage) []string {
	t.Helper()
	var c struct {
		MSTeams struct {
			Entities []struct{ Text string }
		}
	}
	if err := json.Unmarshal(card, &c); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range c.MSTeams.Entities {
		if !plainMention.MatchString(e.Text) || slices.Contains(all, e.Text) {
			t.Errorf("a mention is %q, after %q", e.Text, all)
		}
		all = append(all, e.Text)
	}
	return all
}

// plainMention is a mention with nothing in it that would be read as markup.
var plainMention = regexp.MustCompile("^<at>[^<>&*_`\\[\\]~\\\\{}]+</at>$")

func isSeen(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) || strings.ContainsAny(s, unseen) {
		t.Errorf("shown as it must not be: %q", s)
	}
}

// typed is what somebody may type to be something else than text.
var typed = []string{
	"<at>Ann</at> <at id=\"29:x\">Ann</at> &lt;at&gt;Ann&lt;/at&gt;", "&amp; &#42;&#x2a; &copy; AT&T", "*bold* _it_ ~gone~ ~~gone~~ `code`",
	"**a** __b__ ***c***", "a *b* c", "> quoted", "# heading", "#hash", "- item", "+ item", "* item", "1. item", "1) item", "12.", "---", "===",
	"snake_case_name __init__", "(*bold*)", "```x```", "[a](javascript:alert(1))", "![a](https://evil.test/x.png)", "[a]: https://evil.test", "[a][b]",
	"<https://evil.test>", "<b>bold</b><script>alert(1)</script><img src=x onerror=alert(1)>", "<!-- x --> <?php ?> <![CDATA[x]]>",
	"{{DATE(2017-02-14T06:00:00Z, SHORT)}} {{TIME(2017-02-14T06:00:00Z)}} {{{DATE(2017-02-14T06:00:00Z)}}}", "${name} {{name}}",
	"\\*not bold\\* \\\\ \\", "C:\\new\\[x]", "5 < 7 > 3 & 2", "a | b\n|---|---|", "https://x.test jane_doe@x.test", "    code", "\tcode",
	"**{{DATE(2017-02-14T06:00:00Z)}}**", "1.5x of 2.0x", "-5%", "line\n> quoted\n- item\n# heading",
}

// Microsoft's own renderer, with the markdown that it is made for, shows what people type as they typed it.
func TestRender_Inert(t *testing.T) {
	t.Parallel()
	cards, shows := map[string]json.RawMessage{}, map[string]string{}
	add := func(name, text string, c teams.Card, err error) {
		if err != nil {
			t.Fatal(err)
		}
		isFit(t, c)
		cards[name], shows[name] = c.JSON, text
	}
	for i, s := range typed {
		for k, v := range []view.View{
			view.Notice{Text: s, Next: s, Points: []string{s}},
			view.DealCard{Ref: "D-1", Title: s, Lead: s, Facts: []view.Fact{{Label: s, Value: s}}},
			view.ReviewCard{Ref: "D-1", Title: "x", Story: s, Due: s, Findings: []view.Finding{{Text: s}}, Status: view.Status{Text: s}},
			view.DealList{Title: s, Lines: []view.DealLine{{Ref: "D-1", Title: s, Detail: s, Status: view.Status{Text: s}}}},
			view.Digest{
				Program: s, Headline: s, Waterfall: s, Movers: []view.DigestLine{{Title: s, Detail: s}},
				Numbers: []view.Fact{{Label: s, Value: s}},
			},
			view.StallAlert{Title: s, Lead: s, Items: []view.StallItem{
				{Name: s, Problem: s, Detail: s, Consequence: s, Status: view.Status{Text: s}}, {Name: s, Settled: s},
			}, People: []view.Mention{{Name: s}, {Name: s, User: "29:x"}}},
			view.PartnerList{Title: s, Lines: []view.PartnerLine{{Name: s, Detail: s, Status: view.Status{Text: s}}}, More: s},
			view.PartnerPage{Title: s, Lead: s, Checkpoints: []view.CheckpointLine{{Name: s, When: s, Detail: s}}, DealsTitle: s, DealsEmpty: s},
			view.Scorecard{Title: s, Lead: s, Lines: []view.ScoreLine{{Name: s, Level: s, Points: s}}},
			view.TeamWeekly{Title: s, Headline: s, Activated: []string{s}, Empty: s},
			view.Home{Greeting: s, Lead: s, Sections: []view.HomeSection{{Title: s, Empty: s}}},
		} {
			c, err := teams.RenderOwn(v)
			add(fmt.Sprint(i, "_", k), s, c, err)
		}
		c, err := teams.RenderForm(form.Form{Name: "x", Title: s, Intro: s, Problem: s, Fields: []form.Field{
			{ID: "a", Kind: form.Text, Label: s, Hint: s, Error: s},
		}})
		add(fmt.Sprint(i, "_form"), s, c, err)
	}
	for name, seen := range look(t, cards) {
		if m := seen.besides(mentioned(t, cards[name])); len(m) > 0 {
			t.Errorf("typed %q, and it is markup: %s", shows[name], m)
		}
		if want := oneLine(shows[name]); !strings.Contains(oneLine(seen.Text), want) {
			t.Errorf("typed %q, shown %q", shows[name], seen.Text)
		}
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
