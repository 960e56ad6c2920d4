package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"time"
)

// agentsPackage is Microsoft's 365 Agents Playground. It is pinned: the addresses that it is driven by are documented
// nowhere.
const agentsPackage = "@microsoft/m365agentsplayground@0.2.28"

// agentsPlayground is Microsoft's Agents Playground: a page that looks like Teams, and a Bot Connector behind it.
type agentsPlayground struct {
	Command []string // what runs it, its arguments apart; nil: somebody else starts it
	Port    int      // where its page is to be, on all addresses of this machine: it knows no other way
	Dir     string   // for its files
}

const agentsConfigFile = "playground.json"

// page is the address of the page.
func (p agentsPlayground) page() string { return "http://127.0.0.1:" + strconv.Itoa(p.Port) }

// arguments start it before a proxy.
func (p agentsPlayground) arguments(proxy string) []string {
	return []string{
		"start", "--app-endpoint", proxy + "/api/messages", "--service-url", proxy + "/teams", "--channel-id", "msteams",
		"--port", strconv.Itoa(p.Port), "--disable-telemetry",
	}
}

// environment is what it does not take as an argument.
func (p agentsPlayground) environment() []string {
	return []string{
		"M365_AGENTS_PLAYGROUND_CONFIG_PATH=" + filepath.Join(p.Dir, agentsConfigFile),
		"M365_AGENTS_PLAYGROUND_LOGFILE=" + p.log(),
		"TEAMSAPPTESTER_BROWSER=none",
	}
}

func (p agentsPlayground) log() string { return filepath.Join(p.Dir, "playground.log") }

// run runs it until ctx ends, with all the processes that it starts.
func (p agentsPlayground) run(ctx context.Context, proxy string) error {
	args := slices.Concat(p.Command[1:], p.arguments(proxy))
	cmd := exec.CommandContext(ctx, p.Command[0], args...)
	cmd.Dir, cmd.Env = p.Dir, append(os.Environ(), p.environment()...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	inGroup(cmd)
	cmd.WaitDelay = 5 * time.Second
	err := cmd.Run()
	if ctx.Err() != nil {
		return nil
	}
	log, _ := os.ReadFile(p.log()) // there is none when it did not come that far
	return errors.Join(errors.New("the Agents Playground has ended"), err, lastWords(said.Bytes()), lastWords(log))
}

// lastWords are the last of what a program said, nil for none.
func lastWords(said []byte) error {
	const most = 2000
	said = bytes.TrimSpace(said[max(0, len(said)-most):])
	if len(said) == 0 {
		return nil
	}
	return errors.New(string(bytes.ToValidUTF8(said, nil)))
}

// await returns when it answers. It says "Listening" before it has read its configuration.
func (p agentsPlayground) await(ctx context.Context) error {
	again := time.NewTicker(200 * time.Millisecond)
	defer again.Stop()
	for {
		if err := p.call(ctx, http.MethodGet, "/_internal/v1/config", ""); err == nil {
			return nil
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// install adds the app to a conversation, in the name of who acts on the page.
func (p agentsPlayground) install(ctx context.Context, conversation string) error {
	return p.call(ctx, http.MethodPost, "/_debug/conversation/"+url.PathEscape(conversation)+"/installation", "{}")
}

func (p agentsPlayground) call(ctx context.Context, method, path, body string) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, method, p.page()+path, bytes.NewBufferString(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode >= 300 {
		return fmt.Errorf("the Agents Playground answers %s with %s", path, resp.Status)
	}
	return nil
}
