package bot_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

func TestNudgeSettings(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	f := o.form(o.types(ann, "partner", "nudges"), form.NudgeSettings)
	if len(f.Fields) != 4 || field(t, f, "most").Values[0] != "20" || field(t, f, "hour").Values[0] != "9" {
		t.Errorf("it opens %+v", f)
	}
	again := o.submit(ann, f.Name, f.Meta, form.Values{"where": {form.NudgeDirect}, "hour": {"10"}, "most": {"all"}})
	if o.fault(again, f.Name, "most") == "" {
		t.Errorf("got %+v", again.Form)
	}
	n := o.notice(o.submit(ann, f.Name, f.Meta, form.Values{"where": {form.NudgeDirect}, "hour": {"10"}, "most": {"5"}}))
	if n.Tone != view.Good || n.Text != "The stall alerts are set. Yours come to you." {
		t.Errorf("got %+v", n)
	}
	both := form.Values{"where": {form.NudgeDirect}, "hour": {"10"}, "most": {"5"}, "hand_over": {max}}
	if n := o.notice(o.submit(ann, f.Name, f.Meta, both)); !strings.Contains(n.Text, "Yours go to Max Vogt") {
		t.Errorf("got %+v", n)
	}
	if f := o.form(o.types(ann, "partner", "nudges"), form.NudgeSettings); !slices.Contains(field(t, f, "hand_over").Values, max) {
		t.Errorf("of both, it opens %+v", f)
	}
	own := o.form(o.types(max, "partner", "nudges"), form.NudgeSettings)
	if len(own.Fields) != 1 {
		t.Errorf("Max sets %+v", own.Fields)
	}
	if got := o.fault(o.submit(max, f.Name, own.Meta, form.Values{"hand_over": {eve}}), f.Name, "hand_over"); !strings.Contains(got, "no partner manager") {
		t.Errorf("handed to Eve: %q", got)
	}
	n = o.notice(o.submit(max, f.Name, own.Meta, form.Values{"hand_over": {ann}}))
	if !strings.Contains(n.Text, "Yours go to Ann Lee") {
		t.Errorf("got %+v", n)
	}
	if f := o.form(o.types(max, "partner", "nudges"), form.NudgeSettings); field(t, f, "hand_over").Values[0] != ann {
		t.Errorf("after that it opens %+v", f)
	}
	p, err := o.store.Program(t.Context(), o.actor(ann).ProgramID)
	if err != nil || p.Settings.NudgeHour != 10 || p.Settings.NudgesPerDay != 5 || p.Settings.NudgeWhere != domain.NudgeDirect {
		t.Errorf("kept %+v, %v", p.Settings, err)
	}
}

// Of alerts that go to the channel alone, nobody is told that theirs come to them.
func TestNudgeSettings_toTheChannelAlone(t *testing.T) {
	t.Parallel()
	o := built(t)
	set := form.Values{"where": {form.NudgeChannel}, "hour": {"9"}, "most": {"5"}}
	const only = "The stall alerts are set. They go to the partner team's channel only."
	if n := o.notice(o.fills(ann, intent.Intent{Name: intent.NudgeSettings}, set)); n.Text != only {
		t.Errorf("Ann hears %q", n.Text)
	}
	n := o.notice(o.fills(max, intent.Intent{Name: intent.NudgeSettings}, form.Values{"hand_over": {ann}}))
	if want := only + " Ann Lee stands in for you until you take that back."; n.Text != want {
		t.Errorf("Max hears %q", n.Text)
	}
}

// A stand-in who cannot be one is told beside a number that cannot be, and nothing is kept of what else was filled in.
func TestNudgeSettings_allOrNothing(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	i := intent.Intent{Name: intent.NudgeSettings}
	again := o.fills(ann, i, form.Values{"hour": {"10"}, "most": {"0"}, "hand_over": {eve}})
	if o.fault(again, form.NudgeSettings, "most") == "" || !strings.Contains(o.fault(again, form.NudgeSettings, "hand_over"), "no partner manager") {
		t.Errorf("it says %+v", again.Form)
	}
	if got := o.fault(o.fills(ann, i, form.Values{"hour": {"10"}, "hand_over": {"UNEW"}}), form.NudgeSettings, "hand_over"); !strings.Contains(got, "no part in the program yet") {
		t.Errorf("of somebody new it says %q", got)
	}
	if f := o.form(o.clicks(ann, i), form.NudgeSettings); field(t, f, "hour").Values[0] != "9" {
		t.Errorf("after that it opens %+v", f)
	}
}
