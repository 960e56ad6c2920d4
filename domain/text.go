package domain

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// line makes one clean line of what was typed: valid UTF-8, no control characters (a NUL cannot be stored), one space
// between words.
func line(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(s), " ")
}

// lines is line for text of several lines, which it keeps.
func lines(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return ' '
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// visible leaves out what cannot be seen, such as a space of no width: two names that look the same are the same.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
}

// lowerFirst and upperFirst change the first letter of words that go into, or begin, a sentence.
func lowerFirst(s string) string { return withFirst(s, unicode.ToLower) }
func upperFirst(s string) string { return withFirst(s, unicode.ToUpper) }

func withFirst(s string, change func(rune) rune) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(change(r)) + s[n:]
}
