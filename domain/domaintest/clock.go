package domaintest

import (
	"sync"
	"time"
)

// Clock is a time that only tests move. It is safe for several goroutines.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock stands at Tuesday 2026-11-03 09:00 UTC, a working morning.
func NewClock() *Clock {
	return &Clock{now: time.Date(2026, time.November, 3, 9, 0, 0, 0, time.UTC)}
}

// Now is the time; Clock.Now is a domain.Clock.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the time on and answers the new one.
func (c *Clock) Advance(d time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return c.now
}

// Set moves the time to t, in UTC.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t.UTC()
}
