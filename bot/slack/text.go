package slack

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/view"
)

// nothing is drawn where there is no text: Slack refuses an empty text object.
const nothing = "—"

const ellipsis = "…"

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// escape makes text inert in mrkdwn: no mention, no link, no date (docs.slack.dev: formatting-message-text).
func escape(s string) string { return escaper.Replace(s) }

// width is what the runes of a text take of a limit. ASCII, which most text is, stands in a table.
type width struct {
	ascii [utf8.RuneSelf]uint8
	other func(rune) int
}

var (
	// units counts as Slack may count characters: in UTF-16.
	units = newWidth(func(r rune) int { return max(utf16.RuneLen(r), 1) })
	// escapedUnits is what a rune takes in mrkdwn.
	escapedUnits = newWidth(func(r rune) int { return units.rune(r) + len(escape(string(r))) - len(string(r)) })
	// jsonBytes is what a rune takes in the JSON that is sent.
	jsonBytes = newWidth(func(r rune) int { return len(appendString(nil, string(r))) - len(`""`) })
)

func newWidth(of func(rune) int) *width {
	w := &width{other: of}
	for r := range w.ascii {
		w.ascii[r] = uint8(of(rune(r)))
	}
	return w
}

func (w *width) rune(r rune) int {
	if r < utf8.RuneSelf {
		return int(w.ascii[r])
	}
	return w.other(r)
}

func (w *width) of(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return n + w.runes(s[i:])
		}
		n += int(w.ascii[s[i]])
	}
	return n
}

func (w *width) runes(s string) int {
	n := 0
	for _, r := range s {
		n += w.rune(r)
	}
	return n
}

// cut shortens s to at most limit, at a rune boundary; end stands in place of what is left out.
func (w *width) cut(s string, limit int, end string) string {
	if w.of(s) <= limit {
		return s
	}
	room := limit - w.of(end)
	for i, r := range s {
		if room -= w.rune(r); room < 0 {
			return strings.TrimRightFunc(s[:i], unicode.IsSpace) + end
		}
	}
	return s
}

// short is s in one line of at most limit characters.
func short(s string, limit int) string { return units.cut(oneLine(s), limit, ellipsis) }

// oneLine is s with single spaces and no line breaks.
func oneLine(s string) string {
	s = view.Clean(s)
	if !strings.ContainsRune(s, '\n') && !strings.Contains(s, "  ") {
		return strings.TrimSpace(s)
	}
	return strings.Join(strings.Fields(s), " ")
}

// plain is text that Slack shows as it is.
func plain(s string, limit int) *slackgo.TextBlockObject {
	s = units.cut(strings.TrimSpace(view.Clean(s)), limit, ellipsis)
	if s == "" {
		s = nothing
	}
	return &slackgo.TextBlockObject{Type: slackgo.PlainTextType, Text: s, Emoji: new(false)}
}

// part is a piece of a text: as typed, and bold or not.
type part struct {
	text string
	bold bool
}

func bold(s string) part   { return part{text: oneLine(s), bold: true} }
func normal(s string) part { return part{text: view.Clean(s)} }

// text joins parts. The bold ones are bold, unless what somebody typed could then format itself: that text is plain.
func text(limit int, parts ...part) *slackgo.TextBlockObject {
	var typed, marked strings.Builder
	for _, p := range parts {
		typed.WriteString(p.text)
	}
	for _, p := range parts {
		if p.bold && strings.Contains(p.text, "*") {
			return plain(typed.String(), limit)
		}
	}
	if formats(typed.String()) {
		return plain(typed.String(), limit)
	}
	left := limit
	for _, p := range parts {
		mark := ""
		if p.bold && p.text != "" {
			mark = "*"
		}
		s := escapedUnits.cut(p.text, max(left-2*len(mark), 0), ellipsis)
		if s == "" || left < 2*len(mark)+1 {
			continue
		}
		left -= 2*len(mark) + escapedUnits.of(s)
		marked.WriteString(mark + escape(s) + mark)
	}
	if s := strings.TrimSpace(marked.String()); s != "" {
		// Verbatim: Slack would otherwise turn a typed address or #name into a link (docs.slack.dev: text object).
		return &slackgo.TextBlockObject{Type: slackgo.MarkdownType, Text: s, Verbatim: true}
	}
	return plain("", limit)
}
