package embedded

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// process is a running postgres (the postmaster).
type process struct {
	cmd  *exec.Cmd
	log  *serverLog
	done chan struct{} // closed when it has ended; err holds why from then on
	err  error
}

// run starts the program as the account. The process ends with us where the
// system can do that (see tie), and gets no signal meant for our terminal.
func run(program string, args []string, dir string, user account, log *slog.Logger) (*process, error) {
	p := &process{cmd: command(program, args, dir, user), log: &serverLog{to: log}, done: make(chan struct{})}
	p.cmd.Stdout, p.cmd.Stderr = p.log, p.log
	// Backends of a killed postmaster hold the pipe until they notice.
	p.cmd.WaitDelay = 5 * time.Second
	started := make(chan error)
	go func() {
		tie(p.cmd)
		err := p.cmd.Start()
		started <- err
		if err != nil {
			return
		}
		p.err = p.cmd.Wait()
		close(p.done)
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", program, err)
	}
	return p, nil
}

// command is the program as the account, in a folder that the account may
// enter, with a small environment: the bot's own holds its secrets, and PG*
// variables would change what Postgres does.
func command(program string, args []string, dir string, user account) *exec.Cmd {
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	cmd.Env = []string{"LC_ALL=C"}
	for _, name := range []string{
		"PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH",
		"TMPDIR", "TEMP", "TMP", "SystemRoot", "SystemDrive", "ComSpec",
	} {
		if value, ok := os.LookupEnv(name); ok {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
	}
	cmd.SysProcAttr = attributes(user)
	return cmd
}

// end asks for a shutdown and waits for it.
func (p *process) end(how shutdown) error {
	select {
	case <-p.done:
		return nil
	default:
		return signal(p.cmd.Process.Pid, how)
	}
}

// shutdown is one of Postgres's ways to stop.
type shutdown int

const (
	fast      shutdown = iota // SIGINT: roll back, disconnect, checkpoint
	immediate                 // SIGQUIT: as a crash; the next start recovers
)

// serverLog passes each line to the log and remembers the last ones, for the
// error that says why a start failed.
type serverLog struct {
	to   *slog.Logger
	mu   sync.Mutex
	part []byte
	last []string
}

const rememberedLines = 8

func (l *serverLog) Write(text []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.part = append(l.part, text...)
	for {
		line, rest, ok := bytes.Cut(l.part, []byte("\n"))
		if !ok {
			return len(text), nil
		}
		l.part = rest
		l.add(strings.TrimSpace(string(line)))
	}
}

func (l *serverLog) add(line string) {
	if line == "" {
		return
	}
	l.to.Debug("postgres", "line", line)
	l.last = append(l.last, line)
	if len(l.last) > rememberedLines {
		l.last = l.last[1:]
	}
}

// String is the last lines, on one.
func (l *serverLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.last, "; ")
}

// lastLines is the end of a program's output, on one line.
func lastLines(output []byte) string {
	l := &serverLog{to: slog.New(slog.DiscardHandler)}
	for line := range bytes.Lines(output) {
		l.add(strings.TrimSpace(string(line)))
	}
	return l.String()
}
