package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"

	"github.com/partnerbot/partnerbot/cmd/partnerbot/sample"
)

// agentsPort is where the playground's page is unless somebody else has the port: its own default.
const agentsPort = 56150

// runAgents shows the company in Microsoft's Agents Playground, and stays until ctx ends.
func (c demoCommand) runAgents(ctx context.Context, term terminal, config localConfig) (err error) {
	port, err := freeAgentsPort(ctx)
	if err != nil {
		return fmt.Errorf("find a port for the Agents Playground: %w", err)
	}
	dir, err := os.MkdirTemp("", "partnerbot-agents-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	config.Agents = &agentsPlayground{Port: port, Dir: dir}
	start := npx()
	if start != nil {
		fmt.Fprintf(term.out, "Starting Microsoft's Agents Playground, which npx downloads the first time: %s …\n", agentsPackage)
		config.Agents.Command = start
	} else {
		fmt.Fprintf(term.out, noNPX, config.Agents.line("http://"+config.Page.Addr().String()))
	}
	return runLocal(ctx, config, func(ctx context.Context, l *local) error {
		if err := l.agents.await(ctx); err != nil {
			return err
		}
		if err := l.agents.install(ctx, l.chat.Channel(sample.Forecast)); err != nil {
			return err
		}
		return c.welcomeAgents(ctx, term, l)
	})
}

// npx runs a package of npm's; nil where there is none.
func npx() []string {
	path, err := exec.LookPath("npx")
	if err != nil {
		return nil
	}
	return []string{path, "-y", agentsPackage}
}

const noNPX = `There is no npx on the PATH, which comes with Node.js. Where there is one on this machine, start Microsoft's Agents Playground:

    %s

`

// line is what a person types to start it.
func (p agentsPlayground) line(proxy string) string {
	words := append(p.environment(), "npx", "-y", agentsPackage)
	return strings.Join(append(words, p.arguments(proxy)...), " ")
}

// freeAgentsPort is the usual port, or any free one when that is taken.
func freeAgentsPort(ctx context.Context) (int, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", ":"+strconv.Itoa(agentsPort))
	if errors.Is(err, syscall.EADDRINUSE) {
		l, err = config.Listen(ctx, "tcp", ":0")
	}
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// welcomeAgents says where the page is and what to try, and stays until ctx ends.
func (c demoCommand) welcomeAgents(ctx context.Context, term terminal, l *local) error {
	fmt.Fprintf(term.out, agentsWelcome, sample.TeamName, l.agents.page())
	if c.Open {
		if err := openBrowser(ctx, l.agents.page()); err != nil {
			fmt.Fprintln(term.err, "The browser could not be opened:", err)
		}
	}
	var enters <-chan struct{}
	if isTerminal(os.Stdin) {
		fmt.Fprintln(term.out, "Press Enter here to move the clock to the next Monday post, in General.")
		enters = lines(os.Stdin)
	}
	return mondays(ctx, term, l, enters)
}

const agentsWelcome = `
%s is an invented company whose partner program runs on partnerbot. Its Teams is at

    %s

You are Ruth, who decides on deals. Try first, in Personal Chat:
  home       what waits for you: press Open, then Approve
  forecast   the number of the quarter
  + beside the message box, Action Command, register_deal, Create: the form that registers a deal
Then look into deal-desk: its card is there. You registered it, so another must decide.

Buttons that open a form do nothing in this page; in Teams they do. It is open to whoever reaches this machine.
End with Ctrl-C: nothing is kept.
`

// mondays moves the clock at each Enter, until ctx ends.
func mondays(ctx context.Context, term terminal, l *local, enters <-chan struct{}) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-enters:
			to := l.nextMonday(l.clock.Now())
			if err := l.advance(ctx, to); err != nil {
				return err
			}
			fmt.Fprintf(term.out, "It is %s: the number is posted in General.\n", to.Format("Monday, January 2, 15:04"))
		}
	}
}

// lines tells of each line that is read. It goes on reading when nobody listens any more, until the process ends:
// nothing stops a read from a terminal.
func lines(from io.Reader) <-chan struct{} {
	each := make(chan struct{})
	go func() {
		for read := bufio.NewScanner(from); read.Scan(); {
			each <- struct{}{}
		}
	}()
	return each
}
