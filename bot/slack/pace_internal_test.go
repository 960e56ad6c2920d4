package slack

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/partnerbot/partnerbot/bot/pace"
)

// A hundred messages for one channel, all at once: each goes a second after the one before, and hardly any comes back
// for its turn in vain.
func TestPace_ACrowdForOneChannel(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const crowd = 100
		p, began := new(paces), time.Now()
		asked, went := make(chan struct{}, crowd*crowd), make(chan time.Duration, crowd)
		for range crowd {
			go func() {
				for wait := p.post("C1"); wait > 0; wait = p.post("C1") {
					asked <- struct{}{}
					time.Sleep(wait) // of the bubble's time
				}
				went <- time.Since(began)
			}()
		}
		for i := range crowd {
			if got, want := <-went, time.Duration(i)*time.Second; got < want || got > want+10*time.Second {
				t.Errorf("message %d went after %s, want about %s", i, got, want)
			}
		}
		if n := len(asked); n > 2*crowd {
			t.Errorf("%d came for their turn in vain, want at most two each", n)
		}
	})
}

// The channel's pace holds nobody up elsewhere; the workspace's does.
func TestPace_OtherChannels(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := new(paces)
		if wait := p.post("C1"); wait != 0 {
			t.Errorf("the first waits %s", wait)
		}
		if wait := p.post("C1"); wait != time.Second {
			t.Errorf("the second waits %s, want a second", wait)
		}
		for i := range workspacePostBurst - 1 {
			if wait := p.post(string(rune('a' + i))); wait != 0 {
				t.Errorf("channel %d waits %s", i, wait)
			}
		}
		if wait := p.post("C9"); wait != time.Minute/workspacePostsPerMinute {
			t.Errorf("past the burst: %s", wait)
		}
	})
}

func TestPace_Workspace(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := new(paces)
		sent := 0
		for i := range 2 * pace.MaxLanes {
			if p.post("C"+strings.Repeat("x", i)) == 0 {
				sent++
			}
		}
		if sent != workspacePostBurst {
			t.Errorf("%d messages at once, want %d", sent, workspacePostBurst)
		}
		for range editBurst {
			if w := p.edit(); w != 0 {
				t.Errorf("an edit waits %s", w)
			}
		}
		if w := p.edit(); w <= 0 || w > time.Minute/editsPerMinute {
			t.Errorf("one edit more waits %s", w)
		}
	})
}
