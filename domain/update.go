package domain

import (
	"context"
	"fmt"
	"strings"
)

// Update changes what may change of an approved deal, in the claim and in its opportunity. Invalid when nothing is to
// change. The stage is never the partner's to set.
func (d *Desk) Update(ctx context.Context, a Actor, id ID, revision int, u Update) (Deal, error) {
	if u.NextStep != nil {
		clean := line(*u.NextStep)
		u.NextStep = &clean
	}
	return d.change(ctx, a, ActUpdate, id, revision, func(ctx context.Context, c *change) error {
		if u.Stage != nil {
			if err := May(a, ActSetStage, c.deal.subject()); err != nil {
				return err
			}
		}
		if err := u.check(c); err != nil {
			return err
		}
		u = u.without(c.deal)
		before, after := u.difference(c.deal)
		if after == "" {
			return Refuse(Invalid, "Nothing is different from before. Change a field, or close the form.")
		}
		if err := c.revise(ctx, u); err != nil {
			return err
		}
		e, err := c.record(ctx, EventUpdated, before, after, "")
		if err != nil {
			return err
		}
		return c.tell(ctx, e)
	})
}

func (u Update) check(c *change) error {
	var e fieldErrors
	if u.Amount != nil {
		e.amount("amount", *u.Amount, c.deal.Program.Currency)
	}
	if u.CloseDate != nil && *u.CloseDate != c.deal.Registration.Claim.CloseDate {
		e.closeDate("close_date", *u.CloseDate, c.deal.Program.DateOf(c.now))
	}
	if u.NextStep != nil {
		length(&e, "next_step", *u.NextStep, 1, maxNextStep, "Type the next step.")
	}
	if u.Stage != nil && *u.Stage != c.deal.Opportunity.Stage {
		_, ok := c.deal.Program.stage(*u.Stage)
		e.when(!ok, "stage", "Choose one of the stages of the pipeline.")
	}
	return e.err()
}

// without leaves out what is as it was. A form sends every field, and one that was not touched must not overwrite how
// the opportunity stands: it may have been there before the claim, with another amount and date.
func (u Update) without(d Deal) Update {
	claim := d.Registration.Claim
	drop(&u.Amount, claim.Amount)
	drop(&u.CloseDate, claim.CloseDate)
	drop(&u.NextStep, claim.NextStep)
	if d.Opportunity != nil {
		drop(&u.Stage, d.Opportunity.Stage)
	}
	return u
}

func drop[T comparable](field **T, same T) {
	if *field != nil && **field == same {
		*field = nil
	}
}

// difference says in words what is different, before and after; "" when nothing is.
func (u Update) difference(d Deal) (before, after string) {
	claim := d.Registration.Claim
	var was, is []string
	note := func(what, old, new string) {
		if old != new {
			was, is = append(was, what+" "+old), append(is, what+" "+new)
		}
	}
	if u.Amount != nil {
		note("amount", claim.Amount.String(), u.Amount.String())
	}
	if u.CloseDate != nil {
		note("close date", claim.CloseDate.String(), u.CloseDate.String())
	}
	if u.Stage != nil {
		note("stage", d.Opportunity.Stage, *u.Stage)
	}
	if u.NextStep != nil {
		note("next step", claim.NextStep, *u.NextStep)
	}
	return strings.Join(was, "; "), strings.Join(is, "; ")
}

// revise writes the update to the opportunity and to the claim, in the order of every act, so that no two wait for each
// other.
func (c *change) revise(ctx context.Context, u Update) error {
	err := c.updateOpportunity(ctx, func(o *Opportunity) {
		if u.Amount != nil {
			o.Amount, o.Estimated = u.Amount.Minor, false
		}
		set(&o.CloseDate, u.CloseDate)
		set(&o.NextStep, u.NextStep)
		if u.Stage != nil {
			s, _ := c.deal.Program.stage(*u.Stage)
			o.Stage, o.Category, o.StageSince = s.Name, s.Category, c.now
		}
	})
	if err != nil {
		return err
	}
	return c.update(ctx, func(r *Registration) error {
		set(&r.Claim.Amount, u.Amount)
		set(&r.Claim.CloseDate, u.CloseDate)
		set(&r.Claim.NextStep, u.NextStep)
		return nil
	})
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// updateOpportunity changes the deal's opportunity, which an approved deal has.
func (c *change) updateOpportunity(ctx context.Context, fn func(*Opportunity)) error {
	if c.deal.Opportunity == nil {
		return fmt.Errorf("registration %s is %s and has no opportunity", c.deal.Registration.ID, c.deal.Registration.Status)
	}
	o, err := c.tx.UpdateOpportunity(ctx, c.deal.Opportunity.ID, c.now, func(o *Opportunity) error {
		fn(o)
		return nil
	})
	c.deal.Opportunity = &o
	return err
}
