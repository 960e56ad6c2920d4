package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/migrations"
)

// migrateLock is the advisory lock under which the schema changes: any number that no other program uses in the same
// database. This one is "partnerb" in ASCII.
const migrateLock = 0x706172746e657262

// Migrate brings River's tables and then ours up to date. Any number of processes may call it at once: neither goose
// nor River can do that by itself, so both run under one lock. The lock is the connection's, which is why a pooler in
// transaction mode will not do.
func (s *Store) Migrate(ctx context.Context) (err error) {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return mapped(err)
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, "select pg_advisory_lock($1)", int64(migrateLock)); err != nil {
		return mapped(err)
	}
	defer func() {
		// Not ctx, which may be the reason why we stop here.
		_, unlockErr := conn.Exec(context.WithoutCancel(ctx), "select pg_advisory_unlock($1)", int64(migrateLock))
		err = errors.Join(err, unlockErr)
	}()
	if err := s.migrateRiver(ctx); err != nil {
		return mapped(err)
	}
	return mapped(s.migrateOurs(ctx))
}

func (s *Store) migrateRiver(ctx context.Context) error {
	m, err := rivermigrate.New(riverpgxv5.New(s.pool), &rivermigrate.Config{Logger: s.log})
	if err != nil {
		return fmt.Errorf("read the job tables' migrations: %w", err)
	}
	if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrate the job tables: %w", err)
	}
	return nil
}

func (s *Store) migrateOurs(ctx context.Context) error {
	db := stdlib.OpenDBFromPool(s.pool)
	defer db.Close()
	p, err := goose.NewProvider(goose.DialectPostgres, db, migrations.FS)
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate the tables: %w", err)
	}
	return nil
}

// Ready tells whether the database answers and its schema is at least this program's. Unavailable when it does not
// answer, Unready when the schema is behind.
func (s *Store) Ready(ctx context.Context) error {
	want, err := newest()
	if err != nil {
		return err
	}
	// The table is not there before the first migration.
	exists, err := one(ctx, s.q, "table", pgx.RowTo[bool], "select to_regclass('goose_db_version') is not null")
	if err != nil {
		return err
	}
	var have int64
	if exists {
		have, err = one(ctx, s.q, "version", pgx.RowTo[int64], "select coalesce(max(version_id), 0) from goose_db_version where is_applied")
		if err != nil {
			return err
		}
	}
	if have < want {
		return domain.Refuse(domain.Unready, fmt.Sprintf("The database's schema is at version %d and this program needs %d: run partnerbot migrate.", have, want))
	}
	return nil
}

// newest is the number of the last migration that this program knows.
func newest() (int64, error) {
	names, err := migrations.FS.ReadDir(".")
	if err != nil {
		return 0, fmt.Errorf("list the migrations: %w", err)
	}
	return goose.NumericComponent(names[len(names)-1].Name())
}
