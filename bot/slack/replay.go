package slack

import (
	"sync"
	"time"
)

// replays remembers the signatures seen, each for ten minutes at least: as long as a request dated five minutes ahead
// stays good. It holds two generations and forgets the older one when the younger is ten minutes old, and it never
// grows beyond its bound. The request's key catches later copies, in the database.
type replays struct {
	mu         sync.Mutex
	young, old map[replayID]struct{}
	since      time.Time
	most       int // in one generation
}

// replayID is half a signature: enough that no two requests share it.
type replayID [16]byte

// add tells whether the signature is new. full means that nothing more can be remembered, so nothing may be let in.
func (r *replays) add(sig signature, now time.Time) (fresh, full bool) {
	id := replayID(sig[:])
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.young == nil || now.Sub(r.since) >= rememberFor {
		r.turn(now)
	}
	if _, seen := r.young[id]; seen {
		return false, false
	}
	if _, seen := r.old[id]; seen {
		return false, false
	}
	if len(r.young) >= r.most {
		return false, true
	}
	r.young[id] = struct{}{}
	return true, false
}

func (r *replays) turn(now time.Time) {
	r.old = r.young
	if now.Sub(r.since) >= 2*rememberFor {
		r.old = nil
	}
	r.young, r.since = map[replayID]struct{}{}, now
}
