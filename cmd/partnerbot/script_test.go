package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

func TestMain(m *testing.M) {
	testscript.Main(withDatabase{m}, map[string]func(){"partnerbot": main, byClock: runByClock})
}

// withDatabase runs the tests, with a database server to share.
type withDatabase struct{ *testing.M }

func (m withDatabase) Run() int { return postgrestest.Main(m.M) }

func TestScript(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{Dir: "testdata/script", RequireExplicitExec: true})
}
