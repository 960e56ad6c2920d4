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

func TestUnfinishedInitdb(t *testing.T) {
	t.Parallel()
	c := embedded.Config{Dir: openDir(t)}
	for _, major := range []string{"15", "16", "17", "18"} {
		if err := os.Mkdir(filepath.Join(c.Dir, "pg"+major+".new"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(c.Dir, "pg"+major+".new", "PG_VERSION"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := start(t, c)
	query[int](t, s.URL("postgres"), `select 1`)
}
