package bot_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

const criteria = "Delivery team | 5 | none; 1 or 2; 3 and more\nCustomers | 4 | none; some; many\nSponsor | 3 | nobody; named"

// profiled is a program whose profile is written.
func profiled(t *testing.T) *office {
	t.Helper()
	o := newProgram(t)
	f := o.form(o.types(ann, "partner", "profile"), form.Profile)
	if n := o.notice(o.submit(ann, f.Name, f.Meta, form.Values{"criteria": {criteria}, "threshold": {"60"}})); n.Tone != view.Good {
		t.Fatalf("no profile: %+v", n)
	}
	return o
}

// built is a program in which candidates may be signed: registrations are decided on, and the path has been looked at.
func built(t *testing.T) *office {
	t.Helper()
	o := profiled(t)
	v := setUpValues()
	v["partner_team"] = []string{team}
	o.saved(o.submit(ann, form.SetUpRunway, "", v), form.SetUpRunway)
	o.approved()
	f := o.form(o.types(ann, "partner", "path"), form.Path)
	if n := o.notice(o.submit(ann, f.Name, f.Meta, form.Values{"steps": field(t, f, "steps").Values})); n.Tone != view.Good {
		t.Fatalf("no path: %+v", n)
	}
	return o
}

const team = "CTEAM"

func fit(name string, team, customers, sponsor string) form.Values {
	return form.Values{
		"name": {name}, "website": {"adatum.com"}, "level_delivery_team": {team}, "level_customers": {customers}, "level_sponsor": {sponsor},
	}
}

func (o *office) scorecard(r bot.Reply) view.Scorecard {
	o.t.Helper()
	v, ok := r.View.(view.Scorecard)
	if !ok {
		o.t.Fatalf("want a scorecard, got %#v with form %+v", r.View, r.Form)
	}
	return v
}

func TestProfile_isWritten(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	n := o.notice(o.types(max, "partner", "add Adatum"))
	if !strings.Contains(n.Text, "no ideal partner profile yet") || len(n.Actions) != 0 {
		t.Errorf("before there is one: %+v", n)
	}
	if n := o.notice(o.types(ann, "partner", "add Adatum")); labels(n.Actions) != "Partner profile" {
		t.Errorf("Ann is offered %+v", n)
	}
	if n := o.notice(o.clicks(max, intent.Intent{Name: intent.EditProfile})); !strings.Contains(n.Text, "partnerships lead designs") {
		t.Errorf("Max is told %+v", n)
	}
	if n := o.notice(o.types(max, "partner", "profile")); !strings.Contains(n.Next, "partnerships lead changes it") {
		t.Errorf("Max reads %+v", n)
	}
	f := o.form(o.types(ann, "partner", "profile"), form.Profile)
	if lines := strings.Split(field(t, f, "criteria").Values[0], "\n"); len(lines) != 5 || !strings.Contains(f.Intro, "a suggestion to begin with") {
		t.Errorf("it opens with %q: %s", lines, f.Intro)
	}
	again := o.submit(ann, f.Name, f.Meta, form.Values{"criteria": {"Team | lots | none; some"}, "threshold": {"600"}})
	if !strings.Contains(o.fault(again, f.Name, "criteria"), "Line 1") || o.fault(again, f.Name, "threshold") == "" {
		t.Errorf("got %+v", again.Form)
	}
	o.notice(o.submit(ann, f.Name, f.Meta, form.Values{"criteria": {criteria}, "threshold": {"60"}}))
	if f := o.form(o.types(ann, "partner", "profile"), form.Profile); field(t, f, "criteria").Values[0] != criteria || strings.Contains(f.Intro, "suggestion") {
		t.Errorf("it opens again with %+v", f)
	}
}

func TestPath_isWritten(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	f := o.form(o.types(ann, "partner", "path"), form.Path)
	again := o.submit(ann, f.Name, f.Meta, form.Values{"steps": {"Kick-off | soon | by hand"}})
	if !strings.Contains(o.fault(again, f.Name, "steps"), "Line 1") {
		t.Errorf("got %+v", again.Form)
	}
	if n := o.notice(o.submit(ann, f.Name, f.Meta, form.Values{"steps": field(t, f, "steps").Values})); !strings.Contains(n.Text, "6 checkpoints") {
		t.Errorf("as it stands: %+v", n)
	}
}

func TestCandidate_isScored(t *testing.T) {
	t.Parallel()
	o := profiled(t)
	f := o.form(o.types(max, "partner", "add Adatum Corp"), form.AddPartner)
	if field(t, f, "name").Values[0] != "Adatum Corp" || len(field(t, f, "level_delivery_team").Options) != 3 {
		t.Errorf("it opens %+v", f)
	}
	if o.fault(o.submit(max, f.Name, f.Meta, form.Values{"name": {"Adatum"}}), f.Name, "level_sponsor") == "" {
		t.Error("a criterion without an answer is taken")
	}
	below := o.submit(max, f.Name, f.Meta, fit("Adatum", "0", "1", "0"))
	if got := o.fault(below, f.Name, "reason"); !strings.Contains(got, "below the threshold of 60") {
		t.Errorf("a poor fit: %q", got)
	}
	if got := field(t, *below.Form, "level_customers").Values; got[0] != "1" {
		t.Errorf("what was typed is %q", got)
	}
	poor := fit("Adatum", "0", "1", "0")
	poor["reason"] = []string{"Their CTO asked for us"}
	card := o.scorecard(o.submit(max, f.Name, f.Meta, poor))
	if card.Status.Text != "Below the threshold: 16 of 100" || !strings.HasSuffix(card.Lead, "Kept because: Their CTO asked for us.") {
		t.Errorf("got %+v", card)
	}
	again := o.form(o.clicks(max, card.Actions[1].Intent), form.AddPartner)
	if field(t, again, "level_customers").Values[0] != "1" || field(t, again, "name").Values[0] != "Adatum" {
		t.Errorf("scored again, it opens %+v", again)
	}
	card = o.scorecard(o.submit(max, again.Name, again.Meta, fit("Adatum", "2", "2", "0")))
	want := view.ScoreLine{Name: "Customers", Level: "many", Points: "2 of 2 × weight 4"}
	if card.Status.Text != "Fits: 75 of 100" || card.Lines[1] != want || labels(card.Actions) != "Sign, Score again, Decline" {
		t.Errorf("got %+v", card)
	}
	list := o.partnerList(o.types(max, "partner", "candidates"))
	if len(list.Lines) != 1 || list.Lines[0].Status.Text != "Fits, 75" || list.Lines[0].Action.Label != "Sign" || list.Lead != "60 and more fits." {
		t.Errorf("the short list is %+v", list)
	}
	if n := o.notice(o.clicks(max, card.Actions[2].Intent)); !strings.Contains(n.Text, "off the short list") {
		t.Errorf("declined: %+v", n)
	}
	if list := o.partnerList(o.clicks(max, intent.Intent{Name: intent.ListPartners, ID: "candidates"})); len(list.Lines) != 0 {
		t.Errorf("after that it is %+v", list)
	}
	if n := o.notice(o.types(cam, "partner", "add X")); !strings.Contains(n.Text, "recruit") {
		t.Errorf("Cam is told %+v", n)
	}
}

// What the fit foretold stands wherever one looks at it, once enough partners had their time.
func TestFit_foretells(t *testing.T) {
	t.Parallel()
	o := profiled(t)
	later := "How well the fit foretold activation is told here once 5 partners who were scored have had their 90 days."
	if f := o.form(o.types(ann, "partner", "profile"), form.Profile); !strings.HasSuffix(f.Intro, later) {
		t.Errorf("at first the profile says %q", f.Intro)
	}
	o.change(func(ctx context.Context, tx domain.Tx) error {
		signed := calendar.On(2026, 1, 5)
		for i, fit := range []int{60, 90, 59, 70, 10} {
			p := domain.Partner{
				ID: newID(), ProgramID: o.actor(ann).ProgramID, Name: fmt.Sprintf("P%d", i), SignedOn: signed, Status: domain.PartnerActive, Fit: &fit,
			}
			if fit > 60 {
				p.ActivatedOn = signed.AddDays(90)
			}
			if err := tx.InsertPartner(ctx, p, nil); err != nil {
				return err
			}
		}
		return nil
	})
	want := "Of 3 who fitted, 2 were activated within 90 days; of 2 below the threshold, 0."
	if f := o.form(o.types(ann, "partner", "profile"), form.Profile); !strings.HasSuffix(f.Intro, want) {
		t.Errorf("the profile says %q", f.Intro)
	}
	if l := o.partnerList(o.types(cam, "partner", "candidates")); l.Lead != "60 and more fits. "+want {
		t.Errorf("the short list says %q", l.Lead)
	}
	week, ok := o.types(cam, "partner", "week").View.(view.TeamWeekly)
	if !ok || week.Foretold != want {
		t.Errorf("the week says %+v", week)
	}
}

// Who may not do a thing reads whom to ask; before anybody leads, what to begin with; and from outside nothing of it.
func TestForbidden_namesWhomToAsk(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if n := o.notice(o.types(cam, "partner", "add")); n.Next != "Nobody leads the partner program yet: /program setup begins with that." {
		t.Errorf("before the setup: %+v", n)
	}
	o = newProgram(t)
	if n := o.notice(o.types(cam, "partner", "add")); n.Next != "Ann Lee leads the partner program." {
		t.Errorf("Cam is refused with %+v", n)
	}
	v := setUpValues()
	v["partnerships_lead"] = []string{ann, max}
	o.saved(o.submit(ann, form.SetUp, "", v), form.SetUp)
	if n := o.notice(o.types(cam, "partner", "add")); n.Next != "Ann Lee and Max Vogt lead the partner program." {
		t.Errorf("of two: %+v", n)
	}
	if n := o.notice(o.types(pat, "partner", "add")); n.Next != "" {
		t.Errorf("from outside: %+v", n)
	}
}

// A long list can be leafed through, each partner once.
func TestPartnerList_pages(t *testing.T) {
	t.Parallel()
	o := profiled(t)
	o.change(func(ctx context.Context, tx domain.Tx) error {
		for i := range 23 {
			p := domain.Partner{
				ID: newID(), ProgramID: o.actor(ann).ProgramID, Name: fmt.Sprintf("Many %02d", i), SignedOn: calendar.On(2026, 1, 5), Status: domain.PartnerActive,
			}
			if err := tx.InsertPartner(ctx, p, nil); err != nil {
				return err
			}
		}
		return nil
	})
	l := o.partnerList(o.types(cam, "partner", "list Many"))
	var names []string
	for _, next := range []string{"The next 10", "The next 3", ""} {
		for _, x := range l.Lines {
			names = append(names, x.Name)
		}
		i := slices.IndexFunc(l.Actions, func(a view.Action) bool { return strings.HasPrefix(a.Label, "The next") })
		if i < 0 != (next == "") || i >= 0 && l.Actions[i].Label != next {
			t.Fatalf("after %d partners the buttons are %s", len(names), labels(l.Actions))
		}
		if i >= 0 {
			l = o.partnerList(o.clicks(cam, l.Actions[i].Intent))
		}
	}
	if all := len(names); all != 23 || len(slices.Compact(slices.Sorted(slices.Values(names)))) != 23 {
		t.Errorf("%d partners are listed: %q", all, names)
	}
	if l := o.partnerList(o.types(cam, "partner", "list Page 0")); l.Title != "Partners: named Page 0" {
		t.Errorf("what is no page lists %q", l.Title)
	}
	for _, none := range []string{"list Many page 9", "list page 101"} {
		if l := o.partnerList(o.types(cam, "partner", none)); len(l.Lines) > 0 {
			t.Errorf("%s has %d lines", none, len(l.Lines))
		}
	}
	long := o.partnerList(o.types(cam, "partner", "list Many"+strings.Repeat(" all", 60)))
	if len(long.Lines) != 10 || strings.Contains(labels(long.Actions), "The next") {
		t.Errorf("words that no button can hold list %d, with %s", len(long.Lines), labels(long.Actions))
	}
}

func TestSign_isRefusedByAGateAndGoesPastIt(t *testing.T) {
	t.Parallel()
	o := profiled(t)
	card := o.scorecard(o.submit(max, form.AddPartner, "", fit("Adatum", "2", "2", "1")))
	n := o.notice(o.types(max, "partner", "sign adatum"))
	if !strings.HasPrefix(n.Text, "Nobody is recruited before pillars 2 and 3 stand") || labels(n.Actions) != "Program status" {
		t.Errorf("Max is told %+v", n)
	}
	n = o.notice(o.clicks(ann, card.Actions[0].Intent))
	if labels(n.Actions) != "Program status, Override" {
		t.Errorf("Ann is told %+v", n)
	}
	f := o.form(o.clicks(ann, n.Actions[1].Intent), form.Override)
	if o.fault(o.submit(ann, f.Name, f.Meta, form.Values{"reason": {"Because."}}), f.Name, "reason") == "" {
		t.Error("a short reason is taken")
	}
	n = o.notice(o.submit(ann, f.Name, f.Meta, form.Values{"reason": {"Their CEO announced us on stage already."}}))
	if n.Tone != view.Good || !strings.Contains(n.Text, "recruiting before pillars 2 and 3 stand") {
		t.Errorf("got %+v", n)
	}
	status := o.types(ann, "program", "status").View.(view.ProgramStatus)
	want := "Recruiting before pillars 2 and 3 stand, allowed by Ann Lee on Nov 9: Their CEO announced us on stage already."
	if len(status.Overrides) != 1 || status.Overrides[0] != want || len(status.Plan) != 3 || len(status.Pillars[2].Missing) == 0 {
		t.Errorf("the status is %+v", status)
	}
	digest := o.types(eve, "forecast", "").View.(view.Digest)
	if notes := strings.Join(digest.Notes, "\n"); !strings.Contains(notes, "Against the program's order: "+want) || !strings.Contains(notes, "Partners: 2 due soon.") {
		t.Errorf("the digest notes %q", digest.Notes)
	}
	if n := o.notice(o.types(ann, "program", "override recruit")); !strings.Contains(n.Text, "nothing to go past") {
		t.Errorf("a second time: %+v", n)
	}
	o.form(o.types(max, "partner", "sign adatum"), form.SignPartner)
}

func TestSign_startsThePath(t *testing.T) {
	t.Parallel()
	o := built(t)
	o.submit(max, form.AddPartner, "", fit("Adatum", "2", "2", "1"))
	f := o.form(o.types(max, "partner", "sign Adatum"), form.SignPartner)
	if field(t, f, "owner").Values[0] != max || field(t, f, "signed_on").Values[0] != "2026-11-09" {
		t.Errorf("it opens %+v", f)
	}
	again := o.submit(max, f.Name, f.Meta, form.Values{"signed_on": {"2026-11-30"}, "their_mail": {"dana@gmail.com"}, "owner": {cam}})
	for _, id := range []string{"signed_on", "their_mail", "owner"} {
		if o.fault(again, f.Name, id) == "" {
			t.Errorf("%s is taken: %+v", id, again.Form)
		}
	}
	p := o.partnerPage(o.submit(max, f.Name, f.Meta, form.Values{
		"signed_on": {"2026-11-02"}, "owner": {max}, "their_owner": {"Dana Reyes"}, "their_mail": {"dana@adatum.com"},
	}))
	if fact(p.Facts, "Their owner") != "Dana Reyes, dana@adatum.com" || fact(p.Facts, "Fit") != "100 of 100" || p.Checkpoints[0].Status.Text != "Done" {
		t.Errorf("got %+v", p)
	}
	if p := o.partnerPage(o.types(max, "partner", "sign adatum")); p.Title != "Adatum" {
		t.Errorf("a second time: %+v", p)
	}
	if n := o.notice(o.types(max, "partner", "sign Nobody")); !strings.Contains(n.Text, "not on the short list") {
		t.Errorf("of nobody: %+v", n)
	}
}

func TestOverride_isTheLeadsAlone(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	if n := o.notice(o.types(max, "program", "override second-type")); !strings.Contains(n.Text, "partnerships lead alone") {
		t.Errorf("Max is told %+v", n)
	}
	if n := o.notice(o.types(ann, "program", "override everything")); !strings.Contains(n.Text, "Which gate?") {
		t.Errorf("Ann is told %+v", n)
	}
	v := setUpValues()
	v["partner_type"] = []string{"reseller"}
	v["solution"] = []string{"Typed, and not to be lost"}
	again := o.submit(ann, form.SetUp, "", v).Form
	if again == nil {
		t.Fatal("another type: what was typed is gone")
	}
	for _, f := range again.Fields {
		gate := strings.HasPrefix(f.Error, "One partner type goes through all four pillars") && strings.HasSuffix(f.Error, "use /program override second-type first.")
		if gate != (f.ID == "partner_type") || f.ID == "solution" && f.Values[0] != "Typed, and not to be lost" {
			t.Errorf("another type: %+v", f)
		}
	}
	open := intent.Intent{Name: intent.Override, ID: string(domain.GateSecondType)}
	done := o.notice(o.fills(ann, open, form.Values{"reason": {"The board decided so in October."}}))
	if labels(done.Actions) != "Open a partner type, Change the setup" {
		t.Errorf("got %+v", done)
	}
	o.saved(o.submit(ann, form.SetUp, "", v), form.SetUp)
}

// A candidate below a threshold that was raised since is refused before anything is filled in.
func TestSign_isRefusedAtOnce(t *testing.T) {
	t.Parallel()
	o := built(t)
	o.notice(o.fills(ann, intent.Intent{Name: intent.EditProfile}, form.Values{"criteria": {criteria}, "threshold": {"10"}}))
	f := o.form(o.types(max, "partner", "add Adatum"), form.AddPartner)
	o.submit(max, f.Name, f.Meta, form.Values{
		"name": {"Adatum"}, "level_delivery_team": {"1"}, "level_customers": {"1"}, "level_sponsor": {"0"},
	})
	o.form(o.types(max, "partner", "sign Adatum"), form.SignPartner)
	o.notice(o.fills(ann, intent.Intent{Name: intent.EditProfile}, form.Values{"criteria": {criteria}, "threshold": {"90"}}))
	if n := o.notice(o.types(max, "partner", "sign Adatum")); !strings.Contains(n.Text, "Score it again with /partner add Adatum") {
		t.Errorf("got %+v", n)
	}
}
