package postgres_test

import (
	"context"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/domaintest"
	"github.com/partnerbot/partnerbot/domain/forecast"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

// sizes are how many deals the benchmarks run over; -bench=/1000000 picks the largest.
var sizes = []int{1000, 10_000, 100_000, 1_000_000}

// deals come up one each minute, most of them won or lost a month later, for one of 20 partners.
func deals(n int, from time.Time) iter.Seq2[domain.ImportedDeal, error] {
	return func(yield func(domain.ImportedDeal, error) bool) {
		for i := range n {
			at := from.Add(time.Duration(i) * time.Minute)
			d := domain.ImportedDeal{
				SourceKey: fmt.Sprintf("deal-%07d", i), Name: fmt.Sprintf("Deal %d", i), Partner: fmt.Sprintf("Partner %d", i%20),
				Attribution: forecast.Sourced, Product: "Initech Cloud",
				Account:  domain.Account{Name: fmt.Sprintf("Customer %d", i%1000), Key: fmt.Sprintf("customer-%d.example", i%1000)},
				Versions: []domain.DealVersion{{At: at, Amount: int64(i), Stage: "Qualified", Category: forecast.Pipeline, Outcome: forecast.Open}},
			}
			if i%5 != 0 {
				end := at.AddDate(0, 1, 0)
				d.Versions = append(d.Versions, domain.DealVersion{
					At: end, Amount: int64(i), Stage: "Won", Category: forecast.Closed, Outcome: forecast.Won, CloseDate: calendar.DateOf(end),
				})
			}
			if !yield(d, nil) {
				return
			}
		}
	}
}

func imported(b *testing.B, n int) *domaintest.World {
	b.Helper()
	clock := domaintest.NewClock()
	w := domaintest.NewWorld(b, postgrestest.Open(b, postgres.Config{Clock: clock.Now}), clock)
	w.Change(b, func(ctx context.Context, tx domain.Tx) error {
		_, _, err := tx.ImportDeals(ctx, w.Program.ID, deals(n, clock.Now().AddDate(-2, 0, 0)))
		return err
	})
	return w
}

func BenchmarkImportDeals(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				imported(b, n)
			}
			perDeal(b, n)
		})
	}
}

func BenchmarkPairsAt(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			w := imported(b, n)
			now := w.Clock.Now()
			b.ReportAllocs()
			for b.Loop() {
				for _, err := range w.Store.PairsAt(b.Context(), w.Program.ID, now.AddDate(0, 0, -7), now) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
			perDeal(b, n)
		})
	}
}

func BenchmarkTakeSnapshot(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			w := imported(b, n)
			monday := calendar.DateOf(w.Clock.Now()).Monday()
			for b.Loop() {
				w.Change(b, func(ctx context.Context, tx domain.Tx) error {
					_, err := tx.TakeSnapshot(ctx, domain.Snapshot{
						ID: domaintest.NewID(), ProgramID: w.Program.ID, Monday: monday, AsOf: w.Clock.Now(), TakenAt: w.Clock.Now(),
					})
					monday = monday.AddDays(7)
					return err
				})
			}
			perDeal(b, n)
		})
	}
}

func perDeal(b *testing.B, n int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/deal")
}
