package playground

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

//go:embed page/emoji.json
var emojiJSON []byte

// emoji is the character for each short name that the playground knows.
var emoji = func() map[string]string {
	var m map[string]string
	if err := json.Unmarshal(emojiJSON, &m); err != nil {
		panic("playground: page/emoji.json: " + err.Error())
	}
	return m
}()

var (
	reference = regexp.MustCompile(`<([^<>\n]+)>`)
	shortName = regexp.MustCompile(`:[a-z0-9_+-]+:`)
)

// plainText shows mrkdwn as a person reads it, without its marks
// (docs.slack.dev: messaging/formatting-message-text).
func (s *Server) plainText(mrkdwn string) string {
	t := stripMarks(mrkdwn)
	t = reference.ReplaceAllStringFunc(t, func(m string) string { return s.refText(m[1 : len(m)-1]) })
	t = withEmoji(t)
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(t)
}

func withEmoji(t string) string {
	return shortName.ReplaceAllStringFunc(t, func(m string) string {
		return orElse(emoji[strings.Trim(m, ":")], m)
	})
}

// refText is what stands for the inside of <…>: a person, a channel, a date, a link.
func (s *Server) refText(ref string) string {
	target, label, labelled := strings.Cut(ref, "|")
	switch {
	case strings.HasPrefix(target, "@"):
		return "@" + s.displayName(target[1:])
	case strings.HasPrefix(target, "#"):
		return "#" + s.roomName(target[1:], label)
	case strings.HasPrefix(target, "!date^"):
		return dateText(target, label)
	case strings.HasPrefix(target, "!"):
		return "@" + orElse(strings.TrimPrefix(label, "@"), target[1:])
	case labelled:
		return label
	}
	return target
}

func (s *Server) roomName(id, label string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r := s.rooms[id]; r != nil {
		return r.Name
	}
	return orElse(label, id)
}

// dateText shows <!date^1392734382^{date_short} at {time}|fallback> in UTC.
func dateText(target, fallback string) string {
	parts := strings.Split(target, "^")
	if len(parts) < 3 {
		return fallback
	}
	sec, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil {
		return fallback
	}
	t := time.Unix(sec, 0).UTC()
	return strings.NewReplacer(
		"{date_num}", t.Format("2006-01-02"), "{date_slash}", t.Format("01/02/2006"),
		"{date_long_full}", t.Format("Monday, January 2, 2006"), "{date_long_pretty}", t.Format("Monday, January 2, 2006"),
		"{date_long}", t.Format("Monday, January 2, 2006"),
		"{date_short_pretty}", t.Format("Jan 2, 2006"), "{date_short}", t.Format("Jan 2, 2006"),
		"{date_pretty}", t.Format("January 2, 2006"), "{date}", t.Format("January 2, 2006"),
		"{time_secs}", t.Format("3:04:05 PM"), "{time}", t.Format("3:04 PM"),
		"{ago}", t.Format("Jan 2, 2006 3:04 PM"),
	).Replace(parts[2])
}

// stripMarks takes away *bold*, _italic_, ~strike~ and `code` marks. A mark opens after
// a space or punctuation and closes before one.
func stripMarks(t string) string {
	var b strings.Builder
	for i := 0; i < len(t); {
		if n := closing(t, i); n > 0 {
			b.WriteString(stripMarks(t[i+1 : i+n]))
			i += n + 1
			continue
		}
		_, size := utf8.DecodeRuneInString(t[i:])
		if t[i] == '<' { // a reference is left alone
			if end := strings.IndexByte(t[i:], '>'); end > 0 {
				size = end + 1
			}
		}
		b.WriteString(t[i : i+size])
		i += size
	}
	return b.String()
}

// closing is how far after an opening mark at i its closing one stands; 0 when there
// is no pair.
func closing(t string, i int) int {
	mark := t[i]
	if strings.IndexByte("*_~`", mark) < 0 || i+1 >= len(t) || t[i+1] == mark || t[i+1] == ' ' {
		return 0
	}
	if before, _ := utf8.DecodeLastRuneInString(t[:i]); i > 0 && isWord(before) {
		return 0
	}
	for j := i + 2; j < len(t) && t[j] != '\n'; j++ {
		after, _ := utf8.DecodeRuneInString(t[j+1:])
		if t[j] == mark && t[j-1] != ' ' && (j+1 == len(t) || !isWord(after)) {
			return j - i
		}
	}
	return 0
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// alignTable sets rows of cells as columns; right says which are set flush right.
func alignTable(rows [][]string, right []bool) string {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var lines []string
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			gap := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			cells[i] = cell + gap
			if i < len(right) && right[i] {
				cells[i] = gap + cell
			}
		}
		lines = append(lines, strings.TrimRight(strings.Join(cells, "  "), " "))
	}
	return strings.Join(lines, "\n")
}

// markdownText takes the marks off a markdown block, line by line.
func (s *Server) markdownText(md string) string {
	link := regexp.MustCompile(`\[([^\]]+)\]\([^)]+\)`)
	var lines []string
	for line := range strings.Lines(md) {
		line = strings.TrimLeft(strings.TrimRight(line, "\n"), "#")
		line = link.ReplaceAllString(strings.ReplaceAll(line, "**", "*"), "$1")
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), "- "); ok {
			line = "• " + rest
		}
		lines = append(lines, strings.TrimSpace(s.plainText(line)))
	}
	return strings.Join(lines, "\n")
}

func ordinal(n int) string { return fmt.Sprintf("%d. ", n) }
