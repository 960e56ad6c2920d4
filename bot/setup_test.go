package bot_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// walk is the forms of the setup in the order in which it leads through them, with what is filled in.
func walk() []struct {
	form   form.Name
	values form.Values
} {
	v := setUpValues()
	return []struct {
		form   form.Name
		values form.Values
	}{
		{form.SetUp, v},
		{form.Profile, form.Values{"criteria": {criteria}, "threshold": {"60"}}},
		{form.SetUpDesk, v},
		{form.Path, form.Values{"steps": {domain.PathText(domain.Program{}.Path)}}},
		{form.SetUpRunway, v},
		{form.SetUpForecast, v},
	}
}

// Each form that is saved opens the next, until the program stands as it is set up. It is left after each of them, and
// goes on there.
func TestSetUp_leadsThroughAndGoesOnWhereItWasLeft(t *testing.T) {
	t.Parallel()
	for _, left := range []bool{false, true} {
		o := newOffice(t)
		f := o.form(o.types(ann, "program", "setup"), form.SetUp)
		for n, step := range walk() {
			if f.Name != step.form || !strings.HasPrefix(f.Intro, "Step "+string(rune('1'+n))+" of 6: ") {
				t.Fatalf("step %d is %s: %s", n+1, f.Name, f.Intro)
			}
			if f.Name == form.Path {
				step.values["steps"] = field(t, f, "steps").Values
			}
			if status := o.types(ann, "program", "").View.(view.ProgramStatus); n > 0 && status.Actions[0].Label != "Continue the setup" {
				t.Errorf("before step %d: %s", n+1, labels(status.Actions))
			}
			reply := o.submit(ann, f.Name, f.Meta, step.values)
			if n == len(walk())-1 {
				if status, ok := reply.View.(view.ProgramStatus); !ok || labels(status.Actions) != "Change the setup, Partner profile, Activation path, Change the time" {
					t.Errorf("after setup: %+v", reply)
				}
				break
			}
			if f = o.form(reply, walk()[n+1].form); left {
				f = o.form(o.types(ann, "program", "setup"), walk()[n+1].form)
			}
		}
		menu := o.notice(o.types(ann, "program", "setup"))
		if labels(menu.Actions) != "The program, Partner profile, Deal registration, Activation path, Activation, Forecast" {
			t.Errorf("afterwards there is %+v", menu)
		}
		f = o.form(o.clicks(ann, menu.Actions[5].Intent), form.SetUpForecast)
		if strings.HasPrefix(f.Intro, "Step") || field(t, f, "goal").Values[0] != "2,000,000" {
			t.Errorf("the forecast's part opens as %+v", f)
		}
		if _, ok := o.submit(ann, f.Name, f.Meta, setUpValues()).View.(view.ProgramStatus); !ok {
			t.Error("a part that is changed later leads on")
		}
	}
}

// A mistake in a step keeps the step: what was typed stands, and saved again it leads on.
func TestSetUp_aStepThatIsRefusedIsStillOne(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	f := o.form(o.submit(ann, form.SetUp, "", setUpValues()), form.Profile)
	f = o.form(o.submit(ann, f.Name, f.Meta, form.Values{"criteria": {criteria}, "threshold": {"many"}}), form.Profile)
	if !strings.HasPrefix(f.Intro, "Step 2 of 6: ") || field(t, f, "criteria").Values[0] != criteria || field(t, f, "threshold").Error == "" {
		t.Errorf("refused: %+v", f)
	}
	o.form(o.submit(ann, f.Name, f.Meta, form.Values{"criteria": {criteria}, "threshold": {"60"}}), form.SetUpDesk)
}

func TestSetUp_theFirstOneRunsTheProgram(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	status := o.types(ann, "program", "").View.(view.ProgramStatus)
	if labels(status.Actions) != "Set up the program" || len(status.Pillars) != 4 {
		t.Errorf("before setup: %+v", status)
	}
	f := o.form(o.clicks(ann, status.Actions[0].Intent), form.SetUp)
	for id, want := range map[string]string{"time_zone": "America/New_York", "partnerships_lead": ann} {
		if got := field(t, f, id).Values; len(got) != 1 || got[0] != want {
			t.Errorf("%s opens with %q, want %q", id, got, want)
		}
	}
	o.setUp(setUpValues())
	if !o.actor(ann).Person.Has(domain.Admin, domain.PartnershipsLead) || !o.actor(max).Person.Has(domain.PartnerManager) {
		t.Error("the roles were not given")
	}
	for _, typed := range []string{"setup", "setup forecast"} {
		if n := o.notice(o.types(cam, "program", typed)); !strings.Contains(n.Text, "An admin or the partnerships lead") {
			t.Errorf("the second one is told %+v", n)
		}
	}
	if n := o.notice(o.types(ann, "program", "setup everything")); !strings.Contains(n.Text, "no part “everything”") {
		t.Errorf("an unknown part: %+v", n)
	}
}

func TestSetUp_opensAsItStands(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	want := setUpValues()
	want["goal"], want["partners"] = []string{"2,000,000"}, nil // those signed stay as they are
	asked := 0
	for _, word := range []string{"program", "registration", "activation", "forecast"} {
		f := o.types(ann, "program", "setup "+word).Form
		if f == nil {
			t.Fatalf("setup %s opens nothing", word)
		}
		asked += len(f.Fields)
		for _, x := range f.Fields {
			if diff := cmp.Diff(want[x.ID], x.Values); diff != "" {
				t.Errorf("%s (-want +got):\n%s", x.ID, diff)
			}
		}
	}
	if asked != len(want)+1 { // and the partner team's channel, which has none
		t.Errorf("%d things are asked", asked)
	}
}

func TestSetUp_answersAllFaultsAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v := setUpValues()
	v["goal"], v["forecast"], v["cro"] = []string{"much"}, []string{shared}, []string{sol}
	f := o.form(o.submit(ann, form.SetUpForecast, "", v), form.SetUpForecast)
	for id, want := range map[string]string{"goal": "not an amount", "forecast": "another organization", "cro": "Sol Berg"} {
		if e := field(t, f, id).Error; !strings.Contains(e, want) {
			t.Errorf("%s says %q", id, e)
		}
	}
}

// Of the channels, only those that a form asks for are looked into.
func TestSetUp_refusesAChannelItCannotLookInto(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v := setUpValues()
	v["deal_desk"] = []string{"CSECRET"}
	f := o.form(o.submit(ann, form.SetUpDesk, "", v), form.SetUpDesk)
	if e := field(t, f, "deal_desk").Error; !strings.Contains(e, "Invite it") {
		t.Errorf("got %q", e)
	}
	r := o.request(ann, bot.Submit)
	r.Form, r.Values, r.Ask.Channel = form.SetUpForecast, form.Values{"forecast": {numbers}}, nil
	if e := field(t, o.form(o.bot.Handle(t.Context(), r), form.SetUpForecast), "forecast").Error; e == "" {
		t.Error("without a platform to ask, a channel is taken on trust")
	}
}

// A button of a setup that names no part that there is goes on with it.
func TestSetUp_ofAnUnknownPart(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.form(o.clicks(ann, intent.Intent{Name: intent.SetUp, ID: "everything"}), form.SetUp)
}
