package pipelinefile

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
	"github.com/partnerbot/partnerbot/storage/csvfile"
)

// row is one row while it is read.
type row struct {
	*Reader
	*csvfile.Row
}

// deal is what the row says. It is of no use when there are faults.
func (w row) deal() domain.ImportedDeal {
	c, m := w.columns, w.config.Map
	d := domain.ImportedDeal{
		SourceKey: w.Text(c.key), Name: w.Text(c.name), Partner: w.Text(c.partner), Product: w.Text(c.product),
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
		w.Fault(c.key, "it is empty, and names the deal")
	case !w.file.FirstTime(d.SourceKey):
		w.Fault(c.key, fmt.Sprintf("the deal %s is there twice", d.SourceKey))
	}
	stage, ok := w.stages[w.Text(c.stage)]
	if !ok {
		w.Fault(c.stage, fmt.Sprintf("the stage %q is not in the map", w.Text(c.stage)))
		w.readWithoutStage()
		return d
	}
	d.Versions = w.versions(stage, d.Product)
	return d
}

// readWithoutStage tells what is wrong with the cells that are read whatever the stage is.
func (w row) readWithoutStage() {
	w.Time(w.columns.created)
	w.money()
	if w.columns.closed == w.columns.expected {
		w.Time(w.columns.closed)
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

func (w row) account() domain.Account {
	name := w.Text(w.columns.account)
	if name == "" {
		return domain.Account{}
	}
	a := domain.Account{Name: name}
	if site := w.Text(w.columns.website); site != "" {
		a.Domain, _ = domain.RegistrableDomain(site) // the name will do
	}
	a.Key = domain.AccountKey(a.Name, a.Domain, a.Country)
	return a
}

// versions is the history of the deal: open from its creation on, and closed from the day it closed on.
func (w row) versions(stage Stage, product string) []domain.DealVersion {
	created := w.Time(w.columns.created)
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
func (w row) closed(stage Stage, created time.Time, amount amount, product string) []domain.DealVersion {
	at := w.Time(w.columns.closed)
	switch {
	case at.IsZero():
		w.Fault(w.columns.closed, fmt.Sprintf("it is empty, and a deal that is %s closed on some day", stage.Outcome))
		return nil
	case at.Before(created):
		w.Fault(w.columns.closed, "the deal closed before it was created")
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

func (w row) missingCreated() time.Time {
	from := w.config.Map.MissingCreated
	if from.IsZero() {
		w.Fault(w.columns.created, "it is empty, and an open deal counts from some day on: the map can name one as missing_created")
		return time.Time{}
	}
	return w.Noon(from)
}

// expected is when an open deal is expected to close: as the file says, else as the map says.
func (w row) expected(created time.Time) calendar.Date {
	if day := w.Day(w.columns.expected); !day.IsZero() {
		return day
	}
	n := w.config.Map.ExpectedCloseAfterDays
	if n == 0 || w.Text(w.columns.created) == "" || created.IsZero() {
		return calendar.Date{}
	}
	return calendar.DateOf(created.In(w.config.Location)).AddDays(n)
}

// amount is what a deal is worth, and whether that is only its list price.
type amount struct {
	minor     int64
	estimated bool
}

func (w row) amount(stage Stage, product string) amount {
	list := w.config.Map.ListPrices
	if minor, ok := w.money(); ok && (minor > 0 || stage.Outcome == forecast.Won || list == nil || !list.ZeroIsMissing) {
		return amount{minor: minor}
	}
	if stage.Outcome == forecast.Won {
		w.Fault(w.columns.amount, "it is empty, and a deal that is won was won for an amount")
		return amount{}
	}
	price, ok := w.config.Prices[product]
	if !ok && list != nil {
		w.Fault(w.columns.amount, fmt.Sprintf("it is empty, and the product %q has no list price", product))
	}
	return amount{minor: price, estimated: true}
}

// money reads the amount, in minor units; ok is false when the cell is empty or holds none.
func (w row) money() (minor int64, ok bool) {
	text := w.Text(w.columns.amount)
	if text == "" {
		return 0, false
	}
	m, err := domain.ParseMoney(text, w.config.Currency)
	if err != nil {
		w.Fault(w.columns.amount, err.Error())
	}
	return m.Minor, err == nil
}
