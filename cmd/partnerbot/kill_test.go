package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/bot/playground"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// TestKill kills the program fifty times with kill -9, at random between the acknowledgment of a registration and the
// end of what follows from it. The workspace lives on, and in one of two towns the database. Afterwards every
// registration that was acknowledged is there, and every message was posted once; or it is uncertain, was posted once at
// most, and the admin was told. So was the Monday post of every Monday that passed while the program was down.
func TestKill(t *testing.T) {
	t.Run("beside its database", func(t *testing.T) {
		t.Parallel()
		w := newTown(t, 43)
		w.onSharedServer(t)
		newKilling(t, w, 43).run(t)
	})
	t.Run("with its own database", func(t *testing.T) {
		t.Parallel()
		w := newTown(t, 7)
		w.state = openDir(t)
		newKilling(t, w, 7).run(t)
	})
}

// killing is a town in which the program is killed again and again.
type killing struct {
	*town
	kills    int
	random   *rand.Rand
	process  *process
	conn     *pgx.Conn
	forms    []filled // not acknowledged yet
	known    []filled // acknowledged
	approved []string // the numbers of the deals whose approval was acknowledged
	mondays  int      // how many have passed
	posted   bool     // the last one's post is out
}

// filled is a form that waits to be sent.
type filled struct {
	*playground.Modal
	customer string
}

func newKilling(t *testing.T, w *town, kills int) *killing {
	t.Helper()
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	k := &killing{town: w, kills: kills, random: rand.New(rand.NewPCG(seed, 0))}
	k.process = k.start(t)
	k.SetBotURL(k.process.address)
	if w.state != "" {
		w.adopt(t)
	}
	w.setUp(t, 3)
	k.conn = k.watch(t)
	for i := range kills {
		customer := fmt.Sprintf("Customer %d", i)
		form, err := w.fillIn(t, seller(i), partner(i%3), customer, fmt.Sprintf("customer%d.com", i))
		must(t, err)
		k.forms = append(k.forms, filled{form, customer})
	}
	return k
}

// again starts the program once more.
func (k *killing) again(t *testing.T) {
	t.Helper()
	k.process = k.start(t)
	k.SetBotURL(k.process.address)
	if k.state != "" {
		k.conn = k.watch(t)
	}
	var posts int
	must(t, k.conn.QueryRow(t.Context(), `
		select count(*) from delivery where kind in ('digest', 'digest_detail') and state in ('sent', 'uncertain')`).Scan(&posts))
	k.posted = posts == 2*k.mondays
}

// run lives through the kills, brings everything to its end and looks at what became of it.
func (k *killing) run(t *testing.T) {
	t.Helper()
	for n := range k.kills {
		k.round(t)
		if n%3 == 2 && k.posted { // a post that is still to come would be of no use any more
			k.passMonday()
		}
		k.again(t)
	}
	for len(k.forms) > 0 { // what was never acknowledged is sent again, as people do
		k.send(t, k.forms[0])
	}
	k.settle(t, k.conn)
	k.audit(t)
	k.process.stop(t)
}

// round is one life of the program, from a registration to the kill.
func (k *killing) round(t *testing.T) {
	t.Helper()
	form := k.forms[0]
	kill := k.process.kill
	after := time.Duration(k.random.IntN(60)) * time.Millisecond
	at := k.random.IntN(int(points) + 2)
	late := time.AfterFunc(patient, kill)
	if at < int(points) { // at a call
		k.destine(fate{to: k.target(form.customer), point: point(at), kill: kill})
		late.Reset(600 * time.Millisecond) // if there is none such
	}
	k.send(t, form)
	if at >= int(points) { // at any moment
		late.Reset(after)
	}
	k.approveOne(t)
	<-k.process.dead
	late.Stop()
	k.destine(fate{})
}

// passMonday lets a Monday pass while the program is down.
func (k *killing) passMonday() {
	monday := calendar.DateOf(k.clock.Now()).AddDays(7).Monday()
	k.clock.Advance(monday.In(time.UTC).Add(8*time.Hour + time.Duration(k.random.IntN(600))*time.Minute))
	k.mondays++
}

// target is the call to be killed at: mostly the one that posts the card of this registration.
func (k *killing) target(customer string) func(call) bool {
	skip := k.random.IntN(3)
	if k.random.IntN(3) > 0 {
		return func(c call) bool { return c.channel == dealDesk && strings.Contains(c.text, customer+",") }
	}
	return func(call) bool {
		skip--
		return skip < 0
	}
}

// send sends a form. It is taken when the program acknowledged it; else it stays to be sent again.
func (k *killing) send(t *testing.T, f filled) {
	t.Helper()
	wrong, err := f.Submit(patience(t))
	if len(wrong) > 0 {
		t.Fatalf("%s: %v", f.customer, wrong)
	}
	k.forms = k.forms[1:]
	if err != nil {
		k.forms = append(k.forms, f)
		return
	}
	k.known = append(k.known, f)
}

// approveOne approves a registration whose card can be seen.
func (k *killing) approveOne(t *testing.T) {
	t.Helper()
	rae := k.As(revops)
	cards := slices.DeleteFunc(rae.Messages(dealDesk), func(m playground.Message) bool { return !slices.Contains(m.Buttons(), "Approve") })
	if len(cards) == 0 {
		return
	}
	card := cards[k.random.IntN(len(cards))]
	if rae.Click(patience(t), card, "Approve") == nil {
		k.approved = append(k.approved, number.FindString(card.Fallback))
	}
}

// delivery is one as the database has it in the end. cause is what it is about, in the words of causeOf.
type delivery struct{ id, cause, state, room, ts, status string }

func (k *killing) deliveries(t *testing.T) []delivery {
	t.Helper()
	rows, _ := k.conn.Query(t.Context(), `
		select d.id::text, concat_ws(' ', d.kind, 'D-' || r.number, to_char(s.monday, 'Mon FMDD')), d.state, d.message_channel, d.message_ts, coalesce(r.status, '')
		from delivery d left join event e on e.id = d.subject left join registration r on r.id in (d.subject, e.subject)
			left join snapshot s on s.id = d.subject
		order by d.id`)
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (d delivery, err error) {
		return d, row.Scan(&d.id, &d.cause, &d.state, &d.room, &d.ts, &d.status)
	})
	must(t, err)
	return all
}

var (
	number  = regexp.MustCompile(`^D-\d+`)
	digest  = regexp.MustCompile(` · Mon, (\w+ \d+), 00:00`)
	details = regexp.MustCompile(`^Behind the number of (\w+ \d+)`)
)

// causeOf reads off a message what it is about.
func causeOf(c call) string {
	if m := details.FindStringSubmatch(c.text); m != nil {
		return "digest_detail " + m[1]
	}
	if m := digest.FindStringSubmatch(c.text); m != nil {
		return "digest " + m[1]
	}
	deal := number.FindString(c.text)
	switch {
	case strings.Contains(c.text, "need you") || strings.Contains(c.text, "needs you"):
		return "stall_nudge"
	case c.channel == dealDesk && strings.HasPrefix(c.text, deal+": "):
		return "history_note " + deal
	case c.channel == dealDesk && deal != "":
		return "review_card " + deal
	case c.channel == lead && strings.Contains(c.text, "arrive"):
		return "admin_note"
	case deal != "":
		return "decision_note " + deal
	}
	return "nothing known: " + c.text
}

// audit holds what was posted against what was caused.
func (k *killing) audit(t *testing.T) {
	t.Helper()
	stands, posts := map[string]string{}, map[string]int{}
	for _, p := range k.posts {
		stands[p.room+p.ts] = causeOf(p.call)
		posts[causeOf(p.call)]++
	}
	states, most := map[string]int{}, map[string]int{}
	for _, d := range k.deliveries(t) {
		kind, _, _ := strings.Cut(d.cause, " ")
		states[kind+" "+d.state]++
		most[d.cause]++
		switch d.state {
		case "sent":
			if got := stands[d.room+d.ts]; got != d.cause {
				t.Errorf("%s was sent as %q", d.cause, got)
			}
			k.wantUpToDate(t, d)
		case "uncertain":
			k.wantTold(t, d)
		default:
			t.Errorf("%s is %s", d.cause, d.state)
		}
	}
	for _, cause := range slices.Sorted(maps.Keys(posts)) {
		if posts[cause] > most[cause] {
			t.Errorf("%s was posted %d times, caused %d times", cause, posts[cause], most[cause])
		}
	}
	k.wantKept(t)
	t.Logf("%d kills, %d Mondays, in the end: %v", k.kills, k.mondays, states)
	if got := states["digest sent"] + states["digest uncertain"]; got != k.mondays || got == 0 {
		t.Errorf("%d Monday posts, want %d", got, k.mondays)
	}
}

// wantUpToDate sees that a card shows how its registration stands.
func (k *killing) wantUpToDate(t *testing.T, d delivery) {
	t.Helper()
	m, ok := k.As(revops).Message(d.room, d.ts)
	if !strings.HasPrefix(d.cause, "review_card") {
		return
	}
	if want := map[string]string{"in_review": "In review", "converted": "Approved"}[d.status]; !ok || !strings.Contains(m.Text(), want) {
		t.Errorf("%s is %s, and its card says %q", d.cause, d.status, m.Fallback)
	}
}

// wantTold sees that the admin was told of what is uncertain; of a note to the admin nobody is.
func (k *killing) wantTold(t *testing.T, d delivery) {
	t.Helper()
	if d.cause == "admin_note" {
		return
	}
	var n int
	must(t, k.conn.QueryRow(t.Context(), `select count(*) from delivery where kind = 'admin_note' and subject = $1::uuid`, d.id).Scan(&n))
	if n != 1 {
		t.Errorf("%s is uncertain, and the admin was told %d times", d.cause, n)
	}
}

// wantKept sees that what was acknowledged is kept, and nothing was kept twice.
func (k *killing) wantKept(t *testing.T) {
	t.Helper()
	count := func(sql string, arg any) (n int) {
		must(t, k.conn.QueryRow(t.Context(), sql, arg).Scan(&n))
		return n
	}
	for _, f := range k.known {
		if n := count(`select count(*) from registration where customer = $1`, f.customer); n != 1 {
			t.Errorf("%s was acknowledged and is there %d times", f.customer, n)
		}
		if n := count(`
			select count(*) from delivery d join registration r on r.id = d.subject where d.kind = 'review_card' and r.customer = $1`, f.customer); n != 1 {
			t.Errorf("%s has %d cards", f.customer, n)
		}
	}
	for _, deal := range k.approved {
		if n := count(`select count(*) from registration where status = 'converted' and 'D-' || number = $1`, deal); n != 1 {
			t.Errorf("the approval of %s was acknowledged and is lost", deal)
		}
	}
}
