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
	channels map[string]lane
	posts    lane
	edits    lane
}

// lane is a rate: the turns that are taken, and those that were promised to who had to wait. Everybody is promised
// another turn: if all were told of the next one, a hundred would come back for it, and ninety-nine in vain.
type lane struct{ taken, promised *rate.Limiter }

func newLane(perSecond rate.Limit, burst int) lane {
	return lane{rate.NewLimiter(perSecond, burst), rate.NewLimiter(perSecond, 1)}
}

// maxPaced is how many channels are remembered before the quiet ones are forgotten.
const maxPaced = 1000

func newPace() pace {
	return pace{
		channels: map[string]lane{},
		posts:    newLane(rate.Limit(workspacePostsPerMinute)/60, workspacePostBurst),
		edits:    newLane(rate.Limit(editsPerMinute)/60, editBurst),
	}
}

// post takes a turn in a channel, or gives the time until there is one.
func (p *pace) post(channel string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return turn(p.channel(channel), p.posts)
}

func (p *pace) edit() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return turn(p.edits)
}

func (p *pace) channel(id string) lane {
	if l, known := p.channels[id]; known {
		return l
	}
	if len(p.channels) >= maxPaced {
		for id, l := range p.channels {
			if l.taken.Tokens() >= 1 && l.promised.Tokens() >= 1 {
				delete(p.channels, id)
			}
		}
	}
	l := newLane(channelPostsPerSecond, 1)
	p.channels[id] = l
	return l
}

// turn takes one from each lane, or from none; then it gives the time until the turn that it promises.
func turn(lanes ...lane) time.Duration {
	var wait time.Duration
	reserved := make([]*rate.Reservation, len(lanes))
	for i, l := range lanes {
		reserved[i] = l.taken.Reserve()
	}
	for i, l := range lanes {
		if until := reserved[i].Delay(); until > 0 {
			wait = max(wait, until+l.promised.Reserve().Delay())
		}
	}
	if wait > 0 {
		for _, r := range reserved {
			r.Cancel()
		}
	}
	return wait
}
