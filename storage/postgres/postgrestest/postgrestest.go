// Package postgrestest gives every test a store of its own, on a real Postgres.
//
// A test binary starts one throwaway server when its first test asks for a store, and migrates one database in it; each
// test gets a copy of that one, which takes some 50 ms. Copies are never dropped: the whole server goes at the end.
//
//	func TestMain(m *testing.M) { os.Exit(postgrestest.Main(m)) }
//
//	func TestSomething(t *testing.T) {
//		t.Parallel()
//		store := postgrestest.New(t)
//	}
package postgrestest

import (
	"context"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/embedded"
	"github.com/partnerbot/partnerbot/storage/postgres"
)

const (
	template = "template_migrated"
	// maxConns is what one store may use: tests run side by side on one server with 100 connections.
	maxConns = 6
)

// server is the one of this test binary.
var server struct {
	once   sync.Once
	mains  atomic.Bool
	inUse  *embedded.Server
	err    error
	copies atomic.Int64
}

// Main runs the tests, stops the server they started, and answers the exit code.
func Main(m *testing.M) int {
	server.mains.Store(true)
	code := m.Run()
	if server.inUse == nil {
		return code
	}
	if err := server.inUse.Stop(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "stop the tests' database server:", err)
		return max(code, 1)
	}
	return code
}

// New is a migrated, empty store on the real clock, closed when the test ends.
func New(t testing.TB) *postgres.Store {
	t.Helper()
	return Open(t, postgres.Config{})
}

// Open is New with settings; URL is filled in, and Clock if it is nil.
func Open(t testing.TB, c postgres.Config) *postgres.Store {
	t.Helper()
	if c.URL == "" {
		c.URL = Database(t)
	}
	if c.Clock == nil {
		c.Clock = wallClock
	}
	if c.MaxConns == 0 {
		c.MaxConns = maxConns
	}
	store, err := postgres.Open(t.Context(), c)
	if err != nil {
		t.Fatalf("open the store: %v", err)
	}
	t.Cleanup(store.Close)
	return store
}

// wallClock is the real time, to the microsecond that Postgres keeps.
func wallClock() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

var _ domain.Clock = wallClock

// Database is the URL of a migrated database of the test's own.
func Database(t testing.TB) string {
	t.Helper()
	start(t)
	return newDatabase(t, func(ctx context.Context, name string) error {
		return server.inUse.CloneDatabase(ctx, name, template)
	})
}

// Empty is the URL of a database of the test's own that nothing was migrated in.
func Empty(t testing.TB) string {
	t.Helper()
	start(t)
	return newDatabase(t, server.inUse.CreateDatabase)
}

func newDatabase(t testing.TB, create func(context.Context, string) error) string {
	t.Helper()
	name := fmt.Sprintf("test_%d", server.copies.Add(1))
	if err := create(t.Context(), name); err != nil {
		t.Fatalf("create the test's database: %v", err)
	}
	return server.inUse.URL(name)
}

func start(t testing.TB) {
	t.Helper()
	if !server.mains.Load() {
		t.Fatal("this package's TestMain must be: func TestMain(m *testing.M) { os.Exit(postgrestest.Main(m)) }")
	}
	// Not the test's context: the server outlives the test that needs it first.
	server.once.Do(func() { server.err = launch(context.Background()) })
	if server.err != nil {
		t.Fatalf("start the tests' database server: %v", server.err)
	}
}

func launch(ctx context.Context) error {
	s, err := embedded.Start(ctx, embedded.Config{Throwaway: true})
	if err != nil {
		return err
	}
	server.inUse = s
	if err := s.CreateDatabase(ctx, template); err != nil {
		return err
	}
	store, err := postgres.Open(ctx, postgres.Config{URL: s.URL(template), Clock: wallClock, MaxConns: maxConns})
	if err != nil {
		return err
	}
	defer store.Close() // nobody may be connected to a template
	return store.Migrate(ctx)
}
