package embedded_test

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/storage/embedded"
)

// connectError is why the address does not let us in.
func connectError(t *testing.T, url string) error {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err == nil {
		t.Fatal(errors.Join(errors.New("connected"), conn.Close(t.Context())))
	}
	return err
}

// unreachable is the address of a server that is gone.
func unreachable(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	return server.URL + "/postgresql.tar.gz"
}

func TestDataOfAnotherMajor(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		folder, version string
		config          embedded.Config
		want            []string
	}{
		"too old":       {"pg14", "14", embedded.Config{}, []string{"written by Postgres 14", "works with 15 to 18", "pg_dump"}},
		"too new":       {"pg99", "99", embedded.Config{}, []string{"written by Postgres 99", "works with 15 to 18"}},
		"renamed":       {"pg15", "16", embedded.Config{}, []string{"written by Postgres 16", "give the folder its right name, pg16"}},
		"not Postgres":  {"pg15", "", embedded.Config{}, []string{"no Postgres data folder", "move it away"}},
		"other version": {"pg16", "16", embedded.Config{Binaries: embedded.Installed()[0]}, []string{"written by Postgres 16", "install Postgres 16 beside it", "pg_dump"}},
		"not installed": {"pg16", "16", embedded.Config{}.OnlyIn(embedded.Installed()[0]), []string{"written by Postgres 16", "install Postgres 16 beside it"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := tt.config
			c.Dir = openDir(t)
			data := filepath.Join(c.Dir, tt.folder)
			if err := os.Mkdir(data, 0o700); err != nil {
				t.Fatal(err)
			}
			// Readable for the account that root runs Postgres as, like real data.
			before := map[string]string{"canary": "alive"}
			if tt.version != "" {
				before["PG_VERSION"] = tt.version + "\n"
			}
			for file, text := range before {
				if err := os.WriteFile(filepath.Join(data, file), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			giveToPostgres(t, data)

			wantText(t, refused(t, c), append(tt.want, data, "Nothing in it was changed")...)

			if diff := cmp.Diff(before, files(t, data)); diff != "" {
				t.Errorf("the data folder was touched (-before +after):\n%s", diff)
			}
		})
	}
}

// files are the files in the folder with what they hold.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, path))
		found[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestNewestOfSeveralMajors(t *testing.T) {
	t.Parallel()
	c := embedded.Config{Dir: openDir(t)}.OnlyIn(embedded.Installed()[0])
	for _, major := range []int{14, 15, 16} {
		data := filepath.Join(c.Dir, fmt.Sprintf("pg%d", major))
		if err := os.Mkdir(data, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(data, "PG_VERSION"), fmt.Appendln(nil, major), 0o600); err != nil {
			t.Fatal(err)
		}
		giveToPostgres(t, data)
	}
	// The old one would start, and show data that its owner has left behind.
	wantText(t, refused(t, c), "pg16", "written by Postgres 16")
}

func TestNoBinariesAndNoNetwork(t *testing.T) {
	t.Parallel()
	c := embedded.Config{Dir: openDir(t), DownloadURL: unreachable(t)}.OnlyIn()
	err := refused(t, c)
	if !errors.Is(err, embedded.ErrNoBinaries) {
		t.Errorf("the error does not wrap ErrNoBinaries: %v", err)
	}
	wantText(t, err, "set DATABASE_URL", "install Postgres", "docker run", embedded.EnvDownloadURL, embedded.EnvDownloadSHA256, "refused")

	c.Throwaway = true
	wantText(t, refused(t, c), "set DATABASE_URL")
}

func TestBinariesThatAreNone(t *testing.T) {
	t.Parallel()
	dir := openDir(t)
	wantText(t, refused(t, embedded.Config{Dir: openDir(t), Binaries: dir}), dir, "no usable Postgres")
}
