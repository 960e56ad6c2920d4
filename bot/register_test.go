package bot_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
)

func TestRegister_isPrefilledFromWords(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	f := o.form(o.types(cam, "deal", "register Acme Corp acme.com $25k dana@acme.com"), form.Register)
	for id, want := range map[string]string{
		"customer": "Acme Corp", "website": "acme.com", "amount": "$25k", "contact_email": "dana@acme.com",
	} {
		if got := field(t, f, id).Values; len(got) != 1 || got[0] != want {
			t.Errorf("%s holds %q, want %q", id, got, want)
		}
	}
}

func TestRegister_isPrefilledFromAMessage(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	r := o.request(cam, bot.Shortcut)
	r.Name = "register_from_message"
	r.Quote = "Met Dana (dana@acme.com) today, see <https://www.acme.com/team|their site>. They want a demo."
	f := o.form(o.bot.Handle(t.Context(), r), form.Register)
	for id, want := range map[string]string{"how_engaged": r.Quote, "website": "acme.com", "contact_email": "dana@acme.com"} {
		if got := field(t, f, id).Values; len(got) != 1 || got[0] != want {
			t.Errorf("%s holds %q, want %q", id, got, want)
		}
	}
}

func TestRegister_answersAllFaultsAtOnceAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	typed := o.claim()
	typed["amount"], typed["close_date"], typed["contact_email"] = []string{"lots"}, []string{"2020-01-01"}, []string{"d@gmail.com"}
	delete(typed, "website")
	f := o.form(o.submit(cam, form.Register, "", typed), form.Register)
	var wrong []string
	for _, x := range f.Fields {
		if x.Error != "" {
			wrong = append(wrong, x.ID)
		}
		if diff := cmp.Diff(typed[x.ID], x.Values); diff != "" {
			t.Errorf("%s (-typed +kept):\n%s", x.ID, diff)
		}
	}
	if diff := cmp.Diff([]string{"website", "amount", "close_date", "contact_email"}, wrong); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	if e := field(t, f, "amount").Error; !strings.Contains(e, `"lots" is not an amount`) {
		t.Errorf("the amount's error is %q", e)
	}
	if f.Problem != "" {
		t.Errorf("a problem above the fields says it once more: %q", f.Problem)
	}
	if got := field(t, f, "partner").Labels; len(got) != 1 || got[0] != "Northwind" {
		t.Errorf("the partner is called %q", got)
	}
}

func TestRegister(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	n := o.notice(o.submit(cam, form.Register, "", o.claim()))
	if n.Tone != view.Good || !strings.Contains(n.Text, "Acme Corp, Analytics, $25,000") {
		t.Errorf("got %+v", n)
	}
	if !strings.Contains(n.Next, "Wed, Nov 11, 10:12 EST") {
		t.Errorf("the decision's time is not in %q", n.Next)
	}
	card, ok := o.clicks(cam, n.Actions[0].Intent).View.(view.DealCard)
	if !ok || card.Ref == "" || len(card.History) != 1 {
		t.Errorf("the notice's button shows %+v", card)
	}
}

func TestRegister_inTheDealDeskSaysNothingMore(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	r := o.request(cam, bot.Submit)
	r.Form, r.Values, r.Place.Channel = form.Register, o.claim(), deskRoom
	if diff := cmp.Diff(bot.Reply{}, o.bot.Handle(t.Context(), r)); diff != "" {
		t.Errorf("the card shows it already (-want +got):\n%s", diff)
	}
}

func TestRegister_theSameRequestAgainIsTheSameDeal(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	r := o.request(cam, bot.Submit)
	r.Form, r.Values = form.Register, o.claim()
	first, second := o.bot.Handle(t.Context(), r), o.bot.Handle(t.Context(), r)
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("second answer (-first +second):\n%s", diff)
	}
	if lines := o.types(ann, "deal", "list all").View.(view.DealList).Lines; len(lines) != 1 {
		t.Errorf("there are %d deals", len(lines))
	}
}

func TestRegister_aConflictKeepsTheForm(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	o.registered()
	typed := o.claim()
	typed["partner"] = []string{o.partnerID("Contoso")}
	f := o.form(o.submit(cam, form.Register, "", typed), form.Register)
	if !strings.Contains(f.Problem, "D-") || field(t, f, "customer").Values[0] != "Acme Corp" {
		t.Errorf("got %q with %+v", f.Problem, f.Fields)
	}
}

func TestRegister_anOutsidePersonHasTheirOwnPartnerOnly(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	f := o.form(o.types(pat, "deal", ""), form.Register)
	partner := field(t, f, "partner")
	if partner.Kind != form.Choice || len(partner.Options) != 1 || partner.Options[0].Label != "Northwind" {
		t.Errorf("the partner field is %+v", partner)
	}
	typed := o.claim()
	typed["partner"] = []string{o.partnerID("Contoso")}
	if n := o.notice(o.submit(pat, form.Register, "", typed)); !strings.Contains(n.Text, "your own company only") {
		t.Errorf("got %+v", n)
	}
	typed["partner"] = partner.Values
	if n := o.notice(o.submit(pat, form.Register, f.Meta, typed)); n.Tone != view.Good {
		t.Errorf("for their own: %+v", n)
	}
}

func TestRegister_anOutsidePersonIsNotToldWhoHoldsADeal(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	typed := o.claim()
	typed["partner"] = []string{o.partnerID("Contoso")}
	o.notice(o.submit(cam, form.Register, "", typed))
	f := o.form(o.submit(pat, form.Register, "", o.claim()), form.Register)
	if f.Problem == "" || strings.Contains(f.Problem, "Contoso") || strings.Contains(f.Problem, "D-") {
		t.Errorf("Northwind is told %q", f.Problem)
	}
}

func TestRegister_refusesWhoIsLinkedToNoPartner(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	if n := o.notice(o.types(sol, "deal", "register Acme")); !strings.Contains(n.Text, "does not know for which partner") {
		t.Errorf("got %+v", n)
	}
}

func TestRegister_beforeSetupOffersIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := o.notice(o.types(cam, "deal", "register"))
	if len(n.Actions) != 1 || n.Actions[0].Intent.Name != intent.SetUp {
		t.Errorf("got %+v", n)
	}
}

func TestLookup_findsPartners(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	ask := func(who, text string) []string {
		r := o.request(who, bot.Lookup)
		r.Name, r.Text = form.Partners, text
		var labels []string
		for _, x := range o.bot.Handle(t.Context(), r).Options {
			labels = append(labels, x.Label)
		}
		return labels
	}
	if diff := cmp.Diff([]string{"Contoso", "Northwind"}, ask(cam, "")); diff != "" {
		t.Errorf("all (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Contoso"}, ask(cam, "tos")); diff != "" {
		t.Errorf("tos (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Northwind"}, ask(pat, "")); diff != "" {
		t.Errorf("an outside person's (-want +got):\n%s", diff)
	}
	r := o.request(cam, bot.Lookup)
	r.Name = "secrets"
	if diff := cmp.Diff(bot.Reply{}, o.bot.Handle(t.Context(), r)); diff != "" {
		t.Errorf("an unknown lookup (-want +got):\n%s", diff)
	}
}
