// Package insiders remembers in which channels somebody from outside reads along, so that a chat platform is not asked
// before each message. It is what one process knows: what another one hears of changes nothing here.
package insiders

import (
	"context"
	"sync"
	"time"
)

const (
	stands = 10 * time.Minute // how long an answer does, ours
	most   = 1000             // channels, then all are asked about anew
)

// Memory remembers channels by their ids. Its zero value is not usable: see New.
type Memory struct {
	now func() time.Time

	mu    sync.Mutex
	known map[string]answer
	epoch int // grows when all is forgotten
}

type answer struct {
	external bool
	until    time.Time
}

// New makes a Memory by a clock.
func New(now func() time.Time) *Memory { return &Memory{now: now} }

// External tells whether somebody from outside is in a channel: as look said within the last ten minutes, or when anew as
// it says now. With an error nobody knows, and the answer is true.
func (m *Memory) External(ctx context.Context, channel string, anew bool, look func(context.Context) (bool, error)) (bool, error) {
	external, epoch, ok := m.recall(channel)
	if ok && !anew {
		return external, nil
	}
	external, err := look(ctx)
	if err != nil {
		return true, err
	}
	m.keep(channel, external, epoch)
	return external, nil
}

// Forget makes that every channel is asked about again, also those that are being asked about now.
func (m *Memory) Forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.known, m.epoch = nil, m.epoch+1
}

func (m *Memory) recall(channel string) (external bool, epoch int, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a, ok := m.known[channel]
	return a.external, m.epoch, ok && m.now().Before(a.until)
}

// keep keeps an answer, unless all was forgotten while it was asked for.
func (m *Memory) keep(channel string, external bool, epoch int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if epoch != m.epoch {
		return
	}
	if m.known == nil || len(m.known) >= most {
		m.known = map[string]answer{}
	}
	m.known[channel] = answer{external, m.now().Add(stands)}
}
