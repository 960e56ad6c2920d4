package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/bot/playground"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/embedded"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

const (
	signingSecret = "8f742231b10e8888abcd99yyyzzz85a5"
	botToken      = "xoxb-a-token-of-the-tests"
)

// The people and channels of the town beside its sellers.
const (
	lead, revops               = "U0LEAD", "U0REVOPS"
	sales, dealDesk, forecasts = "C0SALES", "C0DESK", "C0FORECAST"
)

// town is a chat workspace and a database, which live on when the program between them is killed.
type town struct {
	*playground.Server
	clock    *movableClock
	url      string // where the workspace is served
	database string // for the program; "" when it runs its own in state
	state    string
	look     string          // the address of the database, for the test's own look
	store    *postgres.Store // the same

	mu    sync.Mutex
	posts []post
	fate  fate
}

// post is a message that the workspace took from the program.
type post struct {
	call
	room, ts string // where it stands
}

// call is one of chat.postMessage or chat.update that the program makes.
type call struct{ method, channel, text string }

// fate is something that happens to the program at one of its calls.
type fate struct {
	to    func(call) bool // the call that it comes with; nil: there is none
	kill  func()
	point point
}

// point is how far the call is when it happens.
type point int

const (
	lost     point = iota // it never reaches the workspace
	asked                 // it has reached the workspace, which does it
	done                  // it is done, and the answer is lost
	answered              // the answer is out
	points
)

// newTown makes a town on a Wednesday, with sellers U0SELLER0, U0SELLER1 and so on, and no program in it yet.
func newTown(t *testing.T, sellers int) *town {
	t.Helper()
	w := &town{clock: newMovableClock(wallClock, time.Date(2026, 11, 4, 15, 0, 0, 0, time.UTC))}
	var err error
	w.Server, err = playground.New(playground.Config{
		SigningSecret: signingSecret, BotToken: botToken, Now: w.clock.Now, Workspace: people(sellers),
		Commands: localCommands(), Shortcuts: localShortcuts(), AckTimeout: patient,
	})
	must(t, err)
	workspace := w.Handler()
	front := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { w.serve(rw, r, workspace) }))
	w.url = front.URL
	w.SetURL(front.URL)
	t.Cleanup(func() {
		w.Close()
		front.Close()
	})
	return w
}

func people(sellers int) playground.Workspace {
	const bot = "U0BOT"
	ws := playground.Workspace{TeamID: "T0TOWN", Name: "Town", App: playground.App{UserID: bot}}
	everyone := []string{bot, lead, revops}
	ws.Users = []playground.User{{ID: lead, Name: "lead", RealName: "Lena Lead"}, {ID: revops, Name: "revops", RealName: "Rae Revops"}}
	for i := range sellers {
		u := playground.User{ID: seller(i), Name: fmt.Sprintf("seller%d", i), RealName: fmt.Sprintf("Seller %d", i)}
		ws.Users, everyone = append(ws.Users, u), append(everyone, u.ID)
	}
	ws.Channels = []playground.Channel{
		{ID: sales, Name: "sales", Members: everyone},
		{ID: dealDesk, Name: "deal-desk", Members: []string{bot, lead, revops}},
		{ID: forecasts, Name: "forecast", Members: []string{bot, lead, revops}},
	}
	return ws
}

func seller(i int) string { return fmt.Sprintf("U0SELLER%d", i) }

// onSharedServer gives the town a database that lives on when the program is killed.
func (w *town) onSharedServer(t *testing.T) {
	t.Helper()
	w.database = postgrestest.Empty(t)
	w.lookAt(t, w.database)
}

// adopt finds the database that the program runs itself.
func (w *town) adopt(t *testing.T) {
	t.Helper()
	server, err := embedded.Start(t.Context(), embedded.Config{Dir: w.state})
	must(t, err)
	if !server.Adopted() {
		t.Error("the program runs no database of its own")
	}
	must(t, server.Stop(t.Context())) // only the look at it ends
	w.lookAt(t, server.URL(databaseName))
}

func (w *town) lookAt(t *testing.T, address string) {
	t.Helper()
	w.look = address
	w.store = postgrestest.Open(t, postgres.Config{URL: address, Clock: w.clock.Now})
}

// setUp sets the program up, with partners named Partner 0 and so on. The schema must be there.
func (w *town) setUp(t *testing.T, partners int) {
	t.Helper()
	desk := domain.NewDesk(domain.DeskConfig{Store: w.store, Clock: w.clock.Now, NewID: newID})
	who := func(user string) domain.Identity {
		return domain.Identity{Platform: domain.Slack, Workspace: "T0TOWN", User: user}
	}
	lookup := func(_ context.Context, i domain.Identity) (domain.Profile, error) {
		return domain.Profile{Name: i.User}, nil
	}
	actor, err := desk.Recognize(t.Context(), who(lead), domain.Chat{Platform: domain.Slack, Workspace: "T0TOWN"}, lookup)
	must(t, err)
	channel := func(p domain.Purpose, id string) domain.Channel {
		return domain.Channel{Purpose: p, Platform: domain.Slack, Workspace: "T0TOWN", ID: id, Name: id}
	}
	s := domain.Setup{
		Name: "Town partners", PartnerType: domain.SI, Solution: "Rollout in 30 days", Currency: "USD", TimeZone: "UTC",
		FiscalStart: time.January, Goal: "1,000,000", Products: []string{"Analytics"},
		Channels: []domain.Channel{channel(domain.DealDesk, dealDesk), channel(domain.ForecastChannel, forecasts)},
		People:   map[domain.Role][]domain.Identity{domain.PartnershipsLead: {who(lead)}, domain.RevOps: {who(revops)}},
	}
	for i := range partners {
		s.Partners = append(s.Partners, partner(i))
	}
	_, err = desk.SetUp(t.Context(), actor, s, lookup)
	must(t, err)
}

func partner(i int) string { return fmt.Sprintf("Partner %03d", i) }

// fillIn opens the registration form as a seller and fills it in, so that it only has to be sent.
func (w *town) fillIn(t *testing.T, user, partner, customer, website string) (*playground.Modal, error) {
	ctx := patience(t)
	person := w.As(user)
	if err := person.Command(ctx, sales, fmt.Sprintf("/deal register %q %s", customer, website)); err != nil {
		return nil, err
	}
	form, err := person.WaitModal(ctx, func(*playground.Modal) bool { return true })
	if err != nil {
		return nil, err
	}
	for _, f := range [][2]string{
		{"partner", partner},
		{"amount", "12,500"},
		{"close_date", "2027-06-30"},
		{"contact_name", "Cora Contact"},
		{"contact_email", "cora@" + website},
		{"how_engaged", "They ran a workshop with the operations director on site."},
		{"next_step", "A demo next week"},
	} {
		if err := form.Fill(ctx, f[0], f[1]); err != nil {
			return nil, fmt.Errorf("fill in %s: %w", f[0], err)
		}
	}
	return form, nil
}

// serve is the workspace, as the program meets it.
func (w *town) serve(rw http.ResponseWriter, r *http.Request, workspace http.Handler) {
	c := call{method: path.Base(r.URL.Path)}
	if c.method != "chat.postMessage" && c.method != "chat.update" {
		workspace.ServeHTTP(rw, r)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler) // the program is gone
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	form, _ := url.ParseQuery(string(body))
	c.channel, c.text = form.Get("channel"), form.Get("text")
	f := w.meet(c)
	f.at(lost)
	f.at(asked)
	answer := httptest.NewRecorder()
	workspace.ServeHTTP(answer, r.WithContext(context.WithoutCancel(r.Context())))
	w.record(c, answer.Body.Bytes())
	f.at(done)
	for k, v := range answer.Header() {
		rw.Header()[k] = v
	}
	rw.WriteHeader(answer.Code)
	_, _ = rw.Write(answer.Body.Bytes()) // the program may be gone
	_ = http.NewResponseController(rw).Flush()
	f.at(answered)
}

// meet is the fate that comes with the call, if it is this one's.
func (w *town) meet(c call) fate {
	w.mu.Lock()
	defer w.mu.Unlock()
	f := w.fate
	if f.to == nil || !f.to(c) {
		return fate{}
	}
	w.fate = fate{}
	return f
}

// at does what is to happen at a point of the call.
func (f fate) at(p point) {
	if f.kill == nil || f.point != p {
		return
	}
	f.kill()
	if p == lost || p == done {
		panic(http.ErrAbortHandler)
	}
}

func (w *town) destine(f fate) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fate = f
}

// record remembers a message that was taken.
func (w *town) record(c call, answer []byte) {
	var a struct {
		OK          bool
		Channel, TS string
	}
	if c.method != "chat.postMessage" || json.Unmarshal(answer, &a) != nil || !a.OK {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.posts = append(w.posts, post{c, a.Channel, a.TS})
}

func (w *town) watch(t *testing.T) *pgx.Conn { return watch(t, w.look) }

// watch gives a connection to a database that hears of every change of deliveries and occurrences.
func watch(t *testing.T, address string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	must(t, err)
	t.Cleanup(func() { _ = conn.Close(context.WithoutCancel(t.Context())) })
	_, err = conn.Exec(t.Context(), `
		create or replace function told() returns trigger language plpgsql as $$ begin perform pg_notify('told', ''); return null; end $$;
		create or replace trigger told after insert or update on delivery for each statement execute function told();
		create or replace trigger told after insert or update on occurrence for each statement execute function told();
		listen told`)
	must(t, err)
	return conn
}

func (w *town) settle(t *testing.T, conn *pgx.Conn) { settle(t, conn, w.clock.Now()) }

// settle returns when everything that was to be sent or carried out is, or is known to have gone wrong. What is for a
// platform that only another process serves is not waited for.
func settle(t *testing.T, conn *pgx.Conn, now time.Time) {
	t.Helper()
	ctx := patience(t)
	for {
		var left int
		must(t, conn.QueryRow(ctx, `
			select (select count(*) from delivery where state in ('queued', 'sending') and problem not like 'The bot is not connected%' or state = 'sent' and wanted > shown and kind in ('review_card', 'digest', 'stall_nudge'))
				+ (select count(*) from schedule where next_due <= $1)
				+ (select count(*) from (select distinct on (schedule_id) done_at from occurrence order by schedule_id, due desc) o where done_at is null)`,
			now).Scan(&left))
		if left == 0 {
			return
		}
		if _, err := conn.WaitForNotification(ctx); err != nil {
			t.Fatalf("%d things are still to be done: %v", left, err)
		}
	}
}

// openDir is a temporary folder that every user may enter: Postgres does not run as root.
func openDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "town")
	must(t, err)
	must(t, os.Chmod(dir, 0o755))
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// patient is far longer than anything takes that goes well.
const patient = 2 * time.Minute

// patience bounds a wait.
func patience(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patient)
	t.Cleanup(cancel)
	return ctx
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
