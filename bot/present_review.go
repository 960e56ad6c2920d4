package bot

import (
	"fmt"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// reviewCard is a registration in the deal desk's channel. It has the buttons of a decision as long as one is to be
// made; after that, one that opens the deal for whoever clicks it.
func reviewCard(d domain.Deal, to reader) view.ReviewCard {
	r := d.Registration
	c := view.ReviewCard{
		Ref: domain.Ref(r.Number), Title: titleOf(d), Status: statusOf(r.Status), Outcome: outcomeOf(d, to),
		Due: reviewDue(d, to), Facts: claimFacts(d, to), Story: r.Claim.HowEngaged,
		Actions: decisions(d), Again: about(d, intent.ShowReview),
	}
	for _, f := range r.Findings {
		c.Findings = append(c.Findings, view.Finding{Tone: toneOf(f.Effect), Text: f.Text})
	}
	if len(c.Actions) == 0 {
		c.Facts = append(c.Facts, saleFacts(d)...)
		c.Actions = []view.Action{openRef(d)}
	}
	return c
}

// decisions are the buttons of a decision that may be made.
func decisions(d domain.Deal) []view.Action {
	return dealActions(d, domain.ActApprove, domain.ActReject, domain.ActAskInfo)
}

func toneOf(e domain.Effect) view.Tone {
	if e == domain.Warn {
		return view.Plain
	}
	return view.Bad
}

// reviewDue is when the next step of the review is due, "" when none is.
func reviewDue(d domain.Deal, to reader) string {
	r := d.Registration
	switch r.Status {
	case domain.Submitted, domain.InReview, domain.Appealed:
		if to.past(r.DecideBy) {
			return "The decision was due by " + to.deadline(r.DecideBy)
		}
		return "Decide by " + to.deadline(r.DecideBy)
	case domain.NeedsInfo:
		return "Withdrawn by itself if no answer comes by " + to.deadline(d.Program.AnswerBy(r.AskedAt))
	default:
		return ""
	}
}

// outcomeOf is the last thing that changed the status: who did what, when, and why.
func outcomeOf(d domain.Deal, to reader) string {
	last, ok := lastTurn(d.Events)
	if !ok {
		return ""
	}
	s := fmt.Sprintf("%s %s on %s", last.ActorName, did(last), to.moment(last.At))
	switch last.Kind {
	case domain.EventRejected:
		s += ": " + reasonOf(d.Registration.Reason)
	case domain.EventExpired:
		return "Its protection ended on " + to.dayOf(d.Registration.ProtectedUntil) + "."
	}
	if words := said(last); words != "" {
		return s + ". “" + words + "”"
	}
	if last.Kind == domain.EventApproved {
		return s + ". Protected until " + to.dayOf(d.Registration.ProtectedUntil) + "."
	}
	return s + "."
}

// lastTurn is the last event that a reviewer reads as the outcome so far.
func lastTurn(events []domain.Event) (domain.Event, bool) {
	for i := len(events) - 1; i >= 0; i-- {
		switch events[i].Kind {
		case domain.EventConverted, domain.EventUpdated, domain.EventSubmitted:
		default:
			return events[i], true
		}
	}
	return domain.Event{}, false
}

// historyNote is one step, in the thread of the card.
func historyNote(d domain.Deal, e domain.Event, to reader) view.HistoryNote {
	return view.HistoryNote{Ref: domain.Ref(d.Registration.Number), Step: stepOf(e, to), Text: said(e)}
}

// decisionNote tells the submitter what somebody did with their registration. d is the deal as the submitter sees it;
// the note speaks of the event, whatever came after it.
func decisionNote(d domain.Deal, e domain.Event, to reader) view.DecisionNote {
	n := view.DecisionNote{
		Ref: domain.Ref(d.Registration.Number), Title: titleOf(d), Status: statusOf(domain.Status(e.New)), Text: said(e),
		Lead: news(d, e, to), Actions: []view.Action{openRef(d)},
	}
	switch e.Kind {
	case domain.EventApproved:
		n.Facts = claimFacts(d, to)[:5]
		n.Actions = append(dealActions(d, domain.ActUpdate, domain.ActWin, domain.ActLose), n.Actions...)
	case domain.EventInfoAsked:
		n.Actions = append(dealActions(d, domain.ActAnswer), n.Actions...)
	case domain.EventExpired, domain.EventWithdrawn:
		n.Actions = append(n.Actions, registerAction())
	}
	return n
}

// news is what happened, and what to do next.
func news(d domain.Deal, e domain.Event, to reader) string {
	r := d.Registration
	switch e.Kind {
	case domain.EventApproved:
		return fmt.Sprintf("%s approved it. No other partner can register this deal until %s. Keep amount, close date "+
			"and next step current: they are in the forecast now.", e.ActorName, to.dayOf(r.ProtectedUntil))
	case domain.EventRejected:
		return fmt.Sprintf("%s rejected it: %s.", e.ActorName, reasonOf(r.Reason))
	case domain.EventInfoAsked:
		return fmt.Sprintf("%s asks. Answer by %s, or the registration is withdrawn.", e.ActorName,
			to.deadline(d.Program.AnswerBy(e.At)))
	case domain.EventExpired:
		return "Its protection ended on " + to.dayOf(r.ProtectedUntil) + ". Register it again if the deal is still alive."
	case domain.EventWithdrawn:
		if e.ActorID == nil {
			return "No answer came in time, so it was withdrawn. Register it again once you have the answer."
		}
	}
	return fmt.Sprintf("%s %s.", e.ActorName, did(e))
}

// registerAction is the button that opens an empty registration form.
func registerAction() view.Action {
	return view.Action{
		Intent: intent.Intent{Name: intent.Register}, Label: "Register a deal", Tone: view.Good, Opens: form.Register,
	}
}
