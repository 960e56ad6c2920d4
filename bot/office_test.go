package bot_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

func TestMain(m *testing.M) { os.Exit(postgrestest.Main(m)) }

// The people of the tests, by their Slack ids.
const (
	ann = "UANN" // admin and partnerships lead
	ben = "UBEN" // RevOps
	cam = "UCAM" // seller
	pat = "UPAT" // works for the partner Northwind
	sol = "USOL" // from outside, linked to no partner
	eve = "UEVE" // CRO
	max = "UMAX" // partner manager

	workspace = "T1"
	deskRoom  = "CDESK"
	numbers   = "CNUMBERS"
	shared    = "CSHARED" // with people of another organization
)

// office is a bot at work: real use cases over a real store, a clock that stands still, and a platform that knows
// everybody.
type office struct {
	t     *testing.T
	bot   *bot.Bot
	desk  *domain.Desk
	store *postgres.Store
	log   *bytes.Buffer

	mu       sync.Mutex
	now      time.Time
	requests int
	posted   []domain.Delivery // whatever the desk queued, oldest first
}

// newOffice is a bot installed in a workspace, the program not set up.
func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, now: time.Date(2026, 11, 9, 15, 12, 0, 0, time.UTC), log: &bytes.Buffer{}}
	o.store = postgrestest.Open(t, postgres.Config{Clock: o.clock})
	o.desk = domain.NewDesk(domain.DeskConfig{Store: postbox{o.store, o}, Clock: o.clock, NewID: newID})
	o.bot = bot.New(bot.Config{Desk: o.desk, Clock: o.clock, Log: slog.New(slog.NewTextHandler(o.log, nil))})
	if _, err := o.desk.Install(t.Context(), domain.Workspace{Platform: domain.Slack, ID: workspace, Name: "Example"}); err != nil {
		t.Fatal(err)
	}
	return o
}

// newProgram is an office whose program is set up.
func newProgram(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	o.setUp(setUpValues())
	o.link(pat, "Northwind")
	return o
}

// setUpForms are the forms of the setup that have no use case of their own.
var setUpForms = []form.Name{form.SetUp, form.SetUpDesk, form.SetUpRunway, form.SetUpForecast}

// setUp has Ann fill in every part of the setup but the profile and the path. A form looks at its own fields alone.
func (o *office) setUp(v form.Values) {
	o.t.Helper()
	for _, name := range setUpForms {
		r := o.request(ann, bot.Submit)
		r.Form, r.Values = name, v
		o.saved(o.handle(r), name)
	}
}

// saved wants that a form of the setup was not refused.
func (o *office) saved(r bot.Reply, name form.Name) {
	o.t.Helper()
	if r.Form != nil && r.Form.Name == name || r.Form == nil && r.View == nil {
		o.t.Fatalf("%s was not saved: %+v", name, r)
	}
}

func setUpValues() form.Values {
	return form.Values{
		"name": {"Partner program"}, "partner_type": {"si"}, "solution": {"Analytics in 30 days"}, "currency": {"USD"},
		"time_zone": {"America/New_York"}, "fiscal_start": {"1"}, "goal": {"2m"}, "deal_desk": {deskRoom},
		"forecast": {numbers}, "partnerships_lead": {ann}, "revops": {ben}, "partner_managers": {max}, "cro": {eve},
		"partners": {"Northwind\nContoso"}, "products": {"Analytics\nWarehouse"},
	}
}

func newID() domain.ID { return uuid.Must(uuid.NewV7()) }

func (o *office) clock() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.now
}

func (o *office) wait(d time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.now = o.now.Add(d)
}

// request is one of a person's, new each time.
func (o *office) request(who string, kind bot.Kind) bot.Request {
	o.requests++
	return bot.Request{
		Kind: kind, Key: fmt.Sprintf("request-%d", o.requests),
		Who:   domain.Identity{Platform: domain.Slack, Workspace: workspace, User: who},
		Place: bot.Place{Workspace: workspace, Channel: "CANY"},
		Ask:   bot.Ask{Profile: profile, Channel: channel},
	}
}

func profile(_ context.Context, who domain.Identity) (domain.Profile, error) {
	names := map[string]string{
		ann: "Ann Lee", ben: "Ben Okafor", cam: "Cam Ruiz", pat: "Pat Moss", sol: "Sol Berg", eve: "Eve Stone", max: "Max Vogt",
	}
	name, ok := names[who.User]
	if !ok {
		return domain.Profile{}, fmt.Errorf("no user %s", who.User)
	}
	return domain.Profile{Name: name, TimeZone: "America/New_York", Outside: who.User == pat || who.User == sol}, nil
}

func channel(_ context.Context, id string) (domain.Channel, error) {
	if id == "CSECRET" {
		return domain.Channel{}, fmt.Errorf("channel_not_found")
	}
	return domain.Channel{Platform: domain.Slack, Workspace: workspace, ID: id, Name: "room-" + id, External: id == shared}, nil
}

func (o *office) types(who, command, text string) bot.Reply {
	r := o.request(who, bot.Command)
	r.Name, r.Text = command, text
	return o.bot.Handle(o.t.Context(), r)
}

func (o *office) clicks(who string, i intent.Intent) bot.Reply {
	r := o.request(who, bot.Click)
	r.Intent = i
	return o.bot.Handle(o.t.Context(), r)
}

func (o *office) submit(who string, name form.Name, meta string, v form.Values) bot.Reply {
	r := o.request(who, bot.Submit)
	r.Form, r.Values = name, v
	if meta != "" {
		r.Intent = decoded(o.t, meta)
	}
	return o.bot.Handle(o.t.Context(), r)
}

// link makes an outside person one of the partner's.
func (o *office) link(user, partner string) {
	o.t.Helper()
	o.actor(user) // meets them
	a := o.actor(user)
	found, err := o.store.Partners(o.t.Context(), a.ProgramID, partner, 1)
	if err != nil || len(found) != 1 {
		o.t.Fatal(found, err)
	}
	p := a.Person
	p.PartnerID = &found[0].ID
	o.change(func(ctx context.Context, tx domain.Tx) error { return tx.SavePerson(ctx, p) })
}

// change changes what is kept behind the bot's back.
func (o *office) change(fn func(context.Context, domain.Tx) error) {
	o.t.Helper()
	if err := o.store.Change(o.t.Context(), fn); err != nil {
		o.t.Fatal(err)
	}
}

// actor is a person as the bot recognizes them.
func (o *office) actor(user string) domain.Actor {
	o.t.Helper()
	who := domain.Identity{Platform: domain.Slack, Workspace: workspace, User: user}
	a, err := o.desk.Recognize(o.t.Context(), who, domain.Chat{Platform: domain.Slack, Workspace: workspace}, profile)
	if err != nil {
		o.t.Fatal(err)
	}
	return a
}

// partnerID is a partner's id, as the form has it.
func (o *office) partnerID(name string) string {
	o.t.Helper()
	found, err := o.desk.Partners(o.t.Context(), o.actor(ann), name)
	if err != nil || len(found) != 1 {
		o.t.Fatal(found, err)
	}
	return found[0].ID.String()
}

// claim is a registration that is right in every field.
func (o *office) claim() form.Values {
	return form.Values{
		"partner": {o.partnerID("Northwind")}, "customer": {"Acme Corp"}, "website": {"acme.com"}, "product": {"Analytics"},
		"amount": {"$25k"}, "close_date": {"2026-12-18"}, "contact_name": {"Dana Reyes"}, "contact_email": {"dana@acme.com"},
		"how_engaged": {"Northwind ran the discovery with the data team."}, "next_step": {"Workshop on Dec 2"},
	}
}

// registered is a deal that Cam registered, as Ann sees it.
func (o *office) registered() domain.Deal {
	o.t.Helper()
	if n := o.notice(o.submit(cam, form.Register, "", o.claim())); n.Tone != view.Good {
		o.t.Fatalf("not registered: %+v", n)
	}
	deals, err := o.desk.Deals(o.t.Context(), o.actor(ann), domain.DealQuery{})
	if err != nil || len(deals) == 0 {
		o.t.Fatal(deals, err)
	}
	return o.deal(deals[0].Registration.ID)
}

func (o *office) deal(id domain.ID) domain.Deal {
	o.t.Helper()
	d, err := o.desk.Deal(o.t.Context(), o.actor(ann), id)
	if err != nil {
		o.t.Fatal(err)
	}
	return d
}

func (o *office) approved() domain.Deal {
	o.t.Helper()
	d := o.registered()
	o.clicks(ben, about(d, intent.Approve))
	d = o.deal(d.Registration.ID)
	if d.Registration.Status != domain.Converted {
		o.t.Fatalf("the deal is %s", d.Registration.Status)
	}
	return d
}

func about(d domain.Deal, name intent.Name) intent.Intent {
	return intent.Intent{Name: name, ID: d.Registration.ID.String(), Revision: d.Registration.Revision}
}

func (o *office) notice(r bot.Reply) view.Notice {
	o.t.Helper()
	n, ok := r.View.(view.Notice)
	if !ok {
		o.t.Fatalf("want a notice, got %#v with form %+v", r.View, r.Form)
	}
	return n
}

func (o *office) form(r bot.Reply, want form.Name) form.Form {
	o.t.Helper()
	if r.Form == nil || r.Form.Name != want {
		o.t.Fatalf("want the form %s, got %+v with view %#v", want, r.Form, r.View)
	}
	return *r.Form
}

func decoded(t *testing.T, meta string) intent.Intent {
	t.Helper()
	i, err := intent.Decode(meta)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func field(t *testing.T, f form.Form, id string) form.Field {
	t.Helper()
	for _, x := range f.Fields {
		if x.ID == id {
			return x
		}
	}
	t.Fatalf("form %s has no field %s", f.Name, id)
	return form.Field{}
}
