package pipelinefile

import (
	"encoding/csv"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/partnerbot/partnerbot/domain"
)

const (
	// MaxFaults is how many faults a report holds; the rest are counted.
	MaxFaults = 100
	// maxRow is how long a row may be, in bytes: a quote that is never closed would else make a row of the whole file.
	maxRow = 1 << 20
	// progressEvery is how many rows are read between two calls of Progress.
	progressEvery = 2_000
)

// Reader reads the deals of one file, once.
type Reader struct {
	config  Config
	in      *csv.Reader
	limit   *rowLimit
	columns columns
	stages  map[string]Stage
	opened  domain.Stage // the stage that a closed deal was in before; "" when the map has no open one
	layout  string

	report Report
	seen   map[uint64]struct{} // hashes of the keys so far
	seed   maphash.Seed
}

// NewReader reads the heading of src. A column of the map that is not in it is an error.
func NewReader(src io.Reader, c Config) (*Reader, error) {
	r := &Reader{config: c, stages: map[string]Stage{}, seen: map[uint64]struct{}{}, seed: maphash.MakeSeed()}
	for _, s := range c.Map.Stages {
		r.stages[s.Name] = s
	}
	if open := c.Map.openStages(); len(open) > 0 {
		r.opened = open[len(open)-1]
	}
	var err error
	if r.layout, err = layout(c.Map.Dates); err != nil {
		return nil, err
	}
	r.limit = &rowLimit{src: withoutBOM(src), left: maxRow}
	r.in = csv.NewReader(r.limit)
	r.in.ReuseRecord = true
	if c.Map.Separator != "" {
		r.in.Comma, _ = utf8.DecodeRuneInString(c.Map.Separator)
	}
	header, err := r.in.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("it is empty")
	}
	if err != nil {
		return nil, fmt.Errorf("read the heading: %w", err)
	}
	r.columns, err = c.Map.Columns.in(header)
	return r, err
}

// Report is what came of the file so far.
func (r *Reader) Report() Report { return r.report }

// Deals are the deals of the file, in its order. After a bad row nothing more is given, but the rest is read for the
// report, and the sequence ends with an error that is a *[domain.Error] with code Invalid; unless bad rows are skipped.
func (r *Reader) Deals() iter.Seq2[domain.ImportedDeal, error] {
	return func(yield func(domain.ImportedDeal, error) bool) {
		for {
			deal, ok, err := r.next()
			switch {
			case errors.Is(err, io.EOF):
				r.progress()
				if r.report.Bad > 0 && !r.config.SkipBadRows {
					yield(domain.ImportedDeal{}, r.refusal())
				}
				return
			case err != nil:
				yield(domain.ImportedDeal{}, fmt.Errorf("read the pipeline: %w", err))
				return
			case ok && !yield(deal, nil):
				return
			}
		}
	}
}

// next reads a row. ok is false for one that is not to be imported.
func (r *Reader) next() (deal domain.ImportedDeal, ok bool, err error) {
	r.limit.left = maxRow
	cells, err := r.in.Read()
	var broken *csv.ParseError
	if err != nil && !errors.As(err, &broken) {
		return deal, false, err
	}
	if r.report.Rows++; r.report.Rows%progressEvery == 0 {
		r.progress()
	}
	if broken != nil {
		r.fault([]Fault{{Line: broken.StartLine, Reason: plainCSV(broken, len(cells), len(r.columns.names))}})
		return deal, false, nil
	}
	row := row{Reader: r, cells: cells}
	deal = row.deal()
	r.fault(row.told())
	return deal, len(row.faults) == 0 && (r.report.Bad == 0 || r.config.SkipBadRows), nil
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

func (r *Reader) refusal() error {
	is := "rows are"
	if r.report.Bad == 1 {
		is = "row is"
	}
	return domain.Refuse(domain.Invalid, fmt.Sprintf("%d %s bad of %d, so nothing was imported.", r.report.Bad, is, r.report.Rows))
}

// firstTime tells whether a key was not seen before. Two of a million keys are taken for one with a chance of one in
// thirty million.
func (r *Reader) firstTime(key string) bool {
	h := maphash.String(r.seed, key)
	_, twice := r.seen[h]
	r.seen[h] = struct{}{}
	return !twice
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

// columns are where the cells are; -1 for a column that the map does not name.
type columns struct {
	names                                                                                   []string
	key, name, partner, account, website, product, stage, created, closed, expected, amount int
}

// in finds the columns in the heading of a file.
func (c Columns) in(header []string) (columns, error) {
	out := columns{names: slices.Clone(header)}
	var missing []string
	for _, col := range []struct {
		name string
		at   *int
	}{
		{c.Key, &out.key},
		{c.Name, &out.name},
		{c.Partner, &out.partner},
		{c.Account, &out.account},
		{c.Website, &out.website},
		{c.Product, &out.product},
		{c.Stage, &out.stage},
		{c.Created, &out.created},
		{c.Amount, &out.amount},
		{c.Closed, &out.closed},
		{c.ExpectedClose, &out.expected},
	} {
		*col.at = -1
		if col.name == "" {
			continue
		}
		if *col.at = heading(header, col.name); *col.at < 0 {
			missing = append(missing, col.name)
		}
	}
	if len(missing) > 0 {
		return out, fmt.Errorf("the map names columns that are not in the file: %s. The file has: %s",
			strings.Join(missing, ", "), strings.Join(header, ", "))
	}
	return out, nil
}
