package embedded_test

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/storage/embedded"
)

func TestFirstStartAndNext(t *testing.T) {
	t.Parallel()
	for name, user := range users(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := openDir(t)
			user.give(t, home)
			state := filepath.Join(home, "partnerbot")
			c := embedded.Config{}
			if name == "root" {
				c.Dir = state // root's own default is for a real install
			}
			as := func(cmd *exec.Cmd) {
				user.as(cmd)
				cmd.Env = append(cmd.Env, "XDG_STATE_HOME="+home)
			}

			first := startChild(t, c, as)
			if first.Adopted {
				t.Error("the first start adopted something")
			}
			wantPlainRole(t, first.URL)
			wantPrivateSocket(t, first.URL)
			keep(t, first.URL)
			first.finish(t)
			if !gone(filepath.Join(dataDir(t, state), "postmaster.pid")) {
				t.Error("the server did not stop in order: postmaster.pid is there")
			}

			next := startChild(t, c, as)
			wantKept(t, next.URL)
			if diff := cmp.Diff(first.URL, next.URL); diff != "" {
				t.Errorf("the address changed (-first +next):\n%s", diff)
			}
			next.finish(t)

			// Root goes on with what an ordinary user has begun.
			wantKept(t, start(t, embedded.Config{Dir: state}).URL("bot"))
		})
	}
}

// wantPlainRole checks that the bot can do in its database what it needs, and
// is nobody elsewhere.
func wantPlainRole(t *testing.T, url string) {
	t.Helper()
	if err := run(t.Context(), url, `create extension btree_gist; create schema bot; create table bot.deal ()`); err != nil {
		t.Error(err)
	}
	got := query[string](t, url, `
		select concat_ws(' ', r.rolname, r.rolsuper, r.rolcreatedb, r.rolcreaterole, r.rolbypassrls, pg_get_userbyid(d.datdba))
		from pg_roles r, pg_database d where r.rolname = current_user and d.datname = current_database()`)
	if want := "partnerbot f f f f partnerbot"; got != want {
		t.Errorf("role, superuser, may make databases, roles, passes row security, owner of the database: %s; want %s", got, want)
	}
}

// wantPrivateSocket checks that only this user can reach the server.
func wantPrivateSocket(t *testing.T, address string) {
	t.Helper()
	if got := query[string](t, address, `select current_setting('listen_addresses')`); got != "" {
		t.Errorf("the server listens on %q", got)
	}
	info, err := os.Stat(folderOf(t, address))
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o700 {
		t.Errorf("the socket's folder has mode %04o", info.Mode().Perm())
	}
}

func TestFiveAtOnce(t *testing.T) {
	t.Parallel()
	c := embedded.Config{Dir: openDir(t)}
	var all []*child
	for range 5 {
		all = append(all, begin(t, c, nil))
	}
	var owner *child
	var adopters []*child
	for _, p := range all {
		p.hear(t)
		if p.Adopted {
			adopters = append(adopters, p)
		} else {
			owner = p
		}
		if got := query[int](t, p.URL, `select 1`); got != 1 {
			t.Errorf("asked for 1, got %d", got)
		}
	}
	if len(adopters) != 4 {
		t.Fatalf("%d of 5 adopted a server; want 4", len(adopters))
	}

	adopters[0].finish(t)
	query[int](t, owner.URL, `select 1`) // an adopter leaves it running

	owner.finish(t)
	for _, p := range adopters[1:] {
		p.hear(t) // and hears when it ends
		if !strings.Contains(p.Ended, "with the process that had started it") {
			t.Errorf("an adopter was told: %s", p.Ended)
		}
	}
}

func TestLongStatePath(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(openDir(t), strings.Repeat("long/", 12), strings.Repeat("name", 20))
	s := start(t, embedded.Config{Dir: dir})
	wantPrivateSocket(t, s.URL("postgres"))
	socket := folderOf(t, s.URL("postgres"))
	if strings.HasPrefix(socket, dir) {
		t.Errorf("the socket lies in %s", socket)
	}
	again := start(t, embedded.Config{Dir: dir})
	if !again.Adopted() || again.URL("bot") != s.URL("bot") {
		t.Errorf("the second start: adopted %v, at %s; want the server at %s", again.Adopted(), again.URL("bot"), s.URL("bot"))
	}
	stop(t, again)
	stop(t, s)
	if !gone(socket) {
		t.Errorf("%s is left", socket)
	}
}

func TestOverTCP(t *testing.T) {
	t.Parallel()
	c := embedded.Config{Dir: openDir(t)}.OverTCP()
	s := start(t, c)
	again := start(t, c)
	if !again.Adopted() {
		t.Error("the second start adopted nothing")
	}
	if err := again.CreateDatabase(t.Context(), "bot"); err != nil {
		t.Fatal(err)
	}
	keep(t, s.URL("bot"))

	u, err := url.Parse(s.URL("bot"))
	if err != nil {
		t.Fatal(err)
	}
	if u.Hostname() != "127.0.0.1" {
		t.Errorf("the server listens on %s", u.Hostname())
	}
	u.User = url.UserPassword("partnerbot", "guess")
	if out, err := exec.CommandContext(t.Context(), filepath.Join(embedded.Installed()[0], "pg_isready"), "-d", u.String()).CombinedOutput(); err != nil {
		t.Fatalf("the server does not answer: %s", out)
	}
	wantText(t, connectError(t, u.String()), "password authentication failed")

	stop(t, again)
	stop(t, s)
	next := start(t, c)
	wantKept(t, next.URL("bot"))
}
