package nodetest

import (
	"os/exec"
	"testing"
)

// Chromium is where the browser is that a script drives. A test that needs one is skipped where there is none.
func Chromium(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no Chromium on PATH: cards are not drawn")
	return ""
}
