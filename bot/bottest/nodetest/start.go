package nodetest

import (
	"bufio"
	"bytes"
	"os/exec"
	"strings"
	"testing"
)

// Start runs a script of this folder until the test ends, and gives the first line that it prints.
func Start(t testing.TB, input []byte, script string, args ...string) string {
	t.Helper()
	c := exec.CommandContext(t.Context(), "node", append([]string{script}, args...)...)
	c.Dir = Dir(t)
	c.Stdin = bytes.NewReader(input)
	var problem bytes.Buffer
	c.Stderr = &problem
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Wait() }) // the context of the test has ended it
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		_ = c.Wait()
		t.Fatalf("%s printed no line: %v\n%s", script, err, problem.Bytes())
	}
	return strings.TrimSpace(line)
}
