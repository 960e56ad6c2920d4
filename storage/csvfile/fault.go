package csvfile

import "fmt"

// Fault is one thing that is wrong with one row.
type Fault struct {
	Line   int    // of the file, from 1, where the cell or the row begins
	Column string // its heading; "" when it is the row as a whole
	Reason string

	place int // of the column in the row; -1 when it is the row as a whole
}

// String is a fault as a person reads it.
func (f Fault) String() string {
	if f.Column == "" {
		return fmt.Sprintf("line %d: %s", f.Line, f.Reason)
	}
	return fmt.Sprintf("line %d, column %s: %s", f.Line, f.Column, f.Reason)
}

// Report is what came of reading a file so far.
type Report struct {
	Rows   int     // read, the heading left out
	Bad    int     // rows with a fault
	Faults []Fault // in the order of the file: every one of a row, by column; at most MaxFaults
	Passed []Fault // what is not taken over although nothing is wrong with it, in the order of the file; at most MaxFaults
}
