package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/storage/pipelinefile"
)

type forecastCommand struct {
	AsOf        calendar.Date `placeholder:"DATE" help:"Day such as 2026-09-30: the state at its end, compared with the start of its week. Default: now."`
	JSON        bool          `help:"Print JSON. Amounts are in minor units; commit_minor and best_case_minor contain what is won, pipeline_minor is all that is open."`
	Import      string        `placeholder:"FILE" help:"Forecast this CSV file, in a database that is thrown away."`
	Map         string        `placeholder:"FILE" help:"YAML file that says which column of it is what, and for what program."`
	SkipBadRows bool          `help:"Leave bad rows of the file out."`
	Program     string        `placeholder:"NAME" help:"Name of the program. Needed when there are several."`
	databaseSettings
	quietLogSettings
}

// Validate is called by kong.
func (c forecastCommand) Validate() error {
	if (c.Import == "") != (c.Map == "") {
		return errors.New("--import and --map go together")
	}
	return nil
}

// Run prints the forecast.
func (c forecastCommand) Run(ctx context.Context, term terminal, clock domain.Clock) (err error) {
	start := c.look
	var file programFile
	if c.Import != "" {
		start = c.throwaway
		if file, err = readProgramFile(c.Import, c.Map, c.SkipBadRows); err != nil {
			return err
		}
	}
	log := c.logger(term.err)
	db, err := start(ctx, term, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.stop(ctx)) }()
	store, err := db.open(ctx, clock, log)
	if err != nil {
		return err
	}
	defer store.Close()
	desk := domain.NewDesk(domain.DeskConfig{Store: store, Clock: clock, NewID: newID})
	if c.Import != "" {
		if err := file.found(ctx, term, desk); err != nil {
			return err
		}
		if c.AsOf, err = file.day(term, c.AsOf); err != nil {
			return err
		}
	}
	actor, err := operate(ctx, desk, c.Program, tryDeals)
	if err != nil {
		return err
	}
	d, err := desk.Forecast(ctx, actor, c.AsOf)
	if err != nil {
		return err
	}
	if c.JSON {
		out := json.NewEncoder(term.out)
		out.SetIndent("", "  ")
		return out.Encode(newForecastJSON(d))
	}
	return printDigest(term.out, bot.DigestView(d))
}

// programFile is a pipeline file and the program that its map is for.
type programFile struct {
	pipelineImport
	outline domain.Outline
}

func readProgramFile(path, mapPath string, skip bool) (programFile, error) {
	m, err := pipelinefile.ReadMap(mapPath)
	if err != nil {
		return programFile{}, err
	}
	outline, err := m.Outline()
	if err != nil {
		return programFile{}, fmt.Errorf("%s: %w", mapPath, err)
	}
	return programFile{pipelineImport{path: path, m: m, skip: skip}, outline}, nil
}

// day is the one to forecast: asOf or, without one, the last on which something happened, for what a file says of today
// is nothing. It says so when the file knows nothing of the quarter: else its zeros would be taken for a forecast.
func (f programFile) day(term terminal, asOf calendar.Date) (calendar.Date, error) {
	zone, err := time.LoadLocation(f.outline.TimeZone)
	if err != nil {
		return asOf, fmt.Errorf("the map's program: %w", err)
	}
	in, err := f.contents(zone)
	if err != nil || asOf.IsZero() {
		return in.last, err
	}
	quarter := calendar.QuarterOf(asOf, f.outline.FiscalStart)
	if first := quarter.First(f.outline.FiscalStart); in.last.Before(first) && in.closes.Before(first) {
		fmt.Fprintf(term.err, "The last thing that happened in %s is of %s, so nothing is known of %s: give --as-of %s, or leave it out.\n",
			filepath.Base(f.path), in.last, quarter, in.last)
	}
	return asOf, nil
}

// found makes the program in an empty database and imports the file into it.
func (f programFile) found(ctx context.Context, term terminal, desk *domain.Desk) error {
	if _, err := desk.Install(ctx, domain.Workspace{Platform: domain.Console, ID: "file", Name: f.outline.Name}); err != nil {
		return err
	}
	actor, err := desk.Operate(ctx, "")
	if err != nil {
		return err
	}
	return f.fill(ctx, term, desk, actor)
}

// fill gives a program the outline of the map, and imports the file into it.
func (f programFile) fill(ctx context.Context, term terminal, desk *domain.Desk, actor domain.Actor) error {
	p, err := desk.Draw(ctx, actor, f.outline)
	if err != nil {
		return fmt.Errorf("the map's program: %w", err)
	}
	n, report, err := f.run(ctx, term, actor, p, desk.Import)
	if err != nil {
		return err
	}
	fmt.Fprintf(term.err, "%s: %d rows read, %d left out, %d deals taken.\n", filepath.Base(f.path), report.Rows, report.Bad, n.Added)
	if n.Added == 0 {
		return fmt.Errorf("nothing could be taken from %s, so there is nothing to forecast", f.path)
	}
	return nil
}
