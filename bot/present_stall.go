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

// stallAlert tells a person, or the partner team's channel, which partners need somebody. at is where it is read: the
// managers are notified there.
func stallAlert(c domain.NudgeCard, at domain.Address, to reader) view.StallAlert {
	say := stallWords{c, to, c.Program.DateOf(to.now)}
	v := view.StallAlert{Title: say.title(), Lead: say.lead(), Actions: say.more()}
	if c.Reader == nil {
		v.People = say.managers(at)
	}
	for _, l := range c.Lines {
		v.Items = append(v.Items, say.item(l))
	}
	if c.Nudge.More > 0 {
		v.More = fmt.Sprintf("and %d more, who come another day unless somebody settles them first", c.Nudge.More)
	}
	return v
}

// stallWords puts a nudge in words.
type stallWords struct {
	domain.NudgeCard
	to    reader
	today calendar.Date
}

func (s stallWords) open() []domain.NudgeLine {
	return slices.DeleteFunc(slices.Clone(s.Lines), func(l domain.NudgeLine) bool { return !l.Open })
}

func (s stallWords) title() string {
	open := s.open()
	deciding := !slices.ContainsFunc(open, func(l domain.NudgeLine) bool { return l.Item.Rung < activation.Decide })
	switch n := len(open); {
	case n == 0 && len(s.Lines) == 1:
		return s.Lines[0].Partner.Name + " is settled"
	case n == 0:
		return fmt.Sprintf("All %d are settled", len(s.Lines))
	case deciding && n == 1:
		return "A partner needs a decision"
	case deciding:
		return fmt.Sprintf("%d partners need a decision", n)
	case s.Reader == nil && n == 1:
		return "A partner is behind"
	case s.Reader == nil:
		return fmt.Sprintf("%d partners are behind", n)
	case n == 1:
		return "A partner needs you"
	default:
		return fmt.Sprintf("%d partners need you", n)
	}
}

func (s stallWords) lead() string {
	open := s.open()
	switch {
	case len(open) == 0 && slices.ContainsFunc(s.Lines, putOff):
		return "Nothing is left to do for now. Thank you."
	case len(open) == 0:
		return "Nothing is left to do. Thank you."
	case s.Reader == nil:
		return sentences("Whoever owns one settles it here, or asks for help.", s.verdicts())
	case len(open) == 1:
		return "Settle it here, or say what keeps it."
	default:
		return sentences(open[0].Partner.Name+" needs you most.", s.verdicts())
	}
}

// putOff tells whether what was wrong with a partner is so still, or comes back on a day.
func putOff(l domain.NudgeLine) bool {
	return l.Standing.Concern == l.Item.Concern || l.Standing.Status == activation.Parked
}

// verdicts says once what each decision means when several partners need one.
func (s stallWords) verdicts() string {
	if !s.decidesOnSeveral() {
		return ""
	}
	return "Of those to decide on: with help, a partner gets what it lacks; parked, no alert comes until a day that you choose, " +
		"at most a year from now; with an exit, it leaves the program for good, which the partnerships lead does."
}

func (s stallWords) decidesOnSeveral() bool {
	n := 0
	for _, l := range s.open() {
		if l.Item.Rung >= activation.Decide {
			n++
		}
	}
	return n > 1
}

// managers are the owners of what is open, each once, with their account where the message is read.
func (s stallWords) managers(at domain.Address) []view.Mention {
	var all []view.Mention
	var seen []domain.ID
	for _, l := range s.open() {
		if l.Owner == nil || slices.Contains(seen, l.Owner.ID) {
			continue
		}
		seen = append(seen, l.Owner.ID)
		m := view.Mention{Name: l.Owner.Name}
		for _, i := range l.Owner.Identities {
			if i.Platform == at.Platform && i.Workspace == at.Workspace {
				m.User = i.User
			}
		}
		all = append(all, m)
	}
	return all
}

func (s stallWords) item(l domain.NudgeLine) view.StallItem {
	day, status := s.today, l.Standing.Status
	if !l.Open { // it is told as it was then
		day, status = s.Nudge.JudgedOn, l.Item.Status
	}
	i := view.StallItem{
		Name: l.Partner.Name, Status: standingOf(status), Detail: s.detail(l),
		Problem: problemOf(l.Item.Concern, l.Step, day, s.Program.Settings.Activation()),
	}
	if !l.Open {
		i.Settled = settledBy(l.Last, s.to)
		return i
	}
	i.Consequence, i.Actions = s.consequence(l), s.actions(l)
	return i
}

func (s stallWords) detail(l domain.NudgeLine) string {
	p := l.Partner
	owner, with, contact := "", "nobody on their side is named", "no contact yet"
	if l.Owner != nil && !s.reads(l.Owner) {
		owner = "owner " + l.Owner.Name
		if s.standsIn(l.Owner) {
			owner = "you stand in for " + l.Owner.Name
		}
	}
	if p.TheirOwner != "" {
		with = "with " + p.TheirOwner
	}
	if !p.ActiveOn.IsZero() {
		contact = "last contact " + s.to.shortDay(p.ActiveOn)
	}
	since := ""
	if l.Open && l.Last != nil { // something was done, and it is not settled by that
		since = "since then: " + lowerFirst(settledBy(l.Last, s.to))
	}
	return joined("signed "+s.to.shortDay(p.SignedOn), owner, with, contact, s.helped(l), since, s.asked(l))
}

// asked is the help that is asked for, unless it was said already.
func (s stallWords) asked(l domain.NudgeLine) string {
	if l.Partner.HelpAsked == "" || l.Last != nil && l.Last.Kind == domain.EventHelpAsked {
		return ""
	}
	return "help is asked for: " + l.Partner.HelpAsked
}

// helped says that help was given, before the alert and since this began.
func (s stallWords) helped(l domain.NudgeLine) string {
	at := l.Partner.HelpedAt
	if at.IsZero() || at.After(s.Nudge.At) || s.Program.DateOf(at).Before(l.Item.Concern.Since) {
		return ""
	}
	return "help was given on " + s.to.shortDay(s.Program.DateOf(at))
}

// reads tells whether a person is who reads the alert.
func (s stallWords) reads(p *domain.Person) bool {
	return s.Reader != nil && p != nil && s.Reader.ID == p.ID
}

// standsIn tells whether who reads the alert gets it instead of a person.
func (s stallWords) standsIn(p *domain.Person) bool {
	return s.Reader != nil && p != nil && s.Reader.StandsInFor(*p)
}

// consequence is what else follows from it having come so far.
func (s stallWords) consequence(l domain.NudgeLine) string {
	owned := s.reads(l.Owner) || s.standsIn(l.Owner)
	switch {
	case l.Item.Rung >= activation.Decide && s.decidesOnSeveral():
		return "Decide now: help, park or exit."
	case l.Item.Rung >= activation.Decide:
		return fmt.Sprintf("Decide now: help, park or exit. With help, it gets what it lacks; parked, no alert comes until a day "+
			"that you choose, at most a year from now; with an exit, %s leaves the program for good, which the partnerships lead does.", l.Partner.Name)
	case l.Item.Rung < activation.ToLead, l.Owner == nil:
		return ""
	case s.Reader != nil && s.Reader.Has(domain.PartnershipsLead) && owned:
		return ""
	case s.Reader != nil && !owned:
		return l.Owner.Name + " was told before, and it has not moved."
	default:
		return "The partnerships lead hears of it, too."
	}
}

// actions are the buttons that this reader may use; in a channel all of them, for whoever may.
func (s stallWords) actions(l domain.NudgeLine) []view.Action {
	p, c := l.Partner, l.Item.Concern
	var all []view.Action
	if l.Item.Rung >= activation.Decide {
		help := helpAction(p, "Help")
		if p.OwnerID == nil { // nothing moves without one
			all = append(all, reassignAction(p))
		} else {
			help.Tone = view.Good
		}
		return s.allowed(l, append(all, help, partnerAction(p, intent.Park, "Park", form.Park), exitAction(p))...)
	}
	if c.Reason == activation.Overdue && l.ByHand {
		done := stepAction(p, intent.StepDone, c.Key, "Done", form.CheckpointDone)
		done.Tone = view.Good
		all = append(all, done)
	}
	if c.Reason == activation.Overdue {
		all = append(all, stepAction(p, intent.NewDate, c.Key, "New date", form.DueDate))
	}
	if c.Reason == activation.Idle || c.Reason == activation.Silent || c.Reason == activation.Overdue && !l.ByHand {
		all = append(all, partnerAction(p, intent.Touch, "Log a contact", form.Touch))
	}
	all = append(all, partnerAction(p, intent.Snooze, "Snooze", form.Snooze), helpAction(p, "Need help"))
	if c.Reason == activation.Unowned {
		all = slices.Insert(all, 0, reassignAction(p))
	} else {
		all = append(all, reassignAction(p))
	}
	return s.allowed(l, all...)
}

// helpAction asks for help, or says that it was given where it is asked for already.
func helpAction(p domain.Partner, ask string) view.Action {
	if p.HelpAsked != "" {
		return partnerAction(p, intent.Helped, "Helped", "")
	}
	return partnerAction(p, intent.AskHelp, ask, form.AskHelp)
}

// stallActs are the acts of the buttons that are not a matter of running a partner.
var stallActs = map[intent.Name]domain.Act{
	intent.StepDone: domain.ActStep, intent.Reassign: domain.ActReassign, intent.Exit: domain.ActExit,
}

// allowed leaves out what the reader may not do.
func (s stallWords) allowed(l domain.NudgeLine, all ...view.Action) []view.Action {
	if s.Reader == nil {
		return all
	}
	a := domain.Actor{Person: *s.Reader, TenantID: s.Program.TenantID, ProgramID: s.Program.ID}
	return slices.DeleteFunc(all, func(x view.Action) bool {
		act, ok := stallActs[x.Intent.Name]
		if !ok {
			act = domain.ActRunPartner
		}
		return domain.May(a, act, l.Partner.Subject(l.Owner)) != nil
	})
}

func (s stallWords) more() []view.Action {
	words := "stalled late dormant"
	if s.Reader != nil && !s.Reader.Has(domain.PartnershipsLead) {
		words += " mine"
	}
	all := []view.Action{listPartnersAction(words, "All that are behind")}
	if s.Reader != nil {
		all = append(all, nudgeSettingsAction())
	}
	return all
}

func nudgeSettingsAction() view.Action {
	return view.Action{Intent: intent.Intent{Name: intent.NudgeSettings}, Label: "Alert settings", Opens: form.NudgeSettings}
}
