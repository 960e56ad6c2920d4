package bot_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

func TestSchedule(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	if n := o.notice(o.types(cam, "program", "schedule")); !strings.Contains(n.Text, "sets the time of the Monday post") {
		t.Errorf("a seller is told %+v", n)
	}
	f := o.form(o.types(ann, "program", "schedule"), form.Schedule)
	if got := field(t, f, "time").Values[0]; got != "08:00" {
		t.Errorf("opens with %s", got)
	}
	n := o.notice(o.submit(ann, form.Schedule, "", form.Values{"time": {"09:30"}}))
	if !strings.Contains(n.Text, "09:30 (America/New_York)") || !strings.Contains(n.Next, "Mon, Nov 16, 09:30 EST") {
		t.Errorf("got %+v", n)
	}
	if f := o.form(o.submit(ann, form.Schedule, "", nil), form.Schedule); field(t, f, "time").Error == "" {
		t.Errorf("without a time: %+v", f)
	}
}

func TestSchedule_beforeSetup(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if n := o.notice(o.types(ann, "program", "schedule")); n.Tone != view.Bad {
		t.Errorf("got %+v", n)
	}
}

func TestStatus_isNotForOutsidePeople(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	for _, who := range []string{pat, sol} {
		if n := o.notice(o.types(who, "program", "status")); n.Tone != view.Bad {
			t.Errorf("%s sees %+v", who, n)
		}
	}
	if v := o.types(cam, "program", "status").View.(view.ProgramStatus); len(v.Actions) != 0 {
		t.Errorf("a seller is offered %+v", v.Actions)
	}
}

func TestForecast(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	d := o.approved()
	o.submit(cam, form.Won, about(d, intent.WinDeal).Encode(), form.Values{"amount": {"25000"}, "closed_on": {"2026-11-09"}})
	v, ok := o.types(eve, "forecast", "").View.(view.Digest)
	if !ok || !strings.HasPrefix(v.Headline, "$25,000 won plus $0 in commit makes $25,000: $1,975,000 short of the $2,000,000 goal for 2026-Q4.") {
		t.Errorf("got %+v", v)
	}
	if diff := cmp.Diff(v, o.clicks(eve, intent.Intent{Name: intent.Forecast}).View); diff != "" {
		t.Errorf("the button shows otherwise:\n%s", diff)
	}
	past, ok := o.types(eve, "forecast", "current 2026-11-08").View.(view.Digest)
	if !ok || past.AsOf != "the end of Nov 8, 2026" || !strings.HasPrefix(past.Headline, "Nothing is won") {
		t.Errorf("the day before: %+v", past)
	}
	if n := o.notice(o.types(eve, "forecast", "current tomorrow")); !strings.Contains(n.Text, "“tomorrow” is not a day") {
		t.Errorf("got %+v", n)
	}
	for _, who := range []string{cam, pat, sol} {
		if n := o.notice(o.types(who, "forecast", "")); n.Tone != view.Bad {
			t.Errorf("%s sees %+v", who, n)
		}
	}
}

func TestHome(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	d := o.registered()
	open := func(who string) view.Home {
		r := o.bot.Handle(t.Context(), o.request(who, bot.Home))
		if r.To != bot.HomeTab {
			t.Errorf("%s: the page goes to %q", who, r.To)
		}
		return r.View.(view.Home)
	}
	reviewer := open(ben)
	if reviewer.Sections[0].Title != "Waiting for your decision (1)" || reviewer.Lead != "For you: 1 registration to decide on." {
		t.Errorf("a reviewer's: %+v", reviewer)
	}
	o.wait(72 * time.Hour)
	if lead := open(ben).Lead; lead != "For you: 1 registration to decide on (1 past the time)." {
		t.Errorf("three days later: %q", lead)
	}
	seller := open(cam)
	if seller.Greeting != "Hello, Cam" || seller.Lead != "Nothing waits for you." || len(seller.Sections[0].Lines) != 1 {
		t.Errorf("a seller's: %+v", seller)
	}
	o.submit(ben, form.AskInfo, about(d, intent.AskInfo).Encode(), form.Values{"question": {"Why?"}})
	if seller = open(cam); seller.Lead != "For you: 1 question to answer." || seller.Sections[0].Title != "Waiting for your answer (1)" {
		t.Errorf("a seller's with a question: %+v", seller)
	}
	if outside := open(sol); len(outside.Sections)+len(outside.Actions) != 0 {
		t.Errorf("an unlinked person's: %+v", outside)
	}
	if partner := open(pat); len(partner.Actions) != 1 || len(partner.Sections) != 1 {
		t.Errorf("a partner's: %+v", partner)
	}
}

func TestHome_leadsToTheDealsThatItLeavesOut(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	for i := range 7 {
		claim := o.claim()
		claim["customer"], claim["website"] = []string{fmt.Sprintf("Customer %d", i)}, []string{fmt.Sprintf("customer%d.com", i)}
		claim["contact_email"] = []string{fmt.Sprintf("kim@customer%d.com", i)}
		o.submit(cam, form.Register, "", claim)
	}
	h := o.bot.Handle(t.Context(), o.request(cam, bot.Home)).View.(view.Home)
	if len(h.Sections) != 1 || h.Sections[0].Title != "Your open deals (7)" || len(h.Sections[0].Lines) != 5 {
		t.Fatalf("got %+v", h)
	}
	last := h.Actions[len(h.Actions)-1]
	if last.Label != "All your open deals" {
		t.Fatalf("its buttons are %+v", h.Actions)
	}
	if all := o.clicks(cam, last.Intent).View.(view.DealList); len(all.Lines) != 7 {
		t.Errorf("the button shows %+v", all)
	}
}

func TestHome_beforeSetup(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	h := o.bot.Handle(t.Context(), o.request(cam, bot.Home)).View.(view.Home)
	if len(h.Actions) != 1 || h.Actions[0].Opens != form.SetUp {
		t.Errorf("got %+v", h)
	}
}

func TestHandle_logsWhatFailsInsideAndShowsAReference(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := o.request(cam, bot.Command)
	r.Name, r.Text = "deal", "list top-secret"
	n := o.notice(o.bot.Handle(ctx, r))
	i := strings.Index(n.Next, "the reference ")
	if n.Text != "Something went wrong on our side." || i < 0 {
		t.Fatalf("got %+v", n)
	}
	reference := n.Next[i+len("the reference ") : len(n.Next)-1]
	log := o.log.String()
	if !strings.Contains(log, "reference="+reference) || strings.Contains(log, "top-secret") {
		t.Errorf("the log says %s", log)
	}
}

func TestHandle_aPanicIsAFailureLikeAnyOther(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	r := o.request("UNEW", bot.Home)
	r.Ask.Profile = func(context.Context, domain.Identity) (domain.Profile, error) { panic("boom") }
	reply := o.bot.Handle(t.Context(), r)
	if n := o.notice(reply); !strings.Contains(n.Next, "the reference") || reply.To != bot.HomeTab {
		t.Errorf("got %+v", n)
	}
	if !strings.Contains(o.log.String(), "boom") {
		t.Errorf("the log says %s", o.log)
	}
}

func TestHandle_aPersonWhoCannotBeLookedUp(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	r := o.request("UNEW", bot.Home)
	r.Ask = bot.Ask{}
	reply := o.bot.Handle(t.Context(), r)
	if n := o.notice(reply); !strings.Contains(n.Text, "Try again in a minute") || reply.To != bot.HomeTab {
		t.Errorf("got %+v", reply)
	}
}

func TestHandle_anotherWorkspace(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	r := o.request(cam, bot.Home)
	r.Place.Workspace = "T2"
	if n := o.notice(o.bot.Handle(t.Context(), r)); n.Tone != view.Bad {
		t.Errorf("got %+v", n)
	}
}
