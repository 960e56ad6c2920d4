package bot_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// oneDelivery is an outbox with one delivery in it, a note to an admin about itself.
type oneDelivery struct{ d domain.Delivery }

func (o *oneDelivery) Begin(_ context.Context, _ domain.ID, now time.Time) (domain.Delivery, bool, error) {
	d, ok := o.d.Begun(now)
	o.d = d
	return d, ok, nil
}

func (o *oneDelivery) Finish(_ context.Context, d domain.Delivery) error {
	o.d = d
	return nil
}

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
	o := &oneDelivery{domain.Delivery{
		ID: uuid.UUID{1}, Kind: domain.AdminNote, Subject: uuid.UUID{1}, State: domain.Queued, Wanted: 1,
		To: domain.Address{Platform: domain.Slack, Channel: "C1"},
	}}
	deliver := func(err error) time.Duration {
		c := bot.NewCourier(bot.CourierConfig{
			Outbox: o, Posters: map[domain.Platform]bot.Poster{domain.Slack: answers{err}},
			Clock: func() time.Time { return time.Unix(1_800_000_000, 0) }, Log: slog.New(slog.DiscardHandler),
		})
		again, err := c.Deliver(t.Context(), o.d.ID)
		if err != nil {
			t.Fatal(err)
		}
		return again
	}
	for range 200 {
		if again := deliver(&bot.SendError{Verdict: bot.Held, After: 3 * time.Second}); again != 3*time.Second {
			t.Fatalf("held back: again in %s, want 3s", again)
		}
	}
	if o.d.State != domain.Queued || o.d.Attempts != 0 {
		t.Errorf("held back: %s after %d attempts, want queued after none", o.d.State, o.d.Attempts)
	}
	deliver(nil)
	if o.d.State != domain.Sent {
		t.Errorf("its turn: %s, want sent", o.d.State)
	}
}
