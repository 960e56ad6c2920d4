package bot

import (
	"strconv"
	"strings"
	"unicode"
)

// plainQuotes undoes what phones and chat clients make of what was typed.
var plainQuotes = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "‘", "'", "’", "'", "\u00a0", " ")

// splitWords splits what was typed after a command into words. Double quotes hold words together; one that is never
// closed holds to the end. Apostrophes are letters: people type company names.
func splitWords(text string) []string {
	var words []string
	var word strings.Builder
	quoted, begun := false, false
	end := func() {
		if begun {
			words = append(words, word.String())
		}
		word.Reset()
		begun = false
	}
	for _, r := range plainQuotes.Replace(text) {
		switch {
		case r == '"':
			quoted, begun = !quoted, true
		case unicode.IsSpace(r) && !quoted:
			end()
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	end()
	return words
}

// firstWord cuts the first word off, in lower case, and gives the rest as it was typed.
func firstWord(text string) (word, rest string) {
	text = strings.TrimSpace(plainQuotes.Replace(text))
	i := strings.IndexFunc(text, unicode.IsSpace)
	if i < 0 {
		return strings.ToLower(text), ""
	}
	return strings.ToLower(text[:i]), strings.TrimSpace(text[i:])
}

// dealNumber reads how people write a deal's number: D-1042, d1042, #1042 or 1042.
func dealNumber(word string) (int64, bool) {
	s := strings.TrimPrefix(strings.ToLower(strings.Trim(word, " .,;:#")), "d")
	s = strings.TrimLeft(s, "-–#")
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 || !unicode.IsDigit(rune(s[0])) {
		return 0, false
	}
	return n, true
}

// nearest is the known word that was most likely meant: it begins with what was typed, or two slips at most lie
// between them. "" when none is near.
func nearest(typed string, known []string) string {
	best, least := "", 3
	for _, k := range known {
		d := slips(typed, k)
		if len(typed) >= 3 && strings.HasPrefix(k, typed) {
			d = 0
		}
		if d < least && d < len([]rune(k)) {
			best, least = k, d
		}
	}
	return best
}

// slips counts the letters to put in, take out, replace or swap with their neighbor to make b of a: the optimal string
// alignment distance. Long input is not near anything we know.
func slips(a, b string) int {
	const most = 40
	x, y := []rune(a), []rune(b)
	if len(x) > most || len(y) > most {
		return most
	}
	d := make([][]int, len(x)+1)
	for i := range d {
		d[i] = make([]int, len(y)+1)
		d[i][0] = i
	}
	for j := range y {
		d[0][j+1] = j + 1
	}
	for i := range x {
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			d[i+1][j+1] = min(d[i][j+1]+1, d[i+1][j]+1, d[i][j]+cost)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				d[i+1][j+1] = min(d[i+1][j+1], d[i-1][j-1]+1)
			}
		}
	}
	return d[len(x)][len(y)]
}
