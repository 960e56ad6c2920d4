package slack

import (
	"strings"
	"unicode"
	"unicode/utf16"

	slackgo "github.com/slack-go/slack"
)

// nothing is drawn where there is no text: Slack refuses an empty text object.
const nothing = "—"

const ellipsis = "…"

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// escape makes text inert in mrkdwn: no mention, no link, no date (docs.slack.dev: formatting-message-text).
func escape(s string) string { return escaper.Replace(s) }

// clean drops what no one can see and some can abuse: broken UTF-8, control characters, and the marks that turn the
// direction of the text around them.
func clean(s string) string {
	if isCleanASCII(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

func isCleanASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c != '\n' && (c < ' ' || c > '~') {
			return false
		}
	}
	return true
}

// width counts what a rune takes of a limit.
type width func(rune) int

// units counts as Slack may count characters.
func units(r rune) int { return max(utf16.RuneLen(r), 1) }

// escapedUnits is what r takes in mrkdwn.
func escapedUnits(r rune) int {
	switch r {
	case '&':
		return len("&amp;")
	case '<', '>':
		return len("&lt;")
	}
	return units(r)
}

// jsonBytes is what r takes in the JSON that is sent.
func jsonBytes(r rune) int {
	switch r {
	case '&', '<', '>', '\u2028', '\u2029':
		return len(`\u0026`)
	case '\n', '"', '\\':
		return 2
	}
	return len(string(r))
}

func (w width) of(s string) int {
	n := 0
	for _, r := range s {
		n += w(r)
	}
	return n
}

// cut shortens s to at most limit, at a rune boundary; end stands in place of what is left out.
func (w width) cut(s string, limit int, end string) string {
	if w.of(s) <= limit {
		return s
	}
	room := limit - w.of(end)
	for i, r := range s {
		if room -= w(r); room < 0 {
			return strings.TrimRightFunc(s[:i], unicode.IsSpace) + end
		}
	}
	return s
}

// short is s in one line of at most limit characters.
func short(s string, limit int) string { return width(units).cut(oneLine(s), limit, ellipsis) }

// oneLine is s with single spaces and no line breaks.
func oneLine(s string) string {
	s = clean(s)
	if !strings.ContainsRune(s, '\n') && !strings.Contains(s, "  ") {
		return strings.TrimSpace(s)
	}
	return strings.Join(strings.Fields(s), " ")
}

// plain is text that Slack shows as it is.
func plain(s string, limit int) *slackgo.TextBlockObject {
	s = width(units).cut(strings.TrimSpace(clean(s)), limit, ellipsis)
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
func normal(s string) part { return part{text: clean(s)} }

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
		s := width(escapedUnits).cut(p.text, max(left-2*len(mark), 0), ellipsis)
		if s == "" || left < 2*len(mark)+1 {
			continue
		}
		left -= 2*len(mark) + width(escapedUnits).of(s)
		marked.WriteString(mark + escape(s) + mark)
	}
	if s := strings.TrimSpace(marked.String()); s != "" {
		// Verbatim: Slack would otherwise turn a typed address or #name into a link (docs.slack.dev: text object).
		return &slackgo.TextBlockObject{Type: slackgo.MarkdownType, Text: s, Verbatim: true}
	}
	return plain("", limit)
}
