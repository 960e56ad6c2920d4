package domain

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// Approve accepts a claim: its protection window opens, and the deal is put in the main pipeline, linked to the open
// opportunity that it belongs to or to a new one, with the partner's attribution. Conflict when the opportunity for
// this product carries another partner.
func (d *Desk) Approve(ctx context.Context, a Actor, id ID, revision int) (Deal, error) {
	return d.change(ctx, a, ActApprove, id, revision, func(ctx context.Context, c *change) error {
		// Claims on one account are decided one after the other, so that two never share an opportunity.
		if _, err := c.tx.LockAccount(ctx, c.deal.Account); err != nil {
			return err
		}
		moment, err := c.moment(ctx)
		if err != nil {
			return err
		}
		before := c.deal.Registration.Status
		o, err := c.convert(ctx)
		if err != nil {
			return err
		}
		err = c.update(ctx, func(r *Registration) error {
			if err := r.advance(VendorSide, moment, Approved); err != nil {
				return err
			}
			c.decided(r)
			r.ProtectedFrom, r.ProtectedUntil = c.deal.Program.protection(c.now)
			r.OpportunityID = &o.ID
			return r.advance(SystemSide, Moment{}, Converted)
		})
		if err != nil {
			return err
		}
		return c.approved(ctx, before, o)
	})
}

// approved records both steps of an approval and tells of the first.
func (c *change) approved(ctx context.Context, before Status, o Opportunity) error {
	e, err := c.record(ctx, EventApproved, string(before), string(Approved), "")
	if err != nil {
		return err
	}
	if _, err := c.record(ctx, EventConverted, string(Approved), string(Converted), string(o.Attribution)); err != nil {
		return err
	}
	if err := c.life(ctx, c.deal.Program.DateOf(c.now), calendar.Date{}); err != nil {
		return err
	}
	return c.tellSubmitter(ctx, e)
}

// convert links the claim to the opportunity that it belongs to, or makes one.
func (c *change) convert(ctx context.Context) (Opportunity, error) {
	open, err := c.tx.OpenOpportunities(ctx, c.deal.Account.ID)
	if err != nil {
		return Opportunity{}, err
	}
	claims, err := c.claims(ctx, c.deal.Account)
	if err != nil {
		return Opportunity{}, err
	}
	ended := map[ID]bool{}
	for _, r := range claims {
		ended[r.ID] = r.Status.Terminal()
	}
	found, taken := match(c.deal.Registration, open, ended)
	if taken != nil {
		return Opportunity{}, Refuse(Conflict, fmt.Sprintf("The open opportunity “%s” carries another partner, and an opportunity has one. Reject this claim as a duplicate, or have RevOps settle the opportunity first.", taken.Name))
	}
	if found == nil {
		return c.openOpportunity(ctx, open)
	}
	return c.link(ctx, *found, open)
}

// openOpportunity makes the opportunity of a deal that nobody was working on.
func (c *change) openOpportunity(ctx context.Context, open []Opportunity) (Opportunity, error) {
	p, r := c.deal.Program, c.deal.Registration
	if len(p.Stages) == 0 {
		return Opportunity{}, Refuse(Unready, "The program has no pipeline stages. Ask an admin to set it up.")
	}
	first := p.Stages[0]
	o := Opportunity{
		ID: c.desk.newID(), ProgramID: p.ID, AccountID: &c.deal.Account.ID, Name: c.deal.Account.Name + " · " + r.Claim.Product,
		Product: r.Claim.Product, OwnerID: c.owner(), RegistrationID: &r.ID, PartnerID: &r.PartnerID,
		Amount: r.Claim.Amount.Minor, Stage: first.Name, Category: first.Category, Outcome: forecast.Open,
		NextStep: r.Claim.NextStep, CreatedAt: c.now, StageSince: c.now, CloseDate: r.Claim.CloseDate,
	}
	o.Attribution = attribute(r, o, open, p.Settings)
	c.deal.Opportunity = &o
	return o, c.tx.InsertOpportunity(ctx, o)
}

// owner is whose deal a new opportunity is: the submitter's, or when that is the partner, its manager's.
func (c *change) owner() *ID {
	if c.deal.Submitter.Outside {
		return c.deal.Partner.OwnerID
	}
	return &c.deal.Submitter.ID
}

// link gives an opportunity that was there already its partner. Its amount, stage and dates stay as they are.
func (c *change) link(ctx context.Context, o Opportunity, open []Opportunity) (Opportunity, error) {
	r := c.deal.Registration
	o, err := c.tx.UpdateOpportunity(ctx, o.ID, c.now, func(o *Opportunity) error {
		kept := o.carries(r.PartnerID) && o.Attribution == forecast.Sourced
		if !kept {
			o.Attribution = attribute(r, *o, open, c.deal.Program.Settings)
		}
		o.PartnerID, o.RegistrationID = &r.PartnerID, &r.ID
		return nil
	})
	c.deal.Opportunity = &o
	return o, err
}

// Reject turns a claim down, for one of Reasons and with words for the partner.
func (d *Desk) Reject(ctx context.Context, a Actor, id ID, revision int, reason Reason, remark string) (Deal, error) {
	remark = lines(remark)
	var e fieldErrors
	e.when(!slices.Contains(Reasons(), reason), "reason", "Choose why it is rejected.")
	length(&e, "remark", remark, 1, maxRemark, "Tell the partner why, and what would change the answer.")
	if err := e.err(); err != nil {
		return Deal{}, err
	}
	return d.change(ctx, a, ActReject, id, revision, func(ctx context.Context, c *change) error {
		moment, err := c.moment(ctx)
		if err != nil {
			return err
		}
		before := c.deal.Registration.Status
		err = c.update(ctx, func(r *Registration) error {
			if err := r.advance(VendorSide, moment, Rejected); err != nil {
				return err
			}
			c.decided(r)
			r.Reason, r.Remark = reason, remark
			return nil
		})
		if err != nil {
			return err
		}
		return c.close(ctx, EventRejected, before, remark)
	})
}

// AskInfo asks the partner something. The review clock stands still until the answer.
func (d *Desk) AskInfo(ctx context.Context, a Actor, id ID, revision int, question string) (Deal, error) {
	question = lines(question)
	var e fieldErrors
	length(&e, "question", question, 1, maxRemark, "Type what the partner should tell you.")
	if err := e.err(); err != nil {
		return Deal{}, err
	}
	return d.change(ctx, a, ActAskInfo, id, revision, func(ctx context.Context, c *change) error {
		err := c.update(ctx, func(r *Registration) error {
			r.AskedAt, r.Remark = c.now, question
			return r.advance(VendorSide, Moment{}, NeedsInfo)
		})
		if err != nil {
			return err
		}
		return c.close(ctx, EventInfoAsked, InReview, question)
	})
}

// Answer answers what a reviewer asked, and sets the review clock going again.
func (d *Desk) Answer(ctx context.Context, a Actor, id ID, revision int, answer string) (Deal, error) {
	answer = lines(answer)
	var e fieldErrors
	length(&e, "answer", answer, 1, maxRemark, "Type your answer.")
	if err := e.err(); err != nil {
		return Deal{}, err
	}
	return d.change(ctx, a, ActAnswer, id, revision, func(ctx context.Context, c *change) error {
		err := c.update(ctx, func(r *Registration) error {
			if err := r.advance(PartnerSide, Moment{}, InReview); err != nil {
				return err
			}
			r.DecideBy = c.deal.Program.resumed(r.DecideBy, r.AskedAt, c.now)
			r.AskedAt, r.Remark = time.Time{}, ""
			return nil
		})
		if err != nil {
			return err
		}
		return c.close(ctx, EventAnswered, NeedsInfo, answer)
	})
}

// decided notes who decided and when.
func (c *change) decided(r *Registration) {
	by := c.actor.Person
	r.DecidedBy, r.DecidedAt = &by.ID, c.now
	c.deal.Decider = &by
}

// close ends an act: the event with the new status, and those who should hear of it.
func (c *change) close(ctx context.Context, kind string, before Status, reason string) error {
	e, err := c.record(ctx, kind, string(before), string(c.deal.Registration.Status), reason)
	if err != nil {
		return err
	}
	return c.tellSubmitter(ctx, e)
}

// moment is what the guards of a decision look at.
func (c *change) moment(ctx context.Context) (Moment, error) {
	r := c.deal.Registration
	m := Moment{Actor: c.actor.Person.ID, DecidedBy: r.DecidedBy}
	if r.DecidedAt.IsZero() {
		return m, nil
	}
	clock := c.deal.Program.workClock()
	m.Workdays = int((clock.between(r.DecidedAt, c.now) + 24*time.Hour - 1) / (24 * time.Hour))
	events, err := c.tx.Events(ctx, r.ID)
	m.Appealed = slices.ContainsFunc(events, func(e Event) bool { return e.New == string(Appealed) })
	return m, err
}
