package embedded_test

import (
	"path/filepath"
	"testing"

	"github.com/partnerbot/partnerbot/storage/embedded"
)

func TestThrowaway(t *testing.T) {
	t.Parallel()
	throwaway := embedded.Config{Throwaway: true}
	killed := startChild(t, throwaway, nil)
	left := filepath.Dir(folderOf(t, killed.URL))
	s := start(t, throwaway)
	if s.Adopted() || killed.Adopted || s.URL("bot") == killed.URL {
		t.Errorf("two throwaway servers share one: %s, %s", s.URL("bot"), killed.URL)
	}
	if got := query[string](t, killed.URL, `select current_setting('fsync')`); got != "off" {
		t.Errorf("fsync is %s", got)
	}

	killed.kill(t)
	next := start(t, throwaway)
	// Maybe somebody else's start is at it, and not through.
	await(t, left+" goes", func() bool { return gone(left) })
	query[int](t, s.URL("postgres"), `select 1`) // in use, so it stays

	stop(t, next)
	if dir := filepath.Dir(folderOf(t, next.URL("bot"))); !gone(dir) {
		t.Errorf("%s is left", dir)
	}
	if err := next.Err(); err != nil {
		t.Errorf("a server that was stopped has an error: %v", err)
	}
	stop(t, next) // a second Stop does nothing

	wantDatabases(t, s)
}

// wantDatabases checks that databases can be made, at once and as copies.
func wantDatabases(t *testing.T, s *embedded.Server) {
	t.Helper()
	ctx := t.Context()
	made := make(chan error)
	for range 4 {
		go func() { made <- s.CreateDatabase(ctx, `odd "name"`) }()
	}
	for range 4 {
		if err := <-made; err != nil {
			t.Error(err)
		}
	}
	keep(t, s.URL(`odd "name"`))

	if err := s.CloneDatabase(ctx, "copy", `odd "name"`); err != nil {
		t.Fatal(err)
	}
	wantKept(t, s.URL("copy"))
	wantPlainRole(t, s.URL("copy"))

	err := s.CloneDatabase(ctx, "copy", `odd "name"`)
	if err == nil {
		t.Fatal("a name was given twice")
	}
	wantText(t, err, "create the database copy", "already exists")
}
