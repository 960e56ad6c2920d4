package postgres_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

// work starts workers that are stopped at the end.
func (w *world) work(t *testing.T, store *postgres.Store, c postgres.WorkConfig) *postgres.Workers {
	t.Helper()
	if c.Deliver == nil {
		c.Deliver = func(context.Context, domain.ID) (time.Duration, error) {
			return 0, errors.New("nothing to deliver here")
		}
	}
	if c.Occur == nil {
		c.Occur = func(context.Context, domain.Occurrence) error { return errors.New("nothing occurs here") }
	}
	workers, err := store.Work(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, workers) })
	return workers
}

func stop(t *testing.T, workers *postgres.Workers) {
	t.Helper()
	if err := workers.Stop(context.WithoutCancel(t.Context())); err != nil {
		t.Error(err)
	}
}

// A delivery is called for again when it asks to be, with no attempt of its job used up.
func TestWorkers_DeliverAndSnooze(t *testing.T) {
	t.Parallel()
	w := setup(t)
	calls := make(chan domain.ID)
	again := make(chan time.Duration)
	workers := w.work(t, w.store, postgres.WorkConfig{Deliver: func(_ context.Context, id domain.ID) (time.Duration, error) {
		calls <- id
		return <-again, nil
	}})
	d := w.post(t, w.Card(domaintest.NewID()))
	for _, after := range []time.Duration{time.Millisecond, time.Millisecond, 0} {
		if got := <-calls; got != d.ID {
			t.Errorf("called for %v, want %v", got, d.ID)
		}
		again <- after
	}
	stop(t, workers)
	if n := w.count(t, `select count(*) from river_job where state = 'completed' and attempt = 1`); n != 1 {
		t.Errorf("%d jobs completed in their first attempt, want 1", n)
	}
}

func TestWorkers_DeliverAgainAfterAnError(t *testing.T) {
	t.Parallel()
	w := setup(t)
	calls := make(chan domain.ID)
	w.work(t, w.store, postgres.WorkConfig{Deliver: func(_ context.Context, id domain.ID) (time.Duration, error) {
		calls <- id
		return 0, errors.New("the database went away")
	}})
	d := w.post(t, w.Card(domaintest.NewID()))
	for range 2 {
		if got := <-calls; got != d.ID {
			t.Errorf("called for %v, want %v", got, d.ID)
		}
	}
}

func TestWorkers_OccurUntilItSucceeds(t *testing.T) {
	t.Parallel()
	w := setup(t)
	calls := make(chan domain.Occurrence)
	outcome := make(chan error)
	workers := w.work(t, w.store, postgres.WorkConfig{Occur: func(_ context.Context, o domain.Occurrence) error {
		calls <- o
		return <-outcome
	}})
	want := domain.Occurrence{
		Schedule: w.schedule(t, domain.DigestSchedule, w.Clock.Now()), TenantID: w.Tenant.ID, Due: w.Clock.Now(),
	}
	w.claim(t, hourly, 1)
	want.Schedule.NextDue = w.Clock.Now().Add(time.Hour)
	for _, err := range []error{errors.New("not yet"), nil} {
		if diff := cmp.Diff(want, <-calls); diff != "" {
			t.Errorf("occurrence (-want +got):\n%s", diff)
		}
		if n := w.count(t, `select count(*) from occurrence where done_at is null`); n != 1 {
			t.Errorf("while it is carried out: %d open, want 1", n)
		}
		outcome <- err
	}
	stop(t, workers)
	if n := w.count(t, `select count(*) from occurrence where done_at = $1`, w.Clock.Now()); n != 1 {
		t.Errorf("%d done, want 1", n)
	}
}

// A second job, worked by another process, leaves alone what is being carried out, and what is done.
func TestWorkers_OccurOnce(t *testing.T) {
	t.Parallel()
	w := setup(t)
	var calls atomic.Int32
	began, goOn := make(chan struct{}, 1), make(chan struct{})
	c := postgres.WorkConfig{Occur: func(context.Context, domain.Occurrence) error {
		if calls.Add(1) == 1 {
			began <- struct{}{}
			<-goOn
		}
		return nil
	}}
	w.work(t, w.store, c)
	w.work(t, postgrestest.Open(t, postgres.Config{URL: w.url, Clock: w.Clock.Now}), c)
	w.schedule(t, domain.DigestSchedule, w.Clock.Now())
	w.claim(t, hourly, 1)
	<-began
	const again = `insert into river_job (args, kind, max_attempts, queue) select args, kind, max_attempts, queue from river_job limit 1`
	const completed = `select count(*) from river_job where state = 'completed'`
	w.exec(t, again)
	w.await(t, 1, completed)
	close(goOn)
	w.await(t, 2, completed)
	w.exec(t, again)
	w.await(t, 3, completed)
	if n := calls.Load(); n != 1 {
		t.Errorf("carried out %d times, want once", n)
	}
}

// A stop lets what is under way come to its end.
func TestWorkers_StopWaits(t *testing.T) {
	t.Parallel()
	w := setup(t)
	began, goOn := make(chan struct{}), make(chan struct{})
	workers := w.work(t, w.store, postgres.WorkConfig{Deliver: func(ctx context.Context, _ domain.ID) (time.Duration, error) {
		close(began)
		<-goOn
		return 0, ctx.Err()
	}})
	w.post(t, w.Card(domaintest.NewID()))
	<-began
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		stop(t, workers)
	}()
	close(goOn)
	<-stopped
	if n := w.count(t, `select count(*) from river_job where state = 'completed'`); n != 1 {
		t.Errorf("%d jobs completed, want 1", n)
	}
}
