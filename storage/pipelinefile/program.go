package pipelinefile

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// Program is the program that a file is forecast for in a throw-away database.
type Program struct {
	Name        string             `yaml:"name"`
	PartnerType domain.PartnerType `yaml:"partner_type"`
	Solution    string             `yaml:"solution"` // the joint solution; may be ""
	Currency    domain.Currency    `yaml:"currency"`
	TimeZone    string             `yaml:"time_zone"`
	FiscalStart string             `yaml:"fiscal_start"` // name of the month; "" is January
	// Goals are amounts as people type them, by quarter: 2017-Q3: 3.4m.
	Goals map[string]string `yaml:"goals"`
}

// Outline is the program of the map. The rest of what makes no sense in it, [domain.Desk.Draw] refuses.
func (m *Map) Outline() (domain.Outline, error) {
	p := m.Program
	if p == nil {
		return domain.Outline{}, fmt.Errorf("program: the map has none, and a forecast needs its currency, time zone and goals")
	}
	if !p.Currency.Valid() {
		return domain.Outline{}, fmt.Errorf("program: currency: %q is none; write it like USD", p.Currency)
	}
	out := domain.Outline{
		Name: p.Name, PartnerType: p.PartnerType, Solution: p.Solution, Currency: p.Currency, TimeZone: p.TimeZone, FiscalStart: time.January,
		Stages: m.openStages(),
	}
	if p.FiscalStart != "" {
		month, err := time.Parse("January", p.FiscalStart)
		if err != nil {
			return domain.Outline{}, fmt.Errorf("program: fiscal_start: %q is no month; write it like February", p.FiscalStart)
		}
		out.FiscalStart = month.Month()
	}
	for _, quarter := range slices.Sorted(maps.Keys(p.Goals)) {
		q, err := calendar.ParseQuarter(quarter)
		if err != nil {
			return domain.Outline{}, fmt.Errorf("program: goals: %w", err)
		}
		goal, err := domain.ParseMoney(p.Goals[quarter], p.Currency)
		if err != nil {
			return domain.Outline{}, fmt.Errorf("program: goals: %s: %w", quarter, err)
		}
		out.Goals = append(out.Goals, domain.Goal{Quarter: q, Minor: goal.Minor})
	}
	return out, nil
}
