package partnerfile

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/storage/csvfile"
)

// Map says how to read one kind of file of partners. In YAML its keys are as the tags say; an unknown one is refused.
type Map struct {
	Columns   Columns `yaml:"columns"`
	Separator string  `yaml:"separator"` // one character; "" is a comma
	Dates     string  `yaml:"dates"`     // such as MM/DD/YYYY; "" is YYYY-MM-DD. RFC 3339 is always understood
	// DefaultSigned is the day of signature of a partner of whom the file says none. No date: such a row is bad, when the
	// partner is new.
	DefaultSigned calendar.Date `yaml:"default_signed"`
	// Statuses are words of the file for a status, in any case. The statuses themselves are always understood.
	Statuses map[string]domain.PartnerStatus `yaml:"statuses"`
}

// Columns are the headings of the columns. Name is needed, and Signed where there is no DefaultSigned; "" is a column that
// the file does not have.
type Columns struct {
	Name        string `yaml:"name"`
	Website     string `yaml:"website"`
	Signed      string `yaml:"signed"`
	Owner       string `yaml:"owner"` // e-mail of the partner manager
	TheirOwner  string `yaml:"their_owner"`
	TheirMail   string `yaml:"their_mail"`
	Status      string `yaml:"status"`
	Reason      string `yaml:"reason"` // why parked or exited: needed for both
	ParkedUntil string `yaml:"parked_until"`
	// Done are the columns with the day on which a checkpoint was done, by its key.
	Done map[string]string `yaml:"done"`
}

// ReadMap reads a map from a YAML file and checks it. An error says on which line what is wrong.
func ReadMap(path string) (*Map, error) { return csvfile.ReadMap(path, ParseMap) }

// ParseMap reads a map from YAML and checks it.
func ParseMap(r io.Reader) (*Map, error) {
	var m Map
	if err := csvfile.DecodeMap(r, &m); err != nil {
		return nil, err
	}
	if err := m.check(); err != nil {
		return nil, err
	}
	return &m, nil
}

func (m *Map) check() error {
	c := m.Columns
	var errs []error
	bad := func(wrong bool, message string) {
		if wrong {
			errs = append(errs, errors.New(message))
		}
	}
	bad(c.Name == "", "columns: name: name the column that holds the partner's name")
	bad(c.Signed == "" && m.DefaultSigned.IsZero(),
		"columns: signed: name the column with the day of signature, or give one day for all as default_signed")
	bad(c.Status == "" && len(m.Statuses) > 0, "statuses: they need a column for the status")
	bad(c.Status == "" && c.Reason != "", "columns: reason: it needs a column for the status")
	bad(c.Status == "" && c.ParkedUntil != "", "columns: parked_until: it needs a column for the status")
	bad(utf8.RuneCountInString(m.Separator) > 1, "separator: it is one character")
	for _, key := range m.steps() {
		bad(c.Done[key] == "", fmt.Sprintf("columns: done: %s: name the column with the day on which it was done", key))
	}
	errs = append(errs, csvfile.CheckDates(m.Dates))
	_, err := m.statuses()
	return errors.Join(append(errs, err)...)
}

// steps are the keys of the checkpoints that the file knows, in order.
func (m *Map) steps() []string { return slices.Sorted(maps.Keys(m.Columns.Done)) }

// statuses are what the words of the file mean, in small letters.
func (m *Map) statuses() (map[string]domain.PartnerStatus, error) {
	all := []domain.PartnerStatus{domain.PartnerActive, domain.PartnerParked, domain.PartnerExited}
	out := map[string]domain.PartnerStatus{}
	for _, word := range slices.Sorted(maps.Keys(m.Statuses)) {
		s, small := m.Statuses[word], strings.ToLower(word)
		if !slices.Contains(all, s) {
			return nil, fmt.Errorf("statuses: %s: it is active, parked or exited", word)
		}
		if _, twice := out[small]; twice {
			return nil, fmt.Errorf("statuses: %s is there twice", word)
		}
		out[small] = s
	}
	for _, s := range all {
		if _, other := out[string(s)]; !other {
			out[string(s)] = s
		}
	}
	return out, nil
}
