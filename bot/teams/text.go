package teams

import (
	"strings"
	"unicode"

	"github.com/rivo/uniseg"

	"github.com/partnerbot/partnerbot/bot/view"
)

// nothing is drawn where there is no text.
const nothing = "—"

const ellipsis = "…"

// oneLine is s with single spaces and no line breaks.
func oneLine(s string) string { return strings.Join(strings.Fields(view.Clean(s)), " ") }

// unitBytes is what one unit of length takes in JSON at most: a character that people see is one unit, unless it is made
// of so many others that it takes more. encoding/json writes "<" in six.
const unitBytes = 6

// units is the length of one character.
func units(cluster string) int { return max(1, (jsonBytes(cluster)+unitBytes-1)/unitBytes) }

func jsonBytes(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r == '"', r == '\\', r == '\n':
			n += 2
		case r == '<', r == '>', r == '&', r < ' ', r == '\u2028', r == '\u2029', r == unicode.ReplacementChar:
			n += 6
		default:
			n += len(string(r))
		}
	}
	return n
}

// cut shortens s to at most limit units, between two characters; end stands in place of what is left out.
func cut(s string, limit int, end string) string {
	if len(s) <= limit {
		return s // a byte is never more than a unit
	}
	room := limit - length(end)
	taken, fits := 0, 0
	for rest, state := s, -1; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if taken += units(cluster); taken > limit {
			return strings.TrimRightFunc(s[:fits], unicode.IsSpace) + end
		}
		if taken <= room {
			fits += len(cluster)
		}
	}
	return s
}

// length is how many units s has.
func length(s string) int {
	n := 0
	for rest, state := s, -1; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		n += units(cluster)
	}
	return n
}

// short is s in one line of at most limit units.
func short(s string, limit int) string { return cut(oneLine(s), limit, ellipsis) }

// plain is text of at most limit units where Teams knows no markup.
func plain(s string, limit int) string {
	if s = short(s, limit); s == "" {
		return nothing
	}
	return s
}

// escape makes one line of text inert in the markdown of a TextBlock: no emphasis, link, list, quote, HTML, entity,
// mention or date (learn.microsoft.com: adaptive-cards text features). A backslash stands only where it is needed, since
// some clients show it.
func escape(s string) string {
	var b strings.Builder
	for i, r := range s {
		if isMarkup(s, i, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isMarkup tells whether the rune at i would be read as markup.
func isMarkup(s string, i int, r rune) bool {
	rest := s[i+len(string(r)):]
	switch r {
	case '\\', '*', '_', '`', '[', ']', '~':
		return true
	case '<':
		return rest != "" && !strings.ContainsRune(" =0123456789", rune(rest[0]))
	case '&':
		end := strings.IndexByte(rest, ';')
		return end > 0 && !strings.ContainsAny(rest[:end], " &")
	case '{':
		return strings.HasSuffix(s[:i], "{")
	case '#', '>', '-', '+', '=':
		return i == 0
	case '.', ')': // a numbered list
		return i > 0 && strings.Trim(s[:i], "0123456789") == "" && (rest == "" || rest[0] == ' ')
	}
	return false
}
