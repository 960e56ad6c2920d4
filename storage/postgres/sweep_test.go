package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

func TestStore_Sweep_SendCutShort(t *testing.T) {
	t.Parallel()
	w := setup(t)
	d := w.begin(t, w.post(t, w.Card(domaintest.NewID())).ID)
	w.Clock.Advance(7 * 24 * time.Hour) // the playground jumps to next Monday: the attempt is no older for that
	w.sweep(t)
	if got := w.delivery(t, d.ID); got.State != domain.Sending {
		t.Errorf("within its lease: got %s, want sending", got.State)
	}
	w.exec(t, `update delivery set attempt_at = attempt_at - interval '21 seconds'`)
	w.sweep(t)
	w.sweep(t)
	if got := w.delivery(t, d.ID); got.State != domain.Uncertain || got.Problem == "" {
		t.Errorf("after its lease: got %s, %q; want uncertain and why", got.State, got.Problem)
	}
	w.wantNotes(t, d.ID, 1)
}

// An edit is safe to repeat, so nobody need hear of one that was cut short. It is by the database's clock, as the
// program's may stand still or jump.
func TestStore_Sweep_EditCutShort(t *testing.T) {
	t.Parallel()
	w := setup(t)
	d := w.finish(t, w.begin(t, w.post(t, w.Card(domaintest.NewID())).ID), arrived())
	w.redraw(t, d.Subject)
	w.begin(t, d.ID)
	w.exec(t, `delete from river_job`)
	w.exec(t, `update delivery set attempt_at = attempt_at - interval '19 seconds'`)
	w.sweep(t)
	w.wantNothingToDo(t, "within its lease", d.ID)
	w.wantJobs(t, "within its lease", d.ID, 0)
	w.exec(t, `update delivery set attempt_at = attempt_at - interval '2 seconds'`)
	w.sweep(t)
	w.sweep(t)
	w.wantJobs(t, "after its lease", d.ID, 1)
	if got := w.finish(t, w.begin(t, d.ID), arrived()); got.State != domain.Sent || got.Shown != 2 || got.Problem != "" {
		t.Errorf("done again: got %s, shown %d, %q; want sent, 2", got.State, got.Shown, got.Problem)
	}
	w.wantNotes(t, d.ID, 0)
}

func TestStore_Sweep_LostDeliveries(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		then string // what befell the job
		want int    // jobs that wait after two sweeps
	}{
		{"it waits", `select 1`, 1},
		{"it waits for its next attempt", `update river_job set state = 'retryable', scheduled_at = now() + interval '1 hour'`, 0},
		{"it is snoozed", `update river_job set state = 'scheduled', scheduled_at = now() + interval '1 hour'`, 0},
		{"its instant has come", `update river_job set state = 'scheduled', scheduled_at = now()`, 1},
		{"the instant of its next attempt has come", `update river_job set state = 'retryable', scheduled_at = now()`, 1},
		{"it has just begun", `update river_job set state = 'running', attempt = 1, attempted_at = now()`, 0},
		{"its process died", `update river_job set state = 'running', attempt = 1, attempted_at = now() - interval '6 seconds'`, 1},
		{"it completed and did nothing", `update river_job set state = 'completed', finalized_at = now()`, 1},
		{"it is gone", `delete from river_job`, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := setup(t)
			d := w.post(t, w.Card(domaintest.NewID()))
			w.exec(t, c.then)
			w.sweep(t)
			w.sweep(t)
			w.wantJobs(t, "a first post", d.ID, c.want)

			w.exec(t, `delete from river_job`)
			w.finish(t, w.begin(t, d.ID), arrived())
			w.sweep(t)
			w.wantJobs(t, "nothing to do", d.ID, 0)
			w.redraw(t, d.Subject)
			w.exec(t, c.then)
			w.sweep(t)
			w.sweep(t)
			w.wantJobs(t, "an edit", d.ID, c.want)
		})
	}
}

func TestStore_Sweep_LetsWhatWasPutOffWait(t *testing.T) {
	t.Parallel()
	w := setup(t)
	d := w.begin(t, w.post(t, w.Card(domaintest.NewID())).ID)
	w.finish(t, d, domain.Attempt{Result: domain.NotYet})
	w.exec(t, `delete from river_job`) // in the moment before its job is snoozed, nothing waits
	w.sweep(t)
	w.wantJobs(t, "just put off", d.ID, 0)
	w.exec(t, `update delivery set attempt_at = attempt_at - interval '6 seconds'`)
	w.sweep(t)
	w.wantJobs(t, "put off and forgotten", d.ID, 1)
}

const discard = `update river_job set state = 'discarded', finalized_at = now()`

func TestStore_Sweep_JobGaveUp(t *testing.T) {
	t.Parallel()
	w := setup(t)
	d := w.post(t, w.Card(domaintest.NewID()))
	w.exec(t, discard)
	w.sweep(t)
	w.sweep(t)
	if got := w.delivery(t, d.ID); got.State != domain.Failed || got.Problem == "" {
		t.Errorf("got %s, %q; want failed and why", got.State, got.Problem)
	}
	w.wantJobs(t, "a first post", d.ID, 0)
	w.wantNotes(t, d.ID, 1)
}

// What an earlier job gave up long ago is not held against a later one.
func TestStore_Sweep_EarlierJobGaveUp(t *testing.T) {
	t.Parallel()
	w := setup(t)
	d := w.finish(t, w.begin(t, w.post(t, w.Card(domaintest.NewID())).ID), arrived())
	w.exec(t, discard)
	w.redraw(t, d.Subject)
	w.exec(t, `update river_job set state = 'running', attempt = 1, attempted_at = now() - interval '6 seconds' where state = 'available'`)
	w.sweep(t)
	if got := w.delivery(t, d.ID); got.Problem != "" {
		t.Errorf("got %q, want no problem", got.Problem)
	}
	w.wantJobs(t, "its process died", d.ID, 1)
	w.wantNotes(t, d.ID, 0)
}

func TestStore_Sweep_EditGaveUp(t *testing.T) {
	t.Parallel()
	w := setup(t)
	d := w.finish(t, w.begin(t, w.post(t, w.Card(domaintest.NewID())).ID), arrived())
	w.redraw(t, d.Subject)
	w.exec(t, discard)
	w.sweep(t)
	w.sweep(t)
	if got := w.delivery(t, d.ID); got.State != domain.Sent || got.Problem == "" {
		t.Errorf("got %s, %q; want sent, with a problem", got.State, got.Problem)
	}
	w.wantJobs(t, "an edit is tried for as long as the card stands", d.ID, 1)
	w.wantNotes(t, d.ID, 1)
}

func TestStore_Sweep_LostOccurrences(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.schedule(t, domain.DigestSchedule, w.Clock.Now())
	w.claim(t, hourly, 1)
	jobs := func() int {
		return w.count(t, `select count(*) from river_job where kind = 'occur' and state = 'available'`)
	}
	w.sweep(t)
	if n := jobs(); n != 1 {
		t.Errorf("with its job: %d jobs, want 1", n)
	}
	w.exec(t, `delete from river_job`)
	tx := w.lock(t, `select from occurrence for update`)
	w.sweep(t)
	if n := jobs(); n != 0 {
		t.Errorf("while it is carried out: %d jobs, want 0", n)
	}
	if err := tx.Rollback(t.Context()); err != nil { // its process dies
		t.Fatal(err)
	}
	w.sweep(t)
	w.sweep(t)
	if n := jobs(); n != 1 {
		t.Errorf("with no job: %d jobs, want 1", n)
	}

	w.exec(t, `delete from river_job`)
	w.Clock.Advance(time.Hour)
	w.claim(t, hourly, 1)
	w.exec(t, `delete from river_job`)
	w.sweep(t)
	if n := w.count(t, `select count(*) from river_job where (args ->> 'due')::timestamptz = $1`, w.Clock.Now()); n != 1 || jobs() != 1 {
		t.Errorf("%d jobs, %d of them for the last occurrence; want that one alone", jobs(), n)
	}
	// Another schedule's later moment takes nothing from this one's.
	w.schedule(t, domain.ExpirySchedule, w.Clock.Now().Add(time.Minute))
	if n, err := w.store.ClaimDue(t.Context(), w.Clock.Now().Add(time.Minute), hourly); err != nil || n != 1 {
		t.Fatalf("ClaimDue: %d, %v; want 1", n, err)
	}
	w.exec(t, `delete from river_job`)
	w.sweep(t)
	if n := jobs(); n != 2 {
		t.Errorf("two schedules: %d jobs, want 2", n)
	}
	w.exec(t, `delete from river_job`)
	w.exec(t, `update occurrence set done_at = now()`)
	w.sweep(t)
	if n := jobs(); n != 0 {
		t.Errorf("once done: %d jobs, want 0", n)
	}
}

// lock holds what the query gives until the transaction ends.
func (w *world) lock(t *testing.T, sql string) pgx.Tx {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), w.url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.WithoutCancel(t.Context())) })
	tx, err := conn.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
	return tx
}

func TestStore_Sweep_ForgetsOldRequests(t *testing.T) {
	t.Parallel()
	w := setup(t)
	once := func() (fresh bool) {
		w.Change(t, func(ctx context.Context, tx domain.Tx) (err error) {
			_, fresh, err = tx.Once(ctx, w.Tenant.ID, "key", domaintest.NewID())
			return err
		})
		return fresh
	}
	once()
	w.Clock.Advance(30 * 24 * time.Hour)
	w.sweep(t)
	if once() {
		t.Error("after 30 days: forgotten, want known")
	}
	w.Clock.Advance(time.Second)
	w.sweep(t)
	if !once() {
		t.Error("after more than 30 days: known, want forgotten")
	}
}
