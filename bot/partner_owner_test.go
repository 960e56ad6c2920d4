package bot_test

import (
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
)

func TestReassign_oneOrAll(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	v := setUpValues()
	v["partner_managers"] = []string{max, cam}
	o.saved(o.submit(ann, form.SetUpRunway, "", v), form.SetUpRunway)
	reassign := o.onPartner("Northwind", intent.Reassign)
	if got := o.fault(o.fills(ann, reassign, form.Values{"owner": {eve}}), form.Reassign, "owner"); !strings.Contains(got, "is no partner manager") {
		t.Errorf("to Eve: %q", got)
	}
	if got := o.fault(o.fills(ann, reassign, form.Values{"owner": {"UNEW"}}), form.Reassign, "owner"); !strings.Contains(got, "no part in the program yet") {
		t.Errorf("to somebody new: %q", got)
	}
	if got := o.fault(o.fills(ann, reassign, nil), form.Reassign, "owner"); got != "Choose who." {
		t.Errorf("to nobody: %q", got)
	}
	p := o.partnerPage(o.fills(ann, reassign, form.Values{"owner": {cam}, "reason": {"Max is away"}}))
	if fact(p.Facts, "Our owner") != "Cam Ruiz" || p.History[len(p.History)-1].What != "gave it to Cam Ruiz: Max is away" {
		t.Errorf("got %+v", p)
	}
	o.fills(cam, reassign, form.Values{"owner": {max}})
	f := o.form(o.clicks(ann, reassign), form.Reassign)
	if got := field(t, f, "scope").Options[1].Label; got != "all 2 partners of Max Vogt" {
		t.Errorf("the scope is %q", got)
	}
	r := o.request(ann, bot.Submit)
	r.Form, r.Intent, r.Values = f.Name, decoded(t, f.Meta), form.Values{"owner": {cam}, "scope": {form.AllOf}}
	for _, want := range []string{"Cam Ruiz now owns 2 partners more.", "Cam Ruiz owns them by now."} { // the same request again
		if n := o.notice(o.bot.Handle(t.Context(), r)); n.Text != want {
			t.Errorf("got %+v, want %q", n, want)
		}
	}
	none := o.form(o.submit(ann, f.Name, f.Meta, form.Values{"owner": {ann}, "scope": {form.AllOf}}), form.Reassign)
	if want := "Max Vogt owns no partner any more. See who owns which with /partner list."; none.Problem != want {
		t.Errorf("the form says %q, want %q", none.Problem, want)
	}
	if mine := o.partnerList(o.types(cam, "partner", "list mine")); len(mine.Lines) != 2 || mine.Title != "Your partners" {
		t.Errorf("Cam's are %+v", mine)
	}
}

// All partners of somebody are those of whom the form named, though the partner got another owner while it was open.
func TestReassign_allOfWhomTheFormNamed(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	v := setUpValues()
	v["partner_managers"] = []string{max, cam, eve}
	o.saved(o.submit(ann, form.SetUpRunway, "", v), form.SetUpRunway)
	reassign := o.onPartner("Northwind", intent.Reassign)
	f := o.form(o.clicks(ann, reassign), form.Reassign)
	o.partnerPage(o.fills(ann, reassign, form.Values{"owner": {cam}}))
	n := o.notice(o.submit(ann, f.Name, f.Meta, form.Values{"owner": {eve}, "scope": {form.AllOf}}))
	if n.Text != "Eve Stone now owns 1 partner more." {
		t.Errorf("got %+v", n)
	}
	for name, want := range map[string]string{"Northwind": "Cam Ruiz", "Contoso": "Eve Stone"} {
		if got := fact(o.partnerPage(o.types(ann, "partner", name)).Facts, "Our owner"); got != want {
			t.Errorf("%s is owned by %q, want %q", name, got, want)
		}
	}
}
