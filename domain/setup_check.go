package domain

import (
	"context"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// checkSetup is every fault at once.
func (d *Desk) checkSetup(ctx context.Context, tx Tx, a Actor, p Program, s Setup, named map[Identity]Person, now time.Time) error {
	var e fieldErrors
	if s.fills(PartProgram) {
		e.program(s)
	}
	if s.fills(PartForecast) {
		e.fiscalStart(s.FiscalStart)
		if err := e.money(ctx, tx, p, s, now); err != nil {
			return err
		}
	}
	e.channels(p, a.Chat.Platform, s)
	people, err := tx.People(ctx, a.TenantID)
	if err != nil {
		return err
	}
	e.people(s, named)
	if err := e.owners(ctx, tx, a, p, s, people); err != nil {
		return err
	}
	e.when(!s.decided(a.Chat.Platform, people), s.deciders(), "Choose who runs the program and decides on registrations.")
	e.names("partners", s.Partners)
	e.names("products", s.Products)
	return e.err()
}

func (e *fieldErrors) program(s Setup) {
	length(e, "name", s.Name, 1, maxProgramName, "Name the program.")
	e.partnerType(s.PartnerType)
	length(e, "solution", s.Solution, 1, maxSolution, "Say what partner and product make together that neither makes alone.")
	e.zone(s.TimeZone)
}

func (e *fieldErrors) names(field string, names []string) {
	long := slices.IndexFunc(names, func(n string) bool { return utf8.RuneCountInString(n) > maxName })
	e.when(long >= 0, field, fmt.Sprintf("Name %d is longer than %d characters. Put one name on each line.", long+1, maxName))
}

func (e *fieldErrors) partnerType(t PartnerType) {
	known := slices.Contains(PartnerTypes(), t)
	e.when(!known, "partner_type", "Choose the one partner type that the program is for.")
}

func (e *fieldErrors) fiscalStart(m time.Month) {
	e.when(m < time.January || m > time.December, "fiscal_start", "Choose the month in which the fiscal year starts.")
}

func (e *fieldErrors) zone(name string) {
	loc, err := calendar.Zone(name)
	e.when(err != nil || name == "" || loc == time.Local, "time_zone", "Choose a time zone, such as America/New_York.")
}

// money checks the currency and the goal. Deals are kept in the program's currency, so it stays once there are some.
func (e *fieldErrors) money(ctx context.Context, tx Tx, p Program, s Setup, now time.Time) error {
	if !s.Currency.Valid() {
		e.add("currency", "Choose a currency, such as USD.")
		return nil
	}
	if s.Goal != "" {
		goal, err := ParseMoney(s.Goal, s.Currency)
		e.when(err != nil, "goal", fmt.Sprint(err))
		e.when(err == nil && goal.Minor == 0, "goal", "Type a goal above zero, or leave it empty.")
	}
	if s.Currency == p.Currency {
		return nil
	}
	kept, err := hasDeals(ctx, tx, p, now)
	e.when(kept, "currency", fmt.Sprintf("Deals are kept in %s already, so the currency stays.", p.Currency))
	return err
}

// hasDeals tells whether the program has any amount of money: a registration, or a deal in its forecast.
func hasDeals(ctx context.Context, tx Tx, p Program, now time.Time) (bool, error) {
	n, err := tx.CountRegistrations(ctx, p.ID, RegistrationFilter{})
	if err != nil || n > 0 {
		return n > 0, err
	}
	for _, err := range tx.PairsAt(ctx, p.ID, now, now) {
		return true, err
	}
	return false, nil
}

// channels: each purpose has one, on this platform or elsewhere, and nobody from outside is in those chosen now.
func (e *fieldErrors) channels(p Program, on Platform, s Setup) {
	elsewhere, team := p.channelsBeside(on), ""
	if p.Settings.NudgeWhere == NudgeChannel {
		team = "Stall alerts go to this channel only. Choose one, or send them to each manager first: `/partner nudges`."
	}
	for _, c := range []struct {
		purpose    Purpose
		field, ask string
	}{
		{DealDesk, "deal_desk", "Choose the channel where registrations are reviewed."},
		{ForecastChannel, "forecast", "Choose the channel for the Monday post."},
		{PartnerTeam, "partner_team", team}, // else one may do without
	} {
		is := func(ch Channel) bool { return ch.Purpose == c.purpose && ch.ID != "" }
		asked := c.ask != "" && s.fills(c.purpose.part())
		e.when(asked && !slices.ContainsFunc(elsewhere, is) && !slices.ContainsFunc(s.Channels, is), c.field, c.ask)
		e.when(slices.ContainsFunc(s.Channels, func(ch Channel) bool { return is(ch) && ch.External }), c.field,
			"People of another organization are in this channel, and would read what is not theirs. Choose one with nobody from outside.")
	}
}

// people: nobody from outside holds a role.
func (e *fieldErrors) people(s Setup, named map[Identity]Person) {
	for _, r := range setupRoles {
		for _, i := range s.People[r.role] {
			e.when(named[i].Outside, r.field, named[i].Name+" is not one of your company's people, so cannot have a role.")
		}
	}
}

// decided tells whether somebody decides on registrations after this setup: one who is chosen, or one who keeps such a
// role, because they are on another platform or the role is given in another part. Who begins with another part leads.
func (s Setup) decided(on Platform, people []Person) bool {
	return len(s.People[PartnershipsLead])+len(s.People[RevOps]) > 0 || unled(people) && !s.fills(PartProgram) || slices.ContainsFunc(people, func(p Person) bool {
		roles := s.rolesOf(on, p)
		return !p.Outside && (slices.Contains(roles, PartnershipsLead) || slices.Contains(roles, RevOps))
	})
}

// deciders is the field in which to choose who decides.
func (s Setup) deciders() string {
	if s.fills(PartProgram) {
		return "partnerships_lead"
	}
	return "revops"
}
