package slack

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
)

func TestCut(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "a", "Acme", "👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "नमस्ते", "a & b < c > d", strings.Repeat("ü \n", 50)} {
		for name, w := range map[string]*width{"units": units, "escaped": escapedUnits, "json": jsonBytes} {
			for limit := 4; limit < 80; limit++ {
				got := w.cut(s, limit, "…")
				if w.of(got) > limit || !utf8.ValidString(got) {
					t.Errorf("%s: %q cut to %d is %q", name, s, limit, got)
				}
				if kept, was := strings.CutSuffix(got, "…"); was && !strings.HasPrefix(s, kept) || !was && got != s {
					t.Errorf("%s: %q cut to %d is %q", name, s, limit, got)
				}
			}
		}
	}
	if units.of("👋") != 2 || units.of("ü") != 1 { // Slack may count as JavaScript does
		t.Error("units are not those of UTF-16")
	}
}

func TestFormats(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{
		"*bold*": true, "a *b": true, "(_it_)": true, "`code`": true, "~x~": true, "> quoted": true, "a\n  > quoted": true,
		"Acme": false, "snake_case_name": false, "2 * 3": false, "a*b": false, "5 > 3": false, "*": false, "jane_doe@x.test": false,
	} {
		if formats(s) != want {
			t.Errorf("formats(%q) = %v", s, !want)
		}
	}
}

func TestAppendBlock(t *testing.T) {
	t.Parallel()
	hostile := "\x00\x1f\x7f\"\\\n\t<&>\u2028\u2029\u2030…—·▲é👩\xff\ufffd"
	blocks := []slackgo.Block{
		header(hostile), divider(), section(bold("a"), normal(hostile)), small(normal(hostile)),
		&slackgo.SectionBlock{Type: slackgo.MBTSection},
		&slackgo.RichTextBlock{Type: slackgo.MBTRichText, Elements: []slackgo.RichTextElement{
			&slackgo.RichTextSection{Type: slackgo.RTESection, Elements: []slackgo.RichTextSectionElement{
				&slackgo.RichTextSectionTextElement{Type: slackgo.RTSEText, Text: hostile, Style: boldStyle},
				&slackgo.RichTextSectionTextElement{Type: slackgo.RTSEText, Style: &slackgo.RichTextSectionTextStyle{Code: true}},
				&slackgo.RichTextSectionUserElement{Type: slackgo.RTSEUser, UserID: "U1"},
			}},
			&slackgo.RichTextPreformatted{Type: slackgo.RTEPreformatted},
		}},
	}
	for _, s := range view.Samples() {
		d, err := draw(s.View)
		if err != nil {
			t.Fatal(err)
		}
		blocks = append(blocks, d.blocks...)
	}
	for _, b := range blocks {
		want, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := appendBlock(nil, b); err != nil || string(got) != string(want) {
			t.Errorf("%v:\n%s, encoding/json has\n%s", err, got, want)
		}
	}
	for r := range rune(0x3000) {
		want, err := json.Marshal(string(r))
		if err != nil || string(appendString(nil, string(r))) != string(want) || jsonBytes.rune(r) != len(want)-2 {
			t.Errorf("%U: %s and %d bytes, encoding/json has %s", r, appendString(nil, string(r)), jsonBytes.rune(r), want)
		}
		if n := len(utf16.Encode([]rune(escape(string(r))))); escapedUnits.rune(r) != n {
			t.Errorf("%U: %d units escaped, want %d", r, escapedUnits.rune(r), n)
		}
	}
}

func TestShorten(t *testing.T) {
	t.Parallel()
	var blocks []slackgo.Block
	for range 60 {
		blocks = append(blocks, section(normal(strings.Repeat("x", 100))))
	}
	row := &slackgo.ActionBlock{Type: slackgo.MBTAction, Elements: &slackgo.BlockElements{ElementSet: []slackgo.BlockElement{
		&slackgo.ButtonBlockElement{Type: slackgo.METButton, Text: plain("Go", 10)},
	}}}
	blocks = append(blocks, row)
	for name, c := range map[string]struct{ most, bytes int }{"blocks": {50, 100_000}, "bytes": {100, 3000}} {
		pieces, err := new(scratch).shorten(blocks, c.most, c.bytes)
		if err != nil || len(pieces) > c.most || length(pieces) > c.bytes {
			t.Fatalf("%s: %d blocks, %d bytes, %v", name, len(pieces), length(pieces), err)
		}
		n := len(pieces)
		if !isButtons(pieces[n-1]) || !strings.Contains(string(pieces[n-2].json), "left out") {
			t.Errorf("%s: ends with %s and %s", name, pieces[n-2].json, pieces[n-1].json)
		}
	}
}

func TestButtons(t *testing.T) {
	t.Parallel()
	act := view.Action{Label: "Go", Intent: intent.Intent{Name: intent.Approve, ID: "x"}}
	long := act
	long.Intent.ID = strings.Repeat("x", intent.Max)
	link := func(to string) view.Action {
		return view.Action{Label: "Read", URL: to}
	}
	blocks := buttons([]view.Action{
		act, act, act, long,
		{Label: "Nothing"},
		link("https://acme.test/a?b=c"), link("javascript:alert(1)"), link("/a"),
		link("https://acme.test/" + strings.Repeat("x", maxURL)),
	})
	var ids []string
	for _, e := range blocks[0].(*slackgo.ActionBlock).Elements.ElementSet {
		ids = append(ids, e.(*slackgo.ButtonBlockElement).ActionID)
	}
	if want := []string{"approve", "approve:2", "approve:3", "link"}; !slices.Equal(ids, want) {
		t.Errorf("buttons %v, want %v", ids, want)
	}
	if err := checkBlock(blocks[0]); err != nil {
		t.Error(err)
	}
	if got := buttons([]view.Action{link("/a")}); got != nil {
		t.Errorf("a row without buttons: %v", got)
	}
}

// Buttons go last, and go all the same when they alone are too much.
func TestShorten_Buttons(t *testing.T) {
	t.Parallel()
	act := view.Action{
		Label: "Go", Intent: intent.Intent{Name: intent.Approve},
		Confirm: &view.Confirm{Title: "Sure?", Text: strings.Repeat("<", maxConfirmText)},
	}
	pieces, err := new(scratch).shorten(buttons(slices.Repeat([]view.Action{act}, maxActions)), maxMessageBlocks, maxMessageBytes)
	if err != nil || length(pieces) > maxMessageBytes || len(pieces) != 1 {
		t.Errorf("%d blocks, %d bytes, %v", len(pieces), length(pieces), err)
	}
}
