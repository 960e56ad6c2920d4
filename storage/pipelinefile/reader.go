package pipelinefile

import (
	"io"
	"iter"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/csvfile"
)

// Reader reads the deals of one file, once.
type Reader struct {
	config  Config
	file    *csvfile.Reader
	columns columns
	stages  map[string]Stage
	opened  domain.Stage // the stage that a closed deal was in before; "" when the map has no open one
}

// NewReader reads the heading of src. A column of the map that is not in it is an error.
func NewReader(src io.Reader, c Config) (*Reader, error) {
	r := &Reader{config: c, stages: map[string]Stage{}}
	for _, s := range c.Map.Stages {
		r.stages[s.Name] = s
	}
	if open := c.Map.openStages(); len(open) > 0 {
		r.opened = open[len(open)-1]
	}
	var err error
	r.file, err = csvfile.NewReader(src, csvfile.Config{
		Separator: c.Map.Separator, Dates: c.Map.Dates, Location: c.Location, SkipBadRows: c.SkipBadRows, Progress: c.Progress,
	})
	if err != nil {
		return nil, err
	}
	r.columns, err = c.Map.Columns.in(r.file.Columns())
	return r, err
}

// Report is what came of the file so far.
func (r *Reader) Report() csvfile.Report { return r.file.Report() }

// Deals are the deals of the file, in its order. After a bad row nothing more is given, but the rest is read for the
// report, and the sequence ends with an error that is a *[domain.Error] with code Invalid; unless bad rows are skipped.
func (r *Reader) Deals() iter.Seq2[domain.ImportedDeal, error] {
	return func(yield func(domain.ImportedDeal, error) bool) {
		for in, err := range r.file.Rows() {
			if err != nil {
				yield(domain.ImportedDeal{}, err)
				return
			}
			deal := row{r, in}.deal()
			if in.Good() && !r.file.Refused() && !yield(deal, nil) {
				return
			}
		}
	}
}

// columns are where the cells are; -1 for a column that the map does not name.
type columns struct {
	key, name, partner, account, website, product, stage, created, closed, expected, amount int
}

// in finds the columns in a file.
func (c Columns) in(file *csvfile.Columns) (columns, error) {
	return columns{
		key: file.At(c.Key), name: file.At(c.Name), partner: file.At(c.Partner), account: file.At(c.Account),
		website: file.At(c.Website), product: file.At(c.Product), stage: file.At(c.Stage), created: file.At(c.Created),
		amount: file.At(c.Amount), closed: file.At(c.Closed), expected: file.At(c.ExpectedClose),
	}, file.Err()
}
