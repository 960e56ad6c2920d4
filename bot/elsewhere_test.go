package bot_test

import (
	"context"
	"testing"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/domain"
)

// tia is a partner manager with no account in Slack.
func (o *office) tia() domain.Person {
	tia := domain.Person{
		ID: newID(), TenantID: o.actor(ann).TenantID, Name: "Tia Brandt", Roles: []domain.Role{domain.PartnerManager},
		Identities: []domain.Identity{{Platform: domain.Teams, Workspace: "t1", User: "29:tia"}},
	}
	o.change(func(ctx context.Context, tx domain.Tx) error { return tx.SavePerson(ctx, tia) })
	return tia
}

// Whoever gets somebody's alerts on another platform keeps them when the form is saved for another reason, until they are
// taken back or somebody else is chosen.
func TestNudgeSettings_leaveThemToSomebodyElsewhere(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	tia, i := o.tia(), intent.Intent{Name: intent.NudgeSettings}
	give := func() {
		me := o.actor(ann).Person
		me.NudgesTo = &tia.ID
		o.change(func(ctx context.Context, tx domain.Tx) error { return tx.SavePerson(ctx, me) })
	}
	give()
	f := o.form(o.clicks(ann, i), form.NudgeSettings)
	if x := field(t, f, "elsewhere"); x.Values[0] != form.Stays || x.Options[0].Label != "Still Tia Brandt, who has no account here" {
		t.Errorf("it asks %+v", x)
	}
	if n := o.notice(o.fills(ann, i, form.Values{"hour": {"10"}})); n.Text != "The stall alerts are set. Yours go to Tia Brandt until you take them back." {
		t.Errorf("of another hour, Ann hears %q", n.Text)
	}
	if to := o.actor(ann).Person.NudgesTo; to == nil || *to != tia.ID {
		t.Errorf("they go to %v", to)
	}
	if n := o.notice(o.fills(ann, i, form.Values{"elsewhere": {form.TakenBack}})); n.Text != "The stall alerts are set. Yours come to you." || o.actor(ann).Person.NudgesTo != nil {
		t.Errorf("taken back, Ann hears %q", n.Text)
	}
	give()
	if n := o.notice(o.fills(ann, i, form.Values{"hand_over": {max}})); n.Text != "The stall alerts are set. Yours go to Max Vogt until you take them back." {
		t.Errorf("of Max, Ann hears %q", n.Text)
	}
	for _, x := range o.form(o.clicks(ann, i), form.NudgeSettings).Fields {
		if x.ID == "elsewhere" {
			t.Error("of Max, who is there, it asks too")
		}
	}
}

// Whoever sees to a checkpoint on another platform does so still when the other side is named.
func TestAssignStep_leavesItToSomebodyElsewhere(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	tia, i := o.tia(), o.onPartner("Northwind", intent.AssignStep, "kickoff")
	assign := func(v form.Values, want string) {
		t.Helper()
		page, err := o.desk.PartnerNamed(t.Context(), o.actor(max), "Northwind")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.desk.AssignStep(t.Context(), o.actor(max), page.Partner.ID, "kickoff", &tia.ID, ""); err != nil {
			t.Fatal(err)
		}
		if got := o.partnerPage(o.fills(max, i, v)).Checkpoints[1]; got.Name != "Kick-off" || got.Detail != want {
			t.Errorf("of %v, the checkpoint is %+v", v, got)
		}
	}
	assign(form.Values{"their_owner": {"Hal"}}, "Tia Brandt · Hal on their side")
	assign(form.Values{"their_owner": {"Hal"}, "elsewhere": {form.TakenBack}}, "Hal on their side")
	assign(form.Values{"owner": {cam}}, "Cam Ruiz")
}

// Whoever changes the program where its lead has no account does not lead it by that.
func TestSetup_ledElsewhere(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	tia := o.tia()
	o.change(func(ctx context.Context, tx domain.Tx) error {
		people, err := tx.People(ctx, tia.TenantID)
		for _, p := range people {
			switch {
			case p.ID == tia.ID:
				p.Roles = []domain.Role{domain.PartnershipsLead}
			case p.Has(domain.PartnershipsLead):
				p.Roles = []domain.Role{domain.Admin}
			}
			if err == nil {
				err = tx.SavePerson(ctx, p)
			}
		}
		return err
	})
	i := intent.Intent{Name: intent.SetUp, ID: string(domain.PartProgram)}
	f := o.form(o.clicks(ann, i), form.SetUp)
	if lead := field(t, f, "partnerships_lead"); len(lead.Values) != 0 || !lead.Optional {
		t.Errorf("it opens with %+v", lead)
	}
	o.saved(o.fills(ann, i, form.Values{"name": {"Another name"}}), form.SetUp)
	if a := o.actor(ann).Person; a.Has(domain.PartnershipsLead) {
		t.Errorf("Ann is %v", a.Roles)
	}
}
