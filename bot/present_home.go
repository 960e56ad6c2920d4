package bot

import (
	"fmt"
	"slices"
	"strings"

	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// homePage is what a person's own page is made of.
type homePage struct {
	person                 domain.Person
	actor                  domain.Actor
	program                domain.Program
	review, expiring, mine []domain.Deal
	hint                   string              // what they can do to be known, "" for nothing
	asked                  *domain.Link        // the question about another account that they have not answered, nil for none
	stalled                *domain.PartnerList // their own partners who have, nil for who manages none
	undecided              []domain.PartnerLine
	toDecide               int // how many those are in all
}

// view is the page. It asks again what the person was asked about another account of theirs: the message with that
// question may have got lost, and until it is answered they are two people.
func (h homePage) view(to reader) view.Home {
	v := h.page(to)
	if h.asked != nil {
		v.Lead = sentences(linkText(*h.asked), "Is that you?", v.Lead)
		v.Actions = append(linkActions(*h.asked), v.Actions...)
	}
	return v
}

func (h homePage) page(to reader) view.Home {
	v := view.Home{Greeting: greeting(h.person)}
	switch {
	case h.person.Outside && h.person.PartnerID == nil:
		v.Lead = "You work for another organization, and partnerbot does not know for which partner. Ask your partner manager to register deals for you."
		return v
	case h.program.SetUpAt.IsZero() && h.hint != "":
		v.Lead = sentences(h.hint, "After that you can set up the program.")
		return v
	case h.program.SetUpAt.IsZero() && !h.person.Outside:
		v.Lead = sentences("The program is not set up yet. Whoever sets it up first runs it: as admin and partnerships lead.")
		v.Actions = []view.Action{setUpAction(setUpLabel(h.program))}
		return v
	}
	v.Lead = sentences(h.hint, h.lead(to))
	v.Actions = h.actions()
	v.Sections = h.partners(to)
	decide := slices.DeleteFunc(slices.Clone(h.review), func(d domain.Deal) bool { return !slices.Contains(d.May, domain.ActApprove) })
	if h.person.Has(domain.RevOps, domain.PartnershipsLead) {
		v.Sections = append(v.Sections, section("Waiting for your decision", "Nothing waits for your decision.", decide, to))
	}
	if ask := unanswered(h.mine); len(ask) > 0 {
		v.Sections = append(v.Sections, section("Waiting for your answer", "", ask, to))
	}
	if len(h.expiring) > 0 {
		v.Sections = append(v.Sections, section("Protection ends soon", "", h.expiring, to))
	}
	v.Sections = append(v.Sections, section("Your open deals", "You have no open deals.", h.mine, to))
	return v
}

func greeting(p domain.Person) string {
	first, _, _ := strings.Cut(strings.TrimSpace(p.Name), " ")
	if first == "" {
		return "Hello"
	}
	return "Hello, " + first
}

// lead says what waits on this person, in one sentence.
func (h homePage) lead(to reader) string {
	var parts []string
	if h.stalled != nil && h.stalled.Total > 0 {
		parts = append(parts, plural(h.stalled.Total, "stalled partner"))
	}
	if n := h.toDecide; n > 0 {
		parts = append(parts, plural(n, "partner")+" to decide on")
	}
	decide, late := 0, 0
	for _, d := range h.review {
		if slices.Contains(d.May, domain.ActApprove) {
			decide++
			if to.past(d.Registration.DecideBy) {
				late++
			}
		}
	}
	if decide > 0 {
		s := plural(decide, "registration") + " to decide on"
		if late > 0 {
			s += fmt.Sprintf(" (%d past the time)", late)
		}
		parts = append(parts, s)
	}
	if n := len(unanswered(h.mine)); n > 0 {
		parts = append(parts, plural(n, "question")+" to answer")
	}
	if n := len(h.expiring); n > 0 {
		parts = append(parts, plural(n, "protection")+" about to end")
	}
	if len(parts) == 0 {
		return "Nothing waits for you."
	}
	return "For you: " + strings.Join(parts, ", ") + "."
}

// unanswered are the deals whose question a person may answer.
func unanswered(deals []domain.Deal) []domain.Deal {
	return slices.DeleteFunc(slices.Clone(deals), func(d domain.Deal) bool { return !slices.Contains(d.May, domain.ActAnswer) })
}

func (h homePage) actions() []view.Action {
	all := []view.Action{registerAction()}
	if domain.May(h.actor, domain.ActRecruit, domain.Subject{}) == nil {
		all = append(all, listPartnersAction("all", "Partners"))
	}
	if domain.May(h.actor, domain.ActSeeForecast, domain.Subject{}) == nil {
		all = append(all, view.Action{Intent: intent.Intent{Name: intent.Forecast}, Label: "Forecast"})
	}
	if domain.May(h.actor, domain.ActSetUp, domain.Subject{}) == nil {
		all = append(all, programAction())
	}
	if h.person.Has(domain.RevOps, domain.PartnershipsLead, domain.PartnerManager) && !h.person.Outside {
		all = append(all, view.Action{Intent: intent.Intent{Name: intent.ListDeals, ID: "open"}, Label: "All open deals"})
	}
	if len(h.mine) > homeDeals {
		all = append(all, view.Action{Intent: intent.Intent{Name: intent.ListDeals, ID: "mine open"}, Label: "All your open deals"})
	}
	return all
}

func section(title, empty string, deals []domain.Deal, to reader) view.HomeSection {
	s := view.HomeSection{Title: title, Empty: empty}
	s.Lines, _ = dealLines(deals, homeDeals, fetched, to)
	if len(deals) > 0 {
		s.Title = fmt.Sprintf("%s (%d)", title, len(deals))
	}
	if len(deals) >= fetched {
		s.Title = fmt.Sprintf("%s (more than %d)", title, fetched-1)
	}
	return s
}
