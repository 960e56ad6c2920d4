package teams

import (
	"sync"
	"time"

	"github.com/partnerbot/partnerbot/domain"
)

// remembered keeps for a while which channels somebody from outside is in.
type remembered struct {
	clock domain.Clock

	mu    sync.Mutex
	known map[string]looked
}

type looked struct {
	external bool
	until    time.Time
}

func (r *remembered) get(channel string) (external, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	k, ok := r.known[channel]
	return k.external, ok && r.clock().Before(k.until)
}

func (r *remembered) set(channel string, external bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known == nil || len(r.known) >= maxRemembered {
		r.known = map[string]looked{}
	}
	r.known[channel] = looked{external: external, until: r.clock().Add(sharedFor)}
}

// forget makes that every channel is asked about again: the members of one may be those of its team.
func (r *remembered) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.known = nil
}
