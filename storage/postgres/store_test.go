package postgres_test

import (
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

func TestStore(t *testing.T) {
	t.Parallel()
	domaintest.Store(t, func(t *testing.T, clock domain.Clock) domain.Store {
		return postgrestest.Open(t, postgres.Config{Clock: clock})
	})
}
