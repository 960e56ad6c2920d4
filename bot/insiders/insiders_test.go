package insiders_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/bot/insiders"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

// room is a channel that somebody from outside may join.
type room struct {
	external bool
	asked    int
	err      error
	while    func() // happens while it is asked about
}

func (r *room) look(context.Context) (bool, error) {
	r.asked++
	external := r.external
	if r.while != nil {
		r.while()
	}
	return external, r.err
}

func TestMemory(t *testing.T) {
	t.Parallel()
	clock, r := domaintest.NewClock(), &room{}
	m := insiders.New(clock.Now)
	want := func(external bool, asked int, anew bool) {
		t.Helper()
		got, err := m.External(t.Context(), "C1", anew, r.look)
		if got != external || r.asked != asked || err != nil {
			t.Errorf("external %t, asked %d times, %v; want %t, %d", got, r.asked, err, external, asked)
		}
	}
	want(false, 1, false)
	want(false, 1, false)
	r.external = true
	want(false, 1, false) // for a while
	want(true, 2, true)
	want(true, 2, false)
	r.external = false
	clock.Advance(10 * time.Minute)
	want(false, 3, false)
	m.Forget()
	want(false, 4, false)
	r.while = func() { r.external, r.while = true, nil; m.Forget() } // somebody joins while it is asked about
	want(false, 5, true)
	want(true, 6, false)
}

func TestMemory_nobodyKnows(t *testing.T) {
	t.Parallel()
	r := &room{err: errors.New("away")}
	m := insiders.New(domaintest.NewClock().Now)
	if external, err := m.External(t.Context(), "C1", false, r.look); !external || !errors.Is(err, r.err) {
		t.Errorf("%t, %v", external, err)
	}
	r.err = nil
	if external, err := m.External(t.Context(), "C1", false, r.look); external || err != nil || r.asked != 2 {
		t.Errorf("%t, %v, asked %d times", external, err, r.asked)
	}
}
