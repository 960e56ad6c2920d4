package domain

import (
	"context"
	"time"
)

// Outline is what a forecast needs to know of a program, without its people and channels.
type Outline struct {
	Name        string
	PartnerType PartnerType
	Solution    string // the joint solution; "": as it is
	Currency    Currency
	TimeZone    string // IANA name
	FiscalStart time.Month
	Goals       []Goal  // each replaces the one for its quarter
	Stages      []Stage // none: as they are
}

// Draw gives the program an outline, for a program that is read from a file rather than set up by a person. A program
// that was not set up counts as set up from then on. Forbidden for who may not set it up; Invalid for what makes no
// sense.
func (d *Desk) Draw(ctx context.Context, a Actor, o Outline) (Program, error) {
	if err := May(a, ActSetUp, Subject{}); err != nil {
		return Program{}, err
	}
	if err := o.check(); err != nil {
		return Program{}, err
	}
	var out Program
	err := d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		now := d.now()
		var err error
		out, err = tx.UpdateProgram(ctx, a.ProgramID, func(p *Program) error {
			if err := p.taken(o.PartnerType); err != nil {
				return err
			}
			p.Name, p.PartnerType, p.Currency, p.TimeZone = o.Name, o.PartnerType, o.Currency, o.TimeZone
			p.startYearIn(o.FiscalStart)
			if o.Solution != "" {
				p.Solution = o.Solution
			}
			if len(o.Stages) > 0 {
				p.Stages = o.Stages
			}
			for _, g := range o.Goals {
				p.setGoal(g)
			}
			if p.SetUpAt.IsZero() {
				p.SetUpAt = now
			}
			return nil
		})
		if err != nil {
			return err
		}
		e := d.event(a, now, a.ProgramID, EventProgramSetUp)
		e.New = o.Name
		return tx.AddEvent(ctx, e)
	})
	return out, err
}

func (o Outline) check() error {
	var e fieldErrors
	length(&e, "name", o.Name, 1, maxProgramName, "Name the program.")
	e.partnerType(o.PartnerType)
	length(&e, "solution", o.Solution, 0, maxSolution, "Say less of the joint solution.")
	e.when(!o.Currency.Valid(), "currency", "Choose a currency, such as USD.")
	e.zone(o.TimeZone)
	e.fiscalStart(o.FiscalStart)
	for _, g := range o.Goals {
		e.when(g.Minor <= 0, "goals", "A goal is above zero: see "+g.Quarter.String()+".")
	}
	return e.err()
}
