// Package pace keeps sends below a chat platform's limits, so that they are not refused. It does not wait; it says how
// long to. It goes by the real time of x/time/rate and not by the program's clock, because the platforms do.
package pace

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limit is how much may pass: so many a second on the long run, and a burst at once. In any time T at most
// Burst + PerSecond*T pass.
type Limit struct {
	PerSecond float64
	Burst     int
}

// Lane is what a limit is for, such as one channel. A lane keeps the limit that it was first named with.
type Lane struct {
	Name  string
	Limit Limit
}

// MaxLanes is how many lanes are remembered before the quiet ones are forgotten.
const MaxLanes = 1000

// Pace remembers the lanes. Its zero value is ready.
type Pace struct {
	mu    sync.Mutex
	lanes map[string]lane
}

// lane holds the turns that are taken, and those that were promised to who had to wait. Everybody is promised another
// turn: if all were told of the next one, a hundred would come back for it, and ninety-nine in vain.
type lane struct {
	taken, promised *rate.Limiter
}

// Turn takes a turn in each lane and gives 0; or it takes none, and gives the time until the turn that it promises.
func (p *Pace) Turn(in ...Lane) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.lanes)+len(in) > MaxLanes {
		p.forget()
	}
	lanes := make([]lane, len(in))
	for i, l := range in {
		lanes[i] = p.lane(l)
	}
	return turn(lanes)
}

func (p *Pace) lane(named Lane) lane {
	if l, known := p.lanes[named.Name]; known {
		return l
	}
	if p.lanes == nil {
		p.lanes = map[string]lane{}
	}
	perSecond := rate.Limit(named.Limit.PerSecond)
	l := lane{rate.NewLimiter(perSecond, named.Limit.Burst), rate.NewLimiter(perSecond, 1)}
	p.lanes[named.Name] = l
	return l
}

// forget drops the lanes that are as good as new.
func (p *Pace) forget() {
	for name, l := range p.lanes {
		if l.taken.Tokens() >= float64(l.taken.Burst()) && l.promised.Tokens() >= 1 {
			delete(p.lanes, name)
		}
	}
}

// turn asks all lanes at one instant: what was reserved is given back only as long as its time has not passed, and time
// passes while the lanes are asked.
func turn(lanes []lane) time.Duration {
	now := time.Now() // the platforms' time, as the package says
	var wait time.Duration
	reserved := make([]*rate.Reservation, len(lanes))
	for i, l := range lanes {
		reserved[i] = l.taken.ReserveN(now, 1)
	}
	for i, l := range lanes {
		if until := reserved[i].DelayFrom(now); until > 0 {
			wait = max(wait, until+l.promised.ReserveN(now, 1).DelayFrom(now))
		}
	}
	if wait > 0 {
		for _, r := range reserved {
			r.CancelAt(now)
		}
	}
	return wait
}
