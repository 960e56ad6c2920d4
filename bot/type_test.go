package bot_test

import (
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

const (
	referralCriteria = "Network | 1 | few; many\nTrust | 1 | new; proven\nReach | 1 | local; everywhere"
	referralSteps    = "Owner named | 2 | owner\nIntroduction | 10 | by hand\nFirst deal | 30 | first registration"
)

// pastSecondType goes past the gate of a further partner type.
func (o *office) pastSecondType() {
	o.t.Helper()
	open := intent.Intent{Name: intent.Override, ID: string(domain.GateSecondType)}
	if n := o.notice(o.fills(ann, open, form.Values{"reason": {"The board decided so in October."}})); n.Tone != view.Good {
		o.t.Fatalf("not past the gate: %+v", n)
	}
}

// twoTypes is a program for system integrators that was opened for referral partners, too.
func twoTypes(t *testing.T) (*office, view.Notice) {
	t.Helper()
	o := built(t)
	o.pastSecondType()
	f := o.form(o.types(ann, "program", "type"), form.OpenType)
	return o, o.notice(o.submit(ann, f.Name, f.Meta, form.Values{"partner_type": {"referral"}, "solution": {"Introductions"}}))
}

// saves submits the form that a reply opens, as it opens but for these values.
func (o *office) saves(who string, r bot.Reply, v form.Values) bot.Reply {
	o.t.Helper()
	if r.Form == nil {
		o.t.Fatalf("no form, but %#v", r.View)
	}
	all := form.Values{}
	for _, x := range r.Form.Fill(v).Fields {
		if len(x.Values) > 0 {
			all[x.ID] = x.Values
		}
	}
	return o.submit(who, r.Form.Name, r.Form.Meta, all)
}

func TestOpenType_isRefusedAtOnce(t *testing.T) {
	t.Parallel()
	o := built(t)
	n := o.notice(o.types(ann, "program", "type"))
	if !strings.HasPrefix(n.Text, "One partner type goes through all four pillars") || labels(n.Actions) != "Program status, Override" {
		t.Errorf("Ann is told %+v", n)
	}
	if n := o.notice(o.types(max, "program", "type")); !strings.Contains(n.Text, "partnerships lead designs") {
		t.Errorf("Max is told %+v", n)
	}
	// Whoever has the form open already is refused all the same.
	n = o.notice(o.submit(ann, form.OpenType, "", form.Values{"partner_type": {"referral"}, "solution": {"X"}}))
	if labels(n.Actions) != "Program status, Override" {
		t.Errorf("a form that was open is answered %+v", n)
	}
	f := o.form(o.clicks(ann, n.Actions[1].Intent), form.Override)
	if !strings.Contains(f.Intro, "another partner type") {
		t.Errorf("the override opens %+v", f)
	}
}

func TestOpenType_keepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	o := built(t)
	o.pastSecondType()
	f := o.form(o.types(ann, "program", "type"), form.OpenType)
	if got := len(field(t, f, "partner_type").Options); got != 3 || strings.Contains(f.Intro, "taught") {
		t.Errorf("it opens with %d types: %q", got, f.Intro)
	}
	again := o.submit(ann, f.Name, f.Meta, form.Values{"solution": {"Introductions"}})
	if o.fault(again, f.Name, "partner_type") == "" || field(t, *again.Form, "solution").Values[0] != "Introductions" {
		t.Errorf("got %+v", again.Form)
	}
}

// The form says where partners stall, and why registrations are rejected.
func TestOpenType_tellsWhatTheFirstTaught(t *testing.T) {
	t.Parallel()
	o := built(t)
	v := o.claim()
	v["customer"], v["website"] = []string{"Umbrella"}, []string{"umbrella.com"}
	o.submit(cam, form.Register, "", v)
	deals, err := o.desk.Deals(t.Context(), o.actor(ann), domain.DealQuery{})
	if err != nil {
		t.Fatal(err)
	}
	d := o.deal(deals[0].Registration.ID)
	o.submit(ben, form.Reject, about(d, intent.Reject).Encode(), form.Values{"reason": {"thin_evidence"}, "remark": {"No"}})
	o.wait(30 * day)
	o.pastSecondType()
	f := o.form(o.types(ann, "program", "type"), form.OpenType)
	for _, want := range []string{"most partners stall at “Kick-off”, 2 of 2 now.", "rejected most because: “", "” (1)."} {
		if !strings.Contains(f.Intro, want) {
			t.Errorf("%q does not say %q", f.Intro, want)
		}
	}
}

func TestOpenType_leadsToProfileAndPath(t *testing.T) {
	t.Parallel()
	o, n := twoTypes(t)
	if n.Tone != view.Good || labels(n.Actions) != "Partner profile, Activation path, Program status" {
		t.Fatalf("got %+v", n)
	}
	f := o.form(o.clicks(ann, n.Actions[0].Intent), form.Profile)
	if !strings.HasPrefix(f.Intro, "For referral partners.") || !strings.HasPrefix(field(t, f, "criteria").Values[0], "Our buyers trust it") {
		t.Errorf("the profile opens %+v", f)
	}
	again := o.submit(ann, f.Name, f.Meta, form.Values{"criteria": {"Network"}, "threshold": {"50"}})
	if o.fault(again, f.Name, "criteria") == "" || again.Form.Meta != f.Meta {
		t.Errorf("refused, it is %+v", again.Form)
	}
	if got := field(t, f, "solution").Values; len(got) != 1 || got[0] == "" {
		t.Errorf("the joint solution opens with %q", got)
	}
	const solution = "Introductions that we pay for"
	saved := o.notice(o.submit(ann, f.Name, f.Meta, form.Values{"criteria": {referralCriteria}, "threshold": {"50"}, "solution": {solution}}))
	if f := o.form(o.clicks(ann, n.Actions[0].Intent), form.Profile); field(t, f, "solution").Values[0] != solution {
		t.Errorf("saved, the profile opens with %+v", f)
	}
	if !strings.HasPrefix(saved.Text, "For referral partners.") || saved.Actions[0].Intent.ID != "referral" {
		t.Errorf("got %+v", saved)
	}
	f = o.form(o.clicks(ann, n.Actions[1].Intent), form.Path)
	if !strings.HasPrefix(f.Intro, "For referral partners.") || !strings.Contains(field(t, f, "steps").Values[0], "Kick-off") {
		t.Errorf("the path opens %+v", f)
	}
	saved = o.notice(o.submit(ann, f.Name, f.Meta, form.Values{"steps": {referralSteps}}))
	if !strings.Contains(saved.Text, "3 checkpoints") {
		t.Errorf("got %+v", saved)
	}
	which := o.notice(o.types(ann, "partner", "path"))
	if labels(which.Actions) != "System integrators, Referral partners" {
		t.Fatalf("without a type: %+v", which)
	}
	for i, want := range []string{"Kick-off", "Introduction"} {
		f := o.form(o.clicks(ann, which.Actions[i].Intent), form.Path)
		if steps := field(t, f, "steps").Values[0]; !strings.Contains(steps, want) {
			t.Errorf("%s opens %q", which.Actions[i].Label, steps)
		}
	}
	if n := o.notice(o.clicks(max, intent.Intent{Name: intent.EditProfile})); !strings.Contains(n.Text, "partnerships lead designs") {
		t.Errorf("Max is told %+v", n)
	}
	if n := o.notice(o.types(max, "partner", "profile")); !strings.Contains(n.Next, "partnerships lead changes it") {
		t.Errorf("Max reads %+v", n)
	}
}

// A candidate is asked for, scored, scored again and signed by its own type; a name that was typed is not lost.
func TestCandidate_ofAFurtherType(t *testing.T) {
	t.Parallel()
	o, opened := twoTypes(t)
	which := o.notice(o.types(max, "partner", "add Adatum Corp"))
	if labels(which.Actions) != "System integrators, Referral partners" || !strings.Contains(which.Text, "Adatum Corp") {
		t.Fatalf("got %+v", which)
	}
	n := o.notice(o.clicks(max, which.Actions[1].Intent))
	if !strings.Contains(n.Text, "no ideal partner profile for referral partners yet") {
		t.Errorf("without its profile: %+v", n)
	}
	mend := o.notice(o.clicks(ann, which.Actions[1].Intent)).Actions[0].Intent
	o.notice(o.fills(ann, mend, form.Values{"criteria": {referralCriteria}, "threshold": {"50"}}))

	f := o.form(o.clicks(max, which.Actions[0].Intent), form.AddPartner)
	if field(t, f, "name").Values[0] != "Adatum Corp" || len(field(t, f, "level_customers").Options) != 3 {
		t.Errorf("for the first type it opens %+v", f)
	}
	best := form.Values{"level_network": {"1"}, "level_trust": {"1"}, "level_reach": {"1"}}
	card := o.scorecard(o.saves(max, o.clicks(max, which.Actions[1].Intent), best))
	if card.Title != "Adatum Corp" || fact(card.Facts, "Partner type") != "Referral partners" || len(card.Lines) != 3 {
		t.Errorf("got %+v", card)
	}
	best["level_reach"] = []string{"0"}
	card = o.scorecard(o.saves(max, o.clicks(max, card.Actions[1].Intent), best))
	if card.Status.Text != "Fits: 66 of 100" || fact(card.Facts, "Partner type") != "Referral partners" {
		t.Errorf("scored again: %+v", card)
	}
	list := o.partnerList(o.types(max, "partner", "candidates"))
	if list.Lead != "60 and more fits for system integrators, 50 and more fits for referral partners." ||
		!strings.HasPrefix(list.Lines[0].Detail, "Referral partners") || list.Lines[0].Action.Label != "Sign" {
		t.Errorf("the short list is %+v", list)
	}

	n = o.notice(o.types(ann, "partner", "sign Adatum Corp"))
	if !strings.Contains(n.Text, "activation path for referral partners") || n.Actions[1].Intent.ID != "recruit:referral" {
		t.Errorf("before its path: %+v", n)
	}
	past := o.form(o.types(ann, "program", "override recruit"), form.Override)
	if !strings.Contains(past.Intro, "(referral partners)") || past.Meta != n.Actions[1].Intent.Encode() {
		t.Errorf("the override opens %+v", past)
	}
	o.notice(o.fills(ann, opened.Actions[1].Intent, form.Values{"steps": {referralSteps}}))
	page := o.partnerPage(o.fills(max, card.Actions[0].Intent, form.Values{"their_owner": {"Dana Reyes"}}))
	if fact(page.Facts, "Partner type") != "Referral partners" || len(page.Checkpoints) != 3 || page.Checkpoints[1].Name != "Introduction" {
		t.Errorf("signed, it is %+v", page)
	}
	status := o.types(ann, "program", "status").View.(view.ProgramStatus)
	want := "Referral partners, with the joint solution “Introductions”: 1 partner, 0 activated, 0 producing."
	if len(status.Types) != 1 || status.Types[0] != want {
		t.Errorf("the status says %q", status.Types)
	}
}

// However long the name is, the button that carries it stays within its bounds.
func TestCandidate_ofAFurtherTypeWithALongName(t *testing.T) {
	t.Parallel()
	o, _ := twoTypes(t)
	which := o.notice(o.types(max, "partner", "add "+strings.Repeat("業", 120)))
	for _, a := range which.Actions {
		if wire := a.Intent.Encode(); len(wire) > intent.Max || !strings.Contains(a.Intent.ID, strings.Repeat("業", 50)) {
			t.Errorf("%s carries %d bytes: %s", a.Label, len(wire), wire)
		}
	}
	f := o.form(o.clicks(max, which.Actions[0].Intent), form.AddPartner)
	if name := field(t, f, "name").Values[0]; strings.Trim(name, "業") != "" {
		t.Errorf("it opens with %q", name)
	}
}
