package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

func hourly(_ domain.Schedule, t time.Time) (time.Time, error) { return t.Add(time.Hour), nil }

func (w *world) schedule(t *testing.T, kind domain.ScheduleKind, due time.Time) domain.Schedule {
	t.Helper()
	s := domain.Schedule{
		ID: domaintest.NewID(), ProgramID: w.Program.ID, Kind: kind, Spec: "0 * * * *", Zone: "UTC", NextDue: due, Enabled: true,
	}
	w.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.SaveSchedule(ctx, s) })
	return s
}

func (w *world) claim(t *testing.T, next func(domain.Schedule, time.Time) (time.Time, error), want int) {
	t.Helper()
	if n, err := w.store.ClaimDue(t.Context(), w.Clock.Now(), next); err != nil || n != want {
		t.Fatalf("ClaimDue: %d, %v; want %d", n, err, want)
	}
}

func (w *world) nextDue(t *testing.T) []time.Time {
	t.Helper()
	all, err := w.store.Schedules(t.Context(), w.Program.ID)
	if err != nil {
		t.Fatal(err)
	}
	var due []time.Time
	for _, s := range all {
		due = append(due, s.NextDue)
	}
	return due
}

func TestStore_ClaimDue_ThreeAtOnce(t *testing.T) {
	t.Parallel()
	w := setup(t)
	const schedules = 40
	for i := range schedules {
		w.schedule(t, domain.ScheduleKind(fmt.Sprintf("kind-%02d", i)), w.Clock.Now().Add(-time.Duration(i)*time.Minute))
	}
	var claimed atomic.Int32
	var wg sync.WaitGroup
	for range 3 {
		store := postgrestest.Open(t, postgres.Config{URL: w.url, Clock: w.Clock.Now})
		wg.Go(func() {
			n, err := store.ClaimDue(t.Context(), w.Clock.Now(), hourly)
			if err != nil {
				t.Error(err)
			}
			claimed.Add(int32(n))
		})
	}
	wg.Wait()
	w.claim(t, hourly, 0)
	occurrences := w.count(t, `select count(*) from occurrence`)
	jobs := w.count(t, `select count(distinct args) from river_job where kind = 'occur'`)
	all := w.count(t, `select count(*) from river_job`)
	if n := claimed.Load(); n != schedules || occurrences != schedules || jobs != schedules || all != schedules {
		t.Errorf("claimed %d, %d occurrences, %d jobs, %d different; want %d of each", n, occurrences, all, jobs, schedules)
	}
}

func TestStore_ClaimDue_LatestMissedOnly(t *testing.T) {
	t.Parallel()
	w := setup(t)
	now := w.Clock.Now()
	w.schedule(t, domain.DigestSchedule, now.Add(-150*time.Minute))
	w.claim(t, hourly, 1)
	var due time.Time
	if err := w.conn.QueryRow(t.Context(), `select due from occurrence`).Scan(&due); err != nil { // one row, or an error
		t.Fatal(err)
	}
	if want := now.Add(-30 * time.Minute); !due.Equal(want) {
		t.Errorf("claimed %s, want %s", due, want)
	}
	if diff := cmp.Diff([]time.Time{now.Add(30 * time.Minute)}, w.nextDue(t)); diff != "" {
		t.Errorf("next due (-want +got):\n%s", diff)
	}
	if n := w.count(t, `select count(*) from occurrence`); n != 1 {
		t.Errorf("%d occurrences, want 1", n)
	}
}

func TestStore_ClaimDue_AtTheVeryMoment(t *testing.T) {
	t.Parallel()
	w := setup(t)
	due := w.Clock.Now().Add(time.Hour)
	w.schedule(t, domain.DigestSchedule, due)
	w.Clock.Set(due.Add(-time.Microsecond))
	w.claim(t, hourly, 0)
	w.Clock.Set(due)
	w.claim(t, hourly, 1)
}

func TestStore_ClaimDue_ChangedBackToAClaimedMoment(t *testing.T) {
	t.Parallel()
	w := setup(t)
	due := w.Clock.Now()
	w.schedule(t, domain.DigestSchedule, due)
	w.claim(t, hourly, 1)
	w.schedule(t, domain.DigestSchedule, due)
	w.claim(t, hourly, 1)
	if n := w.count(t, `select count(*) from river_job`); n != 1 {
		t.Errorf("%d jobs for one moment, want 1", n)
	}
}

func TestStore_ClaimDue_NotWhenDisabled(t *testing.T) {
	t.Parallel()
	w := setup(t)
	s := w.schedule(t, domain.DigestSchedule, w.Clock.Now())
	s.Enabled = false
	w.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.SaveSchedule(ctx, s) })
	w.claim(t, hourly, 0)
}

func TestStore_ClaimDue_OneThatCannotBeFollowed(t *testing.T) {
	t.Parallel()
	w := setup(t)
	bad := w.schedule(t, domain.DigestSchedule, w.Clock.Now())
	w.schedule(t, domain.ExpirySchedule, w.Clock.Now())
	cause := errors.New("no such zone")
	for name, answer := range map[string]func() (time.Time, error){
		"an error":                  func() (time.Time, error) { return time.Time{}, cause },
		"a moment that is not next": func() (time.Time, error) { return bad.NextDue, nil },
	} {
		n, err := w.store.ClaimDue(t.Context(), w.Clock.Now(), func(s domain.Schedule, after time.Time) (time.Time, error) {
			if s.ID == bad.ID {
				return answer()
			}
			return after.Add(time.Nanosecond * 1000), nil
		})
		if err == nil || n != 1 {
			t.Errorf("%s: got %d, %v; want the other claimed and an error", name, n, err)
		}
		w.exec(t, `update schedule set next_due = $1`, w.Clock.Now())
		w.exec(t, `delete from occurrence`)
	}
}
