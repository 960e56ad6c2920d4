package adaptertest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	// namedTest is a test with, in brackets, its cases.
	namedTest = regexp.MustCompile("`((?:Test|Fuzz)\\w+)`(?: \\((`[^)]*`)\\))?")
	namedCase = regexp.MustCompile("`([^`]+)`")
)

// Quirks holds that each surprise of quirks.md names a test that there is in the same folder, and cases of it that there
// are: names in the test's source, or recordings under testdata/inbound. least is how many it names at the least.
func Quirks(t *testing.T, least int) {
	t.Helper()
	page, tests := read(t, "quirks.md"), ""
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		tests += read(t, f)
	}
	named := namedTest.FindAllStringSubmatch(page, -1)
	if len(named) < least {
		t.Errorf("quirks.md names only %d tests", len(named))
	}
	for _, n := range named {
		if !strings.Contains(tests, "func "+n[1]+"(") {
			t.Errorf("quirks.md names %s, which is not there", n[1])
		}
		for _, c := range namedCase.FindAllStringSubmatch(n[2], -1) {
			recorded, _ := filepath.Glob("testdata/inbound/" + c[1] + ".*")
			if !strings.Contains(tests, `"`+c[1]+`"`) && len(recorded) == 0 {
				t.Errorf("quirks.md names the case %q of %s, which is not there", c[1], n[1])
			}
		}
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
