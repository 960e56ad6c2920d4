package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"

	"github.com/partnerbot/partnerbot/bot/bottest"
	"github.com/partnerbot/partnerbot/cmd/partnerbot/sample"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// demoAddress is where the demo is found unless somebody else has the port.
const demoAddress = "127.0.0.1:8765"

type demoCommand struct {
	Listen      string `placeholder:"ADDRESS" help:"Where to serve the workspace, on this machine only; for Teams, what stands between it and its page. Default: ${demo_address}, or a free port when that is taken."`
	Open        bool   `help:"Open the workspace in the browser."`
	Fresh       bool   `help:"Begin with nothing set up, to set the program up yourself."`
	Story       bool   `help:"Play the whole story without a browser and print what each person sees. Exit code 1 when anything is not as the story says."`
	On          string `enum:"slack,teams" default:"slack" help:"The chat platform that is stood in for: slack, or teams, whose page is Microsoft's Agents Playground, run by npx. Default: ${default}."`
	Import      string `placeholder:"FILE" help:"Run it on the pipeline in this CSV file."`
	Map         string `placeholder:"FILE" help:"YAML file that says which column of it is what, and for what program."`
	SkipBadRows bool   `help:"Leave bad rows of the file out."`
	postgresSettings
	LogLevel slog.Level `env:"PARTNERBOT_LOG_LEVEL" default:"error" placeholder:"LEVEL" group:"Log" help:"Least level that is logged: debug, info, warn or error. Default: ${default}."`
}

// Validate is called by kong.
func (c demoCommand) Validate() error {
	if (c.Import == "") != (c.Map == "") {
		return errors.New("--import and --map go together")
	}
	if c.Fresh && (c.Story || c.Import != "" || c.On != string(domain.Slack)) {
		return errors.New("--fresh stands alone")
	}
	return nil
}

// Run starts the demo and stays until ctx ends.
func (c demoCommand) Run(ctx context.Context, term terminal, clock domain.Clock) (err error) {
	log := logSettings{LogLevel: c.LogLevel, LogFormat: "text"}.logger(term.err)
	fmt.Fprintln(term.out, "Starting a Postgres to throw away, and a company …")
	page, err := c.listen(ctx)
	if err != nil {
		return fmt.Errorf("serve the workspace: %w", err)
	}
	defer page.Close() // for the errors before it is served
	db, err := c.throwaway(ctx, term, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.stop(ctx)) }()
	config, err := c.local(db, page, clock, log, term)
	if err != nil {
		return err
	}
	switch {
	case c.Story:
		return playStory(ctx, config, bottest.RegisterToDigest, teller{term.out, colors(term.out)})
	case c.onAgents():
		return c.runAgents(ctx, term, config)
	}
	return runLocal(ctx, config, func(ctx context.Context, _ *local) error {
		return c.greet(ctx, term, "http://"+page.Addr().String())
	})
}

// onAgents tells whether it is seen in Microsoft's Agents Playground: the stand-in for Teams has no page.
func (c demoCommand) onAgents() bool { return c.On == string(domain.Teams) && !c.Story }

// chat is where the sample company talks.
func (c demoCommand) chat() sample.Chat {
	switch {
	case c.onAgents():
		return sample.InAgentsPlayground()
	case c.On == string(domain.Teams):
		return sample.InTeams()
	}
	return sample.InSlack()
}

// local is the workspace on the sample's pipeline or on that of a file.
func (c demoCommand) local(db database, page net.Listener, clock domain.Clock, log *slog.Logger, term terminal) (localConfig, error) {
	if c.Fresh {
		return freshLocal(c.chat(), db, page, clock, log)
	}
	if c.Import == "" {
		return sampleLocal(c.chat(), db, page, clock, midweek(clock()), log, true)
	}
	f, err := readProgramFile(c.Import, c.Map, c.SkipBadRows)
	if err != nil {
		return localConfig{}, err
	}
	return fileLocal(c.chat(), db, page, clock, log, f, term)
}

// greet says where the workspace is, and stays until ctx ends.
func (c demoCommand) greet(ctx context.Context, term terminal, url string) error {
	you := "You are Maya, who sells. Follow the list on the right: it says what to press."
	if c.Fresh {
		you = "Nothing is set up. Follow the list on the right: it begins with Dana, who will run the program."
	}
	fmt.Fprintf(term.out, welcome, sample.TeamName, url, you)
	if c.Open {
		if err := openBrowser(ctx, url); err != nil {
			fmt.Fprintln(term.err, "The browser could not be opened:", err)
		}
	}
	<-ctx.Done()
	return nil
}

const welcome = `
%s is an invented company whose partner program runs on partnerbot. Its chat is at

    %s

%s
End with Ctrl-C: nothing is kept.
`

// colors tells whether w is a terminal whose user has nothing against colors (no-color.org).
func colors(w io.Writer) bool {
	return isTerminal(w) && os.Getenv("NO_COLOR") == ""
}

// sampleLocal is the sample company, in which the reader takes over at until, with its history or without.
func sampleLocal(in sample.Chat, db database, page net.Listener, real domain.Clock, until time.Time, log *slog.Logger, history bool) (localConfig, error) {
	zone, err := time.LoadLocation(sample.TimeZone)
	if err != nil {
		return localConfig{}, err
	}
	fill, begin := sample.SetUp, until
	if history {
		fill, begin = sample.Fill, sample.Begin(until)
	}
	return localConfig{
		Busy: history, Database: db, Clock: newMovableClock(real, begin), Log: log, Page: page,
		Chat: in, Zone: zone, Guide: append(guide(), guideToPartners()...),
		Deal: storyDeal{partner: "Calder & Finch", rival: "Orrin Digital", product: "Dispatch", currency: sample.Currency},
		Fill: func(ctx context.Context, l *local) error {
			err := fill(ctx, sample.Config{
				Store: l.app.store, Chat: l.chat, Clock: l.clock, NewID: newID, Deliver: l.app.courier.Deliver, Until: until,
				Quiet: l.agents != nil,
			})
			l.clock.Advance(until)
			if err != nil || !history {
				return err
			}
			return l.in.morning(ctx)
		},
	}, nil
}

// freshLocal is the sample company before anything is set up.
func freshLocal(in sample.Chat, db database, page net.Listener, real domain.Clock, log *slog.Logger) (localConfig, error) {
	c, err := sampleLocal(in, db, page, real, midweek(real()), log, false)
	c.Guide = guideFromNothing()
	c.Fill = func(_ context.Context, l *local) error {
		l.in.begin()
		return nil
	}
	return c, err
}

// midweek is the Wednesday of the week of an instant, mid-morning: whenever the demo is started, it is a working day with
// a Monday ahead.
func midweek(now time.Time) time.Time {
	zone, err := time.LoadLocation(sample.TimeZone)
	if err != nil {
		return now
	}
	return calendar.DateOf(now.In(zone)).Monday().AddDays(2).In(zone).Add(10*time.Hour + 12*time.Minute).UTC()
}

// listen takes the usual port, or any free one when that is taken and no other was asked for.
func (c demoCommand) listen(ctx context.Context) (net.Listener, error) {
	var config net.ListenConfig
	if c.Listen != "" {
		l, err := config.Listen(ctx, "tcp", c.Listen)
		if err != nil {
			return nil, err
		}
		if !l.Addr().(*net.TCPAddr).IP.IsLoopback() { // the workspace would refuse everybody, the bot too
			return nil, errors.Join(fmt.Errorf("other machines reach %s, and the demo is for this one alone: listen on 127.0.0.1", c.Listen), l.Close())
		}
		return l, nil
	}
	l, err := config.Listen(ctx, "tcp", demoAddress)
	if errors.Is(err, syscall.EADDRINUSE) {
		return config.Listen(ctx, "tcp", "127.0.0.1:0")
	}
	return l, err
}

// openBrowser asks the system to show the page.
func openBrowser(ctx context.Context, url string) error {
	name, args := "xdg-open", []string{url}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", url}
	}
	return exec.CommandContext(ctx, name, args...).Run()
}
