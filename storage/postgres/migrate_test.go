package postgres_test

import (
	"database/sql"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/migrations"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

func TestStore_Migrate_SixReplicasAtOnce(t *testing.T) {
	t.Parallel()
	url := postgrestest.Empty(t)
	start := make(chan struct{})
	errs := make([]error, 6)
	var wg sync.WaitGroup
	for i := range errs {
		store := postgrestest.Open(t, postgres.Config{URL: url, MaxConns: 4})
		wg.Go(func() {
			<-start
			errs[i] = store.Migrate(t.Context())
			if errs[i] == nil {
				errs[i] = store.Ready(t.Context())
			}
		})
	}
	close(start)
	wg.Wait()
	for i, err := range errs {
		if err != nil {
			t.Errorf("replica %d: %v", i, err)
		}
	}
}

func TestStore_Migrate_Again(t *testing.T) {
	t.Parallel()
	store := postgrestest.New(t)
	if err := store.Migrate(t.Context()); err != nil {
		t.Errorf("migrating a second time: %v", err)
	}
}

// During a rollout the old release starts on the schema of the new one.
func TestStore_Migrate_SchemaAhead(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.exec(t, `insert into goose_db_version (version_id, is_applied) values (9999, true)`)
	w.exec(t, `insert into river_migration (line, version) values ('main', 9999)`)
	if err := w.store.Migrate(t.Context()); err != nil {
		t.Errorf("migrating: %v", err)
	}
	if err := w.store.Ready(t.Context()); err != nil {
		t.Errorf("ready: %v", err)
	}
}

func TestStore_Ready_SchemaBehind(t *testing.T) {
	t.Parallel()
	store := postgrestest.Open(t, postgres.Config{URL: postgrestest.Empty(t)})
	if code := domain.CodeOf(store.Ready(t.Context())); code != domain.Unready {
		t.Errorf("an empty database: code %q, want %q", code, domain.Unready)
	}
}

func TestStore_Ready_NoServer(t *testing.T) {
	t.Parallel()
	store := postgrestest.Open(t, postgres.Config{URL: "postgres://localhost:1/none?connect_timeout=2"})
	if code := domain.CodeOf(store.Ready(t.Context())); code != domain.Unavailable {
		t.Errorf("no server: code %q, want %q", code, domain.Unavailable)
	}
}

// Every migration has its way back: up, down to nothing, and up again.
func TestMigrations_UpDownUp(t *testing.T) {
	t.Parallel()
	db, err := sql.Open("pgx", postgrestest.Empty(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	p, err := goose.NewProvider(goose.DialectPostgres, db, migrations.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []func() ([]*goose.MigrationResult, error){
		func() ([]*goose.MigrationResult, error) { return p.Up(t.Context()) },
		func() ([]*goose.MigrationResult, error) { return p.DownTo(t.Context(), 0) },
		func() ([]*goose.MigrationResult, error) { return p.Up(t.Context()) },
	} {
		results, err := step()
		if err != nil {
			t.Fatal(err)
		}
		if want := len(p.ListSources()); len(results) != want {
			t.Errorf("%d migrations ran, want %d", len(results), want)
		}
	}
}

func TestOpen_UnreadableURLTellsNoSecret(t *testing.T) {
	t.Parallel()
	_, err := postgres.Open(t.Context(), postgres.Config{URL: "postgres://u:hunter2@host:port/db", Clock: time.Now})
	if domain.CodeOf(err) != domain.Invalid {
		t.Fatalf("got %v, want an Invalid error", err)
	}
	if text := fmt.Sprintf("%+v", err); strings.Contains(text, "hunter2") {
		t.Errorf("the error holds the password: %s", text)
	}
}
