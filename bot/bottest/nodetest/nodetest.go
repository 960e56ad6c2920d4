// Package nodetest lets tests ask Microsoft's own code, which runs on Node: its token validators, its card types and
// renderer, its schema of app packages, its Agents Playground. The scripts and the pinned packages stand in this folder;
// `npm ci` in it installs them.
package nodetest

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// Required is the environment variable that makes a test fail, and not skip, when Node or its packages are absent.
const Required = "PARTNERBOT_REQUIRE_NODE"

// Dir is this folder, where scripts and packages are. A test that needs them is skipped where they are not installed.
func Dir(t testing.TB) string {
	t.Helper()
	dir, missing := find()
	switch {
	case missing == nil:
		return dir
	case os.Getenv(Required) != "":
		t.Fatalf("Node or its packages are not installed, and %s is set: run npm ci in %s: %v", Required, dir, missing)
	default:
		t.Skipf("Node or its packages are not installed: run npm ci in %s", dir)
	}
	return ""
}

// Installed tells whether Node and its packages are there, or must be: for what is of use without them too.
func Installed() bool {
	_, missing := find()
	return missing == nil || os.Getenv(Required) != ""
}

func find() (dir string, missing error) {
	_, file, _, _ := runtime.Caller(0)
	dir = filepath.Dir(file)
	_, missing = os.Stat(filepath.Join(dir, "node_modules", ".package-lock.json"))
	if _, err := exec.LookPath("node"); err != nil {
		missing = err
	}
	return dir, missing
}

// Run runs a script of this folder, and gives what it prints. The test fails when the script does.
func Run(ctx context.Context, t testing.TB, input []byte, script string, args ...string) []byte {
	t.Helper()
	c := exec.CommandContext(ctx, "node", append([]string{script}, args...)...)
	c.Dir = Dir(t)
	c.Stdin = bytes.NewReader(input)
	var out, problem bytes.Buffer
	c.Stdout, c.Stderr = &out, &problem
	if err := c.Run(); err != nil {
		t.Fatalf("%s: %v\n%s%s", script, err, out.Bytes(), problem.Bytes())
	}
	return out.Bytes()
}
