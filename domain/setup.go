package domain

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// Setup is what a person fills in to set the program up, or to change it: all of it, or some parts. It may be left after
// any part, and is taken up again where it was left (see [Desk.SetupState]).
type Setup struct {
	// Parts are those that are filled in; none: all that are filled in here. The fields of other parts are not looked at.
	Parts []SetupPart
	// Seen is the revision of the program that the person saw; 0: whatever it is now.
	Seen        int
	Name        string // 1 to 60 characters
	PartnerType PartnerType
	Solution    string // the joint solution, 1 to 255 characters
	Currency    Currency
	TimeZone    string // IANA name
	FiscalStart time.Month
	Goal        string // as typed; for the quarter that today is in, "" for none
	// Channels and People are those of the platform that the program is set up on: the channels of another platform stay,
	// and so do the roles of whoever has no account on this one.
	Channels []Channel
	// People are who holds each role: a role that is a key is taken from everybody else; other roles stay.
	People   map[Role][]Identity
	Partners []string // who signed before there was a program; those known already stay as they are
	Products []string // "" and none: people type the product
}

// setupRoles are the roles that are given by setup, with the field of the form for each.
var setupRoles = []struct {
	role  Role
	field string
}{
	{PartnershipsLead, "partnerships_lead"},
	{RevOps, "revops"},
	{PartnerManager, "partner_managers"},
	{CRO, "cro"},
}

// Lengths of what is typed in setup, in characters.
const (
	maxProgramName = 60
	maxSolution    = 255
)

// SetUp sets the program up or changes it: Invalid lists every field at fault; Stale when it changed since it was seen;
// Unready, with the field that it is about, when a gate is closed (see [ClosedGate]). The first of our people to do so runs
// the program from then on, as admin and partnerships lead. The program is at work, and SetUpAt set, as soon as it has what
// deals and the forecast need. People who were named and are not known yet are looked up.
func (d *Desk) SetUp(ctx context.Context, a Actor, s Setup, lookup Lookup) (Program, error) {
	s = s.clean()
	if _, err := d.People(ctx, a); err != nil { // may this person set it up at all?
		return Program{}, err
	}
	p, err := d.setUpOnce(ctx, a, s, lookup)
	if CodeOf(err) == Conflict { // somebody who is named was met, or a partner signed, at the same moment: they are known now
		p, err = d.setUpOnce(ctx, a, s, lookup)
	}
	return p, err
}

func (d *Desk) setUpOnce(ctx context.Context, a Actor, s Setup, lookup Lookup) (Program, error) {
	named, err := d.named(ctx, a, s, lookup)
	if err != nil {
		return Program{}, err
	}
	var out Program
	err = d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		_, fresh, err := tx.Once(ctx, a.TenantID, a.Chat.Key, a.ProgramID)
		if err != nil {
			return err
		}
		if !fresh {
			out, err = tx.Program(ctx, a.ProgramID)
			return err
		}
		out, err = d.setUp(ctx, tx, a, s, named)
		return err
	})
	return out, err
}

// setUp does it in its transaction. The program's row is locked first, so that of two first setups one comes second.
func (d *Desk) setUp(ctx context.Context, tx Tx, a Actor, s Setup, named map[Identity]Person) (Program, error) {
	now, first := d.now(), false
	p, err := tx.UpdateProgram(ctx, a.ProgramID, func(p *Program) error {
		first = p.SetUpAt.IsZero()
		if err := p.asSeen(s.Seen); err != nil {
			return err
		}
		if err := d.checkSetup(ctx, tx, a, *p, s, named, now); err != nil {
			return err
		}
		if s.fills(PartProgram) && p.PartnerType != "" && p.PartnerType != s.PartnerType {
			if err := d.retype(ctx, tx, a, *p, s.PartnerType); err != nil {
				return err
			}
		}
		return p.apply(a.Chat.Platform, s, now)
	})
	if err != nil {
		return Program{}, err
	}
	people, err := d.appoint(ctx, tx, a, s, named, now)
	if err != nil {
		return Program{}, err
	}
	if err := d.signedBefore(ctx, tx, a, p, first, s.Partners, people); err != nil {
		return Program{}, err
	}
	if !p.SetUpAt.IsZero() {
		if err := d.saveSchedules(ctx, tx, p, now); err != nil {
			return Program{}, err
		}
	}
	e := d.event(a, now, p.ID, EventProgramSetUp)
	e.New = p.Name
	return p, tx.AddEvent(ctx, e)
}

func (s Setup) clean() Setup {
	s.Name, s.Solution, s.TimeZone, s.Goal = line(s.Name), line(s.Solution), line(s.TimeZone), line(s.Goal)
	s.Currency = Currency(strings.ToUpper(line(string(s.Currency))))
	s.Partners, s.Products = distinct(s.Partners), distinct(s.Products)
	if !s.fills(PartActivation) {
		s.Partners = nil
	}
	s.Channels = slices.DeleteFunc(slices.Clone(s.Channels), func(c Channel) bool { return !s.fills(c.Purpose.part()) })
	s.People = maps.Clone(s.People)
	maps.DeleteFunc(s.People, func(r Role, _ []Identity) bool { return !s.fills(partOf(r)) })
	return s
}

// distinct are the names that are not empty, each once whatever its case, in order.
func distinct(typed []string) []string {
	var out []string
	for _, name := range typed {
		name = line(name)
		if name != "" && !slices.ContainsFunc(out, func(o string) bool { return strings.EqualFold(o, name) }) {
			out = append(out, name)
		}
	}
	return out
}

// apply writes a setup that was checked.
func (p *Program) apply(on Platform, s Setup, now time.Time) error {
	if s.fills(PartProgram) {
		p.Name, p.PartnerType, p.Solution, p.TimeZone = s.Name, s.PartnerType, s.Solution, s.TimeZone
	}
	if s.fills(PartRegistration) {
		p.Products = s.Products
	}
	p.Channels = slices.DeleteFunc(slices.Clone(p.Channels), func(c Channel) bool { return c.Platform == on && s.fills(c.Purpose.part()) })
	p.Channels = append(p.Channels, s.Channels...)
	if s.fills(PartForecast) {
		if err := p.applyGoal(s, now); err != nil {
			return err
		}
	}
	if p.SetUpAt.IsZero() && p.works() {
		p.SetUpAt = now
	}
	return nil
}

// applyGoal sets the goal of the quarter that is now, in the currency and the fiscal year of the setup.
func (p *Program) applyGoal(s Setup, now time.Time) error {
	if s.Currency != p.Currency {
		p.Goals = nil // they were in the other currency
	}
	p.Currency = s.Currency
	p.startYearIn(s.FiscalStart)
	goal := Goal{Quarter: p.QuarterOf(now)}
	if s.Goal != "" {
		typed, err := ParseMoney(s.Goal, s.Currency)
		if err != nil {
			return err
		}
		goal.Minor = typed.Minor
	}
	p.setGoal(goal)
	return nil
}

// startYearIn moves the start of the fiscal year. A goal is one for certain months: it goes along to the quarter that has
// them now, and is none any more where no quarter has.
func (p *Program) startYearIn(m time.Month) {
	var goals []Goal
	for _, g := range p.Goals {
		first := g.Quarter.First(p.FiscalStart)
		if g.Quarter = calendar.QuarterOf(first, m); g.Quarter.First(m) == first {
			goals = append(goals, g)
		}
	}
	p.FiscalStart, p.Goals = m, goals
}

// QuarterOf is the fiscal quarter of an instant.
func (p Program) QuarterOf(t time.Time) calendar.Quarter {
	return calendar.QuarterOf(p.DateOf(t), p.FiscalStart)
}

// setGoal puts the goal in its place, or takes the place of the one for that quarter; a goal of 0 takes that one away.
func (p *Program) setGoal(g Goal) {
	p.Goals = slices.DeleteFunc(slices.Clone(p.Goals), func(o Goal) bool { return o.Quarter == g.Quarter })
	if g.Minor > 0 {
		p.Goals = append(p.Goals, g)
	}
	slices.SortFunc(p.Goals, func(a, b Goal) int { return strings.Compare(a.Quarter.String(), b.Quarter.String()) })
}
