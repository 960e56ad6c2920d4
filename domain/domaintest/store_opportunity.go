package domaintest

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// open keeps o and answers what was kept.
func (w *World) open(t *testing.T, o domain.Opportunity) domain.Opportunity {
	t.Helper()
	w.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.InsertOpportunity(ctx, o) })
	return must(w.Store.Opportunity(t.Context(), o.ID))
}

// turn changes an opportunity now.
func (w *World) turn(t *testing.T, id domain.ID, fn func(*domain.Opportunity)) domain.Opportunity {
	t.Helper()
	var got domain.Opportunity
	w.Change(t, func(ctx context.Context, tx domain.Tx) error {
		var err error
		got, err = tx.UpdateOpportunity(ctx, id, w.Clock.Now(), func(o *domain.Opportunity) error {
			fn(o)
			return nil
		})
		return err
	})
	return got
}

func opportunityRoundTrip(t *testing.T, w *World) {
	a := w.Account(t, "Acme", "acme.com")
	full := w.Opportunity(a, "Acme Cloud", 5000)
	full.SourceKey, full.Estimated, full.RegistrationID = "crm-1", true, new(NewID())
	bare := domain.Opportunity{
		ID: NewID(), ProgramID: w.Program.ID, Name: "Bare", Category: forecast.Omitted, Outcome: forecast.Lost,
		CreatedAt: w.Clock.Now(), StageSince: w.Clock.Now(),
	}
	wantFull(t, full, "Revision")
	for _, want := range []domain.Opportunity{full, bare} {
		got := w.open(t, want)
		want.Revision = 1
		wantSame(t, "opportunity", got, want)
	}
	_, err := w.Store.Opportunity(t.Context(), NewID())
	wantCode(t, err, domain.NotFound)
}

func opportunityUpdate(t *testing.T, w *World) {
	want := w.open(t, w.Opportunity(w.Account(t, "Acme", "acme.com"), "Acme Cloud", 5000))
	w.Clock.Advance(time.Hour)
	got := w.turn(t, want.ID, func(o *domain.Opportunity) {
		o.Amount, o.Stage, o.Category, o.StageSince = 7000, "Proposal", forecast.BestCase, w.Clock.Now()
		o.CloseDate = calendar.Date{}
	})
	want.Amount, want.Stage, want.Category, want.StageSince = 7000, "Proposal", forecast.BestCase, w.Clock.Now()
	want.CloseDate, want.Revision = calendar.Date{}, 2
	wantSame(t, "what UpdateOpportunity gives", got, want)
	wantSame(t, "what was kept", must(w.Store.Opportunity(t.Context(), want.ID)), want)
	err := w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error {
		_, err := tx.UpdateOpportunity(ctx, NewID(), w.Clock.Now(), func(*domain.Opportunity) error { return nil })
		return err
	})
	wantCode(t, err, domain.NotFound)
}

func opportunityOpen(t *testing.T, w *World) {
	a := w.Account(t, "Acme", "acme.com")
	older := w.open(t, w.Opportunity(a, "Older", 1))
	closed := w.open(t, w.Opportunity(a, "Closed", 1))
	w.open(t, w.Opportunity(w.Account(t, "Hooli", "hooli.com"), "Elsewhere", 1))
	w.Clock.Advance(time.Hour)
	newer := w.open(t, w.Opportunity(a, "Newer", 1))
	w.turn(t, closed.ID, func(o *domain.Opportunity) { o.Outcome, o.Category = forecast.Won, forecast.Closed })
	got, err := w.Store.OpenOpportunities(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "open opportunities", got, []domain.Opportunity{older, newer})
}

func opportunitySource(t *testing.T, w *World) {
	a := w.Account(t, "Acme", "acme.com")
	first, second := w.Opportunity(a, "One", 1), w.Opportunity(a, "Two", 1)
	first.SourceKey, second.SourceKey = "crm-1", "crm-1"
	w.open(t, first)
	err := w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error { return tx.InsertOpportunity(ctx, second) })
	wantCode(t, err, domain.Conflict)
}

// Clocks of two replicas differ: what was changed last stands, also when its clock was behind.
func opportunityLateClock(t *testing.T, w *World) {
	o := w.open(t, w.Opportunity(w.Account(t, "Acme", "acme.com"), "Acme Cloud", 1))
	w.Clock.Advance(time.Hour)
	w.turn(t, o.ID, func(o *domain.Opportunity) { o.Amount = 2 })
	w.Clock.Advance(-time.Minute)
	w.turn(t, o.ID, func(o *domain.Opportunity) { o.Amount = 3 })
	now := w.Clock.Advance(time.Hour)
	for _, p := range collect(t, w.Store.PairsAt(t.Context(), w.Program.ID, time.Time{}, now)) {
		wantSame(t, "amount", p.After.Amount, int64(3))
	}
}

func opportunityBrought(t *testing.T, w *World) {
	bring := func(name string, minor int64, of *domain.ID, as forecast.Attribution, outcome forecast.Outcome) {
		o := w.Opportunity(w.Account(t, name, name+".example"), name, minor)
		o.PartnerID, o.Attribution, o.Outcome = of, as, outcome
		w.open(t, o)
	}
	bring("A", 1, &w.Globex.ID, forecast.Sourced, forecast.Open)
	bring("B", 20, &w.Globex.ID, forecast.Sourced, forecast.Open)
	bring("C", 300, &w.Globex.ID, forecast.Sourced, forecast.Won)
	bring("D", 4000, &w.Globex.ID, forecast.Influenced, forecast.Open)
	bring("E", 50000, &w.Northwind.ID, forecast.Sourced, forecast.Open)
	bring("F", 600000, nil, "", forecast.Open)
	got := must(w.Store.Brought(t.Context(), w.Globex.ID))
	slices.SortFunc(got, func(a, b domain.Brought) int { return int(a.Minor - b.Minor) })
	wantSame(t, "what Globex brought", got, []domain.Brought{
		{Outcome: forecast.Open, Attribution: forecast.Sourced, Count: 2, Minor: 21},
		{Outcome: forecast.Won, Attribution: forecast.Sourced, Count: 1, Minor: 300},
		{Outcome: forecast.Open, Attribution: forecast.Influenced, Count: 1, Minor: 4000},
	})
	if none := must(w.Store.Brought(t.Context(), NewID())); len(none) > 0 {
		t.Errorf("nobody brought %+v", none)
	}
}
