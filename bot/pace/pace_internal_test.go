package pace

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestPace_forgetsQuietLanes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := new(Pace)
		for i := range 2 * MaxLanes {
			p.Turn(Lane{Name: strings.Repeat("x", i), Limit: Limit{PerSecond: 1, Burst: 1}})
			if n := len(p.lanes); n > MaxLanes {
				t.Fatalf("%d lanes are remembered", n)
			}
			time.Sleep(time.Second) // its turn has come back
		}
	})
}
