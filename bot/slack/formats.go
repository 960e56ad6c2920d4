package slack

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// formats tells whether mrkdwn would take something in s for markup even when it is escaped: *bold* and its like at the
// start of a word, a quote at the start of a line, an :emoji: (docs.slack.dev: formatting-message-text).
func formats(s string) bool {
	for i := 0; i < len(s); {
		next := strings.IndexAny(s[i:], "*_~`>:")
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
	switch c {
	case '>':
		line := before[strings.LastIndexByte(before, '\n')+1:]
		return strings.TrimSpace(line) == ""
	case ':':
		return isEmoji(rest)
	}
	if before != "" && (unicode.IsLetter(last) || unicode.IsDigit(last)) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(rest)
	return rest != "" && !unicode.IsSpace(next)
}

// isEmoji tells whether rest, which stands behind a colon, is the name of an emoji and a second colon.
func isEmoji(rest string) bool {
	name, _, found := strings.Cut(rest, ":")
	if !found || name == "" || name[0] >= '0' && name[0] <= '9' {
		return false
	}
	for i := range len(name) {
		c := name[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && !strings.ContainsRune("_+-'", rune(c)) {
			return false
		}
	}
	return true
}
