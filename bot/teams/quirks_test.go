package teams_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Each surprise that quirks.md tells of names a test that there is, and cases of it that there are.
func TestQuirks_AreHeldByTests(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("quirks.md")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var tests strings.Builder
	for _, f := range files {
		source, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		tests.Write(source)
	}
	named := regexp.MustCompile("`((?:Test|Fuzz)\\w+)`(?: \\((`[^)]*`)\\))?").FindAllStringSubmatch(string(page), -1)
	if len(named) < 60 {
		t.Errorf("quirks.md names only %d tests", len(named))
	}
	for _, n := range named {
		if !strings.Contains(tests.String(), "func "+n[1]+"(") {
			t.Errorf("quirks.md names %s, which is not there", n[1])
		}
		for _, c := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(n[2], -1) {
			if !strings.Contains(tests.String(), `"`+c[1]+`"`) {
				t.Errorf("quirks.md names the case %q of %s, which is not there", c[1], n[1])
			}
		}
	}
}
