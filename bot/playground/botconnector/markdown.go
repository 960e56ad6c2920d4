package botconnector

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	bullet     = regexp.MustCompile(`^(\s*)[-*+]\s+`)
	heading    = regexp.MustCompile(`^#{1,6}\s+`)
	entity     = regexp.MustCompile(`^&(#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);`)
	link       = regexp.MustCompile(`^\[((?:[^\]\\]|\\.)*)\]\([^)]*\)`)
	mark       = regexp.MustCompile(`</?at[^>]*>`)
	tag        = regexp.MustCompile(`<[^>]*>`)
	blankLines = regexp.MustCompile(`\n{2,}`)
)

// plainMarkdown is Markdown as it looks: marks of emphasis, links and escapes are gone.
func plainMarkdown(s string) string {
	s = mark.ReplaceAllString(s, "")
	s = blankLines.ReplaceAllString(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		l = heading.ReplaceAllString(l, "")
		if m := bullet.FindStringSubmatch(l); m != nil {
			lines[i] = m[1] + "• " + plainInline(l[len(m[0]):])
			continue
		}
		lines[i] = plainInline(l)
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// plainMessage is the text of a message as it looks.
func plainMessage(s, format string) string {
	switch format {
	case "plain":
		return mark.ReplaceAllString(s, "")
	case "xml":
		return html.UnescapeString(tag.ReplaceAllString(s, ""))
	}
	return plainMarkdown(s)
}

// run is a piece of a line: words, or a row of marks that may be of emphasis.
type run struct {
	words         string
	mark          byte // 0 for words
	count         int
	opens, closes bool
}

// plainInline takes the marks out of a line (a part of CommonMark, which is what Teams shows).
func plainInline(s string) string {
	runs := split(s)
	for c := range runs {
		closer := &runs[c]
		for o := c - 1; o >= 0 && closer.closes && closer.count > 0; o-- {
			opener := &runs[o]
			if opener.mark == closer.mark && opener.opens && opener.count > 0 {
				n := min(opener.count, closer.count)
				opener.count -= n
				closer.count -= n
			}
		}
	}
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.words)
		b.WriteString(strings.Repeat(string(rune(max(r.mark, 1))), r.count))
	}
	return b.String()
}

// split takes a line apart. Escapes, entities and links are resolved on the way.
func split(s string) []run {
	var out []run
	before := ' '
	words := func(w string) {
		out = append(out, run{words: w})
		before, _ = utf8.DecodeLastRuneInString(w)
	}
	for s != "" {
		switch {
		case len(s) > 1 && s[0] == '\\' && isMark(s[1]):
			words(s[1:2])
			s = s[2:]
		case entity.MatchString(s):
			e := entity.FindString(s)
			words(html.UnescapeString(e))
			s = s[len(e):]
		case link.MatchString(s):
			m := link.FindStringSubmatch(s)
			words(plainInline(m[1]))
			s = s[len(m[0]):]
		case strings.IndexByte("*_~`", s[0]) >= 0:
			r := marksAt(s, before)
			out = append(out, r)
			before = rune(r.mark)
			s = s[r.count:]
		default:
			_, size := utf8.DecodeRuneInString(s)
			words(s[:size])
			s = s[size:]
		}
	}
	return out
}

// marksAt reads a row of one mark, and tells whether it can open or close emphasis (CommonMark 6.2).
func marksAt(s string, before rune) run {
	n := len(s) - len(strings.TrimLeft(s, s[:1]))
	after := ' '
	if len(s) > n {
		after, _ = utf8.DecodeRuneInString(s[n:])
	}
	left := !unicode.IsSpace(after) && (!isPunct(after) || unicode.IsSpace(before) || isPunct(before))
	right := !unicode.IsSpace(before) && (!isPunct(before) || unicode.IsSpace(after) || isPunct(after))
	r := run{mark: s[0], count: n, opens: left, closes: right}
	switch s[0] {
	case '_':
		r.opens, r.closes = left && (!right || isPunct(before)), right && (!left || isPunct(after))
	case '~':
		r.opens, r.closes = left && n == 2, right && n == 2
	case '`':
		r.opens, r.closes = true, true
	}
	return r
}

func isMark(b byte) bool { return b < utf8.RuneSelf && isPunct(rune(b)) }

func isPunct(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
