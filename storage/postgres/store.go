package postgres

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/partnerbot/partnerbot/domain"
)

// Config is what a store needs. URL and Clock are required.
type Config struct {
	URL   string // postgres://… or key=value, for a direct connection: no pooler in transaction mode
	Clock domain.Clock
	Log   *slog.Logger // nil: nowhere
	// MaxConns bounds the connections of this process; at least 4. 0 means 16. The workers need one each at times,
	// and one is held for notifications.
	MaxConns int
	// SendTimeout bounds one attempt to deliver. A delivery that has been sending for 5 seconds more than this was
	// interrupted, so a killed process is made up for in about the sum. 0 means 15 seconds.
	SendTimeout time.Duration
	// Trace hears of every statement; nil: nobody listens.
	Trace pgx.QueryTracer
}

// Store keeps everything in one Postgres database.
type Store struct {
	reader
	pool        *pgxpool.Pool
	jobs        *river.Client[pgx.Tx] // inserts only
	clock       domain.Clock
	log         *slog.Logger
	sendTimeout time.Duration
}

var _ domain.Store = (*Store)(nil)

// Open makes the pool; it connects when first used. A URL that cannot be read is Invalid.
func Open(ctx context.Context, c Config) (*Store, error) {
	c = c.withDefaults()
	pc, err := poolConfig(c)
	if err != nil {
		return nil, err
	}
	pool, err := pgxpool.NewWithConfig(ctx, pc)
	if err != nil {
		return nil, fmt.Errorf("make the connection pool: %w", err)
	}
	jobs, err := river.NewClient(riverpgxv5.New(pool), &river.Config{Logger: c.Log})
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("make the job client: %w", err)
	}
	return &Store{
		reader: reader{pool}, pool: pool, jobs: jobs, clock: c.Clock, log: c.Log, sendTimeout: c.SendTimeout,
	}, nil
}

func (c Config) withDefaults() Config {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.MaxConns == 0 {
		c.MaxConns = 16
	}
	c.MaxConns = max(c.MaxConns, 4)
	if c.SendTimeout == 0 {
		c.SendTimeout = 15 * time.Second
	}
	return c
}

func poolConfig(c Config) (*pgxpool.Config, error) {
	pc, err := pgxpool.ParseConfig(c.URL)
	if err != nil {
		// Without the cause, which may repeat the password.
		return nil, domain.Refuse(domain.Invalid, "The database URL cannot be read. It looks like postgres://user:password@host:5432/database.")
	}
	pc.MaxConns = int32(c.MaxConns)
	pc.ConnConfig.Tracer = c.Trace
	pc.ConnConfig.RuntimeParams["timezone"] = "UTC"
	// Compiling a query costs a second that none of ours is long enough to win back.
	pc.ConnConfig.RuntimeParams["jit"] = "off"
	pc.ConnConfig.RuntimeParams["application_name"] = "partnerbot"
	pc.AfterConnect = func(_ context.Context, conn *pgx.Conn) error {
		// Instants come back in UTC, whatever the zone of the machine.
		conn.TypeMap().RegisterType(&pgtype.Type{
			Name: "timestamptz", OID: pgtype.TimestamptzOID, Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC},
		})
		return nil
	}
	return pc, nil
}

// Close ends every connection, and waits for those in use to be given back.
func (s *Store) Close() { s.pool.Close() }

// lease is how long an attempt to deliver may go on before it counts as interrupted.
func (s *Store) lease() time.Duration { return s.sendTimeout + 5*time.Second }
