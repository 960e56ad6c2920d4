package bot

import (
	"fmt"

	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// partnerNote tells a person what somebody did with a partner that concerns them. p is the partner as they see it, with
// what they may do.
func partnerNote(p domain.PartnerPage, e domain.Event, who domain.Person, to reader) view.Notice {
	n := view.Notice{Text: partnerNews(p.Partner, e, who, to), Next: partnerLead(p, to)}
	open := openPartner(p.Partner, short("Open "+p.Partner.Name, 30))
	n.Actions = []view.Action{open}
	if e.Kind == domain.EventHelpAsked && p.Partner.HelpAsked != "" {
		n.Actions = append(n.Actions, partnerAction(p.Partner, intent.Helped, "Helped", ""))
	}
	return n
}

// portfolioNote tells a person that all partners of somebody are theirs now, or who has theirs.
func portfolioNote(e domain.Event, to, who domain.Person) view.Notice {
	if who.ID != to.ID {
		name := to.Name
		if name == e.ActorName {
			name = "themselves"
		}
		return view.Notice{Text: because(fmt.Sprintf("%s gave your %s to %s", e.ActorName, e.New, name), e.Reason)}
	}
	return view.Notice{
		Text:    because(fmt.Sprintf("%s gave you the %s of %s", e.ActorName, e.New, e.Old), e.Reason),
		Next:    "What is wrong with any of them comes with your next stall alert.",
		Actions: []view.Action{listPartnersAction("mine", "Your partners")},
	}
}

// standInNote tells a person that somebody's alerts come to them.
func standInNote(e domain.Event) view.Notice {
	return view.Notice{
		Text:    fmt.Sprintf("The stall alerts of %s come to you from now on.", e.ActorName),
		Next:    "Until they take them back, you may do with their partners what they may, but for giving them away or parting with them.",
		Actions: []view.Action{listPartnersAction("mine", "Your partners")},
	}
}

func partnerLead(p domain.PartnerPage, to reader) string {
	p.Partner.HelpAsked = "" // the note itself says what it is
	return partnerWords{p, to, p.Program.DateOf(to.now)}.lead()
}

func partnerNews(p domain.Partner, e domain.Event, to domain.Person, at reader) string {
	who := e.ActorName
	switch e.Kind {
	case domain.EventHelpAsked:
		return fmt.Sprintf("%s asks for help with %s: %s", who, p.Name, ended(e.New))
	case domain.EventHelped:
		return fmt.Sprintf("%s gave the help that you asked for with %s.", who, p.Name)
	case domain.EventOwner:
		gave := "to " + e.New
		switch {
		case p.OwnerID != nil && *p.OwnerID == to.ID:
			gave = "to you"
		case e.New == who:
			gave = "to themselves"
		}
		return because(fmt.Sprintf("%s gave %s %s", who, p.Name, gave), e.Reason)
	case domain.EventStepOwner:
		step, _ := stepAnd(e)
		theirs := ""
		if e.Reason != "" {
			theirs = fmt.Sprintf(" On their side it is %s.", e.Reason)
		}
		return fmt.Sprintf("%s asks you to see to “%s” with %s.%s", who, step, p.Name, theirs)
	case domain.EventSigned:
		return fmt.Sprintf("%s signed %s, and you own the runway.", who, p.Name)
	default:
		return fmt.Sprintf("%s: %s %s", p.Name, who, ended(partnerDid(e, at)))
	}
}
