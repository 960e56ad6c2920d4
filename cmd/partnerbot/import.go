package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/pipelinefile"
)

type importCommand struct {
	Deals importDealsCommand `cmd:"" help:"Import the deals of a pipeline from a CSV file: all of them or, when a row is bad, none."`
}

type importDealsCommand struct {
	File        string `arg:"" help:"CSV file with a heading, in UTF-8."`
	Map         string `required:"" placeholder:"FILE" help:"YAML file that says which column is what. There is an example in manifests/import."`
	DryRun      bool   `help:"Say what would come of it, and import nothing."`
	SkipBadRows bool   `help:"Import the other rows when some are bad."`
	Program     string `placeholder:"NAME" help:"Name of the program to import into. Needed when there are several."`
	databaseSettings
	quietLogSettings
}

// Run imports, and prints what came of it.
func (c importDealsCommand) Run(ctx context.Context, term terminal, clock domain.Clock) (err error) {
	m, err := pipelinefile.ReadMap(c.Map)
	if err != nil {
		return err
	}
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
	desk := domain.NewDesk(domain.DeskConfig{Store: store, Clock: clock, NewID: newID})
	actor, err := desk.Operate(ctx, c.Program)
	if err != nil {
		return err
	}
	p, err := desk.Program(ctx, actor)
	if err != nil {
		return err
	}
	if m.Program != nil && m.Program.Currency != p.Currency {
		return fmt.Errorf("the map is for amounts in %s, and %s counts in %s", m.Program.Currency, p.Name, p.Currency)
	}
	act, would := desk.Import, ""
	if c.DryRun {
		act, would = desk.TryImport, "Nothing was changed. "
	}
	n, report, err := pipelineImport{path: c.File, m: m, skip: c.SkipBadRows}.run(ctx, term, actor, p, act)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(term.out, "%s%d rows read, %d bad: %d deals added, %d changed, %d unchanged.\n",
		would, report.Rows, report.Bad, n.Added, n.Changed, n.Unchanged)
	return err
}

// readable fails when a file cannot be opened.
func readable(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return f.Close()
}

// pipelineImport is one file on its way into a program.
type pipelineImport struct {
	path string
	m    *pipelinefile.Map
	skip bool
}

// importer is Import or TryImport of the desk.
type importer func(context.Context, domain.Actor, iter.Seq2[domain.ImportedDeal, error]) (domain.ImportCount, error)

// run reads the file into the program, shows how far it is, and reports every bad row.
func (i pipelineImport) run(ctx context.Context, term terminal, a domain.Actor, p domain.Program, act importer) (
	n domain.ImportCount, r pipelinefile.Report, err error,
) {
	var bar *progressbar.ProgressBar
	f, err := pipelinefile.Open(i.path, pipelinefile.Config{
		Map: i.m, Currency: p.Currency, Location: p.Location(), SkipBadRows: i.skip,
		Progress: func(read int64) {
			if bar != nil {
				_ = bar.Set64(read) // a bar that cannot be drawn is no reason to stop
			}
		},
	})
	if err != nil {
		return n, r, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	bar = readingBar(term.err, filepath.Base(i.path), f.Size)
	n, err = act(ctx, a, f.Deals())
	r = f.Report()
	for _, fault := range r.Faults {
		fmt.Fprintln(term.err, fault)
	}
	if r.Bad > 0 && len(r.Faults) == pipelinefile.MaxFaults {
		fmt.Fprintln(term.err, "… and what more there is: only the first faults are listed.")
	}
	if domain.CodeOf(err) == domain.Invalid && r.Bad > 0 && !i.skip {
		err = domain.Refuse(domain.Invalid, err.Error()+" Mend them, or leave them out with --skip-bad-rows.")
	}
	return n, r, err
}

// readingBar is nil when nobody looks at a terminal.
func readingBar(to io.Writer, name string, size int64) *progressbar.ProgressBar {
	if !isTerminal(to) {
		return nil
	}
	return progressbar.NewOptions64(size,
		progressbar.OptionSetWriter(to), progressbar.OptionSetDescription("Reading "+name), progressbar.OptionShowBytes(true),
		progressbar.OptionSetWidth(30), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionSetSpinnerChangeInterval(0), // draw when rows come, not from a goroutine
		progressbar.OptionOnCompletion(func() { _, _ = fmt.Fprintln(to) }))
}
