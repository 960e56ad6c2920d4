package postgres_test

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain/domaintest"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

func TestContacts(t *testing.T) {
	t.Parallel()
	domaintest.TestBook(t, func(t *testing.T) domaintest.Book {
		var ticks atomic.Int64 // so that what is met later is newer
		clock := func() time.Time { return time.Date(2026, 10, 5, 9, 0, int(ticks.Add(1)), 0, time.UTC) }
		return postgrestest.Open(t, postgres.Config{Clock: clock})
	})
}

func TestSeen(t *testing.T) {
	t.Parallel()
	domaintest.TestSeen(t, postgrestest.Open(t, postgres.Config{Clock: domaintest.NewClock().Now}).First)
}
