package embedded_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/storage/embedded"
)

// postmaster is the id of the server's main process.
func postmaster(t *testing.T, state string) int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dataDir(t, state), "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		t.Fatal(err)
	}
	return pid
}

func killProcess(t *testing.T, pid int) {
	t.Helper()
	p, err := os.FindProcess(pid)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Kill(); err != nil {
		t.Fatal(err)
	}
}

func TestPostmasterKilled(t *testing.T) {
	t.Parallel()
	c := embedded.Config{Dir: usedState(t)}
	s := start(t, c)
	if err := s.Err(); err != nil {
		t.Errorf("the running server has an error: %v", err)
	}

	killProcess(t, postmaster(t, c.Dir))
	<-s.Done()
	wantText(t, s.Err(), "the embedded Postgres ended", "killed")

	next := start(t, c)
	if next.Adopted() {
		t.Error("the next start adopted a dead server")
	}
	wantKept(t, next.URL("bot"))
}

func TestBotAndPostmasterKilled(t *testing.T) {
	t.Parallel()
	c := embedded.Config{Dir: usedState(t)}
	p := startChild(t, c, nil)
	pid := postmaster(t, c.Dir)
	p.kill(t)
	// It may have gone by itself in the meantime.
	if process, err := os.FindProcess(pid); err == nil {
		_ = process.Kill()
	}
	next := start(t, c)
	wantKept(t, next.URL("bot"))
}

func TestOldPIDFile(t *testing.T) {
	t.Parallel()
	c := embedded.Config{Dir: usedState(t)}
	s := start(t, c)
	file := filepath.Join(dataDir(t, c.Dir), "postmaster.pid")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	stop(t, s)

	_, rest, _ := strings.Cut(string(text), "\n")
	for name, pid := range map[string]int{"of nobody": endedProcess(t), "of somebody else": os.Getpid()} {
		if err := os.WriteFile(file, fmt.Appendf(nil, "%d\n%s", pid, rest), info.Mode()); err != nil {
			t.Fatal(err)
		}
		giveAs(t, file, info)
		next := start(t, c)
		if next.Adopted() {
			t.Errorf("with the id %s: adopted a server that is not there", name)
		}
		wantKept(t, next.URL("bot"))
		stop(t, next)
	}
}

// endedProcess is an id that no process has.
func endedProcess(t *testing.T) int {
	t.Helper()
	cmd := exec.Command(filepath.Join(embedded.Installed()[0], "postgres"), "--version")
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	return cmd.Process.Pid
}

func TestBotKilledInInitdb(t *testing.T) {
	t.Parallel()
	c := embedded.Config{Dir: openDir(t)}
	drafts := func(file string) []string {
		found, err := filepath.Glob(filepath.Join(c.Dir, "pg*.new-*", file))
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	p := begin(t, c, nil)
	await(t, "initdb begins", func() bool { return len(drafts("PG_VERSION")) > 0 })
	p.kill(t)

	next := startChild(t, c, nil) // at once, beside the initdb that goes on
	if got := query[string](t, next.URL, `select current_setting('data_checksums')`); got != "on" {
		t.Errorf("data checksums are %s", got)
	}
	next.finish(t)
	start(t, c)
	if found := drafts("."); len(found) > 0 {
		t.Errorf("%q is left", found)
	}
}
