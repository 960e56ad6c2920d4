package domaintest

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// collect reads the whole sequence and sees to its order.
func collect(t *testing.T, seq iter.Seq2[forecast.Pair, error]) []forecast.Pair {
	t.Helper()
	var pairs []forecast.Pair
	for p, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		pairs = append(pairs, p)
	}
	id := func(p forecast.Pair) string {
		if p.Before != nil {
			return p.Before.ID.String()
		}
		return p.After.ID.String()
	}
	if !slices.IsSortedFunc(pairs, func(a, b forecast.Pair) int { return cmp.Compare(id(a), id(b)) }) {
		t.Error("the pairs are not in the order of their ids")
	}
	return pairs
}

// deal is how an opportunity is to be seen in New York.
func deal(o domain.Opportunity) *forecast.Deal {
	ny := must(time.LoadLocation("America/New_York"))
	return &forecast.Deal{
		ID: o.ID, Name: o.Name, PartnerID: *o.PartnerID, Attribution: o.Attribution, OwnerID: *o.OwnerID, Amount: o.Amount,
		Estimated: o.Estimated, Stage: o.Stage, Category: o.Category, Outcome: o.Outcome, NextStep: o.NextStep,
		CreatedOn: calendar.DateOf(o.CreatedAt.In(ny)), StageSince: calendar.DateOf(o.StageSince.In(ny)), CloseDate: o.CloseDate,
	}
}

// snapshot is one of a Monday as of now, taken a minute later. It is not kept yet.
func (w *World) snapshot(monday calendar.Date) domain.Snapshot {
	return domain.Snapshot{
		ID: NewID(), ProgramID: w.Program.ID, Monday: monday, AsOf: w.Clock.Now(), TakenAt: w.Clock.Now().Add(time.Minute),
	}
}

// snap takes the snapshot of a Monday.
func (w *World) snap(ctx context.Context, monday calendar.Date) (kept domain.Snapshot, err error) {
	err = w.Store.Change(ctx, func(ctx context.Context, tx domain.Tx) error {
		kept, err = tx.TakeSnapshot(ctx, w.snapshot(monday))
		return err
	})
	return kept, err
}

func snapshotHolds(t *testing.T, w *World) {
	a := w.Account(t, "Acme", "acme.com")
	kept := w.Opportunity(a, "Kept", 100)
	kept.Estimated = true
	w.open(t, kept)
	untagged := w.Opportunity(a, "Untagged", 100)
	untagged.Attribution = forecast.Unattributed
	w.open(t, untagged)
	noPartner := w.Opportunity(a, "No partner", 100)
	noPartner.PartnerID = nil
	w.open(t, noPartner)
	monday := calendar.On(2026, time.November, 2)
	wantFull(t, *deal(kept))
	s := must(w.snap(t.Context(), monday))
	want := domain.Snapshot{
		ID: s.ID, ProgramID: w.Program.ID, Monday: monday, AsOf: w.Clock.Now(), TakenAt: w.Clock.Now().Add(time.Minute), Deals: 1,
	}
	wantFull(t, want)
	wantSame(t, "snapshot", s, want)
	wantSame(t, "snapshot by id", must(w.Store.Snapshot(t.Context(), s.ID)), want)
	wantSame(t, "snapshot by Monday", must(w.Store.SnapshotOn(t.Context(), w.Program.ID, monday)), want)

	w.Clock.Advance(time.Hour)
	w.turn(t, kept.ID, func(o *domain.Opportunity) { o.Amount = 999 })
	wantSame(t, "its deals, after a change", collect(t, w.Store.SnapshotPairs(t.Context(), domain.ID{}, s.ID)),
		[]forecast.Pair{{After: deal(kept)}})
	_, err := w.Store.Snapshot(t.Context(), NewID())
	wantCode(t, err, domain.NotFound)
	_, err = w.Store.SnapshotOn(t.Context(), w.Program.ID, monday.AddDays(7))
	wantCode(t, err, domain.NotFound)
	for _, err := range w.Store.SnapshotPairs(t.Context(), s.ID, NewID()) {
		wantCode(t, err, domain.NotFound)
	}
}

func snapshotOnce(t *testing.T, w *World) {
	w.open(t, w.Opportunity(w.Account(t, "Acme", "acme.com"), "Kept", 100))
	const n = 4
	all := make([]domain.Snapshot, n)
	var inside, done sync.WaitGroup
	inside.Add(n)
	for i := range n {
		done.Go(func() {
			err := w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) (err error) {
				inside.Done()
				inside.Wait() // every transaction has begun
				all[i], err = tx.TakeSnapshot(ctx, w.snapshot(calendar.On(2026, time.November, 2)))
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	done.Wait()
	for _, s := range all {
		wantSame(t, "snapshot", s, all[0])
	}
	if got := len(collect(t, w.Store.SnapshotPairs(t.Context(), domain.ID{}, all[0].ID))); got != 1 {
		t.Errorf("%d deals, want 1", got)
	}
}

// The same story told by two snapshots and by the versions.
func pairsChange(t *testing.T, w *World) {
	a := w.Account(t, "Acme", "acme.com")
	w.Clock.Advance(time.Hour)
	stays := w.open(t, w.Opportunity(a, "Stays", 1))
	grows := w.open(t, w.Opportunity(a, "Grows", 10))
	leaves := w.open(t, w.Opportunity(a, "Leaves", 100))
	joins := w.Opportunity(a, "Joins", 1000)
	joins.Attribution = forecast.Unattributed
	w.open(t, joins)
	w.turn(t, grows.ID, func(o *domain.Opportunity) { o.Amount = 20 }) // twice at one moment: the second counts
	grew := w.turn(t, grows.ID, func(o *domain.Opportunity) { o.Amount = 30 })
	start := w.Clock.Now()
	first := must(w.snap(t.Context(), calendar.On(2026, time.November, 2)))

	end := w.Clock.Advance(7 * 24 * time.Hour)
	grown := w.turn(t, grows.ID, func(o *domain.Opportunity) { o.Amount = 40 })
	w.turn(t, leaves.ID, func(o *domain.Opportunity) { o.PartnerID, o.Attribution = nil, forecast.Unattributed })
	joined := w.turn(t, joins.ID, func(o *domain.Opportunity) { o.Attribution = forecast.Influenced })
	comes := w.open(t, w.Opportunity(a, "Comes", 10_000))
	second := must(w.snap(t.Context(), calendar.On(2026, time.November, 9)))
	w.Clock.Advance(time.Hour)
	w.turn(t, grows.ID, func(o *domain.Opportunity) { o.Amount = 50 })

	want := []forecast.Pair{
		{Before: deal(stays), After: deal(stays)},
		{Before: deal(grew), After: deal(grown)},
		{Before: deal(leaves)},
		{After: deal(joined)},
		{After: deal(comes)},
	}
	wantSame(t, "by snapshots", collect(t, w.Store.SnapshotPairs(t.Context(), first.ID, second.ID)), want)
	wantSame(t, "by versions", collect(t, w.Store.PairsAt(t.Context(), w.Program.ID, start, end)), want)
	wantSame(t, "before anything", collect(t, w.Store.PairsAt(t.Context(), w.Program.ID, time.Time{}, start.Add(-time.Second))), []forecast.Pair(nil))
	for _, err := range w.Store.PairsAt(t.Context(), NewID(), start, end) {
		wantCode(t, err, domain.NotFound)
	}
}

// Half past four in UTC is the evening before in New York.
func pairsDays(t *testing.T, w *World) {
	w.Clock.Set(time.Date(2026, time.November, 10, 4, 30, 0, 0, time.UTC))
	w.open(t, w.Opportunity(w.Account(t, "Acme", "acme.com"), "Late", 1))
	pairs := collect(t, w.Store.PairsAt(t.Context(), w.Program.ID, time.Time{}, w.Clock.Now()))
	want := calendar.On(2026, time.November, 9)
	if len(pairs) != 1 || pairs[0].After.CreatedOn != want || pairs[0].After.StageSince != want {
		t.Errorf("got %+v, want one deal created on %s", pairs, want)
	}
}

func pairsLeftEarly(t *testing.T, w *World) {
	a := w.Account(t, "Acme", "acme.com")
	for range 3 {
		w.open(t, w.Opportunity(a, "One of three", 1))
	}
	for range 50 { // more often than there are connections: each must be given back
		seen := 0
		for _, err := range w.Store.PairsAt(t.Context(), w.Program.ID, time.Time{}, w.Clock.Now()) {
			if err != nil {
				t.Fatal(err)
			}
			seen++
			break
		}
		if seen != 1 {
			t.Fatalf("saw %d pairs before leaving, want 1", seen)
		}
	}
}
