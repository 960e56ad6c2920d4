package main

import (
	"os"
	"path/filepath"
	"testing"
)

// What a tool finds is a fault; what go says of its own work is none.
func TestSilent(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, c := range map[string]struct {
		body string
		want bool
	}{
		"finds nothing":       {"", true},
		"says what it does":   {`println("go: downloading")`, true},
		"finds something":     {`os.Stdout.WriteString("a.go\n")`, false},
		"fails":               {`os.Exit(1)`, false},
		"says why, and fails": {`println("broken"); os.Exit(1)`, false},
	} {
		file := filepath.Join(dir, name+".go")
		code := "package main\n\nimport \"os\"\n\nfunc main() { _ = os.Args; " + c.body + " }\n"
		if err := os.WriteFile(file, []byte(code), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, ok := silent("go", "run", file)(t.Context()); ok != c.want {
			t.Errorf("a tool that %s: %v\n%s", name, ok, out)
		}
	}
}
