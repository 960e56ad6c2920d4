package domain_test

import (
	"context"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// wednesday is the noon at which the tests of the forecast look.
const wednesday = "2026-11-25T12:00"

// newForecastOffice is an office with some weeks of history, looked at on that Wednesday.
func newForecastOffice(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	o.Clock.Set(newYork(t, wednesday))
	o.add(t,
		open(t, "steady", "2026-10-01T12:00", 300_00, "2026-12-10"),
		then(t, open(t, "won", "2026-10-02T12:00", 200_00, "2026-12-10"), "2026-11-17T12:00", 250_00, forecast.Won, "2026-11-17"),
		then(t, open(t, "monday", "2026-10-02T12:00", 50_00, "2026-12-10"), "2026-11-23T00:00", 60_00, forecast.Won, "2026-11-23"),
		then(t, open(t, "tuesday", "2026-10-02T12:00", 20_00, "2026-12-10"), "2026-11-24T23:59", 20_00, forecast.Lost, "2026-11-24"),
		open(t, "fresh", "2026-11-24T12:00", 40_00, "2026-12-20"),
	)
	return o
}

func (o *office) system() domain.Actor { return domain.System(o.Tenant.ID, o.World.Program.ID) }

// unset is a program of another tenant that nobody has set up.
func (o *office) unset(t *testing.T) domain.Actor {
	t.Helper()
	tenant, err := o.Install(t.Context(), domain.Workspace{Platform: domain.Slack, ID: "T0OTHER", Name: "Umbrella"})
	if err != nil {
		t.Fatal(err)
	}
	p, err := o.Store.ProgramOf(t.Context(), tenant.ID)
	if err != nil {
		t.Fatal(err)
	}
	return domain.System(tenant.ID, p.ID)
}

func (o *office) add(t *testing.T, deals ...domain.ImportedDeal) {
	t.Helper()
	if _, err := o.Import(t.Context(), o.system(), rows(deals...)); err != nil {
		t.Fatal(err)
	}
}

func (o *office) channels(t *testing.T, channels ...domain.Channel) {
	t.Helper()
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error {
		_, err := tx.UpdateProgram(ctx, o.World.Program.ID, func(p *domain.Program) error {
			p.Channels = channels
			return nil
		})
		return err
	})
}

func rows(deals ...domain.ImportedDeal) iter.Seq2[domain.ImportedDeal, error] {
	return func(yield func(domain.ImportedDeal, error) bool) {
		for _, d := range deals {
			if !yield(d, nil) {
				return
			}
		}
	}
}

func newYork(t testing.TB, s string) time.Time {
	t.Helper()
	loc, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02T15:04", s, loc)
	if err != nil {
		t.Fatal(err)
	}
	return at.UTC()
}

// open is a deal that stands open from an instant on; won and lost are what came of it.
func open(t *testing.T, key, at string, amount int64, closes string) domain.ImportedDeal {
	d := domain.ImportedDeal{
		SourceKey: key, Name: "Deal " + key, Partner: "Globex", Attribution: forecast.Sourced, Product: "Cloud",
		Account: domain.Account{Name: "Acme", Key: domain.AccountKey("Acme", "", "")},
	}
	return then(t, d, at, amount, forecast.Open, closes)
}

func then(t *testing.T, d domain.ImportedDeal, at string, amount int64, outcome forecast.Outcome, closes string) domain.ImportedDeal {
	v := domain.DealVersion{
		At: newYork(t, at), Amount: amount, Stage: "Proposal", Category: forecast.BestCase, Outcome: outcome, CloseDate: date(t, closes),
	}
	switch outcome {
	case forecast.Won:
		v.Stage, v.Category = "Won", forecast.Closed
	case forecast.Lost:
		v.Stage, v.Category = "Lost", forecast.Omitted
	}
	d.Versions = append(slices.Clone(d.Versions), v)
	return d
}

func date(t testing.TB, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
