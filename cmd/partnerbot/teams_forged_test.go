package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

type object = map[string]any

// invoked is an activity as Teams sends it for a person, with a name and a value of the test's own.
func (w *campus) invoked(who, name string, value object) object {
	w.t.Helper()
	w.says(who, own, "help")
	sent := w.Sent()
	a := sent[len(sent)-1].Activity()
	a["type"], a["id"], a["name"], a["value"] = "invoke", "f:"+uuid.NewString(), name, value
	delete(a, "text")
	if name == "" {
		a["type"] = "message"
	}
	return a
}

// sneak sends the data of a button or a form in every way that Teams has, and gives what was answered or said.
func (w *campus) sneak(who string, data object) string {
	w.t.Helper()
	var answers strings.Builder
	for name, value := range map[string]object{
		"":                              data,
		"task/fetch":                    {"data": data},
		"task/submit":                   {"data": data},
		"composeExtension/submitAction": {"data": data, "commandId": "register_deal"},
		"adaptiveCard/action":           {"action": object{"type": "Action.Execute", "verb": "intent", "data": data}, "trigger": "manual"},
	} {
		before := len(w.byApp(who, own)) + 1 // the answer to help
		x, err := w.Send(w.ctx, w.invoked(who, name, value))
		must(w.t, err)
		w.settle()
		answers.Write(x.Answer)
		for _, m := range w.byApp(who, own)[before:] {
			answers.WriteString(m.Text())
		}
	}
	return answers.String()
}

// registration is the id and the revision of the deal of a customer.
func (w *campus) registration(customer string) (id string, revision int) {
	w.t.Helper()
	must(w.t, w.look.QueryRow(w.ctx, `select id, revision from registration where customer = $1`, customer).Scan(&id, &revision))
	return id, revision
}

// TestTeams_forged: what a button says counts for nothing: who sends it does.
func TestTeams_forged(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	w.install(gus, own)
	w.register(sam, "Harbor Clinics")
	id, revision := w.registration("Harbor Clinics")
	events := w.count("select count(*) from event")
	for _, who := range []string{sam, gus} {
		for _, act := range []string{"approve", "reject", "ask_info", "win", "lose", "update", "show_review", "decide", "set_up", "schedule", "nothing"} {
			about := fmt.Sprintf("1|%s|%d|%s", act, revision, id)
			got := w.sneak(who, object{"intent": about, "again": about})
			if who == gus && strings.Contains(got, "Harbor") {
				t.Errorf("%s shows a guest\n%s", act, got)
			}
		}
		for _, form := range []string{"reject", "ask_info", "won", "lost", "update", "setup", "schedule", "answer", "nothing"} {
			got := w.sneak(who, object{
				"form": form, "meta": fmt.Sprintf("mark  1|%s|%d|%s", form, revision, id), "reason": "unqualified", "remark": "No.",
				"question": "Who?", "answer": "I.", "amount": "1", "close_date": "2026-12-01", "name": "Mine", "time": "09:00",
			})
			if who == gus && strings.Contains(got, "Harbor") {
				t.Errorf("the form %s shows a guest\n%s", form, got)
			}
		}
	}
	if n := w.count("select count(*) from event"); n != events {
		t.Errorf("%d things were done", n-events)
	}
	w.sneak(ruth, object{"intent": fmt.Sprintf("1|approve|%d|%s", revision, id)})
	if n := w.count("select count(*) from event where kind = 'registration.approved'"); n != 1 {
		t.Errorf("who may approves it %d times", n)
	}
	w.clean()
}

// TestTeams_forgedIDs: an id that is none, or of a deal of another company, is of nothing.
func TestTeams_forgedIDs(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	foreign := w.foreignDeal()
	for _, id := range []string{foreign, uuid.NewString(), "", "x", "../../conversations", strings.Repeat("9", 190), "' or 1=1 --", "<b>"} {
		for _, about := range []string{"1|approve|1|" + id, "1|decide|0|" + id, "1|show_deal|0|" + id, "1|reject|1|" + id, id} {
			got := w.sneak(ruth, object{"intent": about, "again": about})
			if strings.Contains(got, "Foreign") || strings.Contains(got, "went wrong") {
				t.Errorf("%q is answered with\n%s", about, got)
			}
		}
	}
	if n := w.count("select count(*) from event where kind = 'registration.approved'"); n != 0 {
		t.Error("something was approved")
	}
	w.clean()
}

// foreignDeal registers a deal in the program of another company, which this database holds as well.
func (w *campus) foreignDeal() string {
	w.t.Helper()
	other := domain.Workspace{Platform: domain.Slack, ID: "T0TOWN", Name: "Town"}
	_, err := w.app.desk.Install(w.ctx, other)
	must(w.t, err)
	(&town{store: w.app.store, clock: w.clock}).setUp(w.t, 1)
	profile := func(context.Context, domain.Identity) (domain.Profile, error) {
		return domain.Profile{Name: "Some Seller"}, nil
	}
	who := domain.Identity{Platform: domain.Slack, Workspace: other.ID, User: "U0SELLER0"}
	seller, err := w.app.desk.Recognize(w.ctx, who, domain.Chat{Platform: domain.Slack, Workspace: other.ID}, profile)
	must(w.t, err)
	partners, err := w.app.desk.Partners(w.ctx, seller, "")
	must(w.t, err)
	made, err := w.app.desk.Register(w.ctx, seller, domain.Claim{
		PartnerID: partners[0].ID, Customer: "Foreign Corp", Website: "foreign.com", Product: "Analytics",
		ContactName: "Cora Contact", ContactEmail: "cora@foreign.com", Amount: domain.Money{Minor: 1_000_00, Currency: "USD"},
		CloseDate: calendar.Date{Year: 2026, Month: 12, Day: 8}, HowEngaged: "They ran a workshop with the director.", NextStep: "A demo",
	})
	must(w.t, err)
	return made.Registration.ID.String()
}

// TestTeams_somebodyElsesSubmission: a submission that somebody else sends once more is theirs, and they may do less.
func TestTeams_somebodyElsesSubmission(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	w.install(gus, own)
	w.register(sam, "Harbor Clinics")
	var stolen object
	for _, x := range w.Sent() {
		if a := x.Activity(); a["name"] == "task/submit" && x.Activity()["from"].(object)["aadObjectId"] == sam {
			stolen = a["value"].(object)
		}
	}
	x, err := w.Send(w.ctx, w.invoked(gus, "task/submit", stolen))
	must(t, err)
	if got := string(x.Answer); strings.Contains(got, "is registered") || !strings.Contains(got, "You can register deals for your own company only") {
		t.Errorf("a guest is answered\n%s", got)
	}
	w.clean()
}

// TestTeams_tenants: people of each tenant that is served are people of the company; nobody else gets in.
func TestTeams_tenants(t *testing.T) {
	t.Parallel()
	w := newProgram(t, func(a *teamsApp) { a.Tenants = append(a.Tenants, secondTenant) })
	w.install(tina, own)
	asked := w.says(tina, own, "deal list")
	wantWords(t, w.newest(tina, own).Text(), "Your deals", "None now.")
	body := string(w.Sent()[len(w.Sent())-1].Body)
	in := func(tenant, id string) object {
		var a object
		must(t, json.Unmarshal([]byte(strings.ReplaceAll(body, homeTenant, tenant)), &a))
		a["id"], a["text"] = asked.ID+id, "program status"
		return a
	}
	n := len(w.byApp(tina, own))
	for i, tenant := range []string{homeTenant, secondTenant} {
		_, err := w.Send(w.ctx, in(tenant, strconv.Itoa(i)))
		must(t, err)
		w.settle()
		w.wantNew(tina, own, n, i+1, "Acme partners")
	}
	w.clean()

	kept := w.count("select count(*) from contact") + w.count("select count(*) from person")
	if x, err := w.Send(w.ctx, in("5a3f0c1e-8f5d-4d0e-9a51-f3e41c0ffee3", "3")); err == nil || x.Status != http.StatusForbidden {
		t.Errorf("a third tenant is answered with %d", x.Status)
	}
	w.settle()
	w.wantNew(tina, own, n, 2)
	if w.count("select count(*) from contact")+w.count("select count(*) from person") != kept {
		t.Error("something of a third tenant is kept")
	}
	if got := w.Refusals(); len(got) != 1 || !strings.Contains(got[0], "403") {
		t.Errorf("refused: %q", got)
	}
}
