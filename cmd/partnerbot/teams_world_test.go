package main

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

// The company in Microsoft Teams, and another tenant of it.
const (
	homeTenant   = "5a3f0c1e-8f5d-4d0e-9a51-f3e41c0ffee1"
	secondTenant = "5a3f0c1e-8f5d-4d0e-9a51-f3e41c0ffee2"
)

// Its people. Ada leads the program, Ruth is RevOps, Viktor the CRO; Sam and Ben sell. Gus is a guest, who works for a
// partner. Zoe is in none of the teams, and Tina is of the second tenant.
const (
	ada    = "00000000-0000-4000-8000-0000000000a1"
	ruth   = "00000000-0000-4000-8000-0000000000a2"
	viktor = "00000000-0000-4000-8000-0000000000a3"
	sam    = "00000000-0000-4000-8000-0000000000a4"
	ben    = "00000000-0000-4000-8000-0000000000a5"
	gus    = "00000000-0000-4000-8000-0000000000a6"
	zoe    = "00000000-0000-4000-8000-0000000000a7"
	tina   = "00000000-0000-4000-8000-0000000000a8"
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
			{ID: tina, Name: "Tina Second", Email: "tina@acme.example", Tenant: secondTenant},
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
	return newCampusOf(t, company(), change...)
}

func newCampusOf(t *testing.T, o botconnector.Organization, change ...func(*teamsApp)) *campus {
	t.Helper()
	w := &campus{t: t, ctx: patience(t), clock: newMovableClock(wallClock, at(t, "2026-11-18T15:00:00Z"))}
	var err error
	w.Server, err = botconnector.New(botconnector.Config{
		AppID: localAppID, Secret: "hush", Now: w.clock.Now, Organization: o, AckTimeout: patient,
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
	_, err = w.look.Exec(w.ctx, `create trigger told after update on river_job for each statement execute function told()`)
	must(w.t, err)
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
	w.form(ada, own, "program setup")
	w.fillTo("")
	w.wantDialog(ada, "Acme partners")
	must(w.t, w.As(ada).Dialog().Close())
}

// fillTo fills the steps of the setup in, from the one that is open, and sends each; the one with this title it fills in and
// leaves.
func (w *campus) fillTo(title string) *botconnector.Dialog {
	w.t.Helper()
	for {
		d := w.As(ada).Dialog()
		values, ok := filledSetUp()[d.Title]
		if !ok {
			return d
		}
		w.fill(d, values...)
		if d.Title == title {
			return d
		}
		w.send(ada)
		if next := w.As(ada).Dialog(); next.Title == d.Title {
			w.t.Fatalf("%s is not taken:\n%s", d.Title, next.Text())
		}
	}
}

// filledSetUp is what Ada types into each step of the setup. The path she keeps as it is.
func filledSetUp() map[string][][2]string {
	return map[string][][2]string{
		"Set up the program": {
			{"Program", "Acme partners"},
			{"Partner type", "System integrators"},
			{"Joint solution", "Rollout in 30 days"},
			{"Partnerships lead", "Ada Lead"},
			{"Time zone", "America/New_York"},
		},
		"Ideal partner profile": {
			{"Criteria", "Team | 5 | none; some\nSponsor | 3 | nobody; named\nCustomers | 4 | none; some"}, {"Threshold", "60"},
		},
		"Deal registration": {{"Deal desk channel", link(desk)}, {"RevOps", "Ruth Ops"}, {"Products", "Dispatch\nInsight"}},
		"Activation":        {{"Signed partners", "Brightforge\nCalder & Finch"}},
		"Activation path":   {},
		"Forecast": {
			{"Revenue goal for 2026-Q4", "1,000,000"},
			{"Currency", "USD"},
			{"The fiscal year starts in", "January"},
			{"Forecast channel", link(numbers)},
			{"CRO", "Viktor Chief"},
		},
	}
}

// link is what Teams gives for a channel of the company's.
func link(channel string) string { return linkOf(channel, homeTenant) }

func linkOf(channel, tenant string) string {
	id := strings.NewReplacer(":", "%3A", "@", "%40").Replace(channel)
	return "https://teams.microsoft.com/l/channel/" + id + "/Name?groupId=11111111-2222-4333-8444-555555555555&tenantId=" + tenant
}

// register has a person register a deal in their own chat, and gives its reference.
func (w *campus) register(who, customer string, but ...[2]string) string {
	w.t.Helper()
	d := w.form(who, own, "deal register "+customer)
	w.fill(d, claimFor(customer)...)
	w.fill(d, but...)
	w.send(who)
	d = w.wantDialog(who, "is registered")
	ref, _, _ := strings.Cut(d.Text()[strings.Index(d.Text(), "D-"):], " ")
	must(w.t, d.Close())
	return ref
}

// claimFor is what is filled in to register a deal with a customer.
func claimFor(customer string) [][2]string {
	return [][2]string{
		{"Partner", "Brightforge"},
		{"Customer", customer},
		{"Customer's website", site(customer)},
		{"Product", "Dispatch"},
		{"Amount in USD", "86,000"},
		{"Expected close", "2026-12-08"},
		{"Contact at the customer", "Elena Brooks"},
		{"Contact's work e-mail", "elena@" + site(customer)},
		{"How the partner is engaged", "They ran a workshop with the operations director."},
		{"Next step", "Demo on Thursday"},
	}
}

func site(customer string) string {
	return strings.ToLower(strings.ReplaceAll(customer, " ", "-")) + ".com"
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
