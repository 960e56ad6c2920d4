package csvfile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// maxCell is how long what a cell holds may be, in characters.
const maxCell = 200

// Row is one row while it is read; what is wrong with it is collected. A column of -1 is not there, and empty.
type Row struct {
	file   *Reader
	cells  []string
	faults []Fault
}

// Good tells whether nothing is wrong with the row so far.
func (w *Row) Good() bool { return len(w.faults) == 0 }

// Text is a cell in one line, "" when the column is not there.
func (w *Row) Text(column int) string {
	if column < 0 {
		return ""
	}
	s := strings.TrimSpace(w.cells[column])
	switch {
	case !utf8.ValidString(s):
		w.Fault(column, "it is not UTF-8: save the file as UTF-8")
	case len(s) > maxCell && utf8.RuneCountInString(s) > maxCell:
		w.Fault(column, fmt.Sprintf("it is longer than %d characters", maxCell))
	case strings.ContainsFunc(s, unicode.IsControl):
		return strings.Join(strings.Fields(strings.Map(spaced, s)), " ")
	default:
		return s
	}
	return ""
}

// spaced makes a space of a line break, a tab and the like.
func spaced(r rune) rune {
	if unicode.IsControl(r) {
		return ' '
	}
	return r
}

// Time reads a day, which stands for its noon, or an RFC 3339 time; zero when the cell is empty or holds none.
func (w *Row) Time(column int) time.Time {
	text := w.Text(column)
	if text == "" {
		return time.Time{}
	}
	if day, err := time.Parse(w.file.layout, text); err == nil {
		return w.Noon(calendar.DateOf(day))
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		w.Fault(column, fmt.Sprintf("%q is not a date like %s", text, cmp.Or(w.file.config.Dates, "YYYY-MM-DD")))
		return time.Time{}
	}
	return at.UTC().Truncate(time.Microsecond)
}

// Day is Time as a day of the file's time zone.
func (w *Row) Day(column int) calendar.Date {
	at := w.Time(column)
	if at.IsZero() {
		return calendar.Date{}
	}
	return calendar.DateOf(at.In(w.file.config.Location))
}

// Noon is that of a day in the file's time zone.
func (w *Row) Noon(d calendar.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, w.file.config.Location).UTC()
}

// Fault says what is wrong with a cell, once for each.
func (w *Row) Fault(column int, reason string) {
	if column >= 0 && slices.ContainsFunc(w.faults, func(other Fault) bool { return other.place == column }) {
		return
	}
	w.faults = append(w.faults, w.at(column, reason))
}

// Pass says that what a cell holds is not taken over, although nothing is wrong with it.
func (w *Row) Pass(column int, reason string) {
	if passed := &w.file.report.Passed; len(*passed) < MaxFaults {
		*passed = append(*passed, w.at(column, reason))
	}
}

func (w *Row) at(column int, reason string) Fault {
	f := Fault{Reason: reason, place: column}
	f.Line, _ = w.file.in.FieldPos(max(column, 0))
	if column >= 0 {
		f.Column = strings.TrimSpace(w.file.heading[column])
	}
	return f
}

// told are the faults in the order of their columns: those of the row as a whole come first.
func (w *Row) told() []Fault {
	slices.SortStableFunc(w.faults, func(a, b Fault) int { return cmp.Compare(a.place, b.place) })
	return w.faults
}
