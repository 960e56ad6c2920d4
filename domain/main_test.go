package domain_test

import (
	"os"
	"testing"

	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

// The use cases are tested on the store that they run on: a double would prove only what the double believes.
func TestMain(m *testing.M) { os.Exit(postgrestest.Main(m)) }
