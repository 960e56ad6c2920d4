package embedded_test

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/storage/embedded"
)

// patience bounds every wait for another process; none takes near as long.
const patience = time.Minute

// openDir is a temporary folder that every user may enter; t.TempDir is this
// user's alone, and its name is long.
func openDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "embedded")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// used is a state folder in which a server has run and stopped, with the kept
// row in the database bot.
var used = sync.OnceValues(func() (string, error) {
	ctx := context.Background()
	dir := filepath.Join(filepath.Dir(program), "used")
	s, err := embedded.Start(ctx, embedded.Config{Dir: dir})
	if err != nil {
		return "", err
	}
	err = s.CreateDatabase(ctx, "bot")
	if err == nil {
		err = keepRow(ctx, s.URL("bot"))
	}
	return dir, errors.Join(err, s.Stop(ctx))
})

// usedState is a copy of used: that takes a tenth of the time of an initdb.
func usedState(t *testing.T) string {
	t.Helper()
	from, err := used()
	if err != nil {
		t.Fatal(err)
	}
	dir := openDir(t)
	err = fs.WalkDir(os.DirFS(from), ".", func(name string, d fs.DirEntry, err error) error {
		path := filepath.Join(dir, name)
		switch {
		case err != nil || name == ".":
			return err
		case d.IsDir():
			err = os.Mkdir(path, 0o700)
		default:
			var text []byte
			text, err = os.ReadFile(filepath.Join(from, name))
			if err == nil {
				err = os.WriteFile(path, text, 0o600)
			}
		}
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil {
			giveAs(t, path, info)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// start starts a server that the test's end stops.
func start(t *testing.T, c embedded.Config) *embedded.Server {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	s, err := embedded.Start(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s
}

func stop(t *testing.T, s *embedded.Server) {
	t.Helper()
	if err := s.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// refused is the error of a Start that must fail.
func refused(t *testing.T, c embedded.Config) error {
	t.Helper()
	s, err := embedded.Start(t.Context(), c)
	if err == nil {
		stop(t, s)
		t.Fatal("it started")
	}
	t.Log(err)
	return err
}

// wantText checks that a message says each of these.
func wantText(t *testing.T, err error, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the error does not say %q: %v", part, err)
		}
	}
}

// query runs a statement at the address and returns the one value it gives.
func query[T any](t *testing.T, url, sql string) T {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	var value T
	if err := conn.QueryRow(t.Context(), sql).Scan(&value); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return value
}

// keep writes a row that must be there after whatever comes.
func keep(t *testing.T, url string) {
	t.Helper()
	if err := keepRow(t.Context(), url); err != nil {
		t.Fatal(err)
	}
}

func keepRow(ctx context.Context, url string) error {
	return run(ctx, url, `create table kept as select 42 as answer`)
}

// run runs a statement at the address.
func run(ctx context.Context, url, sql string) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, sql)
	return errors.Join(err, conn.Close(ctx))
}

// wantKept checks that the row is there.
func wantKept(t *testing.T, url string) {
	t.Helper()
	if got := query[int](t, url, `select answer from kept`); got != 42 {
		t.Errorf("the kept row is %d, not 42", got)
	}
}

// await waits until the condition holds.
func await(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-ctx.Done():
			t.Fatalf("waited in vain: %s", what)
		case <-tick.C:
		}
	}
}

// dataDir is the data folder in the state folder.
func dataDir(t *testing.T, state string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(state, "pg1[5-8]"))
	if err != nil || len(found) != 1 {
		t.Fatalf("data folders: %q, %v; want one", found, err)
	}
	return found[0]
}

// folderOf is the folder of the socket.
func folderOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("host")
}

func gone(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}
