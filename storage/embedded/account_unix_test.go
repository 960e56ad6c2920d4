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
