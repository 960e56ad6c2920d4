package bot_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/view"
)

func (o *office) looksUp(who, source, text string) []form.Option {
	o.t.Helper()
	r := o.request(who, bot.Lookup)
	r.Name, r.Text = source, text
	return o.bot.Handle(o.t.Context(), r).Options
}

func TestLookup_findsKnownCustomers(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	d := o.registered()
	want := []form.Option{{Value: d.Account.ID.String(), Label: "Acme Corp (acme.com)"}}
	for _, text := range []string{"", "cme c", " ACME "} {
		if diff := cmp.Diff(want, o.looksUp(cam, form.Accounts, text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	if got := o.looksUp(cam, form.Accounts, "%"); len(got) != 0 {
		t.Errorf("%% finds %+v", got)
	}
	for _, who := range []string{pat, sol} {
		if got := o.looksUp(who, form.Accounts, "Acme"); len(got) != 0 {
			t.Errorf("%s from outside learns of %+v", who, got)
		}
	}
}

func TestRegister_withAKnownCustomer(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	first := o.registered()
	typed := o.claim()
	typed["account"], typed["product"] = []string{first.Account.ID.String()}, []string{"Warehouse"}
	delete(typed, "customer")
	delete(typed, "website")
	n := o.notice(o.submit(cam, form.Register, "", typed))
	if n.Tone != view.Good || !strings.Contains(n.Text, "Acme Corp, Warehouse") {
		t.Fatalf("got %+v", n)
	}
	lines := o.types(ann, "deal", "list all").View.(view.DealList).Lines
	if len(lines) != 2 {
		t.Errorf("there are %d deals", len(lines))
	}
	// The conflict check knows whom the claim is about.
	typed["product"], typed["partner"] = []string{"Analytics"}, []string{o.partnerID("Contoso")}
	f := o.form(o.submit(cam, form.Register, "", typed), form.Register)
	if !strings.Contains(f.Problem, "D-") {
		t.Errorf("the same customer and product again: %+v", f)
	}
	if x := field(t, f, "account"); x.Values[0] != first.Account.ID.String() || x.Labels[0] != "Acme Corp (acme.com)" {
		t.Errorf("the choice is kept as %q, %q", x.Values, x.Labels)
	}
}

func TestRegister_aKnownCustomerBesideAnotherIsRefused(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	first := o.registered()
	typed := o.claim()
	typed["account"], typed["customer"], typed["website"] = []string{first.Account.ID.String()}, []string{"Globex"}, []string{"globex.com"}
	f := o.form(o.submit(cam, form.Register, "", typed), form.Register)
	for _, id := range []string{"customer", "website"} {
		x := field(t, f, id)
		if !strings.Contains(x.Error, "Acme Corp (acme.com)") || x.Values[0] != typed[id][0] {
			t.Errorf("%s holds %q with %q", id, x.Values, x.Error)
		}
	}
	if x := field(t, f, "account"); x.Labels[0] != "Acme Corp (acme.com)" {
		t.Errorf("the choice is called %q", x.Labels)
	}
}

func TestRegister_asksForACustomerOneWayOrTheOther(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	f := o.form(o.types(cam, "deal", "register Acme"), form.Register)
	if x := field(t, f, "account"); !x.Optional || x.Kind != form.Lookup || len(x.Values) != 0 {
		t.Errorf("the choice begins as %+v", x)
	}
	if x := field(t, f, "customer"); !x.Optional || x.Values[0] != "Acme" {
		t.Errorf("the name begins as %+v", x)
	}
	typed := o.claim()
	delete(typed, "customer")
	typed["account"] = []string{"no id"}
	f = o.form(o.submit(cam, form.Register, "", typed), form.Register)
	if x := field(t, f, "customer"); !strings.Contains(x.Error, "or choose a customer that is known") {
		t.Errorf("the name's error is %q", x.Error)
	}
	typed["account"] = []string{newID().String()}
	f = o.form(o.submit(cam, form.Register, "", typed), form.Register)
	if x := field(t, f, "account"); !strings.Contains(x.Error, "not known any more") {
		t.Errorf("the choice's error is %q", x.Error)
	}
}

// Somebody from outside learns no customer's name: not from the form, and not by sending an id.
func TestRegister_knownCustomersAreNotForPartners(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	first := o.registered()
	for _, x := range o.form(o.types(pat, "deal", ""), form.Register).Fields {
		if x.ID == "account" || x.ID == "customer" && x.Optional {
			t.Errorf("the form has %+v", x)
		}
	}
	typed := o.claim()
	delete(typed, "customer")
	typed["account"] = []string{first.Account.ID.String()}
	n := o.notice(o.submit(pat, form.Register, "", typed))
	if n.Tone != view.Bad || strings.Contains(n.Text, "Acme") {
		t.Errorf("got %+v", n)
	}
}
