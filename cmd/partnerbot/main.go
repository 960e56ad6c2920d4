// Command partnerbot runs a company's partner program from its chat: it serves Slack, keeps everything in Postgres, and
// posts the partner number on Monday. `partnerbot demo` shows it without an account anywhere.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // a container without zone files still knows Europe/Berlin

	"github.com/alecthomas/kong"

	"github.com/partnerbot/partnerbot/domain"
)

// commands is everything that the command line can do; each is in the file of its name.
type commands struct {
	Demo     demoCommand     `cmd:"" help:"Show it with an invented company, in the browser. Needs no account and keeps nothing."`
	Serve    serveCommand    `cmd:"" help:"Serve Slack, Microsoft Teams or both."`
	Import   importCommand   `cmd:"" help:"Take in what another system holds."`
	Forecast forecastCommand `cmd:"" help:"Print the partner number, now or at the end of a day."`
	Manifest manifestCommand `cmd:"" help:"Print what a chat platform needs to know of the app."`
	Doctor   doctorCommand   `cmd:"" help:"Check the settings, the database, Slack and Teams, and say what to mend."`
	Migrate  migrateCommand  `cmd:"" help:"Bring the database up to date, and end. serve does so too."`
	Version  versionCommand  `cmd:"" help:"Print what this program was built from."`
}

const about = `Run a partner program from chat: register deals, review them, and read one number on Monday.

Every setting is a flag or an environment variable; a flag wins.

Exit codes: 0 done, 1 it did not work, 2 the command line is wrong.`

// The exit codes.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() { begin(wallClock) }

// begin is main with the one clock of the program.
func begin(clock domain.Clock) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	os.Exit(run(ctx, os.Args[1:], terminal{os.Stdout, os.Stderr}, clock))
}

// wallClock is the real time, to the microsecond that Postgres keeps. No other part of the program asks for it.
func wallClock() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// run parses args, runs the command, and answers the exit code. When ctx ends, the command stops in good order.
func run(ctx context.Context, args []string, term terminal, clock domain.Clock) int {
	parser, err := kong.New(&commands{},
		kong.Name("partnerbot"), kong.Description(about), kong.UsageOnError(),
		kong.Writers(term.out, term.err), kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 120}),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(term, clock), kong.Vars{"demo_address": demoAddress},
	)
	if err != nil {
		return fail(term, err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(term.err, "partnerbot: %v\nRun %s --help to see what there is.\n", err, typed(err))
		return exitUsage
	}
	if err := command.Run(); err != nil && !(errors.Is(err, context.Canceled) && ctx.Err() != nil) {
		return fail(term, err)
	}
	return exitDone
}

// typed is the command that was typed, as far as it could be read.
func typed(err error) string {
	words := "partnerbot"
	var wrong *kong.ParseError
	if !errors.As(err, &wrong) {
		return words
	}
	for _, p := range wrong.Context.Path {
		if p.Command != nil {
			words += " " + p.Command.Name
		}
	}
	return words
}

func fail(term terminal, err error) int {
	fmt.Fprintf(term.err, "partnerbot: %v\n", withCause(err))
	return exitFailed
}
