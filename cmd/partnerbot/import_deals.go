package main

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/csvfile"
	"github.com/partnerbot/partnerbot/storage/pipelinefile"
)

type importDealsCommand struct{ importSettings }

// Run imports, and prints what came of it.
func (c importDealsCommand) Run(ctx context.Context, term terminal, clock domain.Clock) error {
	m, err := pipelinefile.ReadMap(c.Map)
	if err != nil {
		return err
	}
	return c.into(ctx, term, clock, tryDeals, func(to target) error {
		p := to.program
		if m.Program != nil && m.Program.Currency != p.Currency {
			return fmt.Errorf("the map is for amounts in %s, and %s counts in %s", m.Program.Currency, p.Name, p.Currency)
		}
		act := to.desk.Import
		if c.DryRun {
			act = to.desk.TryImport
		}
		n, report, err := pipelineImport{path: c.File, m: m, skip: c.SkipBadRows}.run(ctx, term, to.actor, p, act)
		if err != nil {
			return err
		}
		return c.tell(term, "deal", n, report)
	})
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
	n domain.ImportCount, r csvfile.Report, err error,
) {
	in := &reading{term: term, path: i.path, skip: i.skip}
	f, err := pipelinefile.Open(i.path, pipelinefile.Config{
		Map: i.m, Currency: p.Currency, Location: p.Location(), SkipBadRows: i.skip, Progress: in.progress,
	})
	if err != nil {
		return n, r, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	in.begin(f.Size)
	n, err = act(ctx, a, f.Deals())
	return n, f.Report(), in.end(f.Report(), err)
}
