package bot_test

import (
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
)

func TestCheckpoint_isAssigned(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	f := o.form(o.types(max, "partner", "assign northwind"), form.AssignStep)
	if steps := field(t, f, "step"); len(steps.Options) != 5 || steps.Values[0] != "kickoff" || len(field(t, f, "owner").Values) != 0 {
		t.Errorf("it opens %+v", f)
	}
	typed := form.Values{"step": {"certification"}, "owner": {sol}, "their_owner": {"Dana Reyes"}}
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
	if field(t, f, "step").Values[0] != "certification" || field(t, f, "owner").Values[0] != cam || field(t, f, "their_owner").Values[0] != "Dana Reyes" {
		t.Errorf("it opens again with %+v", f)
	}
	p = o.partnerPage(o.submit(max, f.Name, f.Meta, form.Values{"step": {"certification"}}))
	if last := p.History[len(p.History)-1]; p.Checkpoints[2].Detail != "after Kick-off" || last.What != "said who sees to Certification: the partner's manager" {
		t.Errorf("back with the manager: %+v", p)
	}
	if n := o.notice(o.submit(cam, f.Name, f.Meta, form.Values{"step": {"certification"}, "owner": {cam}})); n.Tone != view.Bad || !strings.Contains(n.Text, "partner's owner") {
		t.Errorf("Cam is told %+v", n)
	}
}

// Who sees to one checkpoint is offered that one, and no other.
func TestAssignedStep_isTheirsAlone(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	o.partnerPage(o.fills(max, o.onPartner("Northwind", intent.AssignStep), form.Values{"step": {"certification"}, "owner": {cam}}))
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
