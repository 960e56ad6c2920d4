package csvfile

import (
	"fmt"
	"slices"
	"strings"
)

// Columns finds the columns of a file by their headings, and keeps which are not there.
type Columns struct {
	heading, missing []string
	separator        string // that the heading was read with
	found            bool   // some column
}

// Columns are those of the file.
func (r *Reader) Columns() *Columns {
	return &Columns{heading: r.heading, separator: string(r.in.Comma)}
}

// At is where a column is; -1 for "", a column that the file does not have, and for one that is missing.
func (c *Columns) At(heading string) int {
	if heading == "" {
		return -1
	}
	at := Find(c.heading, heading)
	if at < 0 {
		c.missing = append(c.missing, heading)
	}
	c.found = c.found || at >= 0
	return at
}

// Err names all that At did not find. When that is everything, and another separator would find some of it, that is told.
func (c *Columns) Err() error {
	if len(c.missing) == 0 {
		return nil
	}
	hint := ""
	if other := c.otherSeparator(); other != "" {
		hint = fmt.Sprintf(". Its cells seem to be parted by another character: write separator: %q in the map", other)
	}
	return fmt.Errorf("the map names columns that are not in the file: %s. The file has: %s%s",
		strings.Join(c.missing, ", "), strings.Join(c.heading, ", "), hint)
}

// otherSeparator is one that makes columns of the map out of a heading where there is none, "" when none does.
func (c *Columns) otherSeparator() string {
	line := strings.Join(c.heading, c.separator)
	for _, other := range []string{",", ";", "\t"} {
		heading := strings.Split(line, other)
		if !c.found && slices.ContainsFunc(c.missing, func(name string) bool { return Find(heading, name) >= 0 }) {
			return other
		}
	}
	return ""
}

// Find is where a column is in a heading, -1 when it is not there.
func Find(heading []string, name string) int {
	return slices.IndexFunc(heading, func(h string) bool { return strings.TrimSpace(h) == name })
}
