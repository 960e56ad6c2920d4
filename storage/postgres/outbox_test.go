package postgres_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

func TestOutbox_FirstPost(t *testing.T) {
	t.Parallel()
	w := setup(t)
	want := w.post(t, w.Card(domaintest.NewID()))
	w.wantJobs(t, "once posted", want.ID, 1)

	got := w.begin(t, want.ID)
	want.State, want.SendingSince, want.Attempts = domain.Sending, w.Clock.Now(), 1
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("while sending (-want +got):\n%s", diff)
	}
	w.wantNothingToDo(t, "while sending", want.ID)

	got = w.finish(t, got, arrived())
	want = want.After(arrived())
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("once sent (-want +got):\n%s", diff)
	}
	w.wantNothingToDo(t, "once sent", want.ID)
	w.wantJobs(t, "once sent", want.ID, 1)
	w.wantNotes(t, want.ID, 0)
}

// Both attempts wait for the same row: the one that comes second must see what the first made of it.
func TestOutbox_BeginAtOnce(t *testing.T) {
	t.Parallel()
	w := setup(t)
	d := w.post(t, w.Card(domaintest.NewID()))
	row := w.lock(t, `select from delivery for update`)
	const attempts = 2
	began := make(chan bool, attempts)
	for range attempts {
		go func() {
			_, ok, err := w.store.Begin(t.Context(), d.ID, w.Clock.Now())
			if err != nil {
				t.Error(err)
			}
			began <- ok
		}()
	}
	w.await(t, attempts, `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
	if err := row.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	if first, second := <-began, <-began; first == second {
		t.Errorf("began: %v and %v, want one of them alone", first, second)
	}
}

func TestOutbox_CardChangesWhileItIsSent(t *testing.T) {
	t.Parallel()
	w := setup(t)
	d := w.begin(t, w.post(t, w.Card(domaintest.NewID())).ID)
	w.redraw(t, d.Subject)
	w.wantJobs(t, "while sending", d.ID, 1)
	got := w.finish(t, d, arrived())
	if got.State != domain.Sent || got.Wanted != 2 || got.Shown != 1 {
		t.Errorf("got %s, wanted %d, shown %d; want sent, 2, 1", got.State, got.Wanted, got.Shown)
	}
	w.wantJobs(t, "once sent", d.ID, 2)

	edit := w.begin(t, d.ID)
	if edit.State != domain.Sent {
		t.Errorf("an edit is %s, want sent", edit.State)
	}
	w.wantNothingToDo(t, "while it is edited", d.ID)
	got = w.finish(t, edit, arrived())
	if got.Shown != 2 {
		t.Errorf("shown %d, want 2", got.Shown)
	}
	w.wantJobs(t, "once edited", d.ID, 2)
	w.redraw(t, d.Subject)
	w.wantJobs(t, "changed again", d.ID, 3)
}

func TestOutbox_PutOff(t *testing.T) {
	t.Parallel()
	w := setup(t)
	d := w.begin(t, w.post(t, w.Card(domaintest.NewID())).ID)
	got := w.finish(t, d, domain.Attempt{Result: domain.NotYet, Problem: "rate limited"})
	if got.State != domain.Queued || got.Problem != "rate limited" {
		t.Errorf("got %s, %q; want queued, rate limited", got.State, got.Problem)
	}
	w.wantJobs(t, "a first post that was put off", d.ID, 1) // the one that will be snoozed

	d = w.begin(t, d.ID)
	w.finish(t, d, arrived())
	w.redraw(t, d.Subject)
	w.wantJobs(t, "changed", d.ID, 2)
	got = w.finish(t, w.begin(t, d.ID), domain.Attempt{Result: domain.NotYet})
	if got.State != domain.Sent || got.Shown != 1 || !got.Due() {
		t.Errorf("got %+v, want a card still to be edited", got)
	}
	w.wantJobs(t, "an edit that was put off", d.ID, 2)
}

func TestOutbox_TroubleIsToldOnce(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		result domain.Result
		state  domain.DeliveryState
	}{{domain.Refused, domain.Failed}, {domain.Unknown, domain.Uncertain}} {
		t.Run(string(c.result), func(t *testing.T) {
			t.Parallel()
			w := setup(t)
			d := w.begin(t, w.post(t, w.Card(domaintest.NewID())).ID)
			got := w.finish(t, d, domain.Attempt{Result: c.result, Problem: "no such channel"})
			if got.State != c.state || got.Problem != "no such channel" {
				t.Errorf("got %s, %q; want %s", got.State, got.Problem, c.state)
			}
			w.wantNotes(t, d.ID, 1)
			w.wantNothingToDo(t, "in trouble", d.ID)
		})
	}
}

func TestOutbox_TroubleWithANoteMakesNoNote(t *testing.T) {
	t.Parallel()
	w := setup(t)
	note := w.Card(domaintest.NewID())
	note.Kind = domain.AdminNote
	d := w.begin(t, w.post(t, note).ID)
	w.finish(t, d, domain.Attempt{Result: domain.Refused})
	if n := w.count(t, `select count(*) from delivery`); n != 1 {
		t.Errorf("%d deliveries, want the note alone", n)
	}
}

// The process was thought dead and was only slow: what it says counts.
func TestOutbox_LateWordAfterTheSweep(t *testing.T) {
	t.Parallel()
	w := setup(t)
	d := w.begin(t, w.post(t, w.Card(domaintest.NewID())).ID)
	w.exec(t, `update delivery set attempt_at = attempt_at - interval '1 hour'`)
	w.sweep(t)
	if got := w.delivery(t, d.ID); got.State != domain.Uncertain {
		t.Fatalf("got %s, want uncertain", got.State)
	}
	w.exec(t, `delete from river_job`)
	w.redraw(t, d.Subject) // the deal moves on meanwhile
	if got := w.finish(t, d, arrived()); got.State != domain.Sent || got.Problem != "" || got.Shown != 1 {
		t.Errorf("got %s, shown %d, %q; want sent, 1", got.State, got.Shown, got.Problem)
	}
	w.wantJobs(t, "what it does not show yet", d.ID, 1)
}

func TestOutbox_Unknown(t *testing.T) {
	t.Parallel()
	w := setup(t)
	_, ok, err := w.store.Begin(t.Context(), domaintest.NewID(), w.Clock.Now())
	if ok || domain.CodeOf(err) != domain.NotFound {
		t.Errorf("got %v, %v; want NotFound", ok, err)
	}
}
