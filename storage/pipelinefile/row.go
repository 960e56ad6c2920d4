package pipelinefile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// maxCell is how long a name or a key may be, in characters.
const maxCell = 200

// row is one row while it is read; what is wrong with it is in faults.
type row struct {
	*Reader
	cells  []string
	faults []Fault
}

// deal is what the row says. It is of no use when there are faults.
func (w *row) deal() domain.ImportedDeal {
	c, m := &w.columns, w.config.Map
	d := domain.ImportedDeal{
		SourceKey: w.text(c.key), Name: w.text(c.name), Partner: w.text(c.partner), Product: w.text(c.product),
		Account: w.account(),
	}
	if name, ok := m.ProductNames[d.Product]; ok {
		d.Product = name
	}
	if d.Partner != "" {
		d.Attribution = m.Attribution
	}
	d.Name = cmp.Or(d.Name, describe(d))
	switch {
	case d.SourceKey == "":
		w.fault(c.key, "it is empty, and names the deal")
	case !w.firstTime(d.SourceKey):
		w.fault(c.key, fmt.Sprintf("the deal %s is there twice", d.SourceKey))
	}
	stage, ok := w.stages[w.text(c.stage)]
	if !ok {
		w.fault(c.stage, fmt.Sprintf("the stage %q is not in the map", w.text(c.stage)))
		w.readWithoutStage()
		return d
	}
	d.Versions = w.versions(stage, d.Product)
	return d
}

// readWithoutStage tells what is wrong with the cells that are read whatever the stage is.
func (w *row) readWithoutStage() {
	w.moment(w.columns.created)
	w.money()
	if w.columns.closed == w.columns.expected {
		w.moment(w.columns.closed)
	}
}

// describe is the name of a deal that has none of its own.
func describe(d domain.ImportedDeal) string {
	switch {
	case d.Account.Name != "" && d.Product != "":
		return d.Account.Name + " · " + d.Product
	case d.Account.Name != "":
		return d.Account.Name
	default:
		return strings.TrimSpace(d.Product + " (" + d.SourceKey + ")")
	}
}

func (w *row) account() domain.Account {
	name := w.text(w.columns.account)
	if name == "" {
		return domain.Account{}
	}
	a := domain.Account{Name: name}
	if site := w.text(w.columns.website); site != "" {
		a.Domain, _ = domain.RegistrableDomain(site) // the name will do
	}
	a.Key = domain.AccountKey(a.Name, a.Domain, a.Country)
	return a
}

// versions is the history of the deal: open from its creation on, and closed from the day it closed on.
func (w *row) versions(stage Stage, product string) []domain.DealVersion {
	created := w.moment(w.columns.created)
	amount := w.amount(stage, product)
	if stage.Outcome != "" {
		return w.closed(stage, created, amount, product)
	}
	if created.IsZero() {
		created = w.missingCreated()
	}
	v := domain.DealVersion{
		At: created, Amount: amount.minor, Estimated: amount.estimated, Stage: stage.Name, Category: stage.Category,
		Outcome: forecast.Open, CloseDate: w.expected(created),
	}
	versions := []domain.DealVersion{v}
	if w.config.Written.After(v.At) {
		v.At = w.config.Written
		versions = append(versions, v)
	}
	return versions
}

// closed is the history of a closed deal. How it stood while it was open the file does not say: its close date then is
// the expected one, and its amount the list price, or what it closed at where there is none.
func (w *row) closed(stage Stage, created time.Time, amount amount, product string) []domain.DealVersion {
	at := w.moment(w.columns.closed)
	switch {
	case at.IsZero():
		w.fault(w.columns.closed, fmt.Sprintf("it is empty, and a deal that is %s closed on some day", stage.Outcome))
		return nil
	case at.Before(created):
		w.fault(w.columns.closed, "the deal closed before it was created")
		return nil
	}
	last := domain.DealVersion{
		At: at, Amount: amount.minor, Estimated: amount.estimated, Stage: stage.Name, Category: forecast.Closed,
		Outcome: stage.Outcome, CloseDate: calendar.DateOf(at.In(w.config.Location)),
	}
	if stage.Outcome == forecast.Lost {
		last.Category = forecast.Omitted
	}
	if created.IsZero() || created.Equal(at) || w.opened.Name == "" {
		return []domain.DealVersion{last}
	}
	first := domain.DealVersion{
		At: created, Amount: amount.minor, Estimated: amount.estimated, Stage: w.opened.Name, Category: w.opened.Category,
		Outcome: forecast.Open,
	}
	if price, ok := w.config.Prices[product]; ok {
		first.Amount, first.Estimated = price, true
	}
	if n := w.config.Map.ExpectedCloseAfterDays; n > 0 {
		first.CloseDate = calendar.DateOf(created.In(w.config.Location)).AddDays(n)
	}
	return []domain.DealVersion{first, last}
}

func (w *row) missingCreated() time.Time {
	from := w.config.Map.MissingCreated
	if from.IsZero() {
		w.fault(w.columns.created, "it is empty, and an open deal counts from some day on: the map can name one as missing_created")
		return time.Time{}
	}
	return w.noon(from)
}

// expected is when an open deal is expected to close: as the file says, else as the map says.
func (w *row) expected(created time.Time) calendar.Date {
	if at := w.moment(w.columns.expected); !at.IsZero() {
		return calendar.DateOf(at.In(w.config.Location))
	}
	n := w.config.Map.ExpectedCloseAfterDays
	if n == 0 || w.text(w.columns.created) == "" || created.IsZero() {
		return calendar.Date{}
	}
	return calendar.DateOf(created.In(w.config.Location)).AddDays(n)
}

// amount is what a deal is worth, and whether that is only its list price.
type amount struct {
	minor     int64
	estimated bool
}

func (w *row) amount(stage Stage, product string) amount {
	list := w.config.Map.ListPrices
	if minor, ok := w.money(); ok && (minor > 0 || stage.Outcome == forecast.Won || list == nil || !list.ZeroIsMissing) {
		return amount{minor: minor}
	}
	if stage.Outcome == forecast.Won {
		w.fault(w.columns.amount, "it is empty, and a deal that is won was won for an amount")
		return amount{}
	}
	price, ok := w.config.Prices[product]
	if !ok && list != nil {
		w.fault(w.columns.amount, fmt.Sprintf("it is empty, and the product %q has no list price", product))
	}
	return amount{minor: price, estimated: true}
}

// money reads the amount, in minor units; ok is false when the cell is empty or holds none.
func (w *row) money() (minor int64, ok bool) {
	text := w.text(w.columns.amount)
	if text == "" {
		return 0, false
	}
	m, err := domain.ParseMoney(text, w.config.Currency)
	if err != nil {
		w.fault(w.columns.amount, err.Error())
	}
	return m.Minor, err == nil
}

// moment reads a day or an RFC 3339 time; zero when the cell is empty or the column not there.
func (w *row) moment(column int) time.Time {
	text := w.text(column)
	if text == "" {
		return time.Time{}
	}
	if day, err := time.Parse(w.layout, text); err == nil {
		return w.noon(calendar.DateOf(day))
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		w.fault(column, fmt.Sprintf("%q is not a date like %s", text, cmp.Or(w.config.Map.Dates, "YYYY-MM-DD")))
		return time.Time{}
	}
	return at.UTC().Truncate(time.Microsecond)
}

func (w *row) noon(d calendar.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, w.config.Location).UTC()
}

// text is a cell, "" when the column is not there.
func (w *row) text(column int) string {
	if column < 0 {
		return ""
	}
	s := strings.TrimSpace(w.cells[column])
	switch {
	case !utf8.ValidString(s):
		w.fault(column, "it is not UTF-8: save the file as UTF-8")
	case len(s) > maxCell && utf8.RuneCountInString(s) > maxCell:
		w.fault(column, fmt.Sprintf("it is longer than %d characters", maxCell))
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

// fault says what is wrong with a cell, once for each.
func (w *row) fault(column int, reason string) {
	f := Fault{Reason: reason, place: column}
	f.Line, _ = w.in.FieldPos(max(column, 0))
	if column >= 0 {
		f.Column = strings.TrimSpace(w.columns.names[column])
		if slices.ContainsFunc(w.faults, func(other Fault) bool { return other.place == column }) {
			return
		}
	}
	w.faults = append(w.faults, f)
}

// told are the faults in the order of their columns: those of the row as a whole come first.
func (w *row) told() []Fault {
	slices.SortStableFunc(w.faults, func(a, b Fault) int { return cmp.Compare(a.place, b.place) })
	return w.faults
}
