package teams

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// tickets gives 1, 2, 3… for an hour, each renewed after 55 minutes; it takes a second to.
type tickets struct {
	*cached[int]
	given atomic.Int64
	fails error
}

func newNumbers() *tickets {
	n := new(tickets)
	n.cached = &cached[int]{what: "number", clock: time.Now, log: slog.New(slog.DiscardHandler)}
	n.fetch = func(context.Context) (int, lifetime, error) {
		time.Sleep(time.Second) // of the bubble's time
		return int(n.given.Add(1)), lifetime{good: time.Hour, renew: 55 * time.Minute}, n.fails
	}
	return n
}

func (n *tickets) want(t *testing.T, want int) {
	t.Helper()
	if got, err := n.get(t.Context()); err != nil || got != want {
		t.Errorf("got %d, %v; want %d", got, err, want)
	}
}

// settle lets every fetch end.
func settle() {
	time.Sleep(2 * time.Second) // of the bubble's time
	synctest.Wait()
}

func TestCached_OneFetchForAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		n := newNumbers()
		for range 100 {
			go n.want(t, 1)
		}
		settle()
		n.want(t, 1)
	})
}

// A life is counted from before it was asked for: the answer may have taken a while.
func TestCached_LifeBeginsWithTheQuestion(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		n := newNumbers()
		n.want(t, 1) // a second has passed
		time.Sleep(time.Hour - 2*time.Second)
		n.fails = errors.New("away")
		n.want(t, 1)
		time.Sleep(time.Second)
		if got, err := n.get(t.Context()); err == nil {
			t.Errorf("an hour after it was asked for, %d is still given", got)
		}
	})
}

// What runs out soon is renewed by one fetch, while everybody goes on with what there is.
func TestCached_RenewedEarly(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		n := newNumbers()
		n.want(t, 1)
		time.Sleep(55 * time.Minute)
		began := time.Now()
		for range 100 {
			n.want(t, 1)
		}
		if took := time.Since(began); took != 0 {
			t.Errorf("they waited %s", took)
		}
		settle()
		n.want(t, 2)
		if n.given.Load() != 2 {
			t.Errorf("it was fetched %d times", n.given.Load())
		}
	})
}

// After a failure there is a pause, for all, and then the reason is the new one.
func TestCached_PausesAfterAFailure(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		n := newNumbers()
		n.fails = errors.New("away")
		for range 100 {
			if _, err := n.get(t.Context()); !errors.Is(err, n.fails) {
				t.Errorf("got %v", err)
			}
		}
		if n.given.Load() != 1 {
			t.Errorf("it was asked for %d times at once", n.given.Load())
		}
		for range 60 {
			time.Sleep(time.Second)
			_, _ = n.get(t.Context())
		}
		if asked := n.given.Load(); asked < 5 || asked > 7 {
			t.Errorf("it was asked for %d times in a minute", asked)
		}
		n.fails = nil
		time.Sleep(10 * time.Second)
		n.want(t, int(n.given.Load())+1)
	})
}

func TestCached_Drop(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		n := newNumbers()
		n.want(t, 1)
		n.drop(func(had int) bool { return had == 7 }) // somebody's old one
		n.want(t, 1)
		n.drop(func(had int) bool { return had == 1 })
		for range 10 {
			go n.want(t, 2)
		}
		synctest.Wait()
		n.drop(func(had int) bool { return had == 1 }) // the second of two that were refused, too late
		settle()
		n.want(t, 2)
	})
}

func TestCached_Newer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		n := newNumbers()
		n.want(t, 1)
		newer := func(then time.Time, want int) {
			t.Helper()
			if got, err := n.newer(t.Context(), then); err != nil || got != want {
				t.Errorf("newer than %s: %d, %v; want %d", then, got, err, want)
			}
		}
		newer(time.Now().Add(-time.Minute), 1)
		time.Sleep(time.Minute)
		for range 10 {
			go newer(time.Now().Add(-time.Second), 2)
		}
		settle()
		n.fails = errors.New("away")
		newer(time.Now(), 2) // there is none: the one there is
	})
}

func TestCached_WaiterGivesUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		n := newNumbers()
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if _, err := n.get(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		settle()
		n.want(t, 1)
		if n.given.Load() != 1 {
			t.Errorf("it was fetched %d times", n.given.Load())
		}
	})
}
