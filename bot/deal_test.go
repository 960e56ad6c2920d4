package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

func ref(d domain.Deal) string { return domain.Ref(d.Registration.Number) }

func TestShow_readsNumbersAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	d := o.registered()
	n := d.Registration.Number
	for _, text := range []string{
		"show " + ref(d), fmt.Sprintf("show %d", n), fmt.Sprintf("SHOW d%d", n), fmt.Sprintf("show “D-%d”", n), ref(d), "show",
	} {
		if card, ok := o.types(cam, "deal", text).View.(view.DealCard); !ok || card.Ref != ref(d) {
			t.Errorf("%q shows %+v", text, card)
		}
	}
	for text, want := range map[string]string{"show D-999999": "There is no D-999999", "show me": "“me” is not the number of a deal"} {
		if n := o.notice(o.types(cam, "deal", text)); !strings.Contains(n.Text, want) {
			t.Errorf("%q answers %q", text, n.Text)
		}
	}
}

func TestShow_anotherPartnersDealIsNotThere(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	typed := o.claim()
	typed["partner"] = []string{o.partnerID("Contoso")}
	o.submit(cam, form.Register, "", typed)
	deals := o.types(cam, "deal", "list").View.(view.DealList)
	if n := o.notice(o.types(pat, "deal", "show "+deals.Lines[0].Ref)); !strings.Contains(n.Text, "not yours to see") {
		t.Errorf("got %+v", n)
	}
	if lines := o.types(pat, "deal", "list all").View.(view.DealList).Lines; len(lines) != 0 {
		t.Errorf("Northwind sees %+v", lines)
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	o.registered()
	for _, x := range []struct {
		who, text, title string
		lines            int
	}{
		{cam, "list", "Your deals", 1},
		{ben, "list", "Open deals", 1},
		{ben, "list mine", "Deals: yours", 0},
		{ben, "list review", "Deals: waiting for a decision", 1},
		{ben, "list expiring", "Deals: expiring soon", 0},
		{ben, "list open partner north", "Deals: open, of north", 1},
		{ben, `list partner "Contoso"`, "Deals: of Contoso", 0},
		{pat, "list open", "Deals: open", 1},
	} {
		v, ok := o.types(x.who, "deal", x.text).View.(view.DealList)
		if !ok || v.Title != x.title || len(v.Lines) != x.lines {
			t.Errorf("%s %q: %+v", x.who, x.text, v)
		}
	}
	for text, want := range map[string]string{
		"list won": "cannot be listed by “won”", "list partner": "Which partner?", "list partner Initech": "no partner named",
	} {
		if n := o.notice(o.types(ben, "deal", text)); !strings.Contains(n.Text, want) {
			t.Errorf("%q answers %q", text, n.Text)
		}
	}
}

func TestList_isTenRowsAtMost(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	for i := range 12 {
		v := o.claim()
		v["website"], v["customer"] = []string{fmt.Sprintf("customer%d.com", i)}, []string{fmt.Sprintf("Customer %d", i)}
		o.notice(o.submit(cam, form.Register, "", v))
	}
	v := o.types(cam, "deal", "list").View.(view.DealList)
	if len(v.Lines) != 10 || !strings.HasPrefix(v.More, "and 2 more.") || v.Lines[0].Title != "Customer 11, Analytics" {
		t.Errorf("%d lines from %q, %q", len(v.Lines), v.Lines[0].Title, v.More)
	}
	clicked := o.clicks(cam, intent.Intent{Name: intent.ListDeals}).View
	if diff := cmp.Diff(v, clicked); diff != "" {
		t.Errorf("the button lists otherwise (-typed +clicked):\n%s", diff)
	}
}

func TestActs_withoutANumber(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	if v := o.types(cam, "deal", "won").View.(view.DealList); len(v.Lines) != 0 || v.Empty == "" {
		t.Errorf("with no deal: %+v", v)
	}
	d := o.approved()
	if f := o.form(o.types(cam, "deal", "won"), form.Won); !strings.HasPrefix(f.Title, ref(d)) {
		t.Errorf("with one deal: %+v", f)
	}
	second := o.claim()
	second["website"], second["customer"] = []string{"globex.com"}, []string{"Globex"}
	o.submit(cam, form.Register, "", second)
	newest := o.types(cam, "deal", "list").View.(view.DealList).Lines[0]
	card := o.clicks(ben, newest.Action.Intent).View.(view.DealCard)
	o.clicks(ben, card.Actions[0].Intent)
	v := o.types(cam, "deal", "won").View.(view.DealList)
	if len(v.Lines) != 2 || v.Lines[0].Action.Opens != form.Won {
		t.Errorf("with two deals: %+v", v)
	}
	o.form(o.clicks(cam, v.Lines[1].Action.Intent), form.Won)
}

func TestActs_withANumber(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	d := o.approved()
	for text, want := range map[string]form.Name{
		"update": form.Update, "won": form.Won, "lost": form.Lost, "withdraw": form.Withdraw,
	} {
		who := cam
		if want == form.Withdraw { // after the decision only the deal desk takes it back
			who = ben
			if n := o.notice(o.types(cam, "deal", text+" "+ref(d))); !strings.Contains(n.Text, "is approved") {
				t.Errorf("%s: %+v", text, n)
			}
		}
		f := o.form(o.types(who, "deal", text+" "+ref(d)), want)
		if i := decoded(t, f.Meta); i.ID != d.Registration.ID.String() || i.Revision != d.Registration.Revision {
			t.Errorf("%s is about %+v", text, i)
		}
	}
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	d := o.approved()
	f := o.form(o.types(cam, "deal", "update "+ref(d)), form.Update)
	want := form.Values{"stage": {"Prospecting"}, "amount": {"25,000"}, "close_date": {"2026-12-18"}, "next_step": {"Workshop on Dec 2"}}
	for id, v := range want {
		if diff := cmp.Diff(v, field(t, f, id).Values); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
	if again := o.form(o.submit(cam, form.Update, f.Meta, want), form.Update); !strings.Contains(again.Problem, "Nothing is different") {
		t.Errorf("with nothing changed: %+v", again)
	}
	bad := form.Values{"stage": {"Proposal"}, "amount": {"-5"}, "close_date": {"soon"}}
	again := o.form(o.submit(cam, form.Update, f.Meta, bad), form.Update)
	for id, part := range map[string]string{"amount": "negative", "close_date": "2026-12-18", "next_step": "next step"} {
		if e := field(t, again, id).Error; !strings.Contains(e, part) {
			t.Errorf("%s says %q", id, e)
		}
	}
	if n := o.notice(o.submit(cam, form.Update, f.Meta, form.Values{
		"stage": {"Proposal"}, "amount": {"30k"}, "close_date": {"2027-01-15"}, "next_step": {"Sign"},
	})); !strings.Contains(n.Text, "$30,000, closes Jan 15, 2027") {
		t.Errorf("got %+v", n)
	}
	if f := o.form(o.types(pat, "deal", "update "+ref(d)), form.Update); f.Fields[0].ID == "stage" {
		t.Error("an outside person is offered the stage")
	}
}

func TestClose(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	d := o.approved()
	f := o.form(o.types(cam, "deal", "won "+ref(d)), form.Won)
	if field(t, f, "amount").Values[0] != "25,000" || field(t, f, "closed_on").Values[0] != "2026-11-09" {
		t.Errorf("the form opens with %+v", f.Fields)
	}
	again := o.form(o.submit(cam, form.Won, f.Meta, form.Values{"amount": {"x"}, "closed_on": {"2027-01-01"}}), form.Won)
	if field(t, again, "amount").Error == "" || field(t, again, "closed_on").Error == "" {
		t.Errorf("got %+v", again)
	}
	o.notice(o.submit(cam, form.Won, f.Meta, form.Values{"amount": {"27,500"}, "closed_on": {"2026-11-09"}}))
	card := o.types(cam, "deal", "show "+ref(d)).View.(view.DealCard)
	last := card.History[len(card.History)-1]
	if card.Status.Text != "Won" || last.What != "marked it won for $27,500" || len(card.Actions) != 0 {
		t.Errorf("got %+v", card)
	}
	if n := o.notice(o.types(cam, "deal", "lost "+ref(d))); !strings.Contains(n.Text, "is won, so this cannot be done") {
		t.Errorf("got %+v", n)
	}
}

func TestLoseAndWithdraw(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	d := o.approved()
	f := o.form(o.types(cam, "deal", "lost "+ref(d)), form.Lost)
	if again := o.form(o.submit(cam, form.Lost, f.Meta, nil), form.Lost); field(t, again, "reason").Error == "" {
		t.Errorf("got %+v", again)
	}
	if n := o.notice(o.submit(cam, form.Lost, f.Meta, form.Values{"reason": {"No budget."}})); !strings.Contains(n.Text, "is lost") {
		t.Errorf("got %+v", n)
	}
	other := o.claim()
	other["product"] = []string{"Warehouse"}
	o.submit(cam, form.Register, "", other)
	f = o.form(o.types(cam, "deal", "withdraw"), form.Withdraw)
	if n := o.notice(o.submit(cam, form.Withdraw, f.Meta, form.Values{"reason": {"Mistake."}})); !strings.Contains(n.Text, "is withdrawn") {
		t.Errorf("got %+v", n)
	}
}
