package main

import (
	"sync"
	"time"

	"github.com/partnerbot/partnerbot/domain"
)

// movableClock goes as fast as the real one, and can be moved forward.
type movableClock struct {
	real   domain.Clock
	mu     sync.Mutex
	offset time.Duration
}

// newMovableClock starts at a moment of its own.
func newMovableClock(real domain.Clock, start time.Time) *movableClock {
	return &movableClock{real: real, offset: start.Sub(real())}
}

// Now is the time by this clock, in UTC.
func (c *movableClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.real().Add(c.offset)
}

// Advance moves the clock to a later moment; to an earlier one it does nothing.
func (c *movableClock) Advance(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if ahead := to.Sub(c.real().Add(c.offset)); ahead > 0 {
		c.offset += ahead
	}
}
