package bot

import (
	"fmt"
	"slices"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// pageDeals is how many deals a partner's page shows.
const pageDeals = 5

// partnerPage is one partner, for a person who asked for it.
func partnerPage(p domain.PartnerPage, to reader) view.PartnerPage {
	say := partnerWords{p, to, p.Program.DateOf(to.now)}
	v := view.PartnerPage{
		Title: p.Partner.Name, Status: standingOf(p.Standing.Status), Lead: say.lead(), Facts: say.facts(),
		DealsTitle: "Deals", DealsEmpty: "No deal is registered yet.", Actions: say.actions(),
	}
	for _, c := range p.Checkpoints {
		v.Checkpoints = append(v.Checkpoints, say.checkpoint(c))
	}
	v.Deals, _ = dealLines(p.Deals, pageDeals, len(p.Deals)+1, to)
	if n := len(p.Deals); n > pageDeals {
		v.DealsTitle = fmt.Sprintf("Deals (the last %d of %d)", pageDeals, n)
	}
	for _, e := range p.Events {
		v.History = append(v.History, historyOf(p.Partner, e, to))
	}
	return v
}

// partnerWords puts a partner in words.
type partnerWords struct {
	domain.PartnerPage
	to    reader
	today calendar.Date
}

// lead is what to do next, in a sentence or two.
func (p partnerWords) lead() string {
	x, s := p.Partner, p.Standing
	help := ""
	if x.HelpAsked != "" {
		help = "Help is asked for: " + ended(x.HelpAsked)
	}
	switch {
	case s.Status == activation.Exited:
		return x.Name + " has left the program: " + ended(x.StatusReason)
	case s.Status == activation.Parked:
		return fmt.Sprintf("Parked until %s: %s", p.to.shortDay(x.ParkedUntil), ended(x.StatusReason))
	case s.Concern.Reason == activation.Unowned:
		return sentences("Nobody owns the runway.", "Give it an owner first.", help)
	case !s.Concern.None():
		return sentences(problemOf(s.Concern, p.stepName(s.Concern.Key), p.today, p.Program.Settings.Activation())+".", p.next(), help)
	}
	return sentences(p.next(), help)
}

func (p partnerWords) next() string {
	s := p.Standing
	if s.Current == "" {
		return "Every checkpoint is done."
	}
	if s.Concern.Reason == activation.Overdue { // it is this one, and was named
		return ""
	}
	words := "is due by"
	if s.Due.Before(p.today) {
		words = "was due on"
	}
	return fmt.Sprintf("%s %s %s.", p.stepName(s.Current), words, p.to.shortDay(s.Due))
}

func (p partnerWords) stepName(key string) string {
	for _, c := range p.Checkpoints {
		if c.Step.Key == key {
			return c.Step.Name
		}
	}
	return key
}

func (p partnerWords) facts() []view.Fact {
	x := p.Partner
	owner := "nobody"
	if p.Owner != nil {
		owner = p.Owner.Name
	}
	facts := []view.Fact{
		{Label: "Our owner", Value: owner},
		{Label: "Their owner", Value: orNot(together(", ", []string{x.TheirOwner, x.TheirMail}), "not named")},
		{Label: "Signed", Value: p.to.day(x.SignedOn) + ", " + daysAgo(p.today.DaysSince(x.SignedOn))},
	}
	if t := typeAmong(p.Program, x.Type); t != "" {
		facts = append(facts, view.Fact{Label: "Partner type", Value: t})
	}
	if x.Fit != nil {
		facts = append(facts, view.Fact{Label: "Fit", Value: fmt.Sprintf("%d of 100", *x.Fit)})
	}
	if !x.ActivatedOn.IsZero() {
		facts = append(facts, view.Fact{Label: "Activated", Value: p.to.day(x.ActivatedOn)})
	}
	facts = append(facts,
		view.Fact{Label: "Attribution", Value: fmt.Sprintf("%d sourced, %d influenced", p.Sourced, p.Influenced)},
		view.Fact{Label: "Open pipeline", Value: p.Open.Short()},
		view.Fact{Label: "Won", Value: p.Won.Short()},
		view.Fact{Label: "Last contact", Value: p.lastContact()},
	)
	if p.today.Before(x.SnoozedUntil) {
		facts = append(facts, view.Fact{Label: "No alerts until", Value: because(p.to.shortDay(x.SnoozedUntil), x.SnoozeReason)})
	}
	return facts
}

func (p partnerWords) lastContact() string {
	on := p.Partner.ActiveOn
	if on.IsZero() {
		return "none yet"
	}
	return p.to.shortDay(on) + ", " + daysAgo(p.today.DaysSince(on))
}

func daysAgo(n int) string {
	switch {
	case n <= 0:
		return "today"
	case n == 1:
		return "yesterday"
	default:
		return fmt.Sprintf("%d days ago", n)
	}
}

// orNot is a text, or what to say when there is none.
func orNot(text, none string) string {
	if text == "" {
		return none
	}
	return text
}

func (p partnerWords) checkpoint(c domain.Checkpoint) view.CheckpointLine {
	l := view.CheckpointLine{Name: c.Step.Name, Status: view.Status{Text: "Open"}, When: "due " + p.to.shortDay(c.Due)}
	theirs := ""
	if c.TheirOwner != "" {
		theirs = c.TheirOwner + " on their side"
	}
	switch {
	case !c.DoneOn.IsZero():
		l.Status = view.Status{Text: "Done", Tone: view.Good}
		l.When = p.to.shortDay(c.DoneOn)
		l.Detail = joined(c.DoneBy, together(", ", c.People), c.Evidence)
		return l
	case p.Standing.Status == activation.Parked:
	case p.today.DaysSince(c.Due) > p.Program.Settings.StalledDays:
		l.Status = standingOf(activation.Stalled)
	case c.Step.Key == p.Standing.Current && slices.Contains(
		[]activation.Status{activation.DueSoon, activation.Late, activation.Stalled}, p.Standing.Status):
		l.Status = standingOf(p.Standing.Status)
	case c.Due.Before(p.today):
		l.Status = standingOf(activation.Late)
	}
	sees := ""
	if c.OwnerID != nil {
		sees = p.People[*c.OwnerID].Name
	}
	l.Detail = joined(sees, theirs, p.needs(c))
	return l
}

// needs are the checkpoints that come before one and are not done.
func (p partnerWords) needs(c domain.Checkpoint) string {
	var names []string
	for _, x := range p.Checkpoints {
		if x.DoneOn.IsZero() && slices.Contains(c.Step.Needs, x.Step.Key) {
			names = append(names, x.Step.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "after " + together(", ", names)
}

// doneWords is when a checkpoint was done, and by whom.
func doneWords(c domain.Checkpoint, to reader) string {
	if c.DoneBy == "" {
		return "on " + to.shortDay(c.DoneOn)
	}
	return fmt.Sprintf("by %s on %s", c.DoneBy, to.shortDay(c.DoneOn))
}

// mostMarkable is how many checkpoints a page offers to be marked as done: the next one, and who is ahead of the path.
const mostMarkable = 3

func (p partnerWords) actions() []view.Action {
	x, may := p.Partner, func(a domain.Act) bool { return slices.Contains(p.May, a) }
	var all []view.Action
	add := func(ok bool, more ...view.Action) {
		if ok {
			all = append(all, more...)
		}
	}
	steps := markable(p.PartnerPage)
	for _, c := range steps[:min(len(steps), mostMarkable)] {
		done := stepAction(x, intent.StepDone, c.Step.Key, short("Done: "+c.Step.Name, 30), form.CheckpointDone)
		if len(all) == 0 {
			done.Tone = view.Good
		}
		all = append(all, done)
	}
	add(may(domain.ActRunPartner) && p.Standing.Current != "", stepAction(x, intent.NewDate, p.Standing.Current, "New date", form.DueDate))
	add(may(domain.ActRunPartner) && p.Standing.Current != "", stepAction(x, intent.AssignStep, p.Standing.Current, "Who sees to it", form.AssignStep))
	add(may(domain.ActRunPartner), partnerAction(x, intent.Touch, "Log a contact", form.Touch))
	add(may(domain.ActRunPartner) && x.HelpAsked != "", partnerAction(x, intent.Helped, "Helped", ""))
	add(may(domain.ActRunPartner) && x.HelpAsked == "", partnerAction(x, intent.AskHelp, "Ask for help", form.AskHelp))
	add(may(domain.ActRunPartner), partnerAction(x, intent.Snooze, "Snooze", form.Snooze))
	add(may(domain.ActReassign), reassignAction(x))
	add(may(domain.ActPark), partnerAction(x, intent.Park, "Park", form.Park))
	add(may(domain.ActPark) && p.Standing.Status == activation.Parked, partnerAction(x, intent.Unpark, "Back now", ""))
	add(may(domain.ActExit), exitAction(x))
	return all
}

func partnerAction(p domain.Partner, name intent.Name, label string, opens form.Name) view.Action {
	return view.Action{Intent: aboutPartner(p, name), Label: label, Opens: opens}
}

func stepAction(p domain.Partner, name intent.Name, key, label string, opens form.Name) view.Action {
	return view.Action{Intent: aboutStep(p, name, key), Label: label, Opens: opens}
}

func reassignAction(p domain.Partner) view.Action {
	if p.OwnerID == nil {
		a := partnerAction(p, intent.Reassign, "Give it an owner", form.Reassign)
		a.Tone = view.Good
		return a
	}
	return partnerAction(p, intent.Reassign, "Reassign", form.Reassign)
}

func exitAction(p domain.Partner) view.Action {
	a := partnerAction(p, intent.Exit, "Exit", form.Exit)
	a.Tone = view.Bad
	return a
}

func openPartner(p domain.Partner, label string) view.Action {
	return view.Action{Intent: aboutPartner(p, intent.ShowPartner), Label: label}
}
