package csvfile

import (
	"fmt"
	"slices"
	"strings"
)

// Columns finds the columns of a file by their headings, and keeps which are not there.
type Columns struct {
	heading, missing []string
}

// Columns are those of the file.
func (r *Reader) Columns() *Columns { return &Columns{heading: r.heading} }

// At is where a column is; -1 for "", a column that the file does not have, and for one that is missing.
func (c *Columns) At(heading string) int {
	if heading == "" {
		return -1
	}
	at := Find(c.heading, heading)
	if at < 0 {
		c.missing = append(c.missing, heading)
	}
	return at
}

// Err names all that At did not find.
func (c *Columns) Err() error {
	if len(c.missing) == 0 {
		return nil
	}
	return fmt.Errorf("the map names columns that are not in the file: %s. The file has: %s",
		strings.Join(c.missing, ", "), strings.Join(c.heading, ", "))
}

// Find is where a column is in a heading, -1 when it is not there.
func Find(heading []string, name string) int {
	return slices.IndexFunc(heading, func(h string) bool { return strings.TrimSpace(h) == name })
}
