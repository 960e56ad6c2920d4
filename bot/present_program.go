package bot

import (
	"fmt"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// programView is the program as one of our people sees it. trouble is what went wrong, in words.
func programView(s domain.ProgramState, trouble []string, a domain.Actor, to reader) view.ProgramStatus {
	p := s.Program
	v := view.ProgramStatus{Title: p.Name, Next: s.Next, Facts: programFacts(s, to), Trouble: trouble}
	for _, x := range s.Pillars {
		v.Pillars = append(v.Pillars, view.Pillar{Number: x.Number, Name: x.Name, Standing: x.Standing, Evidence: x.Evidence})
	}
	// Who may set up a program that nobody runs yet is decided by the form; the button is offered to all of ours then.
	if p.SetUpAt.IsZero() {
		v.Actions = []view.Action{setUpAction("Set up the program")}
		return v
	}
	if domain.May(a, domain.ActSetUp, domain.Subject{}) == nil {
		v.Actions = append(v.Actions, setUpAction("Change the setup"))
		v.Actions[0].Tone = view.Plain
	}
	if domain.May(a, domain.ActSchedule, domain.Subject{}) == nil {
		v.Actions = append(v.Actions, view.Action{
			Intent: intent.Intent{Name: intent.Schedule}, Label: "Change the time", Opens: form.Schedule,
		})
	}
	return v
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

func programAction() view.Action {
	return view.Action{Intent: intent.Intent{Name: intent.Program}, Label: "Program status"}
}
