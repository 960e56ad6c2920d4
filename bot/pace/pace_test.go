package pace_test

import (
	"fmt"
	"testing"

	"github.com/partnerbot/partnerbot/bot/pace"
)

// One channel that everybody writes to takes nothing from the others, though time passes while they are asked: this is
// the real clock.
func TestPace_HeldTakesNothing(t *testing.T) {
	t.Parallel()
	var p pace.Pace
	all := pace.Lane{Name: "all", Limit: pace.Limit{PerSecond: 0.001, Burst: 20}}
	channel := func(name string) pace.Lane {
		return pace.Lane{Name: name, Limit: pace.Limit{PerSecond: 0.001, Burst: 1}}
	}
	if wait := p.Turn(channel("busy"), all); wait != 0 {
		t.Fatalf("the first waits %s", wait)
	}
	for range 100 {
		if p.Turn(channel("busy"), all) == 0 {
			t.Fatal("two passed where one may")
		}
	}
	for i := range 19 {
		if wait := p.Turn(channel(fmt.Sprint("quiet ", i)), all); wait != 0 {
			t.Errorf("quiet channel %d waits %s", i, wait)
		}
	}
	if p.Turn(channel("one more"), all) == 0 {
		t.Error("more passed than all together may")
	}
}
