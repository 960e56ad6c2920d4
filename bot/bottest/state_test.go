package bottest_test

import (
	"os"
	"testing"
)

// stateDir is a folder that the account Postgres runs as can reach: when the tests run as root that is another account,
// and the folders of testing are root's alone.
func stateDir(tb testing.TB) string {
	tb.Helper()
	dir, err := os.MkdirTemp("", "partnerbot-bench-")
	if err != nil {
		tb.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}
