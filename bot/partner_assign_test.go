package bot_test

import (
	"context"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

func TestCheckpoint_isAssigned(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	asked := o.notice(o.types(max, "partner", "assign northwind"))
	if asked.Text != "Which checkpoint of Northwind is it?" || labels(asked.Actions) != "Kick-off, Certification, Joint go-to-market plan, First approved registration, First closed-won" {
		t.Errorf("it asks %+v", asked)
	}
	f := o.form(o.clicks(max, asked.Actions[1].Intent), form.AssignStep)
	if f.Title != "Assign: Certification" || len(f.Fields) != 2 || len(field(t, f, "owner").Values) != 0 {
		t.Errorf("it opens %+v", f)
	}
	typed := form.Values{"owner": {sol}, "their_owner": {"Dana Reyes"}}
	again := o.submit(max, f.Name, f.Meta, typed)
	if got := o.fault(again, f.Name, "owner"); got != "Choose one of your own people." || field(t, *again.Form, "their_owner").Values[0] != "Dana Reyes" {
		t.Errorf("somebody from outside: %q in %+v", got, again.Form)
	}
	typed["owner"] = []string{cam} // who has not been met
	p := o.partnerPage(o.submit(max, f.Name, f.Meta, typed))
	if c := p.Checkpoints[2]; c.Detail != "Cam Ruiz · Dana Reyes on their side · after Kick-off" {
		t.Errorf("the checkpoint is %+v", c)
	}
	if last := p.History[len(p.History)-1]; last.What != "said who sees to Certification: Cam Ruiz, and Dana Reyes on their side" {
		t.Errorf("the history ends with %+v", last)
	}
	f = o.form(o.clicks(max, o.onPartner("Northwind", intent.AssignStep, "certification")), form.AssignStep)
	if field(t, f, "owner").Values[0] != cam || field(t, f, "their_owner").Values[0] != "Dana Reyes" {
		t.Errorf("it opens again with %+v", f)
	}
	p = o.partnerPage(o.submit(max, f.Name, f.Meta, nil))
	if last := p.History[len(p.History)-1]; p.Checkpoints[2].Detail != "after Kick-off" || last.What != "said who sees to Certification: the partner's manager" {
		t.Errorf("back with the manager: %+v", p)
	}
	if n := o.notice(o.submit(cam, f.Name, f.Meta, form.Values{"owner": {cam}})); n.Tone != view.Bad || !strings.Contains(n.Text, "partner's owner") {
		t.Errorf("Cam is told %+v", n)
	}
}

// Who sees to one checkpoint is offered that one, and no other.
func TestAssignedStep_isTheirsAlone(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	o.partnerPage(o.fills(max, o.onPartner("Northwind", intent.AssignStep, "certification"), form.Values{"owner": {cam}}))
	if got := labels(o.partnerPage(o.types(cam, "partner", "Northwind")).Actions); got != "" {
		t.Errorf("before the kick-off, Cam is offered %q", got)
	}
	if n := o.notice(o.clicks(cam, o.onPartner("Northwind", intent.StepDone, "kickoff"))); !strings.Contains(n.Text, "who sees to the checkpoint") {
		t.Errorf("of the kick-off, Cam is told %+v", n)
	}
	o.fills(max, o.onPartner("Northwind", intent.StepDone, "kickoff"), form.Values{"evidence": {"minutes.pdf"}})
	if got := labels(o.partnerPage(o.types(cam, "partner", "Northwind")).Actions); got != "Done: Certification" {
		t.Errorf("then, Cam is offered %q", got)
	}
}

// The form of one checkpoint carries to it nobody who sees to another one, and a path with one step to go asks for none.
func TestAssignStep_isOfOneCheckpoint(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	o.partnerPage(o.fills(max, o.onPartner("Northwind", intent.AssignStep, "kickoff"), form.Values{"owner": {cam}, "their_owner": {"Dana Reyes"}}))
	f := o.form(o.clicks(max, o.onPartner("Northwind", intent.AssignStep, "certification")), form.AssignStep)
	if len(field(t, f, "owner").Values)+len(field(t, f, "their_owner").Values) > 0 {
		t.Errorf("the certification opens with %+v", f.Fields)
	}
	page, err := o.desk.PartnerNamed(t.Context(), o.actor(max), "Northwind")
	if err != nil {
		t.Fatal(err)
	}
	o.change(func(ctx context.Context, tx domain.Tx) error {
		for _, c := range page.Checkpoints {
			if c.Step.Key == "joint_plan" || !c.DoneOn.IsZero() {
				continue
			}
			c.DoneOn = page.Partner.SignedOn
			if err := tx.SaveCheckpoint(ctx, c); err != nil {
				return err
			}
		}
		return nil
	})
	if f := o.form(o.types(max, "partner", "assign northwind"), form.AssignStep); f.Title != "Assign: Joint go-to-mar…" {
		t.Errorf("the last one to go opens %q", f.Title)
	}
}
