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

	xterm "golang.org/x/term"

	"github.com/partnerbot/partnerbot/bot/bottest"
	"github.com/partnerbot/partnerbot/bot/playground"
	"github.com/partnerbot/partnerbot/cmd/partnerbot/sample"
	"github.com/partnerbot/partnerbot/domain"
)

// demoAddress is where the demo is found unless somebody else has the port.
const demoAddress = "127.0.0.1:8765"

type demoCommand struct {
	Listen      string `placeholder:"ADDRESS" help:"Where to serve the workspace, on this machine only. Default: ${demo_address}, or a free port when that is taken."`
	Open        bool   `help:"Open the workspace in the browser."`
	Story       bool   `help:"Play the whole story without a browser and print what each person sees. Exit code 1 when anything is not as the story says."`
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
	return nil
}

// Run starts the demo and stays until ctx ends.
func (c demoCommand) Run(ctx context.Context, term terminal, clock domain.Clock) (err error) {
	log := logSettings{LogLevel: c.LogLevel, LogFormat: "text"}.logger(term.err)
	fmt.Fprintln(term.out, "Starting a Postgres to throw away, and a quarter of history …")
	db, err := c.throwaway(ctx, term, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.stop(ctx)) }()
	page, err := c.listen(ctx)
	if err != nil {
		return fmt.Errorf("serve the workspace: %w", err)
	}
	defer page.Close() // for the errors before it is served
	config, err := c.local(db, page, clock, log, term)
	if err != nil {
		return err
	}
	if c.Story {
		return playStory(ctx, config, bottest.RegisterToDigest, teller{term.out, colors(term.out)})
	}
	return runLocal(ctx, config, func(ctx context.Context, _ *local) error {
		return c.welcome(ctx, term, "http://"+page.Addr().String())
	})
}

// local is the workspace on the sample's pipeline or on that of a file.
func (c demoCommand) local(db database, page net.Listener, clock domain.Clock, log *slog.Logger, term terminal) (localConfig, error) {
	if c.Import == "" {
		return sampleLocal(db, page, clock, clock(), log, true)
	}
	f, err := readProgramFile(c.Import, c.Map, c.SkipBadRows)
	if err != nil {
		return localConfig{}, err
	}
	return fileLocal(db, page, clock, log, f, term)
}

// welcome says where the workspace is, and stays until ctx ends.
func (c demoCommand) welcome(ctx context.Context, term terminal, url string) error {
	fmt.Fprintf(term.out, welcome, sample.TeamName, url)
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

You are Maya, who sells. Type /deal register in #sales, or click through the list on the right.
End with Ctrl-C: nothing is kept.
`

// colors tells whether w is a terminal whose user has nothing against colors (no-color.org).
func colors(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && xterm.IsTerminal(int(f.Fd())) && os.Getenv("NO_COLOR") == ""
}

// sampleLocal is the sample company, in which the reader takes over at until, with its history or without.
func sampleLocal(db database, page net.Listener, real domain.Clock, until time.Time, log *slog.Logger, history bool) (localConfig, error) {
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
		Workspace: sample.Workspace(), Zone: zone, Guide: guide(),
		Deal: storyDeal{partner: "Calder & Finch", rival: "Orrin Digital", product: "Dispatch", currency: sample.Currency},
		Fill: func(ctx context.Context, l *local) error {
			err := fill(ctx, sample.Config{
				Store: l.app.store, Clock: l.clock, NewID: newID, Deliver: l.app.courier.Deliver, Until: until,
			})
			l.clock.Advance(until)
			return err
		},
	}, nil
}

// guide is what to try, in the order of the story.
func guide() []playground.Step {
	return []playground.Step{
		{Title: "Register a deal as Maya", As: sample.Maya, Channel: sample.Sales, Type: "/deal register Harbor Street Clinics harborstreet-clinics.com 86,000"},
		{Title: "Ben is too late: register the same customer with another partner", As: sample.Ben, Channel: sample.Sales, Type: "/deal register Harbor Street Clinics harborstreet-clinics.com 90,000"},
		{Title: "Ruth approves it with the button", As: sample.Ruth, Channel: sample.DealDesk},
		{Title: "Maya reads the decision", As: sample.Maya, Channel: "@app"},
		{Title: "Maya closes the deal as won", As: sample.Maya, Channel: sample.Sales, Type: "/deal won"},
		{Title: "Jump to Monday: the number is posted", As: sample.Viktor, Channel: sample.Forecast, Clock: "monday"},
		{Title: "Ask for the number at any time", As: sample.Viktor, Channel: sample.Forecast, Type: "/forecast"},
		{Title: "See how the program stands", As: sample.Dana, Channel: sample.Sales, Type: "/program status"},
	}
}

// listen takes the usual port, or any free one when that is taken and no other was asked for.
func (c demoCommand) listen(ctx context.Context) (net.Listener, error) {
	var config net.ListenConfig
	if c.Listen != "" {
		return config.Listen(ctx, "tcp", c.Listen)
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
