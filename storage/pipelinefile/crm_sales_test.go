package pipelinefile_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/forecast"
	"github.com/partnerbot/partnerbot/storage/pipelinefile"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

func TestMain(m *testing.M) { os.Exit(postgrestest.Main(m)) }

// crmSales is the public data set that manifests/import/crm-sales.yaml is for, "" when it is not on this machine. It is
// looked for in PARTNERBOT_DATA, else beside the repository.
func crmSales(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("PARTNERBOT_DATA")
	if folder == "" {
		folder = "../../../shared/data/crm-sales"
	}
	path := filepath.Join(folder, "sales_pipeline_2017-09-30.csv")
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		t.Logf("the CRM Sales Opportunities are not in %s: set PARTNERBOT_DATA to their folder to test on them", folder)
		return ""
	}
	return path
}

// salesProgram is a program of the CRM Sales Opportunities before its deals are imported.
type salesProgram struct {
	m     *pipelinefile.Map
	store domain.Store
	desk  *domain.Desk
	actor domain.Actor
}

func newSalesProgram(t *testing.T, now time.Time) salesProgram {
	t.Helper()
	m, err := pipelinefile.ReadMap("../../manifests/import/crm-sales.yaml")
	if err != nil {
		t.Fatal(err)
	}
	outline, err := m.Outline()
	if err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return now }
	store := postgrestest.Open(t, postgres.Config{Clock: clock})
	desk := domain.NewDesk(domain.DeskConfig{Store: store, Clock: clock, NewID: func() domain.ID { return uuid.Must(uuid.NewV7()) }})
	if _, err := desk.Install(t.Context(), domain.Workspace{Platform: domain.Slack, ID: "T1", Name: "Test"}); err != nil {
		t.Fatal(err)
	}
	actor, err := desk.Operate(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := desk.Draw(t.Context(), actor, outline); err != nil {
		t.Fatal(err)
	}
	return salesProgram{m, store, desk, actor}
}

// The figures were added up from the file by other means.
func TestCRMSales(t *testing.T) {
	t.Parallel()
	path := crmSales(t)
	if path == "" {
		return
	}
	program := newSalesProgram(t, at(t, "2017-10-02T12:00:00Z"))
	desk, actor, m := program.desk, program.actor, program.m
	for _, want := range []domain.ImportCount{{Added: 7_135}, {Unchanged: 7_135}} {
		f, err := pipelinefile.Open(path, pipelinefile.Config{Map: m, Currency: "USD", Location: newYork(t)})
		if err != nil {
			t.Fatal(err)
		}
		got, err := desk.Import(t.Context(), actor, f.Deals())
		if err != nil || got != want {
			t.Fatalf("imported %+v, %v, %v; want %+v", got, err, f.Report().Faults, want)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}

	type figures struct {
		Won, Goal           int64
		WonDeals, OpenDeals int
		InQuarter, Overdue  int
		Estimated           int
		Open, Stalled       int64
		Required            int
		Balances            bool
	}
	look := func(asOf string) figures {
		t.Helper()
		g, err := desk.Forecast(t.Context(), actor, date(t, asOf))
		if err != nil {
			t.Fatal(err)
		}
		f := g.Forecast
		return figures{
			Won: f.Won, Goal: f.Terms.Goal, WonDeals: f.WonDeals, OpenDeals: f.OpenDeals, InQuarter: f.InQuarter, Overdue: f.Overdue,
			Estimated: f.EstimatedAmount, Open: f.OpenPipeline(), Stalled: f.OpenPipeline() - f.WithoutStalled.Open,
			Required: f.Required, Balances: balances(f.Waterfall),
		}
	}
	want := figures{
		Won: 298_225_500, Goal: 340_000_000, WonDeals: 1_257, OpenDeals: 2_409, InQuarter: 964, Overdue: 1_498, Estimated: 2_409,
		Open: 229_419_200, Stalled: 229_419_200, Required: 151, Balances: true,
	}
	if diff := cmp.Diff(want, look("2017-09-30")); diff != "" {
		t.Errorf("2017-09-30: -want +got\n%s", diff)
	}
	if got := look("2017-09-24"); got.Won != 271_838_900 || !got.Balances {
		t.Errorf("2017-09-24: %+v", got)
	}
}

func balances(w forecast.Waterfall) bool {
	return w.Start+w.Created+w.AttributedIn+w.PulledIn+w.Up+w.Reopened-w.Down-w.PushedOut-w.Won-w.Lost-w.AttributedOut == w.End
}
