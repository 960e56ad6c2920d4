package main

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

// The company in Microsoft Teams, and another tenant of it.
const (
	homeTenant   = "5a3f0c1e-8f5d-4d0e-9a51-f3e41c0ffee1"
	secondTenant = "5a3f0c1e-8f5d-4d0e-9a51-f3e41c0ffee2"
)

// Its people. Ada leads the program, Ruth is RevOps, Viktor the CRO; Sam and Ben sell. Gus is a guest, who works for a
// partner. Zoe is in none of the teams.
const (
	ada    = "00000000-0000-4000-8000-0000000000a1"
	ruth   = "00000000-0000-4000-8000-0000000000a2"
	viktor = "00000000-0000-4000-8000-0000000000a3"
	sam    = "00000000-0000-4000-8000-0000000000a4"
	ben    = "00000000-0000-4000-8000-0000000000a5"
	gus    = "00000000-0000-4000-8000-0000000000a6"
	zoe    = "00000000-0000-4000-8000-0000000000a7"
)

// Its rooms: the team Revenue with its channels, the team Partners, which Gus is in, a team without the app, and a group
// chat. A team has the id of its General channel.
const (
	revenue, desk, numbers, shared = "19:revenue@thread.tacv2", "19:desk@thread.tacv2", "19:numbers@thread.tacv2", "19:shared@thread.tacv2"
	partners, lounge               = "19:partners@thread.tacv2", "19:lounge@thread.tacv2"
	plumbing, pipes                = "19:plumbing@thread.tacv2", "19:pipes@thread.tacv2"
	lunch                          = "19:lunch@thread.v2"
	own                            = "@app" // a person's own chat with the bot
)

func staff() []string { return []string{ada, ruth, viktor, sam, ben} }

func company() botconnector.Organization {
	person := func(id, name string) botconnector.User {
		first, _, _ := strings.Cut(strings.ToLower(name), " ")
		return botconnector.User{ID: id, Name: name, Email: first + "@acme.example", Zone: "America/New_York"}
	}
	guest := botconnector.User{ID: gus, Name: "Gus Guest", Email: "gus@partner.example", Guest: true}
	return botconnector.Organization{
		Tenant: homeTenant,
		Users: []botconnector.User{
			person(ada, "Ada Lead"), person(ruth, "Ruth Ops"), person(viktor, "Viktor Chief"), person(sam, "Sam Seller"),
			person(ben, "Ben Seller"), guest, person(zoe, "Zoe Elsewhere"),
		},
		Teams: []botconnector.Team{
			{ID: revenue, Name: "Revenue", GroupID: "revenue", Members: staff(), Channels: []botconnector.Channel{
				{ID: desk, Name: "Deal desk"},
				{ID: numbers, Name: "Numbers"},
				{ID: shared, Name: "With Brightforge", Type: "shared", Members: []string{ada, sam}},
			}},
			{ID: partners, Name: "Partners", GroupID: "partners", Members: []string{ada, sam, gus}, Channels: []botconnector.Channel{
				{ID: lounge, Name: "Lounge"},
			}},
			{ID: plumbing, Name: "Plumbing", GroupID: "plumbing", Members: []string{ada}, Channels: []botconnector.Channel{
				{ID: pipes, Name: "Pipes"},
			}},
		},
		Chats: []botconnector.Chat{{ID: lunch, Topic: "Lunch", Members: []string{sam, ruth}}},
	}
}

// campus is a company in Microsoft Teams, with the program on a database of its own.
type campus struct {
	*botconnector.Server
	t     *testing.T
	ctx   context.Context
	clock *movableClock
	app   *app
	bot   string    // where it takes what Teams sends
	look  *pgx.Conn // the test's own look at the database
}

// newCampus is the company before anybody has added the app.
func newCampus(t *testing.T, change ...func(*teamsApp)) *campus {
	t.Helper()
	w := &campus{t: t, ctx: patience(t), clock: newMovableClock(wallClock, at(t, "2026-11-18T15:00:00Z"))}
	var err error
	w.Server, err = botconnector.New(botconnector.Config{
		AppID: localAppID, Secret: "hush", Now: w.clock.Now, Organization: company(), AckTimeout: patient,
	})
	must(t, err)
	front := httptest.NewServer(w.Handler())
	w.SetURL(front.URL)
	t.Cleanup(func() {
		w.Close()
		front.Close()
	})
	access := teamsApp{Unpaced: true, teamsAccess: teamsAccess{
		Credential: teams.Credential{AppID: localAppID, Tenant: homeTenant, Secret: "hush", LoginURL: w.Issuer.LoginURL()},
		Tenants:    []string{homeTenant}, MetadataURL: w.Issuer.MetadataURL(), ServiceHosts: []string{front.URL},
	}}
	for _, f := range change {
		f(&access)
	}
	w.start(access)
	return w
}

// start runs the program until the test ends.
func (w *campus) start(access teamsApp) {
	w.t.Helper()
	address := postgrestest.Database(w.t)
	log := testLog(w.t)
	store, err := database{url: bot.Secret(address), maxConns: testConns}.open(w.t.Context(), w.clock.Now, log)
	must(w.t, err)
	w.app, err = newApp(w.t.Context(), appConfig{Store: store, Clock: w.clock.Now, Log: log, Teams: &access})
	must(w.t, err)
	listener := testListener(w.t)
	w.bot = "http://" + listener.Addr().String() + "/teams/messages"
	w.SetBotURL(w.bot)
	ctx, stop := context.WithCancel(context.WithoutCancel(w.t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- w.app.run(ctx, listener) }()
	w.t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
			w.t.Errorf("the program did not end well: %v", err)
		}
		store.Close()
	})
	w.look = watch(w.t, address)
}

// newProgram is the company with the app in its two teams and for its people, and the program set up.
func newProgram(t *testing.T, change ...func(*teamsApp)) *campus {
	t.Helper()
	w := newCampus(t, change...)
	w.install(ada, revenue, partners)
	for _, who := range staff() {
		w.install(who, own)
	}
	w.setUp()
	return w
}

func (w *campus) install(who string, rooms ...string) {
	w.t.Helper()
	for _, room := range rooms {
		must(w.t, w.As(who).Install(w.ctx, room))
	}
	w.settle()
}

// unheard is what happens while the bot hears of nothing.
func (w *campus) unheard(happens func()) {
	w.t.Helper()
	deaf := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer deaf.Close()
	w.SetBotURL(deaf.URL)
	defer w.SetBotURL(w.bot)
	happens()
}

// setUp sets the program up as Ada does, in her own chat.
func (w *campus) setUp() {
	w.t.Helper()
	d := w.form(ada, own, "program setup")
	w.fill(d, filledSetUp()...)
	w.send(ada)
	w.wantDialog(ada, "Acme partners")
	must(w.t, w.As(ada).Dialog().Close())
}

// filledSetUp is what Ada types into the setup.
func filledSetUp() [][2]string {
	return [][2]string{
		{"Program", "Acme partners"},
		{"Partner type", "System integrators"},
		{"Joint solution", "Rollout in 30 days"},
		{"Revenue goal for 2026-Q4", "1,000,000"},
		{"Currency", "USD"},
		{"Time zone", "America/New_York"},
		{"The fiscal year starts in", "January"},
		{"Deal desk channel", link(desk)},
		{"Forecast channel", link(numbers)},
		{"Partnerships lead", "Ada Lead"},
		{"RevOps", "Ruth Ops"},
		{"CRO", "Viktor Chief"},
		{"Signed partners", "Brightforge\nCalder & Finch"},
		{"Products", "Dispatch\nInsight"},
	}
}

// link is what Teams gives for a channel of the company's.
func link(channel string) string { return linkOf(channel, homeTenant) }

func linkOf(channel, tenant string) string {
	id := strings.NewReplacer(":", "%3A", "@", "%40").Replace(channel)
	return "https://teams.microsoft.com/l/channel/" + id + "/Name?groupId=11111111-2222-4333-8444-555555555555&tenantId=" + tenant
}

// register has a person register a deal in their own chat, and gives its reference.
func (w *campus) register(who, customer string) string {
	w.t.Helper()
	d := w.form(who, own, "deal register "+customer)
	w.fill(d, claimFor(customer)...)
	w.send(who)
	d = w.wantDialog(who, "is registered")
	ref, _, _ := strings.Cut(d.Text()[strings.Index(d.Text(), "D-"):], " ")
	must(w.t, d.Close())
	return ref
}

// claimFor is what is filled in to register a deal with a customer.
func claimFor(customer string) [][2]string {
	site := strings.ToLower(strings.ReplaceAll(customer, " ", "-")) + ".com"
	return [][2]string{
		{"Partner", "Brightforge"},
		{"Customer", customer},
		{"Customer's website", site},
		{"Product", "Dispatch"},
		{"Amount in USD", "86,000"},
		{"Expected close", "2026-12-08"},
		{"Contact at the customer", "Elena Brooks"},
		{"Contact's work e-mail", "elena@" + site},
		{"How the partner is engaged", "They ran a workshop with the operations director."},
		{"Next step", "Demo on Thursday"},
	}
}

// monday moves the clock to just after the next Monday post.
func (w *campus) monday() {
	w.t.Helper()
	zone, err := time.LoadLocation("America/New_York")
	must(w.t, err)
	l := local{zone: zone}
	w.clock.Advance(l.nextMonday(w.clock.Now()))
	w.app.loop.Wake()
	w.settle()
}

// settle returns when all that follows from what people did is done.
func (w *campus) settle() {
	w.t.Helper()
	must(w.t, w.app.drain(w.ctx))
	settle(w.t, w.look, w.clock.Now())
}

// says has a person write in a room, and gives what they wrote.
func (w *campus) says(who, room, words string) botconnector.Message {
	w.t.Helper()
	m, err := w.As(who).Says(w.ctx, room, words)
	must(w.t, err)
	w.settle()
	return m
}

// click has a person press a button, as they saw it.
func (w *campus) click(who string, m botconnector.Message, button string) {
	w.t.Helper()
	must(w.t, w.As(who).Click(w.ctx, m, button))
	w.settle()
}

// form has a person type a command and open the form that it is answered with.
func (w *campus) form(who, room, words string) *botconnector.Dialog {
	w.t.Helper()
	w.says(who, room, words)
	w.click(who, w.newest(who, room), "Open the form")
	d := w.As(who).Dialog()
	if d == nil {
		w.t.Fatalf("%q opens nothing, and %s reads\n%s", words, w.As(who).User.Name, w.reading(who, room))
	}
	return d
}

func (w *campus) fill(d *botconnector.Dialog, values ...[2]string) {
	w.t.Helper()
	for _, v := range values {
		must(w.t, d.Fill(w.ctx, v[0], v[1]))
	}
}

// send presses the main button of the dialog that a person has open.
func (w *campus) send(who string) {
	w.t.Helper()
	must(w.t, w.As(who).Dialog().Submit(w.ctx))
	w.settle()
}

// newest is the last message of the bot's that a person sees in a room.
func (w *campus) newest(who, room string) botconnector.Message {
	w.t.Helper()
	all := w.byApp(who, room)
	if len(all) == 0 {
		w.t.Fatalf("%s reads nothing of the bot's in %s", w.As(who).User.Name, room)
	}
	return all[len(all)-1]
}

// byApp are the messages of the bot's that a person sees in a room.
func (w *campus) byApp(who, room string) []botconnector.Message {
	all := w.As(who).Posts(w.ctx, room)
	return slices.DeleteFunc(all, func(m botconnector.Message) bool { return !m.ByApp || m.Deleted })
}

// reading is what a person sees in a room.
func (w *campus) reading(who, room string) string {
	var all []string
	for _, m := range w.As(who).Posts(w.ctx, room) {
		all = append(all, m.From+": "+m.Text())
	}
	return strings.Join(all, "\n---\n")
}

// wantNew holds that exactly so many messages of the bot's came to a room since there were before, and that the newest
// has the words in it. It gives that one.
func (w *campus) wantNew(who, room string, before, more int, words ...string) botconnector.Message {
	w.t.Helper()
	if got := len(w.byApp(who, room)) - before; got != more {
		w.t.Fatalf("%d messages came to %s, want %d:\n%s", got, room, more, w.reading(who, room))
	}
	m := w.newest(who, room)
	wantWords(w.t, m.Text(), words...)
	return m
}

// wantDialog holds that a person has a dialog open with the words in it.
func (w *campus) wantDialog(who string, words ...string) *botconnector.Dialog {
	w.t.Helper()
	d := w.As(who).Dialog()
	if d == nil {
		w.t.Fatalf("%s has no dialog open, and reads\n%s", w.As(who).User.Name, w.reading(who, own))
	}
	wantWords(w.t, d.Text(), words...)
	return d
}

func wantWords(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, word := range words {
		if !strings.Contains(text, word) {
			t.Errorf("%q is missing in\n%s", word, text)
		}
	}
}

// wantField holds what stands in a field, and beside it.
func wantField(t *testing.T, d *botconnector.Dialog, label, value, wrong string) {
	t.Helper()
	for _, f := range d.Fields {
		if f.Label != label {
			continue
		}
		if f.Value != value || (wrong == "") != (f.Error == "") || !strings.Contains(f.Error, wrong) {
			t.Errorf("%s holds %q, with %q beside it; want %q and %q", label, f.Value, f.Error, value, wrong)
		}
		return
	}
	t.Errorf("there is no field %q", label)
}

// clean holds that Teams refused nothing of what the bot did.
func (w *campus) clean() {
	w.t.Helper()
	for _, r := range w.Refusals() {
		w.t.Errorf("Teams refused: %s", r)
	}
}

// count counts rows of the database.
func (w *campus) count(sql string, args ...any) int {
	w.t.Helper()
	var n int
	must(w.t, w.look.QueryRow(w.ctx, sql, args...).Scan(&n))
	return n
}

// contact is how somebody is reached.
func (w *campus) contact(id string) domain.Contact {
	w.t.Helper()
	c, err := w.app.store.Contact(w.ctx, domain.Teams, homeTenant, id)
	must(w.t, err)
	return c
}
