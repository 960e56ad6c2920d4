package domain_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/domaintest"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

// recorder is a store that remembers the nudges that were kept, with how many messages each has.
type recorder struct {
	domain.Store
	mu     sync.Mutex
	nudges []domain.Nudge
	posts  map[domain.ID]int
}

type recordingTx struct {
	domain.Tx
	nudges []domain.Nudge
	posts  []domain.Delivery
}

func (t *recordingTx) InsertNudge(ctx context.Context, n domain.Nudge) error {
	t.nudges = append(t.nudges, n)
	return t.Tx.InsertNudge(ctx, n)
}

func (t *recordingTx) Post(ctx context.Context, d domain.Delivery) error {
	t.posts = append(t.posts, d)
	return t.Tx.Post(ctx, d)
}

func (r *recorder) Change(ctx context.Context, fn func(context.Context, domain.Tx) error) error {
	t := &recordingTx{}
	err := r.Store.Change(ctx, func(ctx context.Context, tx domain.Tx) error {
		*t = recordingTx{Tx: tx}
		return fn(ctx, t)
	})
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.nudges = append(r.nudges, t.nudges...)
	for _, d := range t.posts {
		if d.Kind == domain.StallNudge {
			r.posts[d.Subject]++
		}
	}
	return nil
}

// year is a program with forty partners and readers in three time zones, over a year of its clock.
type year struct {
	*domaintest.World
	t       *testing.T
	store   *recorder
	desk    *domain.Desk
	r       *rand.Rand
	readers []domain.Person // managers and leads, by zone
	lives   []*life
	oracle  *oracle
}

// life is one partner with how it behaves.
type life struct {
	id    domain.ID
	signs int // day of the year
	does  func(*year, *life, int)
	snooz int // how often it was snoozed
}

// The year begins on a Monday. It has both changes of the clock in New York and Berlin, and none in Tokyo.
var yearBegins = time.Date(2026, time.January, 5, 0, 0, 0, 0, time.UTC)

const (
	yearDays   = 364
	yearLives  = 40
	outageFrom = 150 // day of the year on which the program is down from 10:00 UTC on
	outageDays = 3
)

func newYear(t *testing.T, seed uint64) *year {
	t.Helper()
	clock := domaintest.NewClock()
	clock.Set(yearBegins)
	store := &recorder{Store: postgrestest.Open(t, postgres.Config{Clock: clock.Now}), posts: map[domain.ID]int{}}
	y := &year{World: domaintest.NewWorld(t, store, clock), t: t, store: store, r: rand.New(rand.NewPCG(seed, 4))}
	y.restart()
	y.people()
	y.Change(t, func(ctx context.Context, tx domain.Tx) error {
		_, err := tx.UpdateProgram(ctx, y.Program.ID, func(p *domain.Program) error {
			p.Channels = append(p.Channels, domain.Channel{Purpose: domain.PartnerTeam, Platform: domain.Slack, Workspace: domaintest.Workspace, ID: "C0TEAM", Name: "partner-team"})
			p.Settings.NudgesPerDay = 50 // nothing is put off, so that everything is due on its day
			p.Holidays = []calendar.Date{
				calendar.On(2026, time.July, 3), calendar.On(2026, time.November, 26), calendar.On(2026, time.December, 25),
				calendar.On(2027, time.January, 1),
			}
			y.Program = *p
			return nil
		})
		return err
	})
	for _, p := range []domain.Partner{y.Northwind, y.Globex} { // they are not part of it
		y.must(y.desk.Exit(t.Context(), y.Actor(y.Lena), p.ID, "not in this year"))
	}
	for i := range yearLives {
		y.lives = append(y.lives, &life{signs: i * 5 % 180, does: behaviours[i%len(behaviours)]})
	}
	y.oracle = newOracle(y)
	return y
}

// restart is what a process that comes back up knows: nothing.
func (y *year) restart() {
	y.desk = domain.NewDesk(domain.DeskConfig{Store: y.store, Clock: y.Clock.Now, NewID: domaintest.NewID})
}

// people are two leads, one in New York and one who is away, and managers in three time zones.
func (y *year) people() {
	y.Lena.TimeZone = "America/New_York"
	y.Mara.TimeZone = "Europe/Berlin"
	kenji := domain.Person{
		ID: domaintest.NewID(), TenantID: y.Tenant.ID, Name: "Kenji Manager", TimeZone: "Asia/Tokyo", Roles: []domain.Role{domain.PartnerManager},
		Identities: []domain.Identity{{Platform: domain.Slack, Workspace: domaintest.Workspace, User: "U0KENJI"}},
	}
	nora := kenji
	nora.ID, nora.Name, nora.TimeZone = domaintest.NewID(), "Nora Manager", "" // the program's, New York
	nora.Identities = []domain.Identity{{Platform: domain.Slack, Workspace: domaintest.Workspace, User: "U0NORA"}}
	away := kenji // a lead who is away for the year: Lena hears, of each partner once
	away.ID, away.Name, away.Roles, away.NudgesTo = domaintest.NewID(), "Olga Lead", []domain.Role{domain.PartnershipsLead}, &y.Lena.ID
	away.Identities = []domain.Identity{{Platform: domain.Slack, Workspace: domaintest.Workspace, User: "U0OLGA"}}
	for _, p := range []*domain.Person{&y.Lena, &y.Mara, &kenji, &nora, &away} {
		y.SavePerson(y.t, p)
	}
	y.readers = []domain.Person{y.Lena, y.Mara, kenji, nora}
}

func (y *year) must(_ domain.Partner, err error) {
	y.t.Helper()
	if err != nil {
		y.t.Fatal(err)
	}
}

func (y *year) today() calendar.Date { return y.Program.DateOf(y.Clock.Now()) }

// sign signs a partner whom a manager owns; one in ten has nobody at first.
func (y *year) sign(l *life, n int) {
	p := domain.Partner{
		ID: domaintest.NewID(), ProgramID: y.Program.ID, Name: fmt.Sprintf("Partner %02d", n), Status: domain.PartnerActive, SignedOn: y.today(),
	}
	if n%10 != 7 {
		p.OwnerID = &y.readers[1+n%3].ID
	}
	var path []domain.Checkpoint
	for i, c := range y.Program.Path.Plan(p.SignedOn) {
		path = append(path, domain.Checkpoint{PartnerID: p.ID, Step: y.Program.Path[i], Due: c.Due})
		if i == 0 && p.OwnerID != nil {
			path[i].DoneOn = p.SignedOn
		}
	}
	y.Change(y.t, func(ctx context.Context, tx domain.Tx) error { return tx.InsertPartner(ctx, p, path) })
	l.id = p.ID
}

// The behaviours, each with what happens on a day after signature.
var behaviours = []func(*year, *life, int){
	func(y *year, l *life, n int) { // on time, and producing
		y.step(l, n, map[int]string{6: "kickoff", 25: "certification", 40: "joint_plan"})
		y.deal(l, n, 50, 110)
	},
	func(y *year, l *life, n int) { // late with everything
		y.step(l, n, map[int]string{16: "kickoff", 47: "certification", 80: "joint_plan"})
		y.deal(l, n, 100, 200)
	},
	func(*year, *life, int) {}, // never heard of again
	func(y *year, l *life, n int) { // put off again and again
		if n%25 == 12 && l.snooz < 6 {
			l.snooz++
			y.must(y.desk.Snooze(y.t.Context(), y.Actor(y.Lena), l.id, y.today().AddDays(1+y.r.IntN(30)), "they are busy"))
		}
		y.step(l, n, map[int]string{90: "kickoff"})
	},
	func(y *year, l *life, n int) { // new dates, and then silence
		if n == 9 || n == 30 {
			y.must(y.desk.SetDue(y.t.Context(), y.Actor(y.Lena), l.id, "kickoff", y.today().AddDays(10), "travel"))
		}
		y.step(l, n, map[int]string{45: "kickoff"})
		y.deal(l, n, 60, 0)
	},
	func(y *year, l *life, n int) { // parked, and left
		if n == 40 {
			y.must(y.desk.Park(y.t.Context(), y.Actor(y.Lena), l.id, y.today().AddDays(60), "their reorganization"))
		}
		if n == 160 {
			y.must(y.desk.Exit(y.t.Context(), y.Actor(y.Lena), l.id, "it did not work"))
		}
	},
	func(y *year, l *life, n int) { // handed from one to the other
		if n%35 == 20 && n < 200 {
			y.must(y.desk.Reassign(y.t.Context(), y.Actor(y.Lena), l.id, y.readers[1+y.r.IntN(3)].ID, ""))
		}
		if n%20 == 5 && n < 130 {
			y.must(y.desk.LogContact(y.t.Context(), y.Actor(y.Lena), l.id, calendar.Date{}, "a call"))
		}
	},
	func(y *year, l *life, n int) { // helped, and no better for it
		switch n {
		case 15, 49, 140:
			y.must(y.desk.AskHelp(y.t.Context(), y.Actor(y.Lena), l.id, "a trainer"))
		case 18, 60, 150:
			y.must(y.desk.Helped(y.t.Context(), y.Actor(y.Lena), l.id))
		}
	},
}

func (y *year) step(l *life, n int, steps map[int]string) {
	if key, ok := steps[n]; ok {
		y.must(y.desk.CompleteStep(y.t.Context(), y.Actor(y.Lena), l.id, key, domain.StepDone{Evidence: "notes.pdf", People: []string{"Ann", "Bob"}}))
	}
}

// deal registers, approves and wins a deal; 0 for never.
func (y *year) deal(l *life, n, registers, wins int) {
	if n == registers {
		p, err := y.Store.Partner(y.t.Context(), l.id)
		y.must(p, err)
		claim := y.Claim(p, "Customer of "+p.Name, strings.ReplaceAll(strings.ToLower(p.Name), " ", "")+".com")
		claim.CloseDate = y.today().AddDays(60)
		d, err := y.desk.Register(y.t.Context(), y.Actor(y.Sam), claim)
		y.must(p, err)
		_, err = y.desk.Approve(y.t.Context(), y.Actor(y.Remy), d.Registration.ID, d.Registration.Revision)
		y.must(p, err)
	}
	if n == wins && wins > 0 {
		all, err := y.Store.Registrations(y.t.Context(), y.Program.ID, domain.RegistrationFilter{Partner: l.id})
		y.must(domain.Partner{}, err)
		_, err = y.desk.Win(y.t.Context(), y.Actor(y.Sam), all[0].ID, all[0].Revision, all[0].Claim.Amount, y.today())
		y.must(domain.Partner{}, err)
	}
}

// live is what happens in an evening, when nobody has a morning: at 22:00 UTC.
func (y *year) live(day int) {
	for n, l := range y.lives {
		switch since := day - l.signs; {
		case since == 0:
			y.sign(l, n)
		case since > 0:
			l.does(y, l, since)
		}
	}
}

// round looks once; some rounds are looked at by two processes at the same time, and some processes are new.
func (y *year) round() {
	due := domain.Occurrence{TenantID: y.Tenant.ID, Schedule: domain.Schedule{ProgramID: y.Program.ID, Kind: domain.NudgeSchedule}, Due: y.Clock.Now()}
	var wg sync.WaitGroup
	for range 1 + y.r.IntN(2) {
		if y.r.IntN(10) == 0 {
			y.restart()
		}
		desk := y.desk
		wg.Go(func() {
			if err := desk.NudgeDue(y.t.Context(), due); err != nil {
				y.t.Error(err)
			}
		})
	}
	wg.Wait()
}

// hours are when the program looks on a day: at the beginning and the end of each reader's morning, in summer and in
// winter, in the evening, and at some other time.
func (y *year) hours() []int {
	all := []int{0, 2, 7, 8, 10, 13, 14, 16, 22}
	if other := y.r.IntN(22); !slices.Contains(all, other) {
		all = append(all, other)
	}
	return slices.Sorted(slices.Values(all))
}

// A year of forty partners: what was sent is what was due, once, in the morning of its reader, and nothing else.
func TestAYearOfNudges(t *testing.T) {
	t.Parallel()
	y := newYear(t, 1)
	for day := range yearDays {
		for _, hour := range y.hours() {
			at := yearBegins.AddDate(0, 0, day).Add(time.Duration(hour) * time.Hour)
			y.Clock.Set(at.Add(time.Duration(y.r.IntN(25)) * time.Minute))
			if hour == 22 {
				y.live(day)
			}
			begins := yearBegins.AddDate(0, 0, outageFrom).Add(10 * time.Hour)
			if down := !at.Before(begins) && at.Before(begins.AddDate(0, 0, outageDays)); !down {
				y.oracle.expect()
				y.round()
			}
		}
	}
	y.oracle.compare(y.store)
	t.Log("\n" + y.oracle.table())
}

// table is what was due, by reader.
func (o *oracle) table() string {
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "reader\tzone\tmornings\tmessages\tfirst\tagain\tto the lead\tto decide\tafter a snooze\tafter help\t")
	for _, r := range o.readers {
		var n [activation.Decide + 1]int
		for _, items := range r.due {
			for _, i := range items {
				n[i.Rung]++
			}
		}
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t\n", r.name, r.zone, r.mornings, len(r.due),
			n[activation.First], n[activation.Again], n[activation.ToLead], n[activation.Decide], r.woken, r.unhelped)
	}
	w.Flush()
	return out.String()
}

func sortItems(all []domain.NudgeItem) []domain.NudgeItem {
	slices.SortFunc(all, func(a, b domain.NudgeItem) int { return strings.Compare(a.PartnerID.String(), b.PartnerID.String()) })
	return all
}
