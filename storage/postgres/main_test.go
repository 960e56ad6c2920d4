package postgres_test

import (
	"os"
	"testing"

	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

func TestMain(m *testing.M) { os.Exit(postgrestest.Main(m)) }
