package teams

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/partnerbot/partnerbot/domain"
)

// cached is a value that Microsoft gives for a time: the keys of the tokens that come in, a token for those that go out.
// It is fetched when it is first asked for, by one fetch at a time, and renewed before it runs out while everybody goes
// on with the old one. After a fetch that failed there is none for a while.
type cached[T any] struct {
	what  string // for the log
	fetch func(context.Context) (T, lifetime, error)
	clock domain.Clock
	log   *slog.Logger

	mu       sync.Mutex
	value    T
	fetched  time.Time // when it was asked for
	renew    time.Time
	until    time.Time // zero: there is no value
	flight   chan struct{}
	failed   error // of the last fetch
	failedAt time.Time
}

// lifetime is how long a value is good, and after how long it is renewed.
type lifetime struct{ good, renew time.Duration }

// get gives a value that is still good.
func (c *cached[T]) get(ctx context.Context) (T, error) {
	now := c.clock()
	c.mu.Lock()
	value, good := c.value, now.Before(c.until)
	var flight <-chan struct{}
	if !good || !now.Before(c.renew) {
		flight = c.begin(ctx, now)
	}
	c.mu.Unlock()
	if good {
		return value, nil
	}
	return c.wait(ctx, flight)
}

// newer gives a value that was fetched after then, or the one there is when that is not to be had.
func (c *cached[T]) newer(ctx context.Context, then time.Time) (T, error) {
	now := c.clock()
	c.mu.Lock()
	var flight <-chan struct{}
	if c.fetched.Before(then) || c.flight != nil {
		flight = c.begin(ctx, now)
	}
	c.mu.Unlock()
	return c.wait(ctx, flight)
}

// drop forgets a value, so that the next to ask has another one fetched.
func (c *cached[T]) drop(is func(T) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if is(c.value) {
		c.until = time.Time{}
	}
}

// begin gives the fetch that is under way, or starts one. nil: one failed a moment ago.
func (c *cached[T]) begin(ctx context.Context, now time.Time) <-chan struct{} {
	switch {
	case c.flight != nil:
		return c.flight
	case c.failed != nil && now.Before(c.failedAt.Add(fetchAgain)):
		return nil
	}
	done := make(chan struct{})
	c.flight = done
	// Others wait for it too: it goes on when the request that started it is gone. The HTTP client ends it.
	go c.renewed(context.WithoutCancel(ctx), now, done)
	return done
}

// renewed fetches. A life is counted from before the question: nobody knows when in between the answer was made.
func (c *cached[T]) renewed(ctx context.Context, asked time.Time, done chan<- struct{}) {
	defer close(done)
	value, life, err := c.fetch(ctx)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.flight, c.failed = nil, err
	if err != nil {
		c.failedAt = c.clock()
		c.log.WarnContext(ctx, "teams fetch failed", slog.String("what", c.what), slog.String("error", err.Error()))
		return
	}
	c.value, c.fetched, c.renew, c.until = value, asked, asked.Add(life.renew), asked.Add(life.good)
}

// wait gives what there is after a fetch.
func (c *cached[T]) wait(ctx context.Context, flight <-chan struct{}) (T, error) {
	var none T
	if flight != nil {
		select {
		case <-flight:
		case <-ctx.Done():
			return none, ctx.Err()
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.clock().Before(c.until) {
		return c.value, nil
	}
	if c.failed != nil {
		return none, c.failed
	}
	return none, errGone
}
