package postgres_test

import (
	"context"
	"slices"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

// Cards are held in the order of their ids, whichever was kept first: whoever waits for one holds none of those after it,
// so that two who redraw some of the same cards do not lock each other out.
func TestRedraw_HoldsCardsInOrder(t *testing.T) {
	t.Parallel()
	w := setup(t)
	subject := domaintest.NewID()
	cards := []domain.Delivery{w.Card(subject), w.Card(subject), w.Card(subject)}
	for _, d := range slices.Backward(cards) {
		w.post(t, d)
	}
	first := w.lock(t, `update delivery set wanted = wanted + 1 where id in (select id from delivery order by id limit 1)`)
	done := make(chan error)
	go func() {
		done <- w.store.Change(context.WithoutCancel(t.Context()), func(ctx context.Context, tx domain.Tx) error { return tx.Redraw(ctx, subject) })
	}()
	w.await(t, 1, `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
	if n := w.count(t, `select count(*) from (select from delivery for update skip locked) d`); n != 2 {
		t.Errorf("%d of the other 2 cards are free", n)
	}
	if err := first.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	for i, want := range []int{3, 2, 2} { // the first was wanted once more by who held it
		if got := w.delivery(t, cards[i].ID).Wanted; got != want {
			t.Errorf("card %d is wanted %d times, want %d", i, got, want)
		}
	}
}
