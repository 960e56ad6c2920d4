package sample

import (
	"context"
	"fmt"
	"strings"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// users are the people whom deals.txt names.
var users = map[string]string{"maya": Maya, "ben": Ben, "noor": Noor}

// act does one step of a deal.
func (f *filler) act(ctx context.Context, m moment) error {
	who, err := f.actor(ctx, f.doer(m))
	if err != nil {
		return err
	}
	if m.step.verb == "register" {
		made, err := f.desk.Register(ctx, who, f.claim(m.deal))
		f.made[m.deal] = made.Registration.ID
		return err
	}
	r, err := f.Store.Registration(ctx, f.made[m.deal])
	if err != nil {
		return err
	}
	_, err = f.decide(ctx, who, r, m.step)
	return err
}

// doer is who does the step: Ruth decides, who registered the deal does the rest, and where that is a partner, who may
// not move the sales stage, Priya does.
func (f *filler) doer(m moment) string {
	by := users[f.deals[m.deal].by]
	switch m.step.verb {
	case "approve", "reject", "ask":
		return Ruth
	case "stage", "won", "lost":
		if by == Noor {
			return Priya
		}
	}
	return by
}

func (f *filler) decide(ctx context.Context, who domain.Actor, r domain.Registration, s step) (domain.Deal, error) {
	switch s.verb {
	case "approve":
		return f.desk.Approve(ctx, who, r.ID, r.Revision)
	case "reject":
		reason, remark, _ := strings.Cut(s.arg, " ")
		return f.desk.Reject(ctx, who, r.ID, r.Revision, domain.Reason(reason), remark)
	case "ask":
		return f.desk.AskInfo(ctx, who, r.ID, r.Revision, s.arg)
	case "answer":
		return f.desk.Answer(ctx, who, r.ID, r.Revision, s.arg)
	case "won":
		amount, err := domain.ParseMoney(s.arg, Currency)
		if err != nil {
			return domain.Deal{}, err
		}
		return f.desk.Win(ctx, who, r.ID, r.Revision, amount, s.on)
	case "lost":
		return f.desk.Lose(ctx, who, r.ID, r.Revision, s.arg)
	case "withdraw":
		return f.desk.Withdraw(ctx, who, r.ID, r.Revision, s.arg)
	}
	u, err := f.update(s)
	if err != nil {
		return domain.Deal{}, err
	}
	return f.desk.Update(ctx, who, r.ID, r.Revision, u)
}

func (f *filler) update(s step) (domain.Update, error) {
	var u domain.Update
	switch s.verb {
	case "stage":
		u.Stage = &s.arg
	case "next":
		u.NextStep = &s.arg
	case "amount":
		m, err := domain.ParseMoney(s.arg, Currency)
		u.Amount = &m
		return u, err
	case "close":
		on, err := f.dates().parse(s.arg)
		u.CloseDate = &on
		return u, err
	default:
		return u, fmt.Errorf("no such step as %q", s.verb)
	}
	return u, nil
}

func (f *filler) dates() dates {
	today := calendar.DateOf(f.until)
	return dates{today: today, last: calendar.QuarterOf(today, f.program.FiscalStart).Last(f.program.FiscalStart)}
}

// claim is what was filled in when the deal was registered.
func (f *filler) claim(i int) domain.Claim {
	d := f.deals[i]
	contact := contacts[i%len(contacts)]
	return domain.Claim{
		PartnerID: f.partners[partnerName(d.partner)], Customer: d.customer, Website: d.domain, Country: "US",
		ContactName: contact, ContactEmail: strings.ToLower(strings.ReplaceAll(contact, " ", ".")) + "@" + d.domain,
		Amount: d.amount, CloseDate: d.closes, Product: d.product,
		HowEngaged: fmt.Sprintf(engagements[i%len(engagements)], partnerName(d.partner)), NextStep: nextSteps[i%len(nextSteps)],
	}
}

var contacts = []string{
	"Elena Brooks", "Marcus Lindqvist", "Aisha Rahman", "Peter Novak", "Grace Omondi", "Hiro Tanaka", "Lucia Ferreira",
	"Owen Gallagher", "Sofia Marino", "Daniel Roth", "Ingrid Solberg",
}

var engagements = []string{
	"%s ran a discovery workshop with the operations director and mapped the dispatch process on site.",
	"%s has looked after their service desk for two years and was asked to replace the planning tool.",
	"Met at the regional trade fair; %s followed up with a demo for the head of field service.",
	"%s won the rollout tender and named us as the software in the offer.",
	"The COO asked %s for a way to cut second visits; a pilot in one region is agreed.",
}

var nextSteps = []string{
	"Demo with the dispatch leads", "Agree the pilot's scope", "Price proposal to procurement", "Workshop on integrations",
}
