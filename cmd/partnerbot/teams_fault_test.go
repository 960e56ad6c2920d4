package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
)

// putOff waits until a delivery was put off, and has it tried again at once. It gives for how many seconds it was.
func (w *campus) putOff() float64 {
	w.t.Helper()
	var wait float64
	for {
		err := w.look.QueryRow(w.ctx, `
			with waiting as (select id, extract(epoch from scheduled_at - clock_timestamp())::float8 wait from river_job
				where kind = 'deliver' and state in ('scheduled', 'available') and scheduled_at > clock_timestamp() + interval '500 ms' limit 1)
			update river_job j set scheduled_at = clock_timestamp() from waiting where j.id = waiting.id returning wait`).Scan(&wait)
		if err == nil {
			w.app.loop.Wake()
			return wait
		}
		if _, err := w.look.WaitForNotification(w.ctx); err != nil {
			w.t.Fatal("nothing was put off")
		}
	}
}

// fails makes the next call to a path go wrong.
func (w *campus) fails(method, path string, f botconnector.Fault) {
	f.Method, f.Path = method, path
	w.Fail(f)
}

// registering opens the form of a deal and fills it in, so that it only has to be sent.
func (w *campus) registering(who, customer string) *botconnector.Dialog {
	w.t.Helper()
	d := w.form(who, own, "deal register")
	w.fill(d, claimFor(customer)...)
	return d
}

// TestTeams_asksToWait: the bot waits for as long as Teams asks it to, and what it has to say comes once.
func TestTeams_asksToWait(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	d := w.registering(sam, "Harbor Clinics")
	w.fails(http.MethodPost, "/conversations", botconnector.Fault{
		Status: http.StatusTooManyRequests, Header: map[string]string{"Retry-After": "600"},
	})
	must(t, d.Submit(w.ctx))
	if wait := w.putOff(); wait < 500 {
		t.Errorf("the bot waits for %v s, and was asked to for 600", wait)
	}
	w.settle()
	w.wantNew(ruth, desk, 0, 1, "Harbor Clinics")
	w.wantTold(0)
	w.clean()
}

// TestTeams_unknownOutcome: what may have arrived is not said once more. The card that did arrive works.
func TestTeams_unknownOutcome(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	d := w.registering(sam, "Harbor Clinics")
	w.fails(http.MethodPost, "/conversations", botconnector.Fault{DropAfter: true})
	must(t, d.Submit(w.ctx))
	w.settle()
	seen := w.wantNew(ruth, desk, 0, 1, "Harbor Clinics")
	if n := w.inState("review_card", "uncertain"); n != 1 {
		t.Errorf("%d review cards are uncertain", n)
	}
	w.wantTold(1, "The review card of D-1001 may or may not have arrived", "Look there before you say it once more.")
	w.click(ruth, seen, "Approve")
	if n := w.count("select count(*) from event where kind = 'registration.approved'"); n != 1 {
		t.Errorf("it was approved %d times", n)
	}
	w.wantTold(1)
	w.clean()
}

// TestTeams_editAgain: an edit is tried until it is done, also when nobody knows whether it was.
func TestTeams_editAgain(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	w.register(sam, "Harbor Clinics")
	seen := w.newest(ruth, desk)
	for _, f := range []botconnector.Fault{{Drop: true}, {DropAfter: true}, {Status: http.StatusInternalServerError}, {Status: http.StatusBadGateway}} {
		w.fails(http.MethodPut, "/activities/", f)
	}
	must(t, w.As(ruth).Click(w.ctx, seen, "Approve"))
	for range 4 {
		w.putOff()
	}
	w.settle()
	wantWords(t, w.newestWith(viktor, desk, "Harbor Clinics").Text(), "Approved", "Ruth Ops approved it")
	w.wantNew(viktor, desk, 0, 2, "Ruth Ops approved it")
	w.wantTold(0)
	w.clean()
}

// TestTeams_deletedCard: somebody deleted a review card. The channel is not given up for it.
func TestTeams_deletedCard(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	w.register(sam, "Harbor Clinics")
	gone := func(code string) botconnector.Fault {
		return botconnector.Fault{Status: http.StatusNotFound, Body: object{"error": object{"code": code}}}
	}
	seen := w.newest(ruth, desk)
	w.fails(http.MethodPut, "/activities/"+seen.ID, gone("ActivityNotFoundInConversation"))
	w.fails(http.MethodPost, ";messageid="+seen.ID, gone("ConversationNotFound"))
	w.click(ruth, seen, "Approve")
	w.wantTold(2, "was deleted.")
	if w.contact(desk).Gone {
		t.Error("the channel is given up")
	}
	wantWords(t, w.newest(sam, own).Text(), "Ruth Ops approved it")
	w.clean()
}

// TestTeams_otherAddress: when Teams serves the tenant from another address, everything goes there.
func TestTeams_otherAddress(t *testing.T) {
	t.Parallel()
	var w *campus
	var posts atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && strings.Contains(r.URL.Path, "/conversations") {
			posts.Add(1)
		}
		w.Handler().ServeHTTP(rw, r)
	}))
	defer other.Close()
	w = newProgram(t, func(a *teamsApp) { a.ServiceHosts = append(a.ServiceHosts, other.URL) })
	seen := w.register(sam, "Harbor Clinics")
	w.SetURL(other.URL)
	w.says(viktor, own, "help")
	before := posts.Load()
	must(t, w.As(sam).Uninstall(w.ctx, own))
	w.install(sam, own)
	w.click(ruth, w.newestWith(ruth, desk, seen), "Approve") // a note in the thread, one to Sam
	w.monday()                                               // the digest and its detail
	if n := posts.Load() - before; n != 5 {
		t.Errorf("%d messages went to the new address, want 5", n)
	}
	w.clean()
}
