package csvfile

import (
	"encoding/csv"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"iter"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/partnerbot/partnerbot/domain"
)

const (
	// MaxFaults is how many faults a report holds; the rest are counted.
	MaxFaults = 100
	// maxRow is how long a row may be, in bytes: a quote that is never closed would else make a row of the whole file.
	maxRow = 1 << 20
	// progressEvery is how many rows are read between two calls of Progress.
	progressEvery = 500
)

// Config is how a file is read. All but Location may be zero.
type Config struct {
	Separator string         // one character; "" is a comma
	Dates     string         // such as MM/DD/YYYY; "" is YYYY-MM-DD. RFC 3339 is always understood
	Location  *time.Location // of days without a time
	// SkipBadRows leaves bad rows out. Without it, one refuses the whole file.
	SkipBadRows bool
	// Progress is told now and then how many bytes were read; it may be nil.
	Progress func(read int64)
}

// Reader reads the rows of one file, once.
type Reader struct {
	config  Config
	in      *csv.Reader
	limit   *rowLimit
	layout  string
	heading []string
	row     Row

	report Report
	seen   map[uint64]struct{} // hashes of the keys so far
	seed   maphash.Seed
}

// NewReader reads the heading of src.
func NewReader(src io.Reader, c Config) (*Reader, error) {
	r := &Reader{
		config: c, limit: &rowLimit{src: WithoutBOM(src), left: maxRow}, seen: map[uint64]struct{}{}, seed: maphash.MakeSeed(),
	}
	var err error
	if r.layout, err = layout(c.Dates); err != nil {
		return nil, err
	}
	r.in = csv.NewReader(r.limit)
	r.in.ReuseRecord = true
	if c.Separator != "" {
		r.in.Comma, _ = utf8.DecodeRuneInString(c.Separator)
	}
	heading, err := r.in.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("it is empty")
	}
	if err != nil {
		return nil, badHeading(err)
	}
	r.heading = slices.Clone(heading)
	return r, nil
}

// Report is what came of the file so far.
func (r *Reader) Report() Report { return r.report }

// Rows are the rows that can be read at all, in the order of the file; each holds until the next one is asked for. All of
// them are given, so that every mistake is told; the sequence ends with an error that is a *[domain.Error] with code
// Invalid when a row was bad and bad ones are not skipped.
func (r *Reader) Rows() iter.Seq2[*Row, error] {
	return func(yield func(*Row, error) bool) {
		for {
			row, err := r.next()
			switch {
			case errors.Is(err, io.EOF):
				r.progress()
				if r.Refused() {
					yield(nil, r.refusal())
				}
				return
			case err != nil:
				yield(nil, fmt.Errorf("read the file: %w", err))
				return
			case row == nil:
				continue
			}
			more := yield(row, nil)
			r.fault(row.told())
			if !more {
				return
			}
		}
	}
}

// next reads a row; nil for one that is broken.
func (r *Reader) next() (*Row, error) {
	r.limit.left = maxRow
	cells, err := r.in.Read()
	var broken *csv.ParseError
	if err != nil && !errors.As(err, &broken) {
		return nil, err
	}
	if r.report.Rows++; r.report.Rows%progressEvery == 0 {
		r.progress()
	}
	if broken != nil {
		r.fault([]Fault{{Line: broken.StartLine, Reason: plainCSV(broken, len(cells), len(r.heading))}})
		return nil, nil
	}
	r.row = Row{file: r, cells: cells, faults: r.row.faults[:0]}
	return &r.row, nil
}

func (r *Reader) fault(faults []Fault) {
	if len(faults) == 0 {
		return
	}
	r.report.Bad++
	room := MaxFaults - len(r.report.Faults)
	r.report.Faults = append(r.report.Faults, faults[:min(room, len(faults))]...)
}

func (r *Reader) progress() {
	if r.config.Progress != nil {
		r.config.Progress(r.in.InputOffset())
	}
}

// Refused tells whether a bad row has refused the whole file already: nothing of it is taken.
func (r *Reader) Refused() bool { return r.report.Bad > 0 && !r.config.SkipBadRows }

func (r *Reader) refusal() error {
	is := "rows are"
	if r.report.Bad == 1 {
		is = "row is"
	}
	return domain.Refuse(domain.Invalid, fmt.Sprintf("%d %s bad of %d, so nothing was imported.", r.report.Bad, is, r.report.Rows))
}

// FirstTime tells whether a key was not seen before. Two of a million keys are taken for one with a chance of one in
// thirty million.
func (r *Reader) FirstTime(key string) bool {
	h := maphash.String(r.seed, key)
	_, twice := r.seen[h]
	r.seen[h] = struct{}{}
	return !twice
}

// badHeading says why there is no heading. Quotes where none may be are, first of all, those of another separator.
func badHeading(err error) error {
	var broken *csv.ParseError
	if !errors.As(err, &broken) {
		return fmt.Errorf("read the heading: %w", err)
	}
	return fmt.Errorf("read the heading: %s. If its cells are parted by another character than the map says, name that as separator",
		plainCSV(broken, 0, 0))
}

// plainCSV is what is wrong with a row, in words for who must mend the file.
func plainCSV(err *csv.ParseError, got, want int) string {
	switch {
	case errors.Is(err.Err, csv.ErrFieldCount):
		return fmt.Sprintf("it has %d columns, the heading has %d", got, want)
	case errors.Is(err.Err, csv.ErrQuote), errors.Is(err.Err, csv.ErrBareQuote):
		return "a quote stands where none may be: write \"\" for one inside a quoted cell, and close every cell that one opens"
	default:
		return err.Err.Error()
	}
}

// rowLimit ends the reading when a row gets too long.
type rowLimit struct {
	src  io.Reader
	left int
}

var errRowTooLong = fmt.Errorf("a row is longer than %d bytes: look for a quote that is not closed", maxRow)

func (l *rowLimit) Read(b []byte) (int, error) {
	if l.left <= 0 {
		return 0, errRowTooLong
	}
	n, err := l.src.Read(b)
	l.left -= n
	return n, err
}
