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

// into opens the program for do. Without any yet, the refusal ends with what to do instead.
func (c importSettings) into(ctx context.Context, term terminal, clock domain.Clock, instead string, do func(target) error) (err error) {
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
	if to.actor, err = operate(ctx, to.desk, c.Program, instead); err != nil {
		return err
	}
	if to.program, err = to.desk.Program(ctx, to.actor); err != nil {
		return err
	}
	return do(to)
}

// tryDeals is what can be done with a file of deals before there is a program.
const tryDeals = "To try a file without one, use partnerbot forecast --import FILE --map MAP."

// operate is whoever operates the program. Without any yet, the refusal ends with what to do instead.
func operate(ctx context.Context, desk *domain.Desk, program, instead string) (domain.Actor, error) {
	actor, err := desk.Operate(ctx, program)
	if errors.Is(err, domain.ErrNoProgram) {
		err = domain.Refuse(domain.NotFound, err.Error()+" "+instead)
	}
	return actor, err
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
	nothing, added := "", "added"
	if c.DryRun {
		nothing, added = "Nothing was changed. ", "would be added"
	}
	_, err := fmt.Fprintf(term.out, "%s%s read, %d bad: %s %s, %d changed, %d unchanged.\n",
		nothing, counted(r.Rows, "row"), r.Bad, counted(n.Added, what), added, n.Changed, n.Unchanged)
	return err
}

// counted counts things: 1 row, 2 rows.
func counted(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}
