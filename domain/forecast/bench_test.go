package forecast_test

import (
	"encoding/binary"
	"fmt"
	"iter"
	"testing"

	"github.com/partnerbot/partnerbot/domain/forecast"
)

// manyPairs streams n deals in varied states, through the same two structs, as a store may.
func manyPairs(n int) iter.Seq2[forecast.Pair, error] {
	categories := []forecast.Category{forecast.Pipeline, forecast.BestCase, forecast.Commit, forecast.Omitted}
	return func(yield func(forecast.Pair, error) bool) {
		before, after := deal(), deal()
		first := on("2026-07-01")
		for i := range n {
			binary.BigEndian.PutUint64(after.ID[8:], uint64(i+1))
			x := (i*2_654_435_761 + 12_345) % 1_000_003
			after.Amount = int64(x)
			after.Category, after.Outcome = categories[x%4], forecast.Open
			after.CloseDate = first.AddDays(x % 240)
			if x%5 == 0 {
				after.Outcome = forecast.Won
			}
			*before = *after
			before.Outcome = forecast.Open
			before.Amount += int64(x % 1_000)
			if !yield(forecast.Pair{Before: before, After: after}, nil) {
				return
			}
		}
	}
}

func TestReckonAllocatesNothingPerDeal(t *testing.T) {
	count := func(n int) float64 {
		return testing.AllocsPerRun(3, func() { reckon(t, terms(), manyPairs(n)) })
	}
	if few, many := count(1_000), count(100_000); many > few {
		t.Errorf("1,000 deals take %v allocations, 100,000 take %v", few, many)
	}
}

func BenchmarkReckon(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("deals=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				reckon(b, terms(), manyPairs(n))
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/deal")
		})
	}
}
