package embedded_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/partnerbot/partnerbot/storage/embedded"
)

// program is a copy of this test program that every user may run: the one that
// go test builds lies in a folder of this user's own.
var program string

// TestMain runs the tests, or in a child process a server.
func TestMain(m *testing.M) {
	if text, ok := os.LookupEnv(childConfig); ok {
		if err := serve(text); err != nil {
			log.Fatal(err)
		}
		return
	}
	code, err := runTests(m)
	if err != nil {
		log.Fatal(err)
	}
	os.Exit(code)
}

func runTests(m *testing.M) (int, error) {
	dir, err := os.MkdirTemp("", "embedded")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o755); err != nil {
		return 0, err
	}
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	text, err := os.ReadFile(self)
	if err != nil {
		return 0, err
	}
	program = filepath.Join(dir, "server")
	if err := os.WriteFile(program, text, 0o755); err != nil {
		return 0, err
	}
	return m.Run(), nil
}

// childConfig is the environment variable that makes this program a server.
const childConfig = "EMBEDDED_TEST_CONFIG"

// news is what a child prints, a line of JSON for each.
type news struct {
	URL     string
	Adopted bool
	Ended   string
}

// serve runs a server until its standard input ends, and tells of it.
func serve(text string) error {
	var c embedded.Config
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return err
	}
	ctx := context.Background()
	s, err := embedded.Start(ctx, c)
	if err != nil {
		return err
	}
	if err := s.CreateDatabase(ctx, "bot"); err != nil {
		return err
	}
	tell := json.NewEncoder(os.Stdout)
	if err := tell.Encode(news{URL: s.URL("bot"), Adopted: s.Adopted()}); err != nil {
		return err
	}
	closed := make(chan error)
	go func() {
		_, err := io.Copy(io.Discard, os.Stdin)
		closed <- err
	}()
	select {
	case err := <-closed:
		if err != nil {
			return err
		}
	case <-s.Done():
		if err := tell.Encode(news{Ended: fmt.Sprint(s.Err())}); err != nil {
			return err
		}
	}
	return s.Stop(ctx)
}

// child is a process with a server.
type child struct {
	news
	cmd   *exec.Cmd
	stdin io.Closer
	lines *bufio.Scanner
}

// begin starts a child, which ends with the test if not before.
func begin(t *testing.T, c embedded.Config, prepare func(*exec.Cmd)) *child {
	t.Helper()
	text, err := json.Marshal(map[string]any{"Dir": c.Dir, "Throwaway": c.Throwaway})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program)
	cmd.Dir = filepath.Dir(program)
	cmd.Env = append(os.Environ(), childConfig+"="+string(text))
	cmd.Stderr = t.Output()
	if prepare != nil {
		prepare(cmd)
	}
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = cmd.Wait() // an error where the test has waited already
	})
	return &child{cmd: cmd, stdin: stdin, lines: bufio.NewScanner(stdout)}
}

// hear waits for what the child tells next.
func (c *child) hear(t *testing.T) {
	t.Helper()
	if !c.lines.Scan() {
		t.Fatalf("the child said nothing: %v", c.lines.Err())
	}
	if err := json.Unmarshal(c.lines.Bytes(), &c.news); err != nil {
		t.Fatal(err)
	}
}

// startChild starts a child and waits until its server answers.
func startChild(t *testing.T, c embedded.Config, prepare func(*exec.Cmd)) *child {
	t.Helper()
	p := begin(t, c, prepare)
	p.hear(t)
	return p
}

// finish lets the child stop in order.
func (c *child) finish(t *testing.T) {
	t.Helper()
	if err := c.stdin.Close(); err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Wait(); err != nil {
		t.Fatalf("the child ended with %v", err)
	}
}

// kill is kill -9.
func (c *child) kill(t *testing.T) {
	t.Helper()
	if err := c.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = c.cmd.Wait() // says that it was killed
}
