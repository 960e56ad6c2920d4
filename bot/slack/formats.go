package slack

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// formats tells whether mrkdwn would take something in s for markup even when it is escaped: *bold* and its like at the
// start of a word, a quote at the start of a line (docs.slack.dev: formatting-message-text).
func formats(s string) bool {
	for i := 0; i < len(s); {
		next := strings.IndexAny(s[i:], "*_~`>")
		if next < 0 {
			return false
		}
		i += next
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		if opens(s[i], before, s[:i], s[i+1:]) {
			return true
		}
		i++
	}
	return false
}

// opens tells whether c, between two texts, begins markup. last is the rune before it.
func opens(c byte, last rune, before, rest string) bool {
	if c == '>' {
		line := before[strings.LastIndexByte(before, '\n')+1:]
		return strings.TrimSpace(line) == ""
	}
	if before != "" && (unicode.IsLetter(last) || unicode.IsDigit(last)) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(rest)
	return rest != "" && !unicode.IsSpace(next)
}
