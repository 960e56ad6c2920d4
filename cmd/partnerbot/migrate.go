package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/partnerbot/partnerbot/domain"
)

type migrateCommand struct {
	databaseSettings
	logSettings
}

// Run brings the schema up to date and ends; serve does the same when it starts.
func (c migrateCommand) Run(ctx context.Context, term terminal, clock domain.Clock) (err error) {
	log := c.logger(term.err)
	db, err := c.start(ctx, term, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.stop(ctx)) }()
	store, err := db.open(ctx, clock, log)
	if err != nil {
		return err
	}
	store.Close()
	_, err = fmt.Fprintln(term.out, "The database is up to date.")
	return err
}
