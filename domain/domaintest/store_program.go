package domaintest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
)

func programRoundTrip(t *testing.T, w *World) {
	want := NewProgram(w.Tenant.ID, w.Clock.Now())
	want.Name, want.PartnerType = "SI program", domain.SI // the world's own is for resellers
	want.Channels[0].External = true
	want.Profile = domain.PartnerProfile{Threshold: 60, Criteria: []domain.Criterion{
		{Key: "reach", Name: "Sells to our customers", Weight: 10, Levels: []string{"No", "Some", "Most"}},
	}}
	want.Path, want.PathSetAt = want.Path[1:3], w.Clock.Now().Add(-time.Hour)
	first := want.Motion
	first.PartnerType, first.Solution, first.PathSetAt, first.OpenedAt = domain.Referral, "Introductions", w.Clock.Now(), w.Clock.Now()
	want.More = []domain.Motion{first, {PartnerType: domain.TechISV, Solution: "Built in", Path: want.Path[:1]}}
	w.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.InsertProgram(ctx, want) })
	want.Revision = 1
	wantFull(t, want)
	wantFull(t, want.Settings)
	wantFull(t, want.Goals[0])
	wantFull(t, want.Stages[0])
	wantFull(t, want.Motion, "OpenedAt")
	wantFull(t, want.More[0])
	wantFull(t, want.Profile)
	wantFull(t, want.Profile.Criteria[0])
	wantFull(t, want.Path[1])
	wantFull(t, want.Channels[0])
	got, err := w.Store.Program(t.Context(), want.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "program", got, want)
	got, err = w.Store.ProgramOf(t.Context(), w.Tenant.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "the tenant's first program", got, w.Program)
	all, err := w.Store.Programs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "programs", all, []domain.Program{w.Program, want})
	_, err = w.Store.Program(t.Context(), NewID())
	wantCode(t, err, domain.NotFound)
	_, err = w.Store.ProgramOf(t.Context(), NewID())
	wantCode(t, err, domain.NotFound)
}

func programUpdate(t *testing.T, w *World) {
	var got domain.Program
	w.Change(t, func(ctx context.Context, tx domain.Tx) error {
		var err error
		got, err = tx.UpdateProgram(ctx, w.Program.ID, func(p *domain.Program) error {
			p.Name, p.Goals, p.Settings.ProtectionDays = "Renamed", nil, 60
			p.Path, p.PathSetAt, p.Profile.Threshold = p.Path[:2], w.Clock.Now(), 50
			p.More = []domain.Motion{{PartnerType: domain.SI, Path: p.Path}}
			return nil
		})
		return err
	})
	want := w.Program
	want.Name, want.Goals, want.Settings.ProtectionDays = "Renamed", []domain.Goal{}, 60
	want.Path, want.PathSetAt = want.Path[:2], w.Clock.Now()
	want.Profile = domain.PartnerProfile{Criteria: []domain.Criterion{}, Threshold: 50}
	want.More = []domain.Motion{{PartnerType: domain.SI, Path: want.Path}}
	want.Revision++
	wantSame(t, "what UpdateProgram gives", got, want)
	wantSame(t, "what was kept", must(w.Store.Program(t.Context(), want.ID)), want)

	cause := errors.New("no")
	err := w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error {
		_, err := tx.UpdateProgram(ctx, w.Program.ID, func(*domain.Program) error { return cause })
		if !errors.Is(err, cause) {
			t.Errorf("got %v, want the error of fn", err)
		}
		_, err = tx.UpdateProgram(ctx, NewID(), func(*domain.Program) error { return nil })
		return err
	})
	wantCode(t, err, domain.NotFound)
}

// Of eight who look at once, each holding the program, one finds nothing.
func programHeld(t *testing.T, w *World) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			err := w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error {
				p, err := tx.LockProgram(ctx, w.Program.ID)
				if err != nil {
					return err
				}
				wantSame(t, "the program that is held", p, w.Program)
				found, err := tx.Overrides(ctx, p.ID)
				if err != nil || len(found) > 0 {
					return err
				}
				return tx.SaveOverride(ctx, w.override(domain.GateCohort))
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if all := must(w.Store.Overrides(t.Context(), w.Program.ID)); len(all) != 1 {
		t.Errorf("%d found nothing, want one", len(all))
	}
	wantSame(t, "the program after that", must(w.Store.Program(t.Context(), w.Program.ID)), w.Program)
	err := w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error {
		_, err := tx.LockProgram(ctx, NewID())
		return err
	})
	wantCode(t, err, domain.NotFound)
}
