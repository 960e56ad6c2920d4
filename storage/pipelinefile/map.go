package pipelinefile

import (
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
	"github.com/partnerbot/partnerbot/storage/csvfile"
)

// Map says how to read one kind of pipeline file. In YAML its keys are as the tags say; an unknown one is refused.
type Map struct {
	Columns   Columns `yaml:"columns"`
	Separator string  `yaml:"separator"` // one character; "" is a comma
	Dates     string  `yaml:"dates"`     // such as MM/DD/YYYY; "" is YYYY-MM-DD. RFC 3339 is always understood
	Stages    []Stage `yaml:"stages"`
	// Attribution is that of every deal with a partner: sourced or influenced.
	Attribution forecast.Attribution `yaml:"attribution"`
	// ProductNames are other spellings of products, with the right one.
	ProductNames map[string]string `yaml:"product_names"`
	ListPrices   *ListPrices       `yaml:"list_prices"`
	// ExpectedCloseAfterDays is when an open deal is expected to close, counted from its creation, if the file does not
	// say; 0: nobody knows, and the deal is in no quarter.
	ExpectedCloseAfterDays int `yaml:"expected_close_after_days"`
	// MissingCreated is the day from which an open deal counts whose creation the file does not say. No date: such a row
	// is bad.
	MissingCreated calendar.Date `yaml:"missing_created"`
	Program        *Program      `yaml:"program"`
}

// Columns are the headings of the columns. Key and Stage are needed; "" is a column that the file does not have.
type Columns struct {
	Key           string `yaml:"key"` // what names the deal for ever
	Name          string `yaml:"name"`
	Partner       string `yaml:"partner"`
	Account       string `yaml:"account"`
	Website       string `yaml:"website"` // of the account; what has no registrable domain is passed over
	Product       string `yaml:"product"`
	Stage         string `yaml:"stage"`
	Created       string `yaml:"created"`
	Closed        string `yaml:"closed"`         // read of closed deals only
	ExpectedClose string `yaml:"expected_close"` // read of open deals only; may be the same column
	Amount        string `yaml:"amount"`
}

// Stage is a stage of the file's pipeline. An open one has a category, a closed one an outcome.
type Stage struct {
	Name        string            `yaml:"name"`
	Category    forecast.Category `yaml:"category"`
	Outcome     forecast.Outcome  `yaml:"outcome"`
	Probability int               `yaml:"probability"` // percent; of open stages, for a program made from the map
}

// ListPrices is a CSV file with the price of each product, which stands for the amount of an open or lost deal that has
// none. Such amounts are marked as estimates.
type ListPrices struct {
	File    string `yaml:"file"` // beside the pipeline file, unless it is a whole path
	Product string `yaml:"product"`
	Price   string `yaml:"price"`
	// ZeroIsMissing says that an amount of 0 on an open or lost deal means that none was recorded.
	ZeroIsMissing bool `yaml:"zero_is_missing"`
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
	bad(c.Key == "", "columns: key: name the column that names each deal for ever")
	bad(c.Stage == "", "columns: stage: name the column that holds the stage")
	bad(len(m.Stages) == 0, "stages: list the stages of the pipeline")
	bad(utf8.RuneCountInString(m.Separator) > 1, "separator: it is one character")
	bad(c.Partner == "" && m.Attribution != "", "attribution: without a column for the partner there is none")
	bad(c.Partner != "" && m.Attribution != forecast.Sourced && m.Attribution != forecast.Influenced,
		"attribution: say sourced or influenced")
	bad(m.ExpectedCloseAfterDays < 0, "expected_close_after_days: it is 0 or more")
	errs = append(errs, csvfile.CheckDates(m.Dates))
	if p := m.ListPrices; p != nil {
		bad(p.File == "" || p.Product == "" || p.Price == "", "list_prices: name the file, and its columns product and price")
		bad(c.Product == "", "list_prices: they need a column for the product")
	}
	errs = append(errs, m.checkStages())
	if m.Program != nil {
		_, err := m.Outline()
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func (m *Map) checkStages() error {
	seen := map[string]bool{}
	for _, s := range m.Stages {
		open := s.Category == forecast.Pipeline || s.Category == forecast.BestCase || s.Category == forecast.Commit || s.Category == forecast.Omitted
		closed := s.Outcome == forecast.Won || s.Outcome == forecast.Lost
		switch {
		case s.Name == "":
			return errors.New("stages: every stage has a name")
		case seen[s.Name]:
			return fmt.Errorf("stages: %s is there twice", s.Name)
		case closed && s.Category != "", !closed && !open, s.Outcome != "" && !closed:
			return fmt.Errorf("stages: %s: give it either a category (pipeline, best_case, commit, omitted) or an outcome (won, lost)", s.Name)
		case s.Probability < 0 || s.Probability > 100:
			return fmt.Errorf("stages: %s: a probability is from 0 to 100", s.Name)
		}
		seen[s.Name] = true
	}
	return nil
}

// openStages are the stages of open deals, in order.
func (m *Map) openStages() []domain.Stage {
	var out []domain.Stage
	for _, s := range m.Stages {
		if s.Outcome == "" {
			out = append(out, domain.Stage{Name: s.Name, Category: s.Category, Probability: s.Probability})
		}
	}
	return out
}
