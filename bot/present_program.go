package bot

import (
	"fmt"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// programView is the program as one of our people sees it. trouble is what went wrong, in words.
func programView(s domain.ProgramState, trouble []string, a domain.Actor, to reader) view.ProgramStatus {
	p := s.Program
	v := view.ProgramStatus{Title: p.Name, Next: s.Next, Facts: programFacts(s, to), Trouble: trouble}
	for _, x := range s.Pillars {
		v.Pillars = append(v.Pillars, view.Pillar{Number: x.Number, Name: x.Name, Standing: x.Standing, Evidence: x.Evidence, Missing: x.Missing})
	}
	for _, m := range s.More {
		v.Types = append(v.Types, furtherType(m))
	}
	for _, x := range s.Plan {
		v.Plan = append(v.Plan, planLine(x, p.DateOf(to.now), to))
	}
	for _, o := range s.Overrides {
		v.Overrides = append(v.Overrides, overrideLine(o, to))
	}
	// Who may set up a program that nobody runs yet is decided by the form; the button is offered to all of ours then.
	if p.SetUpAt.IsZero() {
		v.Actions = []view.Action{setUpAction(setUpLabel(p))}
		return v
	}
	if domain.May(a, domain.ActSetUp, domain.Subject{}) == nil {
		v.Actions = append(v.Actions, changeSetUp(len(s.Undone) > 0))
	}
	if domain.May(a, domain.ActDesign, domain.Subject{}) == nil {
		v.Actions = append(v.Actions, profileAction(), pathAction())
		if s.Next == "" && len(unopened(p)) > 0 {
			v.Actions = append(v.Actions, openTypeAction())
		}
	}
	if domain.May(a, domain.ActSchedule, domain.Subject{}) == nil {
		v.Actions = append(v.Actions, view.Action{
			Intent: intent.Intent{Name: intent.Schedule}, Label: "Change the time", Opens: form.Schedule,
		})
	}
	return v
}

func changeSetUp(unfinished bool) view.Action {
	if unfinished {
		return setUpAction("Continue the setup")
	}
	a := setUpAction("Change the setup")
	a.Tone = view.Plain
	return a
}

func programFacts(s domain.ProgramState, to reader) []view.Fact {
	p := s.Program
	if p.SetUpAt.IsZero() {
		return nil
	}
	quarter := p.QuarterOf(to.now)
	goal := "not set for " + quarter.String()
	if minor := p.Goal(quarter); minor > 0 {
		goal = domain.Money{Minor: minor, Currency: p.Currency}.Short() + " for " + quarter.String()
	}
	facts := []view.Fact{
		{Label: "For", Value: form.Label(form.PartnerTypes(), string(p.PartnerType))},
		{Label: "Joint solution", Value: p.Solution},
		{Label: "Goal", Value: goal},
	}
	if d := s.Digest; d != nil && d.Enabled {
		facts = append(facts, view.Fact{
			Label: "Monday post", Value: fmt.Sprintf("%s (%s), next on %s", d.At(), d.Zone, everyone(p, to.now).moment(d.NextDue)),
		})
	}
	return facts
}

// planLine is one quarter of the plan. today is the program's.
func planLine(x domain.Phase, today calendar.Date, to reader) view.PlanLine {
	l := view.PlanLine{Name: x.Name, When: to.shortDay(x.First) + " to " + to.shortDay(x.Last)}
	switch x.State {
	case domain.PhaseDone:
		l.Status = view.Status{Text: "Done", Tone: view.Good}
		if x.First.After(today) {
			l.Status.Text = "Done early"
		}
	case domain.PhaseNow:
		l.Status = view.Status{Text: "Now"}
	case domain.PhaseBehind:
		l.Status = view.Status{Text: "Behind", Tone: view.Bad}
	default: // domain.PhaseToCome
		l.Status = view.Status{Text: "To come"}
	}
	return l
}

// overrideLine is a gate that was gone past: by whom, when and why.
func overrideLine(o domain.Override, to reader) string {
	return fmt.Sprintf("%s, allowed by %s on %s: %s", capital(o.Words()), o.By, to.shortDayOf(o.At), o.Reason)
}

func programAction() view.Action {
	return view.Action{Intent: intent.Intent{Name: intent.Program}, Label: "Program status"}
}
