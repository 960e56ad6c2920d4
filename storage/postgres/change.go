package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"github.com/partnerbot/partnerbot/domain"
)

// tx is one transaction.
type tx struct {
	reader
	pgx  pgx.Tx
	now  time.Time
	jobs []river.InsertManyParams // inserted at the end, in one statement
}

var _ domain.Tx = (*tx)(nil)

// Change runs fn in one transaction and commits when fn returns nil. It repeats nothing: what lost a race comes back as
// Conflict, Stale or Unavailable for the caller to judge.
func (s *Store) Change(ctx context.Context, fn func(ctx context.Context, tx domain.Tx) error) error {
	return s.change(ctx, func(t *tx) error { return fn(ctx, t) })
}

func (s *Store) change(ctx context.Context, fn func(*tx) error) error {
	err := pgx.BeginFunc(ctx, s.pool, func(p pgx.Tx) error {
		t := &tx{reader: reader{p}, pgx: p, now: s.clock()}
		if err := fn(t); err != nil {
			return err
		}
		return s.insertJobs(ctx, t)
	})
	return mapped(err)
}

func (s *Store) insertJobs(ctx context.Context, t *tx) error {
	if len(t.jobs) == 0 {
		return nil
	}
	_, err := s.jobs.InsertManyFastTx(ctx, t.pgx, t.jobs)
	return err
}
