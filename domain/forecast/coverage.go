package forecast

import (
	"math"
	"math/bits"
)

// Coverage is open amount in the quarter over what is missing to the goal.
type Coverage struct {
	Open, Missing int64
	Met           bool // nothing is missing
	NoGoal        bool
	Hundredths    int // Open / Missing, 250 is 2.50x, cut off rather than rounded; 0 when Met or NoGoal
}

func coverage(open, won, goal int64) Coverage {
	c := Coverage{Open: open, Missing: max(goal-won, 0)}
	switch {
	case goal <= 0:
		c.Missing, c.NoGoal = 0, true
	case c.Missing == 0:
		c.Met = true
	default:
		c.Hundredths = hundredths(open, c.Missing, 0)
	}
	return c
}

// minForRate is how many closed deals a win rate must rest on.
const minForRate = 30

// require sets the required coverage: 1 / win rate of the trailing four quarters by amount, or the fallback when
// fewer than 30 deals closed in them or nothing was won.
func (f *Forecast) require(won, lost int64) {
	f.Required = f.Terms.RequiredCoverage
	if f.ClosedForRate < minForRate || won == 0 {
		return
	}
	f.RequiredByRate = true
	f.WinRate = hundredths(won, won+lost, 0)
	f.Required = hundredths(won+lost, won, won-1)
}

// hundredths is (100·part + extra) / whole, the largest int where it is larger: extra is 0 to cut off, whole-1 to round
// up. part is 0 or more, whole above 0.
func hundredths(part, whole, extra int64) int {
	hi, lo := bits.Mul64(uint64(part), 100)
	lo, carry := bits.Add64(lo, uint64(extra), 0)
	hi += carry
	if hi >= uint64(whole) {
		return math.MaxInt
	}
	q, _ := bits.Div64(hi, lo, uint64(whole))
	return int(min(q, math.MaxInt))
}
