package domain

import (
	"fmt"
	"unicode/utf8"
)

// What is written line by line in one field of a form.
const (
	maxWritten = 3000 // characters: what the field takes, and shows when its form opens again
	maxBeside  = 240  // characters: the room beside a field for what is wrong with it
	mostLines  = 2    // that are wrong are told
)

// written tells what is wrong with a field that is written line by line: the first lines that have the room, how many more
// there are, and what is wrong with the whole, "" for nothing.
func (e *fieldErrors) written(field string, lines []string, whole string) {
	told := ""
	for i, wrong := range lines {
		more := "And " + countOf(len(lines)-i, "more line", "more lines") + ". "
		if i == mostLines || i > 0 && utf8.RuneCountInString(told+wrong+more+whole) > maxBeside {
			told += more
			break
		}
		told += wrong + " "
	}
	told += whole
	e.when(told != "", field, line(told))
}

// tooLong refuses a text that does not come back whole when its form opens again; "" for one that does.
func tooLong(text string) string {
	n := utf8.RuneCountInString(text)
	if n <= maxWritten {
		return ""
	}
	return fmt.Sprintf("Shorten this: as it is kept, with its spaces, it has %d characters, and the field takes %d.", n, maxWritten)
}
