package form

import (
	"strings"
	"unicode"
)

// What Slack takes (docs.slack.dev: views, option object), in runes.
const (
	maxTitle = 24
	maxLabel = 75 // of an option, and of a field that somebody named
)

// titled is a title that ends with a name, of which as much is said as fits.
func titled(verb, name string) string { return cut(verb+" "+name, maxTitle) }

// cut shortens a text that somebody typed to so many runes, in one line.
func cut(s string, most int) string {
	runes := []rune(oneLine(s))
	if len(runes) <= most {
		return string(runes)
	}
	return strings.TrimSpace(string(runes[:most-1])) + "…"
}

// oneLine is s without line breaks and without what nobody sees.
func oneLine(s string) string {
	seen := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if !unicode.IsGraphic(r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(seen), " ")
}
