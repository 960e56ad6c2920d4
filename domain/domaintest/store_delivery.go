package domaintest

import (
	"context"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
)

func eventRoundTrip(t *testing.T, w *World) {
	subject := NewID()
	first := domain.Event{
		ID: NewID(), ProgramID: w.Program.ID, Subject: subject, Kind: "registration.submitted", ActorID: &w.Sam.ID,
		ActorName: "Sam Seller", Chat: domain.Chat{Platform: domain.Slack, Workspace: Workspace, Channel: "C1", Key: "k"},
		At: w.Clock.Now(), Old: "draft", New: "submitted", Reason: `because "so"`,
	}
	wantFull(t, first)
	wantFull(t, first.Chat)
	second := domain.Event{
		ID: NewID(), ProgramID: w.Program.ID, Subject: subject, Kind: "registration.expired", ActorName: "partnerbot",
		Chat: domain.Chat{Platform: domain.Console}, At: w.Clock.Advance(time.Hour),
	}
	w.Change(t, func(ctx context.Context, tx domain.Tx) error {
		for _, e := range []domain.Event{second, first} { // read by their time, not in the order they were added
			if err := tx.AddEvent(ctx, e); err != nil {
				return err
			}
		}
		return nil
	})
	wantSame(t, "events", must(w.Store.Events(t.Context(), subject)), []domain.Event{first, second})
	for n, want := range map[int][]domain.Event{0: {}, 1: {second}, 2: {first, second}, 3: {first, second}} {
		wantSame(t, "the last events", must(w.Store.LastEvents(t.Context(), subject, n)), want)
	}
	for at, want := range map[time.Time][]domain.Event{
		first.At: {first, second}, first.At.Add(time.Microsecond): {second}, second.At: {second}, second.At.Add(time.Microsecond): {},
	} {
		wantSame(t, "events since", must(w.Store.EventsSince(t.Context(), subject, at)), want)
	}
	wantSame(t, "event", must(w.Store.Event(t.Context(), second.ID)), second)
	wantSame(t, "events of something else", must(w.Store.Events(t.Context(), NewID())), []domain.Event{})
	_, err := w.Store.Event(t.Context(), NewID())
	wantCode(t, err, domain.NotFound)
}

func (w *World) post(t *testing.T, ds ...domain.Delivery) {
	t.Helper()
	w.Change(t, func(ctx context.Context, tx domain.Tx) error {
		for _, d := range ds {
			if err := tx.Post(ctx, d); err != nil {
				return err
			}
		}
		return nil
	})
}

func deliveryOnce(t *testing.T, w *World) {
	subject := NewID()
	card, note := w.Card(subject), w.Card(NewID())
	note.Kind, note.Key, note.Parent, note.UsefulUntil = domain.HistoryNote, "history:1", &card.ID, w.Clock.Now().Add(time.Hour)
	note.To = domain.Address{Platform: domain.Slack, Workspace: Workspace, PersonID: &w.Sam.ID}
	full := note
	full.ID, full.Key, full.Subject, full.To.Channel = NewID(), "full", NewID(), "C0DESK"
	full.Shown, full.Wanted, full.State, full.Attempts, full.Problem = 2, 3, domain.Sent, 4, "slow"
	full.SendingSince = w.Clock.Now()
	full.Message = domain.MessageRef{Platform: domain.Slack, Workspace: Workspace, Channel: "C0DESK", TS: "1.2"}
	wantFull(t, full)
	wantFull(t, full.To)
	wantFull(t, full.Message)
	w.post(t, card, note, full)
	wantSame(t, "full", must(w.Store.Delivery(t.Context(), full.ID)), full)
	again := card
	again.ID, again.Subject = NewID(), NewID()
	w.post(t, again)

	wantSame(t, "card", must(w.Store.Delivery(t.Context(), card.ID)), card)
	wantSame(t, "note", must(w.Store.Delivery(t.Context(), note.ID)), note)
	wantSame(t, "by key", must(w.Store.DeliveryByKey(t.Context(), w.Program.ID, card.Key)), card)
	wantSame(t, "cards", must(w.Store.Cards(t.Context(), subject)), []domain.Delivery{card})
	wantSame(t, "cards of a note's subject", must(w.Store.Cards(t.Context(), note.Subject)), []domain.Delivery{})
	_, err := w.Store.Delivery(t.Context(), again.ID)
	wantCode(t, err, domain.NotFound)
	_, err = w.Store.DeliveryByKey(t.Context(), w.Program.ID, "nothing")
	wantCode(t, err, domain.NotFound)
}

func deliveryRedraw(t *testing.T, w *World) {
	subject := NewID()
	card, digest, note, failed := w.Card(subject), w.Card(subject), w.Card(subject), w.Card(subject)
	digest.Kind, note.Kind, failed.State = domain.DigestPost, domain.DigestDetail, domain.Failed
	other, link := w.Card(NewID()), w.Card(subject)
	link.Kind = domain.LinkRequest
	w.post(t, card, digest, note, failed, other, link)
	w.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.Redraw(ctx, subject) })
	for _, c := range []struct {
		name string
		d    domain.Delivery
		want int
	}{
		{"a card", card, 2},
		{"a digest", digest, 2},
		{"a link", link, 2},
		{"a note", note, 1},
		{"a card that failed", failed, 1},
		{"a card of something else", other, 1},
	} {
		if got := must(w.Store.Delivery(t.Context(), c.d.ID)).Wanted; got != c.want {
			t.Errorf("%s: wanted %d, want %d", c.name, got, c.want)
		}
	}
}

func deliveryTroubled(t *testing.T, w *World) {
	failed, fine := w.Card(NewID()), w.Card(NewID())
	failed.State, failed.Problem = domain.Failed, "channel_not_found"
	w.Clock.Advance(time.Hour)
	uncertain := w.Card(NewID())
	uncertain.State, uncertain.Problem = domain.Uncertain, "no answer"
	w.post(t, failed, fine, uncertain)
	wantSame(t, "troubled", must(w.Store.Troubled(t.Context(), w.Program.ID, 10)), []domain.Delivery{uncertain, failed})
	wantSame(t, "the newest", must(w.Store.Troubled(t.Context(), w.Program.ID, 1)), []domain.Delivery{uncertain})
	wantSame(t, "another program's", must(w.Store.Troubled(t.Context(), NewID(), 10)), []domain.Delivery{})
}

func scheduleSingle(t *testing.T, w *World) {
	expiry := domain.Schedule{
		ID: NewID(), ProgramID: w.Program.ID, Kind: domain.ExpirySchedule, Spec: "0 7 * * 1-5", Zone: "Europe/Berlin",
		NextDue: w.Clock.Now(), Enabled: false,
	}
	digest := domain.Schedule{
		ID: NewID(), ProgramID: w.Program.ID, Kind: domain.DigestSchedule, Spec: "0 8 * * 1", Zone: "America/New_York",
		NextDue: w.Clock.Now(), Enabled: true,
	}
	again := digest
	again.ID, again.Spec, again.NextDue = NewID(), "30 9 * * 1", w.Clock.Now().Add(time.Hour)
	wantFull(t, digest)
	for _, s := range []domain.Schedule{expiry, digest, again} {
		w.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.SaveSchedule(ctx, s) })
	}
	again.ID = digest.ID // it is the same schedule, changed
	wantSame(t, "schedules", must(w.Store.Schedules(t.Context(), w.Program.ID)), []domain.Schedule{again, expiry})
}
