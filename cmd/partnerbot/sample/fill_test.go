package sample_test

import (
	"context"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/cmd/partnerbot/sample"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

func TestMain(m *testing.M) { os.Exit(postgrestest.Main(m)) }

// clock stands still until it is moved, and never goes back.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) Advance(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if to.After(c.at) {
		c.at = to.UTC()
	}
}

// filled is the sample as a reader finds it who starts at until.
func filled(t *testing.T, until time.Time) (*domain.Desk, domain.Actor, []domain.ID) {
	t.Helper()
	c := &clock{at: sample.Begin(until)}
	store := postgrestest.Open(t, postgres.Config{Clock: c.Now})
	newID := func() domain.ID { return uuid.Must(uuid.NewV7()) }
	desk := domain.NewDesk(domain.DeskConfig{Store: store, Clock: c.Now, NewID: newID})
	tenant, err := desk.Install(t.Context(), domain.Slack, sample.Team, sample.TeamName)
	if err != nil {
		t.Fatal(err)
	}
	var posted []domain.ID
	err = sample.Fill(t.Context(), sample.Config{
		Store: store, Clock: c, NewID: newID, Until: until,
		Deliver: func(_ context.Context, id domain.ID) (time.Duration, error) {
			posted = append(posted, id)
			return 0, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	c.Advance(until)
	program, err := store.ProgramOf(t.Context(), tenant.ID)
	if err != nil {
		t.Fatal(err)
	}
	return desk, domain.System(tenant.ID, program.ID), posted
}

func TestFill(t *testing.T) {
	t.Parallel()
	for _, start := range []string{
		"2026-11-22T22:06:00-05:00", // a Sunday night
		"2026-11-23T00:05:00-05:00", // a Monday, just after midnight
		"2026-11-18T10:00:00-05:00",
		"2027-01-01T09:00:00-05:00", // the first day of a quarter, and a holiday
		"2026-12-31T18:00:00-05:00", // the last one
		"2028-02-29T12:00:00-05:00",
		"2027-03-15T08:00:00-04:00", // the Monday after the clock went forward
		"2026-08-31T23:59:00-04:00",
	} {
		t.Run(start, func(t *testing.T) {
			t.Parallel()
			until, err := time.Parse(time.RFC3339, start)
			if err != nil {
				t.Fatal(err)
			}
			desk, system, _ := filled(t, until)
			d, err := desk.Forecast(t.Context(), system, calendar.Date{})
			if err != nil {
				t.Fatal(err)
			}
			f := d.Forecast
			t.Logf("%s won %d (%d) commit %d best %d pipe %d open %d cov %+v last %+v req %d by rate %v winrate %d of %d movers %d risks %d overdue %d wf %+v waiting %d expiring %d",
				f.Terms.Quarter, f.Won, f.WonDeals, f.Commit, f.BestCase, f.Pipeline, f.OpenDeals, f.Coverage, f.LastCoverage, f.Required, f.RequiredByRate, f.WinRate, f.ClosedForRate, len(f.Movers), len(f.Risks), f.Overdue, f.Waterfall, len(d.Waiting), len(d.Expiring))
		})
	}
}
