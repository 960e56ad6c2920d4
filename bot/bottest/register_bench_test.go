package bottest_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/embedded"
	"github.com/partnerbot/partnerbot/storage/postgres"
)

const (
	benchSecret  = "8f742231b10e8888abcd99yyyzzz85a5"
	benchTeam    = "T0001"
	benchClients = 8
	benchConns   = 10
)

// BenchmarkRegister compares a signed view_submission of the registration form, from its bytes to the committed row and
// its jobs, with a bare pgx loop that runs the same statements with the same arguments in the same transactions, on a
// pool of the same size over a copy of the same database, fsync on. It reports ratio: registrations a second through
// the bot over those of the bare loop, both measured in this run; 1 would be a bot that costs nothing.
//
//	go test -run '^$' -bench Register -benchtime 2000x ./bot/bottest
func BenchmarkRegister(b *testing.B) {
	server := benchServer(b)
	seed(b, server)
	record := newRig(b, server, "record", true)
	record.register(b, b.N)
	through := newRig(b, server, "through", false)
	bare := newRig(b, server, "bare", false)
	scripts := record.trace.scripts(b, b.N)

	b.ResetTimer()
	b.StopTimer()
	var bot, loop time.Duration
	// In slices by turns, so that a machine whose speed drifts is as fast for one as for the other.
	const slices = 10
	for i := range slices {
		from, to := i*b.N/slices, (i+1)*b.N/slices
		b.StartTimer()
		bot += took(func() { through.registerRange(b, from, to) })
		b.StopTimer()
		loop += took(func() { bare.replay(b, scripts[from:to]) })
	}
	b.ReportMetric(loop.Seconds()/bot.Seconds(), "ratio")
	b.ReportMetric(float64(b.N)/bot.Seconds(), "bot/s")
	b.ReportMetric(float64(b.N)/loop.Seconds(), "bare/s")
	b.ReportMetric(float64(record.trace.statements())/float64(b.N), "statements/op")
}

func took(fn func()) time.Duration {
	start := time.Now()
	fn()
	return time.Since(start)
}

// benchServer is durable, as production is: a commit waits for the disk.
func benchServer(b *testing.B) *embedded.Server {
	b.Helper()
	ctx := context.Background()
	s, err := embedded.Start(ctx, embedded.Config{Dir: stateDir(b)})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := s.Stop(ctx); err != nil {
			b.Error(err)
		}
	})
	return s
}

// seed makes the database that both sides begin with.
func seed(b *testing.B, server *embedded.Server) {
	b.Helper()
	ctx := context.Background()
	if err := server.CreateDatabase(ctx, "seed"); err != nil {
		b.Fatal(err)
	}
	store, err := postgres.Open(ctx, postgres.Config{URL: server.URL("seed"), Clock: benchClock})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	if err := store.Migrate(ctx); err != nil {
		b.Fatal(err)
	}
	desk := newDesk(store)
	if _, err := desk.Install(ctx, domain.Workspace{Platform: domain.Slack, ID: benchTeam, Name: "Acme"}); err != nil {
		b.Fatal(err)
	}
	lead, err := desk.Recognize(ctx, user("ULEAD"), domain.Chat{Platform: domain.Slack, Workspace: benchTeam, Key: "lead"}, profile)
	if err != nil {
		b.Fatal(err)
	}
	setup := domain.Setup{
		Name: "Partners", Solution: "Everything", PartnerType: domain.Reseller, Currency: "USD", TimeZone: "UTC",
		FiscalStart: time.January, Goal: "1000000", Products: []string{"Platform"}, Partners: benchPartners(),
		Channels: []domain.Channel{
			{Purpose: domain.DealDesk, Platform: domain.Slack, Workspace: benchTeam, ID: "CDESK", Name: "deal-desk"},
			{Purpose: domain.ForecastChannel, Platform: domain.Slack, Workspace: benchTeam, ID: "CFORECAST", Name: "forecast"},
		},
		People: map[domain.Role][]domain.Identity{
			domain.RevOps: {user("UREVOPS")}, domain.PartnershipsLead: {user("ULEAD")},
		},
	}
	if _, err := desk.SetUp(ctx, lead, setup, profile); err != nil {
		b.Fatal(err)
	}
	if _, err := desk.Recognize(ctx, user("USELLER"), domain.Chat{Platform: domain.Slack, Workspace: benchTeam, Key: "seller"}, profile); err != nil {
		b.Fatal(err)
	}
}

// benchPartners are enough that none meets the cap of open registrations.
func benchPartners() []string {
	names := make([]string, 400)
	for i := range names {
		names[i] = fmt.Sprintf("Partner %03d", i)
	}
	return names
}

func benchClock() time.Time { return time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC) }

func newDesk(store domain.Store) *domain.Desk {
	return domain.NewDesk(domain.DeskConfig{Store: store, Clock: benchClock, NewID: func() domain.ID { return uuid.Must(uuid.NewV7()) }})
}

func user(id string) domain.Identity {
	return domain.Identity{Platform: domain.Slack, Workspace: benchTeam, User: id}
}

func profile(_ context.Context, who domain.Identity) (domain.Profile, error) {
	return domain.Profile{Name: who.User, Email: strings.ToLower(who.User) + "@example.com"}, nil
}

// rig is one side of the comparison over its own copy of the seed.
type rig struct {
	http     http.Handler
	pool     *pgxpool.Pool
	partners []domain.Partner
	trace    *trace
}

func newRig(b *testing.B, server *embedded.Server, name string, traced bool) *rig {
	b.Helper()
	ctx := context.Background()
	if err := server.CloneDatabase(ctx, name, "seed"); err != nil {
		b.Fatal(err)
	}
	r := &rig{trace: &trace{}}
	config := postgres.Config{URL: server.URL(name), Clock: benchClock, MaxConns: benchConns}
	if traced {
		config.Trace = r.trace
	}
	store, err := postgres.Open(ctx, config)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(store.Close)
	desk := newDesk(store)
	lead, err := desk.Recognize(ctx, user("ULEAD"), domain.Chat{Platform: domain.Slack, Workspace: benchTeam}, profile)
	if err != nil {
		b.Fatal(err)
	}
	if r.partners, err = store.Partners(ctx, lead.ProgramID, "", 1000); err != nil {
		b.Fatal(err)
	}
	quiet := slog.New(slog.DiscardHandler)
	s, err := slack.New(slack.Config{
		Bot: bot.New(bot.Config{Desk: desk, Clock: benchClock, Log: quiet}), Seen: store,
		Token: "xoxb-bench", SigningSecret: benchSecret, Workspace: benchTeam, Clock: benchClock, Log: quiet,
		APIURL: "http://127.0.0.1:1/", // nothing is sent while an answer is made
	})
	if err != nil {
		b.Fatal(err)
	}
	r.http = s.Handler()
	pc, err := pgxpool.ParseConfig(server.URL(name))
	if err != nil {
		b.Fatal(err)
	}
	pc.MaxConns = benchConns
	if r.pool, err = pgxpool.NewWithConfig(ctx, pc); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(r.pool.Close)
	return r
}

// register records n registrations, one after the other, so that each one's statements are apart.
func (r *rig) register(b *testing.B, n int) {
	b.Helper()
	for i := range n {
		r.trace.begin()
		r.submit(b, i)
	}
}

func (r *rig) registerRange(b *testing.B, from, to int) {
	b.Helper()
	byTurns(from, to, func(i int) { r.submit(b, i) })
}

// byTurns calls do with each number from one of benchClients goroutines.
func byTurns(from, to int, do func(int)) {
	var next atomic.Int64
	next.Store(int64(from))
	var clients sync.WaitGroup
	for range benchClients {
		clients.Go(func() {
			for i := int(next.Add(1)) - 1; i < to; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	clients.Wait()
}

func (r *rig) submit(b *testing.B, i int) {
	w := httptest.NewRecorder()
	r.http.ServeHTTP(w, r.submission(i))
	if body := w.Body.String(); w.Code != http.StatusOK || strings.Contains(body, "errors") || strings.Contains(body, "update") {
		b.Errorf("submission %d was answered %d: %s", i, w.Code, body)
	}
}

// submission is the i-th registration: another customer and a partner with room for it.
func (r *rig) submission(i int) *http.Request {
	text := func(v string) any { return map[string]any{"v": map[string]any{"type": "plain_text_input", "value": v}} }
	choice := func(v string) any {
		return map[string]any{"v": map[string]any{"type": "static_select", "selected_option": map[string]any{"value": v}}}
	}
	payload, _ := json.Marshal(map[string]any{
		"type": "view_submission", "team": map[string]any{"id": benchTeam},
		"user": map[string]any{"id": "USELLER", "team_id": benchTeam}, "trigger_id": fmt.Sprint("t", i),
		"view": map[string]any{
			"id": fmt.Sprint("V", i), "type": "modal", "hash": "h1", "callback_id": "register", "app_installed_team_id": benchTeam,
			"state": map[string]any{"values": map[string]any{
				"partner": choice(r.partners[i%len(r.partners)].ID.String()), "customer": text(fmt.Sprintf("Customer %d", i)),
				"website": text(fmt.Sprintf("customer-%d.com", i)), "product": choice("Platform"), "amount": text("25,000"),
				"close_date":   map[string]any{"v": map[string]any{"type": "datepicker", "selected_date": "2026-12-15"}},
				"contact_name": text("Kim Doe"), "contact_email": text(fmt.Sprintf("kim@customer-%d.com", i)),
				"how_engaged": text("We ran a discovery workshop with their operations team last week."), "next_step": text("Send the proposal"),
			}},
		},
	})
	body := "payload=" + url.QueryEscape(string(payload))
	stamp := strconv.FormatInt(benchClock().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(benchSecret))
	mac.Write([]byte("v0:" + stamp + ":" + body))
	req := httptest.NewRequest(http.MethodPost, "/slack/interactions", strings.NewReader(body))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("X-Slack-Request-Timestamp", stamp)
	req.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	return req
}

// statement is one statement as it was run.
type statement struct {
	sql  string
	args []any
}

// trace records what the store runs, one list for each registration.
type trace struct {
	mu   sync.Mutex
	runs [][]statement
}

func (t *trace) begin() { t.runs = append(t.runs, nil) }

// TraceQueryStart records a statement of the registration under way.
func (t *trace) TraceQueryStart(ctx context.Context, _ *pgx.Conn, d pgx.TraceQueryStartData) context.Context {
	t.mu.Lock()
	defer t.mu.Unlock()
	if last := len(t.runs) - 1; last >= 0 {
		t.runs[last] = append(t.runs[last], statement{d.SQL, d.Args})
	}
	return ctx
}

// TraceQueryEnd has nothing to add.
func (t *trace) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// scripts are the recorded lists, each of which must hold one whole transaction.
func (t *trace) scripts(b *testing.B, n int) [][]statement {
	b.Helper()
	if len(t.runs) != n {
		b.Fatalf("recorded %d registrations, want %d", len(t.runs), n)
	}
	for i, run := range t.runs {
		var begun, committed int
		for _, s := range run {
			switch s.sql {
			case "begin":
				begun++
			case "commit":
				committed++
			}
		}
		if begun != 1 || committed != 1 {
			b.Fatalf("registration %d began %d transactions and committed %d", i, begun, committed)
		}
	}
	return t.runs
}

func (t *trace) statements() int {
	var n int
	for _, run := range t.runs {
		n += len(run)
	}
	return n
}

// replay runs the recorded statements: those outside the transaction on whatever connection is free, as the bot does.
func (r *rig) replay(b *testing.B, scripts [][]statement) {
	b.Helper()
	byTurns(0, len(scripts), func(i int) {
		if err := r.run(scripts[i]); err != nil {
			b.Errorf("script %d: %v", i, err)
		}
	})
}

func (r *rig) run(script []statement) error {
	ctx := context.Background()
	var tx pgx.Tx
	for _, s := range script {
		var err error
		switch {
		case s.sql == "begin":
			tx, err = r.pool.Begin(ctx)
		case s.sql == "commit":
			err, tx = tx.Commit(ctx), nil
		case tx != nil:
			err = drain(tx.Query(ctx, s.sql, s.args...))
		default:
			err = drain(r.pool.Query(ctx, s.sql, s.args...))
		}
		if err != nil {
			return fmt.Errorf("%s: %w", s.sql, err)
		}
	}
	return nil
}

// drain reads every row without looking at it.
func drain(rows pgx.Rows, err error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		_ = rows.RawValues()
	}
	return rows.Err()
}
