package main

import (
	"context"
	"errors"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/csvfile"
	"github.com/partnerbot/partnerbot/storage/partnerfile"
)

type importPartnersCommand struct{ importSettings }

// Run imports, and prints what came of it.
func (c importPartnersCommand) Run(ctx context.Context, term terminal, clock domain.Clock) error {
	m, err := partnerfile.ReadMap(c.Map)
	if err != nil {
		return err
	}
	return c.into(ctx, term, clock, "The partners come after that, by this same command.", func(to target) error {
		n, report, err := c.read(ctx, term, m, to)
		if err != nil {
			return err
		}
		return c.tell(term, "partner", n, report)
	})
}

// read takes the file into the program, shows how far it is, and reports every bad row.
func (c importPartnersCommand) read(ctx context.Context, term terminal, m *partnerfile.Map, to target) (
	n domain.ImportCount, r csvfile.Report, err error,
) {
	in := &reading{term: term, path: c.File, skip: c.SkipBadRows}
	f, err := partnerfile.Open(c.File, partnerfile.Config{
		Map: m, Location: to.program.Location(), SkipBadRows: c.SkipBadRows, Progress: in.progress,
	})
	if err != nil {
		return n, r, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	in.begin(f.Size)
	act := to.desk.ImportPartners
	if c.DryRun {
		act = to.desk.TryImportPartners
	}
	n, err = act(ctx, to.actor, f.Partners())
	return n, f.Report(), in.end(f.Report(), err)
}
