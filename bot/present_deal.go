package bot

import (
	"fmt"
	"slices"
	"time"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// dealCard is one deal, for a person who asked for it.
func dealCard(d domain.Deal, to reader) view.DealCard {
	c := view.DealCard{
		Ref: domain.Ref(d.Registration.Number), Title: titleOf(d), Status: statusOf(d.Registration.Status),
		Lead: leadOf(d, to), Facts: append(claimFacts(d, to), saleFacts(d)...), Actions: dealActions(d, domain.Acts()...),
	}
	c.Facts = append(c.Facts, view.Fact{Label: "How the partner is engaged", Value: d.Registration.Claim.HowEngaged})
	for _, e := range d.Events[max(0, len(d.Events)-lastSteps):] {
		c.History = append(c.History, stepOf(e, to))
	}
	return c
}

// lastSteps is how much of its history a card tells; all of it stands in the thread of the review card.
const lastSteps = 10

func titleOf(d domain.Deal) string { return d.Account.Name + ", " + d.Registration.Claim.Product }

func stepOf(e domain.Event, to reader) view.Step {
	return view.Step{When: to.moment(e.At), Who: e.ActorName, What: did(e)}
}

// leadOf is what a deal waits for, in one sentence.
func leadOf(d domain.Deal, to reader) string {
	r := d.Registration
	switch r.Status {
	case domain.Submitted, domain.InReview, domain.Appealed:
		if to.past(r.DecideBy) {
			return "The deal desk was to decide by " + to.deadline(r.DecideBy) + "."
		}
		return "The deal desk decides by " + to.deadline(r.DecideBy) + "."
	case domain.NeedsInfo:
		return fmt.Sprintf("The deal desk asks: %s It is withdrawn without an answer by %s.", ended(r.Remark),
			to.deadline(d.Program.AnswerBy(r.AskedAt)))
	case domain.Approved, domain.Converted:
		return "No other partner can register it until " + to.dayOf(r.ProtectedUntil) + "."
	case domain.Rejected:
		return fmt.Sprintf("%s. %s", reasonOf(r.Reason), r.Remark)
	default:
		return ""
	}
}

// ended is a text that ends as a sentence does.
func ended(s string) string {
	if s == "" || slices.Contains([]byte(".?!"), s[len(s)-1]) {
		return s
	}
	return s + "."
}

// claimFacts are what was claimed.
func claimFacts(d domain.Deal, to reader) []view.Fact {
	c := d.Registration.Claim
	return []view.Fact{
		{Label: "Partner", Value: d.Partner.Name},
		{Label: "Customer", Value: customerOf(d)},
		{Label: "Product", Value: c.Product},
		{Label: "Amount", Value: amountOf(d).String()},
		closeFact(d, to),
		{Label: "Contact", Value: c.ContactName + ", " + c.ContactEmail},
		{Label: "Next step", Value: c.NextStep},
		{Label: "Registered by", Value: d.Submitter.Name + " on " + to.moment(d.Registration.SubmittedAt)},
	}
}

// amountOf is what a deal is worth: what it was won for, once it is.
func amountOf(d domain.Deal) domain.Money {
	if o := d.Opportunity; o != nil && o.Outcome == forecast.Won {
		return domain.Money{Minor: o.Amount, Currency: d.Program.Currency}
	}
	return d.Registration.Claim.Amount
}

// closeFact is when a deal closed, or is expected to.
func closeFact(d domain.Deal, to reader) view.Fact {
	if o := d.Opportunity; o != nil && o.Outcome != forecast.Open {
		return view.Fact{Label: "Closed", Value: to.day(o.CloseDate)}
	}
	return view.Fact{Label: "Expected close", Value: to.day(d.Registration.Claim.CloseDate)}
}

func customerOf(d domain.Deal) string {
	if d.Account.Domain != "" {
		return fmt.Sprintf("%s (%s)", d.Account.Name, d.Account.Domain)
	}
	c := d.Registration.Claim
	where := []string{c.Country, "no website"}
	if c.NoWebsite != "" {
		where[1] += ": " + c.NoWebsite
	}
	return fmt.Sprintf("%s (%s)", d.Account.Name, together(", ", where))
}

// saleFacts are how the sale stands, once there is an opportunity.
func saleFacts(d domain.Deal) []view.Fact {
	o := d.Opportunity
	if o == nil {
		return nil
	}
	facts := []view.Fact{{Label: "Stage", Value: o.Stage}}
	if o.Attribution != forecast.Unattributed {
		facts = append(facts, view.Fact{Label: "Attribution", Value: capital(string(o.Attribution))})
	}
	return facts
}

// dealButtons are the buttons of the acts on a deal, in the order in which they are drawn.
var dealButtons = []struct {
	act   domain.Act
	name  intent.Name
	label string
	tone  view.Tone
	opens form.Name
}{
	{domain.ActApprove, intent.Approve, "Approve", view.Good, ""},
	{domain.ActReject, intent.Reject, "Reject", view.Bad, form.Reject},
	{domain.ActAskInfo, intent.AskInfo, "Ask for information", view.Plain, form.AskInfo},
	{domain.ActAnswer, intent.Answer, "Answer", view.Good, form.Answer},
	{domain.ActUpdate, intent.Update, "Update", view.Plain, form.Update},
	{domain.ActWin, intent.WinDeal, "Won", view.Good, form.Won},
	{domain.ActLose, intent.LoseDeal, "Lost", view.Bad, form.Lost},
	{domain.ActWithdraw, intent.Withdraw, "Withdraw", view.Bad, form.Withdraw},
	{domain.ActCancel, intent.Withdraw, "Cancel", view.Bad, form.Withdraw},
}

// dealActions are the buttons for those of the acts that may be taken now. Whoever may withdraw a claim is not offered
// to cancel it as well.
func dealActions(d domain.Deal, acts ...domain.Act) []view.Action {
	var all []view.Action
	for _, x := range dealButtons {
		if !slices.Contains(d.May, x.act) || !slices.Contains(acts, x.act) {
			continue
		}
		a := view.Action{Intent: about(d, x.name), Label: x.label, Tone: x.tone, Opens: x.opens}
		if x.act == domain.ActApprove {
			a.Confirm = doubt(d)
		}
		if x.act != domain.ActCancel || !slices.Contains(d.May, domain.ActWithdraw) {
			all = append(all, a)
		}
	}
	return all
}

// doubt asks once more before an approval that the conflict check does not let through by itself.
func doubt(d domain.Deal) *view.Confirm {
	for _, f := range d.Registration.Findings {
		if f.Effect == domain.Route {
			return &view.Confirm{
				Title: "Approve " + domain.Ref(d.Registration.Number) + "?", Text: short(f.Text, 300), Yes: "Approve anyway", No: "Back",
			}
		}
	}
	return nil
}

// about is an intent about a deal as it stands.
func about(d domain.Deal, name intent.Name) intent.Intent {
	return intent.Intent{Name: name, ID: d.Registration.ID.String(), Revision: d.Registration.Revision}
}

// openAction is the button that shows a deal.
func openAction(d domain.Deal, label string) view.Action {
	return view.Action{Intent: about(d, intent.ShowDeal), Label: label}
}

func openRef(d domain.Deal) view.Action {
	return openAction(d, "Open "+domain.Ref(d.Registration.Number))
}

// rows is how many deals a list shows; a longer one is not read in a chat.
const rows = 10

// dealLine is a deal as one row.
func dealLine(d domain.Deal, to reader) view.DealLine {
	open := openAction(d, "Open")
	r := d.Registration
	return view.DealLine{
		Ref: domain.Ref(r.Number), Title: titleOf(d), Status: statusOf(r.Status), Action: &open,
		Detail: joined(d.Partner.Name, amountOf(d).Short(), closing(d, to), dueOf(d, to)),
	}
}

// closing is when a deal closed or is to close, for a row; "" for a claim that came to nothing.
func closing(d domain.Deal, to reader) string {
	if o := d.Opportunity; o != nil && o.Outcome != forecast.Open {
		return "closed " + to.shortDay(o.CloseDate)
	}
	if !d.Registration.Status.Held() {
		return ""
	}
	return "closes " + to.shortDay(d.Registration.Claim.CloseDate)
}

// dueOf is the date that matters next, for a row.
func dueOf(d domain.Deal, to reader) string {
	r := d.Registration
	when := func(future, past string, t time.Time) string {
		if to.past(t) {
			return past + " " + to.shortDayOf(t)
		}
		return future + " " + to.shortDayOf(t)
	}
	switch r.Status {
	case domain.Submitted, domain.InReview, domain.Appealed:
		return when("decide by", "decision was due", r.DecideBy)
	case domain.NeedsInfo:
		return when("answer by", "answer was due", d.Program.AnswerBy(r.AskedAt))
	case domain.Approved, domain.Converted:
		return when("protected until", "protection ended", r.ProtectedUntil)
	default:
		return ""
	}
}

// dealLines are the first deals as rows, with what to say of the rest. fetched is the most that were asked for.
func dealLines(deals []domain.Deal, most, fetched int, to reader) (lines []view.DealLine, more string) {
	for _, d := range deals[:min(most, len(deals))] {
		lines = append(lines, dealLine(d, to))
	}
	switch rest := len(deals) - len(lines); {
	case rest > 0 && len(deals) == fetched:
		more = fmt.Sprintf("and more than %d others", rest-1)
	case rest > 0:
		more = fmt.Sprintf("and %d more", rest)
	}
	return lines, more
}
