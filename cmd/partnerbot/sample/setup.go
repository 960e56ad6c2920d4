package sample

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// setUp makes the program as Dana would: she is the first, and so leads it.
func (f *filler) setUp(ctx context.Context) error {
	dana, err := f.actor(ctx, Dana)
	if err != nil {
		return err
	}
	f.system = domain.System(dana.TenantID, dana.ProgramID)
	today := calendar.DateOf(f.until)
	f.program, err = f.desk.SetUp(ctx, dana, domain.Setup{
		Name: programName, PartnerType: domain.SI, Solution: solution, Currency: Currency, TimeZone: TimeZone,
		FiscalStart: FiscalStart(today), Goal: lastGoal, Products: products,
		Channels: f.Chat.channels(), People: f.Chat.roles(),
	}, f.Chat.profile)
	if err != nil {
		return err
	}
	if err := f.setGoals(ctx, calendar.QuarterOf(today, f.program.FiscalStart)); err != nil {
		return err
	}
	if err := f.design(ctx); err != nil {
		return err
	}
	return f.signPartners(ctx)
}

// SetUpFor makes the program of another pipeline, with the sample's people in it and none of its partners.
func SetUpFor(ctx context.Context, c Config, o domain.Outline, products []string) (domain.Program, error) {
	f := &filler{Config: c, desk: domain.NewDesk(domain.DeskConfig{Store: c.Store, Clock: c.Clock.Now, NewID: c.NewID})}
	dana, err := f.actor(ctx, Dana)
	if err != nil {
		return domain.Program{}, err
	}
	_, err = f.desk.SetUp(ctx, dana, domain.Setup{
		Name: o.Name, PartnerType: o.PartnerType, Solution: cmp.Or(o.Solution, "Not said"), Currency: o.Currency,
		TimeZone: o.TimeZone, FiscalStart: o.FiscalStart, Products: products, Channels: f.Chat.channels(), People: f.Chat.roles(),
	}, f.Chat.profile)
	if err != nil {
		return domain.Program{}, err
	}
	return f.desk.Draw(ctx, domain.System(dana.TenantID, dana.ProgramID), o)
}

func (f *filler) setGoals(ctx context.Context, q calendar.Quarter) error {
	var goals []domain.Goal
	for i, typed := range []string{lastGoal, goal, nextGoal} {
		m, err := domain.ParseMoney(typed, Currency)
		if err != nil {
			return err
		}
		goals = append(goals, domain.Goal{Quarter: q.Add(i - 1), Minor: m.Minor})
	}
	p := f.program
	var err error
	f.program, err = f.desk.Draw(ctx, f.system, domain.Outline{
		Name: p.Name, PartnerType: p.PartnerType, Currency: p.Currency, TimeZone: p.TimeZone, FiscalStart: p.FiscalStart, Goals: goals,
	})
	return err
}

// signPartners brings in the partners, who signed before, and links Noor to hers.
func (f *filler) signPartners(ctx context.Context) error {
	var faults error
	_, err := f.desk.ImportPartners(ctx, f.system, domain.PartnerImport{
		From: "partners.csv", Rows: f.signed, Refuse: func(e []domain.FieldError) { faults = fmt.Errorf("cannot be used: %v", e) },
	})
	if err := errors.Join(err, faults); err != nil {
		return fmt.Errorf("the sample's partners: %w", err)
	}
	kept, err := f.Store.Partners(ctx, f.program.ID, "", len(partners))
	if err != nil {
		return err
	}
	for _, p := range kept {
		f.partners[p.Name] = p.ID
	}
	return f.linkNoor(ctx, f.partners[partners[0].name])
}

// linkNoor says whose person Noor is.
func (f *filler) linkNoor(ctx context.Context, partner domain.ID) error {
	noor, err := f.actor(ctx, Noor)
	if err != nil {
		return err
	}
	return f.Store.Change(ctx, func(ctx context.Context, tx domain.Tx) error {
		person, err := tx.Person(ctx, noor.Person.ID)
		if err != nil {
			return err
		}
		person.PartnerID = &partner
		return tx.SavePerson(ctx, person)
	})
}

// signed are the partners as a list of them has it. Priya owns them.
func (f *filler) signed(yield func(domain.ImportedPartner, error) bool) {
	for _, p := range partners {
		row := domain.ImportedPartner{
			Name: p.name, Website: p.domain, SignedOn: calendar.DateOf(f.until).AddDays(-p.signed), Owner: "priya@fernhill.example",
			TheirOwner: p.theirs, Status: domain.PartnerActive,
		}
		if !yield(row, nil) {
			return
		}
	}
}
