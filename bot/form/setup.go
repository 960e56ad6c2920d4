package form

import (
	"slices"
	"strconv"
	"time"
)

// SetUpTerms are the program as it stands, in the form its fields are typed in.
type SetUpTerms struct {
	Meta                        string // names the program and its revision
	Name, PartnerType, Solution string
	Currency, TimeZone          string
	FiscalStart                 time.Month
	Quarter                     string // the one that the goal is for, such as 2026-Q4
	Goal                        string
	DealDesk, Forecast          string // the platform's channel ids
	DealDeskName, ForecastName  string // what they are called, "" when nobody knows
	PartnerTeam                 string // a channel id too, "" for none
	PartnerTeamName             string
	// Elsewhere: another platform has both channels already, so that none is needed on this one.
	Elsewhere                   bool
	Lead, Managers, RevOps, CRO []string // the platform's user ids
	Partners, Products          string   // one a line
}

// PartnerTypes are the kinds of partner that a program may be for: those of domain.PartnerType, in words.
func PartnerTypes() []Option {
	return []Option{
		{"reseller", "Resellers"},
		{"si", "System integrators"},
		{"tech_isv", "Technology partners (ISV)"},
		{"referral", "Referral partners"},
	}
}

// NewSetUp is the form that sets the program up, or changes it.
func NewSetUp(t SetUpTerms) Form {
	return Form{
		Name: SetUp, Title: "Set up the program", Submit: "Save", Meta: t.Meta,
		Intro:  "One partner type and one goal. Breadth comes after the first set has produced.",
		Fields: slices.Concat(programFields(t), channelFields(t), peopleFields(t), listFields(t)),
	}
}

func programFields(t SetUpTerms) []Field {
	return []Field{
		{ID: "name", Kind: Text, Label: "Program", Max: 60, Values: one(t.Name)},
		{ID: "partner_type", Kind: Choice, Label: "Partner type", Options: PartnerTypes(), Values: one(t.PartnerType)},
		{
			ID: "solution", Kind: Text, Label: "Joint solution", Max: 255, Values: one(t.Solution),
			Hint: "What exists only because partner and product come together.",
		},
		{
			ID: "goal", Kind: Amount, Label: "Revenue goal for " + t.Quarter, Values: one(t.Goal),
			Hint: "What partners are to bring in that quarter, such as 2,000,000.",
		},
		{ID: "currency", Kind: Choice, Label: "Currency", Options: Currencies(t.Currency), Values: one(t.Currency)},
		{ID: "time_zone", Kind: Choice, Label: "Time zone", Options: TimeZones(t.TimeZone), Values: one(t.TimeZone)},
		{
			ID: "fiscal_start", Kind: Choice, Label: "The fiscal year starts in", Options: months(),
			Values: one(strconv.Itoa(int(t.FiscalStart))),
		},
	}
}

func channelFields(t SetUpTerms) []Field {
	return []Field{
		{
			ID: "deal_desk", Kind: Channel, Label: "Deal desk channel", Optional: t.Elsewhere,
			Values: one(t.DealDesk), Labels: one(t.DealDeskName),
			Hint: "Registrations are reviewed here. A private one, with nobody from outside.",
		},
		{
			ID: "forecast", Kind: Channel, Label: "Forecast channel", Optional: t.Elsewhere,
			Values: one(t.Forecast), Labels: one(t.ForecastName),
			Hint: "The Monday post goes here. A private one, with nobody from outside.",
		},
		{
			ID: "partner_team", Kind: Channel, Label: "Partner team channel", Optional: true,
			Values: one(t.PartnerTeam), Labels: one(t.PartnerTeamName),
			Hint: "Stall alerts and the weekly activation post go here. A private one, with nobody from outside.",
		},
	}
}

func peopleFields(t SetUpTerms) []Field {
	return []Field{
		{
			ID: "partnerships_lead", Kind: Person, Label: "Partnerships lead", Many: true, Values: t.Lead, Optional: t.Elsewhere,
			Hint: "Builds and runs the program, and decides on registrations.",
		},
		{
			ID: "revops", Kind: Person, Label: "RevOps", Many: true, Values: t.RevOps, Optional: true,
			Hint: "Owns attribution, and decides on registrations.",
		},
		{ID: "partner_managers", Kind: Person, Label: "Partner managers", Many: true, Values: t.Managers, Optional: true},
		{ID: "cro", Kind: Person, Label: "CRO", Many: true, Values: t.CRO, Optional: true},
	}
}

func listFields(t SetUpTerms) []Field {
	return []Field{
		{
			ID: "partners", Kind: LongText, Label: "Signed partners", Optional: true, Values: one(t.Partners),
			Hint: "One a line. A partner that is not listed stays as it is.",
		},
		{
			ID: "products", Kind: LongText, Label: "Products", Optional: true, Values: one(t.Products),
			Hint: "One a line. Left empty, people type the product.",
		},
	}
}

func months() []Option {
	var all []Option
	for m := time.January; m <= time.December; m++ {
		all = append(all, Option{Value: strconv.Itoa(int(m)), Label: m.String()})
	}
	return all
}
