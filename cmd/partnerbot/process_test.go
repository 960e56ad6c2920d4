package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// byClock is the name under which the test binary is the program, by the test's clock.
const byClock = "partnerbot-by-clock"

// runByClock is main, but for the clock: that is as far ahead of the real one as the last line of stdin says. The
// process ends with stdin, so that none outlives its test.
func runByClock() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	var ahead atomic.Int64
	lines := bufio.NewScanner(os.Stdin)
	next := func() bool {
		if !lines.Scan() {
			return false
		}
		d, err := time.ParseDuration(lines.Text())
		ahead.Store(int64(d))
		return err == nil
	}
	if !next() {
		os.Exit(exitUsage)
	}
	go func() {
		for next() {
			continue
		}
		os.Exit(exitFailed)
	}()
	clock := func() time.Time { return wallClock().Add(time.Duration(ahead.Load())) }
	os.Exit(run(ctx, os.Args[1:], terminal{os.Stdout, os.Stderr}, clock))
}

// process is one `partnerbot serve`, with a process id of its own.
type process struct {
	address string      // http://…, where it serves
	serving chan string // gives the address
	dead    chan struct{}
	cmd     *exec.Cmd
	clock   io.Writer

	mu  sync.Mutex
	log []string
}

// start starts the program on the town's database and workspace, and returns once it serves.
func (w *town) start(t *testing.T) *process {
	t.Helper()
	p := w.launch(t)
	p.await(t)
	return p
}

func (w *town) launch(t *testing.T) *process {
	t.Helper()
	p := &process{cmd: exec.Command(byClock, "serve", "--listen=127.0.0.1:0"), serving: make(chan string, 1), dead: make(chan struct{})}
	p.cmd.Env = append(os.Environ(), "SLACK_SIGNING_SECRET="+signingSecret, "SLACK_BOT_TOKEN="+botToken,
		"SLACK_API="+w.url+"/api/", "DATABASE_URL="+w.database, "PARTNERBOT_STATE="+w.state)
	stdin, err := p.cmd.StdinPipe()
	must(t, err)
	stderr, err := p.cmd.StderrPipe()
	must(t, err)
	must(t, p.cmd.Start())
	p.clock = stdin
	p.tell(t, w.clock)
	go func() {
		p.follow(stderr)
		_ = p.cmd.Wait() // how it ended is in cmd.ProcessState
		close(p.dead)
	}()
	t.Cleanup(p.kill)
	return p
}

// await returns once the program serves.
func (p *process) await(t *testing.T) {
	t.Helper()
	select {
	case p.address = <-p.serving:
	case <-p.dead:
		t.Fatalf("the program ended with %s:\n%s", p.cmd.ProcessState, p.lastWords())
	case <-patience(t).Done():
		t.Fatalf("the program does not serve:\n%s", p.lastWords())
	}
}

// follow reads the log to its end.
func (p *process) follow(log io.Reader) {
	lines := bufio.NewScanner(log)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		p.mu.Lock()
		p.log = append(p.log, lines.Text())
		p.mu.Unlock()
		var line struct{ Msg, Address string }
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "serving" {
			p.serving <- "http://" + line.Address
		}
	}
}

// tell sets the process's clock by the town's.
func (p *process) tell(t *testing.T, c *movableClock) {
	t.Helper()
	_, err := fmt.Fprintln(p.clock, c.Now().Sub(wallClock()))
	must(t, err)
}

// kill ends the process as kill -9 does. It returns when the process is gone, and does nothing then.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may be gone by itself
	<-p.dead
}

// stop asks the process to end, and sees that it does so in good order.
func (p *process) stop(t *testing.T) {
	t.Helper()
	must(t, p.cmd.Process.Signal(syscall.SIGTERM))
	select {
	case <-p.dead:
		if code := p.cmd.ProcessState.ExitCode(); code != exitDone {
			t.Errorf("the program ended with %d:\n%s", code, p.lastWords())
		}
	case <-patience(t).Done():
		t.Errorf("the program does not end:\n%s", p.lastWords())
	}
}

// lastWords are the end of the log.
func (p *process) lastWords() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Join(p.log[max(0, len(p.log)-20):], "\n")
}
