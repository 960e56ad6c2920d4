package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"slices"
	"time"

	"github.com/partnerbot/partnerbot/cmd/partnerbot/sample"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
	"github.com/partnerbot/partnerbot/storage/pipelinefile"
)

// fileLocal is the sample company with the pipeline of a file instead of its own. It begins on the Wednesday before the
// last Monday that the file knows of: the post of that Monday is the first that the reader sees, and its number is that
// of the file as it stood then, with what the reader has done.
func fileLocal(chat sample.Chat, db database, page net.Listener, real domain.Clock, log *slog.Logger, f programFile, term terminal) (localConfig, error) {
	zone, err := time.LoadLocation(f.outline.TimeZone)
	if err != nil {
		return localConfig{}, fmt.Errorf("the map's program: %w", err)
	}
	in, err := f.contents(zone)
	if err != nil {
		return localConfig{}, err
	}
	if len(in.partners) < 2 || len(in.products) == 0 {
		return localConfig{}, fmt.Errorf("%s has %d partners and %d products, and a demo needs two and one", f.path, len(in.partners), len(in.products))
	}
	start := in.last.Monday().AddDays(-5).In(zone).Add(10 * time.Hour)
	return localConfig{
		Busy: true, Database: db, Clock: newMovableClock(real, start), Log: log, Page: page, Zone: zone,
		Chat: chat, Guide: guide(),
		Deal: storyDeal{partner: in.partners[0], rival: in.partners[1], product: in.products[0], currency: f.outline.Currency},
		Fill: func(ctx context.Context, l *local) error {
			p, err := sample.SetUpFor(ctx, sample.Config{Store: l.app.store, Chat: l.chat, Clock: l.clock, NewID: newID}, f.outline, in.products)
			if err != nil {
				return fmt.Errorf("set up the map's program: %w", err)
			}
			if _, _, err = f.run(ctx, term, domain.System(p.TenantID, p.ID), p, l.app.desk.Import); err != nil {
				return err
			}
			return l.in.morning(ctx)
		},
	}, nil
}

// contents is what must be known of a file before it is imported.
type contents struct {
	last               calendar.Date // the last day on which something happened
	closes             calendar.Date // the last day on which a deal closed, or is expected to
	partners, products []string      // some of them, by name
}

// mostNames is how many partners and products are looked for: as many as a list to choose from holds.
const mostNames = 100

// contents reads the file once, for the names and the dates that are in it.
func (f programFile) contents(zone *time.Location) (c contents, err error) {
	in, err := pipelinefile.Open(f.path, pipelinefile.Config{
		Map: f.m, Currency: f.outline.Currency, Location: zone, SkipBadRows: true, // the import tells of them
	})
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	partners, products := map[string]bool{}, map[string]bool{}
	for d, err := range in.Deals() {
		if err != nil {
			return c, err
		}
		note(partners, d.Partner)
		note(products, d.Product)
		for i, v := range d.Versions {
			// What an open deal stands at when the file was written is no day of the pipeline.
			if day := calendar.DateOf(v.At.In(zone)); (i == 0 || v.Outcome != forecast.Open) && day.After(c.last) {
				c.last = day
			}
		}
		if day := d.Versions[len(d.Versions)-1].CloseDate; day.After(c.closes) {
			c.closes = day
		}
	}
	c.partners, c.products = slices.Sorted(maps.Keys(partners)), slices.Sorted(maps.Keys(products))
	return c, nil
}

func note(names map[string]bool, name string) {
	if name != "" && len(names) < mostNames {
		names[name] = true
	}
}
