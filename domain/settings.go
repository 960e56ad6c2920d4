package domain

import (
	"cmp"
	"slices"
	"time"

	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// DefaultSettings are the numbers of section 8 of the rules.
func DefaultSettings() Settings {
	return Settings{
		DecideWithinWorkdays: 2,
		InfoWithinWorkdays:   5,
		ProtectionDays:       90,
		ExtensionDays:        30,
		ExpiredConflictDays:  30,
		OpenPerPartner:       25,
		IntroductionDays:     30,
		StalledDealDays:      21,
		ExpiringDays:         14,
		RequiredCoverage:     300,

		DueSoonDays: 7, StalledDays: 14, IdleDays: 30, DormantDays: 90, AgainDays: 7, LeadDays: 14, DecideDays: 30,
		RepeatDays: 7, ActivationDays: 90, CohortCap: 15, NudgeHour: 9, NudgesPerDay: 20, NudgeWhere: NudgeBoth,
	}
}

// Activation is the numbers that a partner's standing follows from.
func (s Settings) Activation() activation.Terms {
	return activation.Terms{
		DueSoon: s.DueSoonDays, Stalled: s.StalledDays, Idle: s.IdleDays, Dormant: s.DormantDays, Again: s.AgainDays,
		Lead: s.LeadDays, Decide: s.DecideDays, Repeat: s.RepeatDays,
	}
}

// DefaultStages are the open stages of a main pipeline that nobody has described yet, each with the probability that
// sales teams commonly give it.
func DefaultStages() []Stage {
	return []Stage{
		{Name: "Prospecting", Category: forecast.Pipeline, Probability: 10},
		{Name: "Qualified", Category: forecast.Pipeline, Probability: 25},
		{Name: "Solution", Category: forecast.BestCase, Probability: 50},
		{Name: "Proposal", Category: forecast.BestCase, Probability: 65},
		{Name: "Negotiation", Category: forecast.Commit, Probability: 90},
	}
}

// DefaultWorkdays are Monday to Friday.
func DefaultWorkdays() []time.Weekday {
	return []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
}

// Location is the program's time zone; UTC when the name is unknown to this machine.
func (p Program) Location() *time.Location {
	loc, err := calendar.Zone(cmp.Or(p.TimeZone, "UTC"))
	if err != nil {
		return time.UTC
	}
	return loc
}

// DateOf is the day of an instant in the program's time zone.
func (p Program) DateOf(t time.Time) calendar.Date { return calendar.DateOf(t.In(p.Location())) }

// Workweek is the program's working days.
func (p Program) Workweek() calendar.Workweek {
	return calendar.Workweek{Days: p.Workdays, Holidays: p.Holidays}
}

// Goal is what the program is to bring in during a quarter, in minor units; 0 when none is set.
func (p Program) Goal(q calendar.Quarter) int64 {
	for _, g := range p.Goals {
		if g.Quarter == q {
			return g.Minor
		}
	}
	return 0
}

// ChannelsFor are the channels set up for a purpose, external ones left out: nothing of ours is posted there.
func (p Program) ChannelsFor(purpose Purpose) []Channel {
	var out []Channel
	for _, c := range p.Channels {
		if c.Purpose == purpose && !c.External {
			out = append(out, c)
		}
	}
	return out
}

// stage finds an open stage by name.
func (p Program) stage(name string) (Stage, bool) {
	for _, s := range p.Stages {
		if s.Name == name {
			return s, true
		}
	}
	return Stage{}, false
}

// channelsBeside are the channels of every platform but one.
func (p Program) channelsBeside(platform Platform) []Channel {
	return slices.DeleteFunc(slices.Clone(p.Channels), func(c Channel) bool { return c.Platform == platform })
}
