package domain

import (
	"context"
	"fmt"

	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// Stages of an opportunity that is closed; the open ones are the program's.
const (
	stageWon  = "Won"
	stageLost = "Lost"
)

// Win says that the deal is won: for how much, and on which day, not later than today nor before it was registered.
func (d *Desk) Win(ctx context.Context, a Actor, id ID, revision int, amount Money, closed calendar.Date) (Deal, error) {
	return d.change(ctx, a, ActWin, id, revision, func(ctx context.Context, c *change) error {
		var e fieldErrors
		e.amount("amount", amount, c.deal.Program.Currency)
		e.when(closed.IsZero(), "closed_on", "Choose the day the deal was closed.")
		e.when(closed.After(c.deal.Program.DateOf(c.now)), "closed_on", "This day is still to come. Choose today or earlier.")
		registered := c.deal.Program.DateOf(c.deal.Registration.SubmittedAt)
		e.when(!closed.IsZero() && closed.Before(registered), "closed_on",
			fmt.Sprintf("The deal was registered on %s. A deal that was closed before that is not the partner's.", registered))
		if err := e.err(); err != nil {
			return err
		}
		err := c.updateOpportunity(ctx, func(o *Opportunity) {
			o.end(c, forecast.Won, stageWon, forecast.Closed)
			o.Amount, o.Estimated, o.CloseDate = amount.Minor, false, closed
		})
		if err != nil {
			return err
		}
		if err := c.life(ctx, calendar.Date{}, closed); err != nil {
			return err
		}
		return c.finish(ctx, Won, VendorSide, EventWon, amount.String())
	})
}

// Lose says that the deal is lost, and why.
func (d *Desk) Lose(ctx context.Context, a Actor, id ID, revision int, reason string) (Deal, error) {
	reason, err := why(reason, "Say why the deal was lost.")
	if err != nil {
		return Deal{}, err
	}
	return d.change(ctx, a, ActLose, id, revision, func(ctx context.Context, c *change) error {
		err := c.updateOpportunity(ctx, func(o *Opportunity) {
			o.end(c, forecast.Lost, stageLost, forecast.Omitted)
			o.CloseDate = c.deal.Program.DateOf(c.now)
		})
		if err != nil {
			return err
		}
		return c.finish(ctx, Lost, VendorSide, EventLost, reason)
	})
}

func (o *Opportunity) end(c *change, as forecast.Outcome, stage string, category forecast.Category) {
	o.Outcome, o.Stage, o.Category, o.StageSince = as, stage, category, c.now
}

// Withdraw takes a claim back before it is decided, by the partner's side; or cancels it, by the deal desk. An
// opportunity stays in the main pipeline, without its partner.
func (d *Desk) Withdraw(ctx context.Context, a Actor, id ID, revision int, reason string) (Deal, error) {
	reason, err := why(reason, "Say why.")
	if err != nil {
		return Deal{}, err
	}
	act, err := d.takingBack(ctx, a, id)
	if err != nil {
		return Deal{}, err
	}
	return d.change(ctx, a, act, id, revision, func(ctx context.Context, c *change) error {
		if act == ActWithdraw {
			return c.finish(ctx, Withdrawn, PartnerSide, EventWithdrawn, reason)
		}
		if c.deal.Opportunity != nil {
			err := c.updateOpportunity(ctx, func(o *Opportunity) {
				o.PartnerID, o.RegistrationID, o.Attribution = nil, nil, forecast.Unattributed
			})
			if err != nil {
				return err
			}
		}
		return c.finish(ctx, Cancelled, VendorSide, EventCancelled, reason)
	})
}

// takingBack is which of the two the actor would do: cancel when only that is possible, else withdraw.
func (d *Desk) takingBack(ctx context.Context, a Actor, id ID) (Act, error) {
	deal, err := d.load(ctx, d.store, a, id)
	if err != nil {
		return "", err
	}
	on := deal.subject()
	if May(a, ActCancel, on) == nil && (May(a, ActWithdraw, on) != nil || !deal.stateAllows(ActWithdraw)) {
		return ActCancel, nil
	}
	return ActWithdraw, nil
}

// finish moves a registration to an end and tells of it.
func (c *change) finish(ctx context.Context, to Status, by Side, kind, reason string) error {
	before := c.deal.Registration.Status
	err := c.update(ctx, func(r *Registration) error { return r.advance(by, Moment{}, to) })
	if err != nil {
		return err
	}
	return c.close(ctx, kind, before, reason)
}

func why(reason, ask string) (string, error) {
	reason = lines(reason)
	var e fieldErrors
	length(&e, "reason", reason, 1, maxRemark, ask)
	return reason, e.err()
}
