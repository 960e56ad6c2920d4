package postgres_test

import (
	"context"
	"runtime"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

// world is a store with a program in it, and a connection of the test's own to look behind it.
type world struct {
	*domaintest.World
	store *postgres.Store
	url   string
	conn  *pgx.Conn
}

func setup(t *testing.T) *world {
	t.Helper()
	url := postgrestest.Database(t)
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.WithoutCancel(t.Context())) })
	clock := domaintest.NewClock()
	store := postgrestest.Open(t, postgres.Config{URL: url, Clock: clock.Now})
	return &world{World: domaintest.NewWorld(t, store, clock), store: store, url: url, conn: conn}
}

// exec does what no part of the program would.
func (w *world) exec(t *testing.T, sql string, args ...any) {
	t.Helper()
	if _, err := w.conn.Exec(t.Context(), sql, args...); err != nil {
		t.Fatal(err)
	}
}

func (w *world) count(t *testing.T, sql string, args ...any) int {
	t.Helper()
	var n int
	if err := w.conn.QueryRow(t.Context(), sql, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// wantJobs sees to how many jobs wait for a delivery.
func (w *world) wantJobs(t *testing.T, what string, delivery domain.ID, want int) {
	t.Helper()
	got := w.count(t, `select count(*) from river_job where state = 'available' and args ->> 'delivery' = $1`, delivery.String())
	if got != want {
		t.Errorf("%s: %d jobs wait, want %d", what, got, want)
	}
}

func (w *world) post(t *testing.T, d domain.Delivery) domain.Delivery {
	t.Helper()
	w.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.Post(ctx, d) })
	return d
}

func (w *world) redraw(t *testing.T, subject domain.ID) {
	t.Helper()
	w.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.Redraw(ctx, subject) })
}

func (w *world) begin(t *testing.T, id domain.ID) domain.Delivery {
	t.Helper()
	d, ok, err := w.store.Begin(t.Context(), id, w.Clock.Now())
	if err != nil || !ok {
		t.Fatalf("Begin: %v, %v; want a delivery", ok, err)
	}
	return d
}

func (w *world) wantNothingToDo(t *testing.T, what string, id domain.ID) {
	t.Helper()
	if _, ok, err := w.store.Begin(t.Context(), id, w.Clock.Now()); ok || err != nil {
		t.Errorf("%s: Begin: %v, %v; want nothing to do", what, ok, err)
	}
}

func (w *world) finish(t *testing.T, d domain.Delivery, a domain.Attempt) domain.Delivery {
	t.Helper()
	if err := w.store.Finish(t.Context(), d.After(a)); err != nil {
		t.Fatal(err)
	}
	return w.delivery(t, d.ID)
}

func (w *world) delivery(t *testing.T, id domain.ID) domain.Delivery {
	t.Helper()
	d, err := w.store.Delivery(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// arrived is what came of a send that went well.
func arrived() domain.Attempt {
	return domain.Attempt{Result: domain.Arrived, Message: domain.MessageRef{
		Platform: domain.Slack, Workspace: domaintest.Workspace, Channel: "C0DESK", TS: "1700000000.000100",
	}}
}

// wantNotes sees to the notes that tell an admin of a delivery.
func (w *world) wantNotes(t *testing.T, about domain.ID, want int) {
	t.Helper()
	got := w.count(t, `select count(*) from delivery where kind = 'admin_note' and subject = $1 and person_id = $2`, about, w.Ada.ID)
	all := w.count(t, `select count(*) from delivery where kind = 'admin_note'`)
	if got != want || all != want {
		t.Errorf("%d notes to the admin about it, %d in all; want %d", got, all, want)
	}
}

func (w *world) sweep(t *testing.T) {
	t.Helper()
	if err := w.store.Sweep(t.Context(), w.Clock.Now()); err != nil {
		t.Fatal(err)
	}
}

// await asks until the count is as wanted: for what another connection is about to do. The test's deadline ends it.
func (w *world) await(t *testing.T, want int, sql string, args ...any) {
	t.Helper()
	for w.count(t, sql, args...) != want {
		runtime.Gosched()
	}
}
