package slack

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// pace keeps sends below Slack's limits, so that they are not refused: one message a second in a channel, and some
// hundreds a minute in the workspace. It does not wait; it says how long to. It goes by the real time of x/time/rate
// and not by the program's clock, because Slack does.
type pace struct {
	mu       sync.Mutex
	channels map[string]*rate.Limiter
	posts    *rate.Limiter
	edits    *rate.Limiter
}

// maxPaced is how many channels are remembered before the quiet ones are forgotten.
const maxPaced = 1000

func newPace() pace {
	return pace{
		channels: map[string]*rate.Limiter{},
		posts:    rate.NewLimiter(rate.Limit(workspacePostsPerMinute)/60, workspacePostBurst),
		edits:    rate.NewLimiter(rate.Limit(editsPerMinute)/60, editBurst),
	}
}

// post takes a turn in a channel, or gives the time until there is one.
func (p *pace) post(channel string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return turn(p.channel(channel), p.posts)
}

func (p *pace) edit() time.Duration { return turn(p.edits) }

func (p *pace) channel(id string) *rate.Limiter {
	if l := p.channels[id]; l != nil {
		return l
	}
	if len(p.channels) >= maxPaced {
		for id, l := range p.channels {
			if l.Tokens() >= 1 {
				delete(p.channels, id)
			}
		}
	}
	l := rate.NewLimiter(channelPostsPerSecond, 1)
	p.channels[id] = l
	return l
}

// turn takes one from each limiter, or from none.
func turn(limiters ...*rate.Limiter) time.Duration {
	var wait time.Duration
	taken := make([]*rate.Reservation, 0, len(limiters))
	for _, l := range limiters {
		r := l.Reserve()
		taken = append(taken, r)
		wait = max(wait, r.Delay())
	}
	if wait > 0 {
		for _, r := range taken {
			r.Cancel()
		}
	}
	return wait
}
