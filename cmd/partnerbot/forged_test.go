package main

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/bot/playground"
	"github.com/partnerbot/partnerbot/cmd/partnerbot/sample"
)

// What Slack did not sign, just so and just now and once, is refused, and nothing of it is kept.
func TestForgedRequests(t *testing.T) {
	t.Parallel()
	c := sampleFor(t, at(t, "2026-11-18T15:00:00Z"), false)
	l := startLocal(t, c)
	genuine := l.genuineSubmission(t)
	db, err := pgx.Connect(t.Context(), string(c.Database.url))
	must(t, err)
	defer db.Close(t.Context()) //nolint:errcheck // the test is over
	before := everyRow(t, db)
	for name, forge := range map[string]func(*http.Request, []byte) []byte{
		"unsigned": func(r *http.Request, body []byte) []byte {
			r.Header.Del("X-Slack-Signature")
			return body
		},
		"signed by another": func(r *http.Request, body []byte) []byte {
			r.Header.Set("X-Slack-Signature", "v0="+string(bytes.Repeat([]byte("ab"), 32)))
			return body
		},
		"tampered with": func(_ *http.Request, body []byte) []byte {
			return bytes.Replace(body, []byte("Contested"), []byte("Forged%20%20"), 1)
		},
		"signed for another time": func(r *http.Request, body []byte) []byte {
			r.Header.Set("X-Slack-Request-Timestamp", strconv.FormatInt(l.clock.Now().Unix()+1, 10))
			return body
		},
		"replayed": asItIs,
	} {
		if got := l.send(t, genuine, forge); got != http.StatusUnauthorized {
			t.Errorf("%s: it is answered %d", name, got)
		}
	}
	l.clock.Advance(l.clock.Now().Add(6 * time.Minute))
	if got := l.send(t, genuine, asItIs); got != http.StatusUnauthorized {
		t.Errorf("stale: it is answered %d", got)
	}
	if diff := cmp.Diff(before, everyRow(t, db)); diff != "" {
		t.Errorf("rows of each table (-before +after):\n%s", diff)
	}
}

func asItIs(_ *http.Request, body []byte) []byte { return body }

// genuineSubmission registers a deal, and gives what was sent for it.
func (l *local) genuineSubmission(t *testing.T) playground.Sent {
	t.Helper()
	ctx := patience(t)
	maya := l.play.As(sample.Maya)
	must(t, maya.Command(ctx, sample.Sales, "/deal register Contested contested-example.com 50,000"))
	m, err := maya.WaitModal(ctx, func(*playground.Modal) bool { return true })
	must(t, err)
	for _, f := range [][2]string{
		{"partner", "Orrin Digital"},
		{"product", "Dispatch"},
		{"close_date", "2026-12-18"},
		{"contact_name", "Cora Contact"},
		{"contact_email", "cora@contested-example.com"},
		{"next_step", "A demo next week"},
		{"how_engaged", "They ran a workshop with the operations director on site."},
	} {
		must(t, m.Fill(ctx, f[0], f[1]))
	}
	wrong, err := m.Submit(ctx)
	must(t, err)
	if len(wrong) > 0 {
		t.Fatalf("the genuine one is refused: %v", wrong)
	}
	_, err = l.play.As(sample.Ruth).WaitMessage(ctx, sample.DealDesk, func(playground.Message) bool { return true })
	must(t, err)
	sent := l.play.Sent()
	return sent[len(sent)-1]
}

// send sends a request again, as forge leaves it, and answers the status.
func (l *local) send(t *testing.T, s playground.Sent, forge func(*http.Request, []byte) []byte) int {
	t.Helper()
	r, err := l.play.Request(patience(t), s.Path, s.Header.Get("Content-Type"), nil)
	must(t, err)
	r.Header = s.Header.Clone()
	body := forge(r, s.Body)
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	answer, err := http.DefaultClient.Do(r)
	must(t, err)
	must(t, answer.Body.Close())
	return answer.StatusCode
}

// everyRow counts the rows of every table but River's, whose workers are at it all the time.
func everyRow(t *testing.T, db *pgx.Conn) map[string]int {
	t.Helper()
	rows, err := db.Query(t.Context(), `
		select table_name, (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I', table_name), false, true, '')))[1]::text::int
		from information_schema.tables where table_schema = 'public' and table_name not like 'river%'`)
	must(t, err)
	counts := map[string]int{}
	var table string
	var n int
	_, err = pgx.ForEachRow(rows, []any{&table, &n}, func() error { counts[table] = n; return nil })
	must(t, err)
	if counts["registration"] != 1 {
		t.Fatalf("the genuine registration is not kept: %v", counts)
	}
	return counts
}
