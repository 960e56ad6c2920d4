package bot

import (
	"fmt"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// programView is the program as one of our people sees it.
func programView(s domain.ProgramState, a domain.Actor, to reader) view.ProgramStatus {
	p := s.Program
	v := view.ProgramStatus{Title: p.Name, Next: s.Next, Facts: programFacts(s, to)}
	for _, x := range s.Pillars {
		v.Pillars = append(v.Pillars, view.Pillar{Number: x.Number, Name: x.Name, Standing: x.Standing, Evidence: x.Evidence})
	}
	for _, d := range s.Trouble {
		v.Trouble = append(v.Trouble, troubleOf(d))
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

// deliveryNames are the kinds of message as an admin reads of them.
var deliveryNames = map[domain.DeliveryKind]string{
	domain.ReviewCard:   "A review card",
	domain.HistoryNote:  "A note in a deal's thread",
	domain.DecisionNote: "A note to the person who registered a deal",
	domain.DigestPost:   "The Monday post",
	domain.DigestDetail: "The details of the Monday post",
	domain.AdminNote:    "A note to an admin",
	domain.LinkRequest:  "A question to a person about an account elsewhere",
}

// troubleOf is a message that went wrong, and what to do.
func troubleOf(d domain.Delivery) string {
	what := fmt.Sprintf("%s of %s", deliveryNames[d.Kind], d.CreatedAt.UTC().Format("Jan 2, 15:04 MST"))
	switch d.State {
	case domain.Uncertain:
		return sentences(what+" may or may not have arrived: it is not sent again by itself. Look there before you say it once more.", d.Problem)
	case domain.Sent:
		return sentences(what+" could not be brought up to date.", d.Problem)
	default:
		return sentences(what+" did not arrive.", d.Problem)
	}
}

// adminNote tells an admin of a message that went wrong.
func adminNote(d domain.Delivery) view.Notice {
	return view.Notice{Tone: view.Bad, Text: troubleOf(d), Actions: []view.Action{programAction()}}
}

func programAction() view.Action {
	return view.Action{Intent: intent.Intent{Name: intent.Program}, Label: "Program status"}
}
