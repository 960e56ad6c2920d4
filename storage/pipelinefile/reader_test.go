package pipelinefile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
	"github.com/partnerbot/partnerbot/storage/csvfile"
	"github.com/partnerbot/partnerbot/storage/pipelinefile"
)

const testMap = `
columns: {key: id, partner: partner, account: account, product: product, stage: stage, created: created, closed: closed, amount: amount}
stages:
  - {name: New, category: pipeline}
  - {name: Quoted, category: commit}
  - {name: Won, outcome: won}
  - {name: Lost, outcome: lost}
attribution: influenced
product_names: {CloudX: Cloud X}
list_prices: {file: prices.csv, product: product, price: price, zero_is_missing: true}
expected_close_after_days: 30
`

const heading = "id,partner,account,product,stage,created,closed,amount\n"

func mapOf(t testing.TB, text string) *pipelinefile.Map {
	t.Helper()
	m, err := pipelinefile.ParseMap(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func newYork(t testing.TB) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func config(t testing.TB, m string) pipelinefile.Config {
	t.Helper()
	return pipelinefile.Config{
		Map: mapOf(t, m), Currency: "USD", Location: newYork(t), Prices: map[string]int64{"Cloud X": 500_00},
	}
}

// read reads a whole file: what it gave before its error, if any.
func read(t testing.TB, csv string, c pipelinefile.Config) ([]domain.ImportedDeal, csvfile.Report, error) {
	t.Helper()
	r, err := pipelinefile.NewReader(strings.NewReader(csv), c)
	if err != nil {
		t.Fatal(err)
	}
	var deals []domain.ImportedDeal
	for d, err := range r.Deals() {
		if err != nil {
			return deals, r.Report(), err
		}
		deals = append(deals, d)
	}
	return deals, r.Report(), nil
}

func one(t testing.TB, row string, c pipelinefile.Config) domain.ImportedDeal {
	t.Helper()
	deals, report, err := read(t, heading+row, c)
	if err != nil || len(deals) != 1 {
		t.Fatalf("%d deals, %v, %v", len(deals), report.Faults, err)
	}
	return deals[0]
}

func date(t testing.TB, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func at(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestDealThatWasWon(t *testing.T) {
	t.Parallel()
	got := one(t, `A1,Northwind,Acme,CloudX,Won,2026-10-20,2026-11-10,"1,200.50"`, config(t, testMap))
	want := domain.ImportedDeal{
		SourceKey: "A1", Name: "Acme · Cloud X", Partner: "Northwind", Attribution: forecast.Influenced,
		Account: domain.Account{Name: "Acme", Key: "name:acme|"}, Product: "Cloud X",
		Versions: []domain.DealVersion{
			{ // as it stood while nobody knew how it would end
				At: at(t, "2026-10-20T16:00:00Z"), Amount: 500_00, Estimated: true, Stage: "Quoted", Category: forecast.Commit,
				Outcome: forecast.Open, CloseDate: date(t, "2026-11-19"),
			},
			{
				At: at(t, "2026-11-10T17:00:00Z"), Amount: 1_200_50, Stage: "Won", Category: forecast.Closed,
				Outcome: forecast.Won, CloseDate: date(t, "2026-11-10"),
			},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestDealThatIsOpen(t *testing.T) {
	t.Parallel()
	c := config(t, testMap)
	open := domain.DealVersion{
		At: at(t, "2026-10-20T16:00:00Z"), Amount: 80_00, Stage: "New", Category: forecast.Pipeline, Outcome: forecast.Open,
		CloseDate: date(t, "2026-11-19"),
	}
	for _, written := range []time.Time{{}, open.At, open.At.Add(time.Hour)} {
		c.Written = written
		want := []domain.DealVersion{open}
		if written.After(open.At) { // it holds when the file is written, also of a deal that was known to stand otherwise
			again := open
			again.At = written
			want = append(want, again)
		}
		if diff := cmp.Diff(want, one(t, "A1,Northwind,Acme,CloudX,New,2026-10-20,,80", c).Versions); diff != "" {
			t.Errorf("written %s: -want +got\n%s", written, diff)
		}
	}
}

func TestDealsByHalves(t *testing.T) {
	t.Parallel()
	sameDay := strings.Replace(testMap, "closed: closed", "closed: closed, expected_close: closed", 1)
	for _, c := range []struct {
		name, row, m string
		want         []domain.DealVersion
	}{
		{"open without an amount", "A1,P,,CloudX,New,2026-10-20,,", testMap, []domain.DealVersion{
			{Amount: 500_00, Estimated: true, Stage: "New", Category: forecast.Pipeline, Outcome: forecast.Open, CloseDate: date(t, "2026-11-19")},
		}},
		{"open with an amount of 0", "A1,P,,CloudX,New,2026-10-20,,0", testMap, []domain.DealVersion{
			{Amount: 500_00, Estimated: true, Stage: "New", Category: forecast.Pipeline, Outcome: forecast.Open, CloseDate: date(t, "2026-11-19")},
		}},
		{"won for nothing on the day it was created", "A1,P,,CloudX,Won,2026-10-20,2026-10-20,0", testMap, []domain.DealVersion{
			{Stage: "Won", Category: forecast.Closed, Outcome: forecast.Won, CloseDate: date(t, "2026-10-20")},
		}},
		{"lost, creation unknown", "A1,P,,CloudX,Lost,,2026-10-20,0", testMap, []domain.DealVersion{
			{Amount: 500_00, Estimated: true, Stage: "Lost", Category: forecast.Omitted, Outcome: forecast.Lost, CloseDate: date(t, "2026-10-20")},
		}},
		{"open, creation unknown", "A1,P,,CloudX,New,,,70", testMap + "missing_created: 2026-10-20\n", []domain.DealVersion{
			{Amount: 70_00, Stage: "New", Category: forecast.Pipeline, Outcome: forecast.Open},
		}},
		{"open with a date of its own", "A1,P,,CloudX,New,2026-10-20,2027-01-15,70", sameDay, []domain.DealVersion{
			{Amount: 70_00, Stage: "New", Category: forecast.Pipeline, Outcome: forecast.Open, CloseDate: date(t, "2027-01-15")},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.want[0].At = at(t, "2026-10-20T16:00:00Z")
			if diff := cmp.Diff(c.want, one(t, c.row, config(t, c.m)).Versions); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestEveryFaultIsReported(t *testing.T) {
	t.Parallel()
	rows := "A1,P,Acme,CloudX,New,2026-10-20,,70\n" +
		"A2,P,\"Acme\nof two lines\",CloudX,Nwe,2026-10-20,,70\n" + // lines 3 and 4: the cell at fault is on the second
		"A1,P,,CloudX,New,2026-10-20,,70\n" +
		",P,,CloudX,New,20.10.2026,,-7\n" +
		"A4,P,,CloudX,Won,2026-10-20,,\n" +
		"A5,P,,CloudX,Won,2026-10-20,2026-10-19,70\n" +
		"A6,P,,CloudX,New\n" +
		"A7,P,,Unheard,New,,,\n" +
		"A8,P,a\"b,CloudX,New,2026-10-20,,70\n" +
		"A9,P,\xff,CloudX,New,2026-10-20,," + strings.Repeat("7", 300) + "\n" +
		"A10,P,,CloudX,Won,2026-10-20,2026-10-21,12.345\n" +
		"A11,P,,CloudX,New,2026-10-20,,70\n" +
		"A12,P,,CloudX,Nwe,soon,n/a,lots\n" // nobody knows whether n/a is the day that a deal closed
	want := []string{
		`line 4, column stage: the stage "Nwe" is not in the map`,
		`line 5, column id: the deal A1 is there twice`,
		`line 6, column id: it is empty, and names the deal`,
		`line 6, column created: "20.10.2026" is not a date like YYYY-MM-DD`,
		`line 6, column amount: An amount cannot be negative.`,
		`line 7, column closed: it is empty, and a deal that is won closed on some day`,
		`line 7, column amount: it is empty, and a deal that is won was won for an amount`,
		`line 8, column closed: the deal closed before it was created`,
		`line 9: it has 5 columns, the heading has 8`,
		`line 10, column created: it is empty, and an open deal counts from some day on: the map can name one as missing_created`,
		`line 10, column amount: it is empty, and the product "Unheard" has no list price`,
		`line 11: a quote stands where none may be: write "" for one inside a quoted cell, and close every cell that one opens`,
		`line 12, column account: it is not UTF-8: save the file as UTF-8`,
		`line 12, column amount: it is longer than 200 characters`,
		`line 13, column amount: USD has 2 decimals: write it like 12,500 or 12500.50.`,
		`line 15, column stage: the stage "Nwe" is not in the map`,
		`line 15, column created: "soon" is not a date like YYYY-MM-DD`,
		`line 15, column amount: "lots" is not an amount. Write it like 12,500 or 12500.50 or 12.5k.`,
	}
	for _, skip := range []bool{false, true} {
		c := config(t, testMap)
		c.SkipBadRows = skip
		deals, report, err := read(t, heading+rows, c)
		var got []string
		for _, f := range report.Faults {
			got = append(got, f.String())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("skip %v: -want +got\n%s", skip, diff)
		}
		if report.Rows != 13 || report.Bad != 11 {
			t.Errorf("skip %v: %d of %d rows are bad, want 11 of 13", skip, report.Bad, report.Rows)
		}
		var keys []string
		for _, d := range deals {
			keys = append(keys, d.SourceKey)
		}
		switch {
		case skip && (err != nil || !cmp.Equal(keys, []string{"A1", "A11"})):
			t.Errorf("skipping, the deals are %q, %v", keys, err)
		case !skip && (domain.CodeOf(err) != domain.Invalid || err.Error() != "11 rows are bad of 13, so nothing was imported."):
			t.Errorf("not skipping: %v", err)
		case !skip && len(keys) > 1:
			t.Errorf("deals after a bad row: %q", keys)
		}
	}
}

// One column for both dates is read whatever the stage is; a mistake in it is told once, and where the column stands.
func TestFaultsOfADealWithoutAStage(t *testing.T) {
	t.Parallel()
	m := strings.Replace(testMap, "closed: closed", "closed: closed, expected_close: closed", 1)
	csv := "amount,closed,created,stage,product,account,partner,id\nlots,later,soon,Nwe,CloudX,Acme,P,A1\n"
	_, report, _ := read(t, csv, config(t, m))
	var columns []string
	for _, f := range report.Faults {
		columns = append(columns, f.Column)
	}
	if diff := cmp.Diff([]string{"amount", "closed", "created", "stage"}, columns); diff != "" || report.Bad != 1 {
		t.Errorf("%d bad rows: -want +got\n%s", report.Bad, diff)
	}
}

func TestFaultsAreCapped(t *testing.T) {
	t.Parallel()
	_, report, err := read(t, heading+strings.Repeat("A,P,,CloudX,Nwe,,,\n", 1_000), config(t, testMap))
	if err == nil || report.Bad != 1_000 || len(report.Faults) != csvfile.MaxFaults {
		t.Errorf("%d bad rows, %d faults, %v", report.Bad, len(report.Faults), err)
	}
}

func TestShapesOfFiles(t *testing.T) {
	t.Parallel()
	european := strings.Replace(testMap, "stages:", "separator: ;\ndates: DD.MM.YYYY\nstages:", 1)
	for name, c := range map[string]struct{ m, csv string }{
		"plain":                {testMap, heading + "A1,P,Acme,CloudX,New,2026-10-20,,70\n"},
		"byte order mark":      {testMap, "\ufeff" + heading + "A1,P,Acme,CloudX,New,2026-10-20,,70\n"},
		"windows line ends":    {testMap, strings.ReplaceAll(heading+"A1,P,Acme,CloudX,New,2026-10-20,,70\n", "\n", "\r\n")},
		"no last line end":     {testMap, heading + "A1,P,Acme,CloudX,New,2026-10-20,,70"},
		"spaces and new lines": {testMap, strings.ReplaceAll(heading, ",", " , ") + "\" A1\",P,\" Acme \",CloudX,New,2026-10-20,,70\n\n"},
		"columns in any order": {testMap, "amount,more,closed,created,stage,product,account,partner,id\n70,x,,2026-10-20,New,CloudX,Acme,P,A1\n"},
		"another separator":    {european, strings.ReplaceAll(heading, ",", ";") + "A1;P;Acme;CloudX;New;20.10.2026;;70\n"},
		"times":                {testMap, heading + "A1,P,Acme,CloudX,New,2026-10-20T12:00:00-04:00,,70\n"},
		"control characters":   {testMap, heading + "A1,P,\"Acme\x00\n\",CloudX,New,2026-10-20,,70\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			deals, report, err := read(t, c.csv, config(t, c.m))
			if err != nil || len(deals) != 1 {
				t.Fatalf("%d deals, %v, %v", len(deals), report.Faults, err)
			}
			d := deals[0]
			if d.SourceKey != "A1" || d.Account.Name != "Acme" || d.Versions[0].Amount != 70_00 || !d.Versions[0].At.Equal(at(t, "2026-10-20T16:00:00Z")) {
				t.Errorf("got %+v", d)
			}
		})
	}
}

func TestNoonIsThatOfTheProgram(t *testing.T) {
	t.Parallel()
	c := config(t, testMap)
	// Monday 2026-11-02 00:00 in New York comes after Sunday's noon and before Monday's, daylight saving or not.
	monday := date(t, "2026-11-02").In(c.Location)
	for day, before := range map[string]bool{"2026-11-01": true, "2026-11-02": false} {
		v := one(t, "A1,P,Acme,CloudX,New,"+day+",,70", c).Versions[0]
		if v.At.Before(monday) != before || v.At.In(c.Location).Hour() != 12 {
			t.Errorf("%s counts from %s", day, v.At)
		}
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ csv, want string }{
		"empty":           {"", "it is empty"},
		"no such columns": {"id,stage\n", "columns that are not in the file: partner, account, product, created, amount, closed. The file has: id, stage"},
		"a broken one":    {"id,\"stage\n", "read the heading"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := pipelinefile.NewReader(strings.NewReader(c.csv), config(t, testMap)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestOpen(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	csv := heading + "A1,P,Acme,CloudX,New,2026-10-20,,\n"
	path := write("deals.csv", csv)
	c := config(t, testMap)
	c.Prices = nil
	for prices, want := range map[string]string{
		"":                           "open the list prices",
		"\ufeffproduct\n":            "it needs the columns product and price, and has product",
		"product,price\nCloud X,-1":  "line 2: An amount cannot be negative.",
		"product,price\nA,1\nA,2\n":  `line 3: product "A" is empty or there twice`,
		"product,price\n\"A\nB\",xx": "is not an amount",
	} {
		if prices != "" {
			write("prices.csv", prices)
		}
		if _, err := pipelinefile.Open(path, c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("prices %q: %v, want %q", prices, err, want)
		}
		os.Remove(filepath.Join(folder, "prices.csv"))
	}
	write("prices.csv", "product,series,price\nCloud X,C,\"$1,500\"\n")
	f, err := pipelinefile.Open(path, c)
	if err != nil {
		t.Fatal(err)
	}
	for d, err := range f.Deals() {
		if err != nil || d.Versions[0].Amount != 1_500_00 || !d.Versions[0].Estimated || len(d.Versions) != 2 {
			t.Errorf("got %+v, %v", d, err)
		}
	}
	if f.Size != int64(len(csv)) || f.Close() != nil {
		t.Errorf("size %d", f.Size)
	}
	for name, path := range map[string]string{"a folder": folder, "no file": filepath.Join(folder, "none.csv")} {
		if _, err := pipelinefile.Open(path, c); err == nil {
			t.Errorf("%s was opened", name)
		}
	}
}
