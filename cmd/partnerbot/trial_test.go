package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Who only looks finds no database afterwards where none was before.
func TestLookLeavesNoDatabase(t *testing.T) {
	t.Parallel()
	home := openDir(t)
	i := importTest{t: t, folder: t.TempDir()}
	deals, m := i.file("deals.csv", importRows), i.file("map.yaml", importMap)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"doctor"}, "ok    Database   a Postgres of its own starts, and has no data yet; serve brings its schema up to date\n"},
		{[]string{"import", "deals", deals, "--map", m, "--dry-run"}, "partnerbot: There is no program yet."},
		{[]string{"forecast"}, "partnerbot: There is no program yet."},
	} {
		var out bytes.Buffer
		args := append(c.args, "--database-url=", "--state", filepath.Join(home, "state", "partnerbot"))
		if code := run(t.Context(), args, terminal{&out, &out}, wallClock); code != exitFailed || !strings.Contains(out.String(), c.want) {
			t.Errorf("%s: %d %q, want %q", c.args[0], code, out.String(), c.want)
		}
		if strings.Contains(out.String(), "its data in") {
			t.Errorf("%s: data that is gone is told of: %q", c.args[0], out.String())
		}
		if left, err := os.ReadDir(home); len(left) > 0 || err != nil {
			t.Fatalf("%s leaves %v, %v", c.args[0], left, err)
		}
	}
}
