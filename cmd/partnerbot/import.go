package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/csvfile"
)

type importCommand struct {
	Deals    importDealsCommand    `cmd:"" help:"Import the deals of a pipeline from a CSV file: all of them or, when a row is bad, none."`
	Partners importPartnersCommand `cmd:"" help:"Import partners who have signed already from a CSV file: all of them or, when a row is bad, none."`
}

// importSettings are those of every import.
type importSettings struct {
	File        string `arg:"" help:"CSV file with a heading, in UTF-8."`
	Map         string `required:"" placeholder:"FILE" help:"YAML file that says which column is what. There is an example in manifests/import."`
	DryRun      bool   `help:"Say what would come of it, and import nothing."`
	SkipBadRows bool   `help:"Import the other rows when some are bad."`
	Program     string `placeholder:"NAME" help:"Name of the program to import into. Needed when there are several."`
	databaseSettings
	quietLogSettings
}

// target is the program to import into.
type target struct {
	desk    *domain.Desk
	actor   domain.Actor
	program domain.Program
}

// into opens the program for do.
func (c importSettings) into(ctx context.Context, term terminal, clock domain.Clock, do func(target) error) (err error) {
	if err := readable(c.File); err != nil { // before a Postgres is started for it
		return err
	}
	log := c.logger(term.err)
	start := c.start
	if c.DryRun {
		start = c.look
	}
	db, err := start(ctx, term, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.stop(ctx)) }()
	if db.own != nil && !db.own.Throwaway() {
		fmt.Fprintf(term.err, "DATABASE_URL is not set: using the Postgres of its own, with its data in %s.\n", db.own.Data())
	}
	store, err := db.open(ctx, clock, log)
	if err != nil {
		return err
	}
	defer store.Close()
	to := target{desk: domain.NewDesk(domain.DeskConfig{Store: store, Clock: clock, NewID: newID})}
	if to.actor, err = to.desk.Operate(ctx, c.Program); err != nil {
		return err
	}
	if to.program, err = to.desk.Program(ctx, to.actor); err != nil {
		return err
	}
	return do(to)
}

// readable fails when a file cannot be opened.
func readable(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return f.Close()
}

// tell prints what came of it.
func (c importSettings) tell(term terminal, what string, n domain.ImportCount, r csvfile.Report) error {
	would := ""
	if c.DryRun {
		would = "Nothing was changed. "
	}
	_, err := fmt.Fprintf(term.out, "%s%d rows read, %d bad: %d %s added, %d changed, %d unchanged.\n",
		would, r.Rows, r.Bad, n.Added, what, n.Changed, n.Unchanged)
	return err
}
