package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/embedded"
	"github.com/partnerbot/partnerbot/storage/postgres"
)

// databaseName is the database in a Postgres of our own.
const databaseName = "partnerbot"

// databaseStop is how long our own Postgres may take to end.
const databaseStop = 20 * time.Second

// databaseSettings say where everything is kept.
type databaseSettings struct {
	DatabaseURL     bot.Secret `env:"DATABASE_URL" placeholder:"URL" group:"Database" help:"Postgres 15 or newer, as postgres://user:password@host:5432/database. Without it partnerbot runs a Postgres of its own."`
	DatabaseURLFile string     `env:"DATABASE_URL_FILE" placeholder:"FILE" group:"Database" help:"File that holds the database URL."`
	State           string     `env:"PARTNERBOT_STATE" placeholder:"FOLDER" group:"Database" help:"Where the Postgres of its own keeps its data. Default: /var/lib/partnerbot for root, else the state folder of the user."`
	postgresSettings
}

// postgresSettings say where the programs of a Postgres of our own come from.
type postgresSettings struct {
	PostgresBin    string `env:"PARTNERBOT_POSTGRES_BIN" placeholder:"FOLDER" group:"Database" help:"Folder with initdb and postgres. Default: the installed ones, else a download."`
	PostgresURL    string `env:"PARTNERBOT_POSTGRES_URL" placeholder:"URL" group:"Database" help:"Archive to download Postgres from, instead of the pinned one."`
	PostgresSHA256 string `name:"postgres-sha256" env:"PARTNERBOT_POSTGRES_SHA256" placeholder:"HEX" group:"Database" help:"Checksum of that archive."`
}

// database is a place to keep everything, and how to leave it.
type database struct {
	url bot.Secret
	own *embedded.Server // nil when the database is somebody else's
	// maxConns bounds the connections of a store; 0 leaves it to the store.
	maxConns int
}

// start finds the database, or starts one. Progress of a download goes to err of the terminal.
func (s databaseSettings) start(ctx context.Context, term terminal, log *slog.Logger) (database, error) {
	return s.find(ctx, s.config(term.err, log))
}

// look is start for a command that keeps nothing: where there is no database of our own yet, none is left behind.
func (s databaseSettings) look(ctx context.Context, term terminal, log *slog.Logger) (database, error) {
	c := s.config(term.err, log)
	c.Trial = true
	return s.find(ctx, c)
}

func (s databaseSettings) find(ctx context.Context, c embedded.Config) (database, error) {
	url, err := chooseSecret("DATABASE_URL", s.DatabaseURL, s.DatabaseURLFile)
	if err != nil || url != "" {
		return database{url: url}, err
	}
	c.Dir = s.State
	return startOwn(ctx, c)
}

func (s postgresSettings) config(progress io.Writer, log *slog.Logger) embedded.Config {
	return embedded.Config{
		Binaries: s.PostgresBin, DownloadURL: s.PostgresURL, DownloadSHA256: s.PostgresSHA256, Progress: progress, Log: log,
	}
}

// throwaway starts a Postgres that is gone when it stops.
func (s postgresSettings) throwaway(ctx context.Context, term terminal, log *slog.Logger) (database, error) {
	c := s.config(term.err, log)
	c.Throwaway = true
	return startOwn(ctx, c)
}

func startOwn(ctx context.Context, c embedded.Config) (database, error) {
	own, err := embedded.Start(ctx, c)
	if err != nil {
		return database{}, err
	}
	db := database{url: bot.Secret(own.URL(databaseName)), own: own}
	if err := own.CreateDatabase(ctx, databaseName); err != nil {
		return database{}, errors.Join(err, db.stop(ctx))
	}
	return db, nil
}

// open makes a store on the database and brings its schema up to date.
func (d database) open(ctx context.Context, clock domain.Clock, log *slog.Logger) (*postgres.Store, error) {
	store, err := postgres.Open(ctx, postgres.Config{URL: string(d.url), Clock: clock, Log: log, MaxConns: d.maxConns})
	if err != nil {
		return nil, err
	}
	if err := store.Migrate(ctx); err != nil {
		store.Close()
		return nil, fmt.Errorf("bring the database up to date: %w", err)
	}
	return store, nil
}

// gone is closed when a Postgres of our own has ended by itself; nil, so never, when it is somebody else's.
func (d database) gone() <-chan struct{} {
	if d.own == nil {
		return nil
	}
	return d.own.Done()
}

// stop ends a Postgres of our own. It works after ctx has ended.
func (d database) stop(ctx context.Context) error {
	if d.own == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), databaseStop)
	defer cancel()
	return d.own.Stop(ctx)
}
