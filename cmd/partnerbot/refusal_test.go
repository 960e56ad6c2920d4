package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/bot/playground"
)

// TestRefusals sends the program every kind of request that the workspace makes, signed by somebody else, not at all,
// too early, too late or changed on the way: each is refused with 401, and nothing is kept or sent. Then it sends the
// genuine ones, which are taken, once.
func TestRefusals(t *testing.T) {
	w := newTown(t, 2)
	w.onSharedServer(t)
	p := w.start(t)
	w.SetBotURL(p.address)
	w.setUp(t, 1)
	conn := w.watch(t)
	genuine := w.intercept(t, p, conn)

	before, calls := kept(t, conn), len(w.Calls())
	for _, r := range genuine {
		for name, spoiled := range r.spoiled(w.clock.Now()) {
			if status, _ := spoiled.send(t, p); status != http.StatusUnauthorized {
				t.Errorf("%s, %s: %d, want 401", r.name, name, status)
			}
		}
	}
	if diff := cmp.Diff(before, kept(t, conn)); diff != "" {
		t.Errorf("refused requests left something (-before +after):\n%s", diff)
	}
	if got := w.Calls()[calls:]; len(got) > 0 {
		t.Errorf("refused requests made the program call %+v", got)
	}

	for _, r := range genuine {
		if status, body := r.send(t, p); status != http.StatusOK || strings.Contains(body, `"errors"`) {
			t.Errorf("%s: %d %s, want 200", r.name, status, body)
		}
	}
	w.settle(t, conn)
	after := kept(t, conn)
	for _, table := range []string{"registration", "event", "delivery", "schedule", "inbound"} {
		if before[table] == after[table] {
			t.Errorf("%s is as it was: the genuine requests did nothing", table)
		}
	}
	for _, r := range genuine {
		if status, _ := r.send(t, p); status != http.StatusUnauthorized {
			t.Errorf("%s, replayed: %d, want 401", r.name, status)
		}
	}
	w.wantSame(t, conn, after, "replays")

	p.stop(t)
	p = w.start(t)
	for _, r := range genuine {
		if status, _ := r.send(t, p); status != http.StatusUnauthorized {
			t.Errorf("%s, replayed to another process: %d, want 401", r.name, status)
		}
	}
	p.stop(t) // after whatever it has to do still
	w.wantSame(t, conn, after, "replays to another process")
}

// wantSame sees that nothing was kept and no message sent.
func (w *town) wantSame(t *testing.T, conn *pgx.Conn, want map[string]string, after string) {
	t.Helper()
	if diff := cmp.Diff(want, kept(t, conn)); diff != "" {
		t.Errorf("%s left something (-before +after):\n%s", after, diff)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	seen := map[string]bool{}
	for _, p := range w.posts {
		if seen[p.channel+p.text] {
			t.Errorf("%s: sent twice: %s", after, p.text)
		}
		seen[p.channel+p.text] = true
	}
}

// kept are the digests of all tables of the program; of the queue, which is busy with itself, how many jobs.
func kept(t *testing.T, conn *pgx.Conn) map[string]string {
	t.Helper()
	rows, _ := conn.Query(t.Context(), `
		select relname::text from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'river%'`)
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	must(t, err)
	out := map[string]string{}
	digest := func(table, sql string) {
		var d string
		must(t, conn.QueryRow(t.Context(), sql).Scan(&d))
		out[table] = d
	}
	for _, table := range tables {
		digest(table, `select count(*) || ' rows, ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from `+pgx.Identifier{table}.Sanitize()+` t`)
	}
	digest("river_job", `select count(*) || ' jobs' from river_job`)
	return out
}

// genuine is a request that the workspace signed, and that has not reached the program.
type genuine struct {
	name, path string
	header     http.Header
	body       []byte
}

// intercept has people do one thing of every kind, and catches the requests.
func (w *town) intercept(t *testing.T, p *process, conn *pgx.Conn) []genuine {
	t.Helper()
	ctx := patience(t)
	first, err := w.fillIn(t, seller(0), partner(0), "First Corp", "first.com")
	must(t, err)
	_, err = first.Submit(ctx)
	must(t, err)
	_, err = w.As(seller(0)).WaitMessage(ctx, sales, func(m playground.Message) bool { return m.Ephemeral })
	must(t, err)
	w.settle(t, conn)
	second, err := w.fillIn(t, seller(1), partner(0), "Second Corp", "second.com")
	must(t, err)
	must(t, w.As(lead).Command(ctx, sales, "/program schedule"))
	schedule, err := w.As(lead).WaitModal(ctx, func(*playground.Modal) bool { return true })
	must(t, err)
	must(t, schedule.Fill(ctx, "time", "10:30"))
	card := w.As(revops).Messages(dealDesk)[0]

	var mu sync.Mutex
	var caught []genuine
	name := ""
	catcher := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		caught = append(caught, genuine{name, r.URL.Path, r.Header.Clone(), body})
		rw.Header().Set("X-Slack-No-Retry", "1")
		rw.WriteHeader(http.StatusServiceUnavailable)
	}))
	defer catcher.Close()
	w.SetBotURL(catcher.URL)
	for _, act := range []struct {
		name string
		do   func() error
	}{
		{"a command", func() error { return w.As(seller(0)).Command(ctx, sales, "/deal list") }},
		{"a command with a form", func() error { return w.As(seller(0)).Command(ctx, sales, "/deal register") }},
		{"a global shortcut", func() error { return w.As(seller(0)).Shortcut(ctx, "register_deal") }},
		{"a search", func() error { return second.Fill(ctx, "partner", partner(0)) }},
		{"a registration", func() error { _, err := second.Submit(ctx); return err }},
		{"a schedule", func() error { _, err := schedule.Submit(ctx); return err }},
		{"a click", func() error { return w.As(revops).Click(ctx, card, "Approve") }},
		{"an opened Home tab", func() error { _, err := w.As(seller(0)).Home(ctx); return err }},
		{"a question for the address", func() error { return w.VerifyURL(ctx) }},
	} {
		mu.Lock()
		name = act.name
		mu.Unlock()
		if act.do() == nil {
			t.Errorf("%s was not sent", act.name)
		}
	}
	w.SetBotURL(p.address)
	for _, path := range []string{"commands", "interactions", "options", "events"} {
		if !slices.ContainsFunc(caught, func(g genuine) bool { return g.path == "/slack/"+path }) {
			t.Errorf("nothing was caught for %s", path)
		}
	}
	return caught
}

const (
	signedBy = "X-Slack-Signature"
	signedAt = "X-Slack-Request-Timestamp"
)

// spoiled are the ways to spoil a request.
func (g genuine) spoiled(now time.Time) map[string]genuine {
	with := func(change func(*genuine)) genuine {
		out := g
		out.header, out.body = g.header.Clone(), bytes.Clone(g.body)
		change(&out)
		return out
	}
	header := func(name, value string) genuine { return with(func(g *genuine) { g.header.Set(name, value) }) }
	signature, stamp := g.header.Get(signedBy), g.header.Get(signedAt)
	last := byte('0')
	if strings.HasSuffix(signature, "0") {
		last = '1'
	}
	return map[string]genuine{
		"unsigned":                  with(func(g *genuine) { g.header.Del(signedBy) }),
		"undated":                   with(func(g *genuine) { g.header.Del(signedAt) }),
		"with an empty signature":   header(signedBy, ""),
		"with half a signature":     header(signedBy, signature[:len(signature)/2]),
		"with another version":      header(signedBy, "v1"+strings.TrimPrefix(signature, "v0")),
		"with no hexadecimal":       header(signedBy, "v0="+strings.Repeat("g", 64)),
		"with a changed signature":  header(signedBy, signature[:len(signature)-1]+string(last)),
		"with another date":         header(signedAt, stamp+"0"),
		"with no number for a date": header(signedAt, "soon"),
		"with a word more":          with(func(g *genuine) { g.body = append(g.body, "&x=1"...) }),
		"with a byte changed":       with(func(g *genuine) { g.body[len(g.body)/2] ^= 1 }),
		"with no body":              with(func(g *genuine) { g.body = nil }),
		"stale":                     with(func(g *genuine) { g.sign(signingSecret, now.Add(-6*time.Minute)) }),
		"of the future":             with(func(g *genuine) { g.sign(signingSecret, now.Add(6*time.Minute)) }),
		"signed by somebody else":   with(func(g *genuine) { g.sign("a secret of theirs", now) }),
		"signed with no secret":     with(func(g *genuine) { g.sign("", now) }),
	}
}

func (g *genuine) sign(secret string, at time.Time) {
	stamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, g.body)
	g.header.Set(signedAt, stamp)
	g.header.Set(signedBy, "v0="+hex.EncodeToString(mac.Sum(nil)))
}

func (g genuine) send(t *testing.T, to *process) (status int, body string) {
	t.Helper()
	r, err := http.NewRequestWithContext(patience(t), http.MethodPost, to.address+g.path, bytes.NewReader(g.body))
	must(t, err)
	r.Header = g.header.Clone()
	resp, err := http.DefaultClient.Do(r)
	must(t, err)
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	must(t, err)
	return resp.StatusCode, string(answer)
}
