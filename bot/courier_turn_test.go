package bot_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// oneDelivery is an outbox with one delivery in it, a note to an admin about itself.
type oneDelivery struct {
	d     domain.Delivery
	fails int // how often Finish fails
}

func newOneDelivery() *oneDelivery {
	return &oneDelivery{d: domain.Delivery{
		ID: uuid.UUID{1}, Kind: domain.AdminNote, Subject: uuid.UUID{1}, State: domain.Queued, Wanted: 1,
		To: domain.Address{Platform: domain.Slack, Channel: "C1"},
	}}
}

// deliver makes one attempt, to which the platform answers err.
func (o *oneDelivery) deliver(t *testing.T, err error) (again time.Duration, failed error) {
	t.Helper()
	return bot.NewCourier(bot.CourierConfig{
		Outbox: o, Posters: map[domain.Platform]bot.Poster{domain.Slack: answers{err}},
		Clock: func() time.Time { return time.Unix(1_800_000_000, 0) }, Log: slog.New(slog.DiscardHandler),
	}).Deliver(t.Context(), o.d.ID)
}

func (o *oneDelivery) Begin(_ context.Context, _ domain.ID, now time.Time) (domain.Delivery, bool, error) {
	d, ok := o.d.Begun(now)
	o.d = d
	return d, ok, nil
}

func (o *oneDelivery) Finish(_ context.Context, d domain.Delivery) error {
	if o.fails > 0 {
		o.fails--
		return errAway
	}
	o.d = d
	return nil
}

var errAway = errors.New("the database is away")

func (o *oneDelivery) Delivery(context.Context, domain.ID) (domain.Delivery, error) { return o.d, nil }

// answers is a chat platform that answers every send with the same error.
type answers struct{ err error }

func (a answers) Post(context.Context, domain.MessageRef, domain.MessageRef, view.View) (domain.MessageRef, error) {
	return domain.MessageRef{Platform: domain.Slack, Channel: "C1", TS: "1.2"}, a.err
}

func (a answers) Edit(context.Context, domain.MessageRef, view.View) error { return a.err }

// Two hundred messages for one channel take minutes. The last one was held back many times by then: that is no reason
// to wait longer than the others, or to give up.
func TestCourier_HeldBackIsNoAttempt(t *testing.T) {
	t.Parallel()
	o := newOneDelivery()
	for range 200 {
		again, err := o.deliver(t, &bot.SendError{Verdict: bot.Held, After: 3 * time.Second})
		if err != nil || again != 3*time.Second {
			t.Fatalf("held back: again in %s, %v; want 3s", again, err)
		}
	}
	if o.d.State != domain.Queued || o.d.Attempts != 0 {
		t.Errorf("held back: %s after %d attempts, want queued after none", o.d.State, o.d.Attempts)
	}
	if _, err := o.deliver(t, nil); err != nil || o.d.State != domain.Sent {
		t.Errorf("its turn: %s, %v; want sent", o.d.State, err)
	}
}

// A message arrived while the database was away for a moment, as when it restarts: where it stands is not forgotten.
func TestCourier_KeepsWhatCameOfIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := newOneDelivery()
		o.fails = 10
		if _, err := o.deliver(t, nil); err != nil || o.d.State != domain.Sent || o.d.Message.TS == "" {
			t.Errorf("away for two seconds: %s, %v; want sent", o.d.State, err)
		}
		o = newOneDelivery()
		o.fails = 1000
		if _, err := o.deliver(t, nil); !errors.Is(err, errAway) {
			t.Errorf("away for good: %v, want that it is away", err)
		}
	})
}
