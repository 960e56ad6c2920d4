package domaintest

import (
	"context"
	"sync"
	"testing"
	"time"
)

// Seen remembers keys. The zero value has seen nothing.
type Seen struct {
	mu   sync.Mutex
	keys map[string]time.Time
}

// First tells whether the key is given for the first time.
func (s *Seen) First(_ context.Context, key string, until time.Time) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, again := s.keys[key]; again {
		return false, nil
	}
	if s.keys == nil {
		s.keys = map[string]time.Time{}
	}
	s.keys[key] = until
	return true, nil
}

// TestSeen is what all that remembers what came in must pass.
func TestSeen(t *testing.T, first func(ctx context.Context, key string, until time.Time) (bool, error)) {
	t.Helper()
	until := time.Date(2026, 11, 3, 9, 10, 0, 0, time.UTC)
	var wg sync.WaitGroup
	told := make(chan bool, 16)
	for range cap(told) {
		wg.Go(func() {
			is, err := first(t.Context(), "one", until)
			if err != nil {
				t.Error(err)
			}
			told <- is
		})
	}
	wg.Wait()
	close(told)
	n := 0
	for is := range told {
		if is {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d of 16 at once were the first", n)
	}
	if is, err := first(t.Context(), "another", until); err != nil || !is {
		t.Errorf("another key: %v, %v", is, err)
	}
}
