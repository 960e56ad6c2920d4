package domain_test

import (
	"fmt"
	"iter"
	"runtime"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/domaintest"
	"github.com/partnerbot/partnerbot/domain/forecast"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

// manyDeals are n deals of the last year, of 50 partners; four in five are closed.
func manyDeals(n int, until time.Time) iter.Seq2[domain.ImportedDeal, error] {
	return func(yield func(domain.ImportedDeal, error) bool) {
		for i := range n {
			opened := until.AddDate(0, 0, -(i*7919)%365)
			closes := opened.AddDate(0, 0, 20+i%70)
			open := domain.DealVersion{
				At: opened, Amount: int64(i%9_000) * 100, Stage: "Proposal", Category: forecast.BestCase, Outcome: forecast.Open,
				CloseDate: calendar.DateOf(closes),
			}
			d := domain.ImportedDeal{
				SourceKey: fmt.Sprint(i), Name: fmt.Sprintf("Deal %d", i), Partner: fmt.Sprintf("Partner %d", i%50),
				Attribution: forecast.Sourced, Versions: []domain.DealVersion{open},
			}
			if i%5 > 0 && closes.Before(until) {
				end := open
				end.At, end.Stage, end.Category, end.Outcome = closes, "Won", forecast.Closed, forecast.Won
				d.Versions = append(d.Versions, end)
			}
			if !yield(d, nil) {
				return
			}
		}
	}
}

// BenchmarkForecast is the content of the digest from the rows of the database on. heap-MB is what is live after it.
func BenchmarkForecast(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("deals=%d", n), func(b *testing.B) {
			clock := domaintest.NewClock()
			store := postgrestest.Open(b, postgres.Config{Clock: clock.Now})
			w := domaintest.NewWorld(b, store, clock)
			desk := domain.NewDesk(domain.DeskConfig{Store: store, Clock: clock.Now, NewID: domaintest.NewID})
			system := domain.System(w.Tenant.ID, w.Program.ID)
			if _, err := desk.Import(b.Context(), system, manyDeals(n, clock.Now())); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := desk.Forecast(b.Context(), system, calendar.Date{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/deal")
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "heap-MB")
		})
	}
}
