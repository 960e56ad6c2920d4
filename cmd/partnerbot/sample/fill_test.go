package sample_test

import (
	"context"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
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

// world is the sample as a reader finds it who starts at a moment.
type world struct {
	store  *postgres.Store
	desk   *domain.Desk
	system domain.Actor
	posted []domain.ID // deliveries that were really sent
}

func fill(t *testing.T, until time.Time) *world {
	t.Helper()
	c := &clock{at: sample.Begin(until)}
	w := &world{store: postgrestest.Open(t, postgres.Config{Clock: c.Now})}
	newID := func() domain.ID { return uuid.Must(uuid.NewV7()) }
	w.desk = domain.NewDesk(domain.DeskConfig{Store: w.store, Clock: c.Now, NewID: newID})
	tenant, err := w.desk.Install(t.Context(), domain.Workspace{Platform: domain.Slack, ID: sample.Team, Name: sample.TeamName})
	if err != nil {
		t.Fatal(err)
	}
	err = sample.Fill(t.Context(), sample.Config{
		Store: w.store, Chat: sample.InSlack(), Clock: c, NewID: newID, Until: until,
		Deliver: func(_ context.Context, id domain.ID) (time.Duration, error) {
			w.posted = append(w.posted, id)
			return 0, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	c.Advance(until)
	program, err := w.store.ProgramOf(t.Context(), tenant.ID)
	if err != nil {
		t.Fatal(err)
	}
	w.system = domain.System(tenant.ID, program.ID)
	return w
}

// Whenever the demo is started, its number is the same, and there is something to see in it.
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
			w := fill(t, until)
			w.holdsNumber(t)
			w.holdsLastMonday(t, until)
		})
	}
}

func (w *world) holdsNumber(t *testing.T) {
	t.Helper()
	d, err := w.desk.Forecast(t.Context(), w.system, calendar.Date{})
	if err != nil {
		t.Fatal(err)
	}
	f := &d.Forecast
	type number struct {
		Won, Commit, BestCase, Pipeline             int64
		WonDeals, OpenDeals, Overdue, ClosedForRate int
		Waiting, Expiring                           int
		RequiredByRate, BelowRequired, RisksToRead  bool
	}
	got := number{
		f.Won, f.Commit, f.BestCase, f.Pipeline, f.WonDeals, f.OpenDeals, f.Overdue, f.ClosedForRate, len(d.Waiting),
		len(d.Expiring), f.RequiredByRate, f.Coverage.Hundredths < f.Required, len(f.Risks) > 5,
	}
	want := number{
		Won: 515_500_00, Commit: 273_500_00, BestCase: 688_000_00, Pipeline: 530_000_00, WonDeals: 6, OpenDeals: 29, Overdue: 1,
		ClosedForRate: 32, Waiting: 1, Expiring: 3, RequiredByRate: true, BelowRequired: true, RisksToRead: true,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the number (-want +got):\n%s", diff)
	}
}

// holdsLastMonday holds that the last Monday's number was posted, with movers in it, and the week's work with it.
func (w *world) holdsLastMonday(t *testing.T, until time.Time) {
	t.Helper()
	zone, err := time.LoadLocation(sample.TimeZone)
	if err != nil {
		t.Fatal(err)
	}
	monday := calendar.DateOf(until.In(zone).Add(-8 * time.Hour)).Monday()
	s, err := w.store.SnapshotOn(t.Context(), w.system.ProgramID, monday)
	if err != nil {
		t.Fatal(err)
	}
	d, err := w.desk.DigestOf(t.Context(), s.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Forecast.Movers) < 2 {
		t.Errorf("the number of %s has %d movers", monday, len(d.Forecast.Movers))
	}
	kinds := map[domain.DeliveryKind]int{}
	seen := map[domain.ID]bool{}
	for _, id := range w.posted {
		p, err := w.store.Delivery(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if !seen[id] {
			kinds[p.Kind]++
		}
		seen[id] = true
	}
	if kinds[domain.DigestPost] == 0 || kinds[domain.ReviewCard] < 4 || kinds[domain.DecisionNote] == 0 || len(seen) > 40 {
		t.Errorf("these were posted: %v", kinds)
	}
}
