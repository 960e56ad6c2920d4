//go:build !windows

package embedded_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/partnerbot/partnerbot/storage/embedded"
)

func TestFolderThatTheAccountMayNotEnter(t *testing.T) {
	t.Parallel()
	shut := filepath.Join(openDir(t), "shut")
	inner := filepath.Join(shut, "inner")
	if err := os.MkdirAll(inner, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := embedded.MayEnter(inner); err != nil {
		t.Errorf("an open folder: %v", err)
	}
	if err := os.Chmod(shut, 0o700); err != nil {
		t.Fatal(err)
	}
	err := embedded.MayEnter(inner)
	if err == nil {
		t.Fatal("a folder below one that is this user's alone can be entered")
	}
	wantText(t, err, "may not enter "+shut, "0700", "/var/lib/partnerbot")

	if os.Geteuid() == 0 {
		// The whole way, as root.
		wantText(t, refused(t, embedded.Config{Dir: filepath.Join(inner, "state")}), "may not enter "+shut)
	}
}

// A trial says what a start would run into: an ordinary user may not write here, and whom root runs Postgres as not enter.
func TestTrialWhereNoDataCanBe(t *testing.T) {
	t.Parallel()
	shut := openDir(t)
	if err := os.Chmod(shut, 0o500); err != nil {
		t.Fatal(err)
	}
	wantText(t, refused(t, embedded.Config{Dir: filepath.Join(shut, "state", "partnerbot"), Trial: true}), "name another", shut)
}
