package partnerfile

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/storage/csvfile"
)

// Config is what a file is read with, besides its map.
type Config struct {
	Map      *Map
	From     string         // what the partners are said to be imported from; Open takes the name of the file
	Location *time.Location // of times, which count as the day that they are on there
	// SkipBadRows leaves bad rows out. Without it, one undoes everything.
	SkipBadRows bool
	// Progress is told now and then how many bytes were read; it may be nil.
	Progress func(read int64)
}

// Reader reads the partners of one file, once.
type Reader struct {
	config   Config
	file     *csvfile.Reader
	columns  map[string]int // where the cells are, by field of the partner; -1 for a column that the map does not name
	statuses map[string]domain.PartnerStatus
	row      *csvfile.Row // that was given last
}

// NewReader reads the heading of src. A column of the map that is not in it is an error.
func NewReader(src io.Reader, c Config) (*Reader, error) {
	r := &Reader{config: c}
	var err error
	if r.statuses, err = c.Map.statuses(); err != nil {
		return nil, err
	}
	r.file, err = csvfile.NewReader(src, csvfile.Config{
		Separator: c.Map.Separator, Dates: c.Map.Dates, Location: c.Location, SkipBadRows: c.SkipBadRows, Progress: c.Progress,
	})
	if err != nil {
		return nil, err
	}
	r.columns, err = c.Map.in(r.file.Columns())
	return r, err
}

// in finds the columns in a file.
func (m *Map) in(file *csvfile.Columns) (map[string]int, error) {
	c := m.Columns
	all := map[string]int{
		"name": file.At(c.Name), "website": file.At(c.Website), "signed": file.At(c.Signed), "owner": file.At(c.Owner),
		"their_owner": file.At(c.TheirOwner), "their_mail": file.At(c.TheirMail), "status": file.At(c.Status),
		"reason": file.At(c.Reason), "parked_until": file.At(c.ParkedUntil),
	}
	for _, key := range m.steps() {
		all[domain.DoneField+key] = file.At(c.Done[key])
	}
	return all, file.Err()
}

// Report is what came of the file so far.
func (r *Reader) Report() csvfile.Report { return r.file.Report() }

// Partners are the partners of the file, in its order. All of them are given to be judged; the sequence ends with an
// error that is a *[domain.Error] with code Invalid when a row was bad and bad ones are not skipped.
func (r *Reader) Partners() domain.PartnerImport {
	return domain.PartnerImport{From: r.config.From, Steps: r.config.Map.steps(), Rows: r.rows(), Refuse: r.refuse, Pass: r.pass}
}

func (r *Reader) rows() iter.Seq2[domain.ImportedPartner, error] {
	return func(yield func(domain.ImportedPartner, error) bool) {
		for row, err := range r.file.Rows() {
			if err != nil {
				yield(domain.ImportedPartner{}, err)
				return
			}
			r.row = row
			if !yield(r.partner(), nil) {
				return
			}
		}
	}
}

// refuse tells what was found to be wrong with the row that was given last.
func (r *Reader) refuse(faults []domain.FieldError) {
	for _, f := range faults {
		column, reason := r.columns[f.Field], f.Message
		if column < 0 {
			reason = f.Field + ": " + reason
		}
		r.row.Fault(column, reason)
	}
}

// pass tells what is not taken over of the row that was given last.
func (r *Reader) pass(f domain.FieldError) { r.row.Pass(r.columns[f.Field], f.Message) }

// partner is what the row says.
func (r *Reader) partner() domain.ImportedPartner {
	p := domain.ImportedPartner{
		Name: r.text("name"), Website: r.text("website"), SignedOn: r.signed(), Owner: r.text("owner"),
		TheirOwner: r.text("their_owner"), TheirMail: r.text("their_mail"), Status: r.status(), Reason: r.text("reason"),
		ParkedUntil: r.day("parked_until"), Done: r.done(),
	}
	if p.Name != "" && !r.file.FirstTime(strings.ToLower(p.Name)) {
		r.row.Fault(r.columns["name"], fmt.Sprintf("the partner %s is there twice", p.Name))
	}
	p.Unread = !r.row.Good()
	return p
}

func (r *Reader) text(field string) string       { return r.row.Text(r.columns[field]) }
func (r *Reader) day(field string) calendar.Date { return r.row.Day(r.columns[field]) }

func (r *Reader) signed() calendar.Date {
	if r.text("signed") == "" {
		return r.config.Map.DefaultSigned
	}
	return r.day("signed")
}

func (r *Reader) status() domain.PartnerStatus {
	word := r.text("status")
	s, ok := r.statuses[strings.ToLower(word)]
	if word != "" && !ok {
		r.row.Fault(r.columns["status"], fmt.Sprintf("the status %q is not in the map", word))
	}
	return s
}

func (r *Reader) done() map[string]calendar.Date {
	days := map[string]calendar.Date{}
	for key := range r.config.Map.Columns.Done {
		days[key] = r.day(domain.DoneField + key)
	}
	return days
}
