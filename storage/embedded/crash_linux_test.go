package embedded_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/storage/embedded"
)

func TestBotKilled(t *testing.T) {
	t.Parallel()
	for name, user := range users(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			state := usedState(t)
			user.give(t, state)
			c := embedded.Config{Dir: state}
			p := startChild(t, c, func(cmd *exec.Cmd) {
				user.as(cmd)
				cmd.Env = append(cmd.Env, "SLACK_BOT_TOKEN=xoxb-secret", "PGPORT=1")
			})
			wantNoSecrets(t, postmaster(t, state))
			p.kill(t)

			// The server shuts down in order, by itself.
			pidFile := filepath.Join(dataDir(t, state), "postmaster.pid")
			await(t, "postmaster.pid goes", func() bool { return gone(pidFile) })
			next := startChild(t, c, user.as)
			wantKept(t, next.URL)
			next.finish(t)
		})
	}
}

// wantNoSecrets checks the environment of the server.
func wantNoSecrets(t *testing.T, pid int) {
	t.Helper()
	environment, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", pid))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"SLACK_BOT_TOKEN", "PGPORT"} {
		if strings.Contains(string(environment), name) {
			t.Errorf("Postgres was given %s", name)
		}
	}
}

func TestStartWhileLastOneEnds(t *testing.T) {
	t.Parallel()
	c := embedded.Config{Dir: usedState(t)}
	p := startChild(t, c, nil)
	for range 3 {
		p.kill(t)
		p = startChild(t, c, nil) // at once
		if p.Adopted {
			t.Error("adopted the server of a process that died")
		}
		wantKept(t, p.URL)
	}
	p.finish(t)
}
