package slack_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Each surprise that quirks.md tells of names a test that there is.
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
	named := regexp.MustCompile("`(?:Test|Fuzz)\\w+`").FindAllString(string(page), -1)
	if len(named) < 30 {
		t.Errorf("quirks.md names only %d tests", len(named))
	}
	for _, name := range named {
		if !strings.Contains(tests.String(), "func "+strings.Trim(name, "`")+"(") {
			t.Errorf("quirks.md names %s, which is not there", name)
		}
	}
	recorded := regexp.MustCompile("TestHandler_Recorded` \\((.*?)\\)").FindAllStringSubmatch(string(page), -1)
	for _, r := range recorded {
		for _, name := range regexp.MustCompile("`(\\w+)`").FindAllStringSubmatch(r[1], -1) {
			if _, err := os.Stat("testdata/inbound/" + name[1] + ".txt"); err != nil {
				t.Errorf("quirks.md names the recording %s, which is not there", name[1])
			}
		}
	}
}
