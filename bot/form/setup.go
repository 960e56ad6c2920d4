package form

import (
	"strconv"
	"time"
)

// SetUpTerms are the program as it stands, in the form its fields are typed in. Each form of the setup takes what it needs.
type SetUpTerms struct {
	Meta                        string // names the part and the program's revision
	Name, PartnerType, Solution string
	Currency, TimeZone          string
	FiscalStart                 time.Month
	Quarter                     string // the one that the goal is for, such as 2026-Q4
	Goal                        string
	DealDesk, Forecast          string // the platform's channel ids
	DealDeskName, ForecastName  string // what they are called, "" when nobody knows
	PartnerTeam                 string // a channel id too, "" for none
	PartnerTeamName             string
	// Elsewhere: another platform has all that the part must have already, so that none of it is needed on this one.
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

// setUpPage is a form of the setup. It is saved by itself, so that the setup may be left after any of them.
func setUpPage(name Name, title, intro string, t SetUpTerms, fields ...Field) Form {
	return Form{Name: name, Title: title, Submit: "Save", Meta: t.Meta, Intro: intro, Fields: fields}
}

// NewSetUp is the form that says what the program is for, and who runs it.
func NewSetUp(t SetUpTerms) Form {
	return setUpPage(
		SetUp, "Set up the program", "One partner type. Breadth comes after the first set has produced.", t,
		Field{ID: "name", Kind: Text, Label: "Program", Max: 60, Values: one(t.Name)},
		Field{ID: "partner_type", Kind: Choice, Label: "Partner type", Options: PartnerTypes(), Values: one(t.PartnerType)},
		solutionField(t.Solution),
		Field{
			ID: "partnerships_lead", Kind: Person, Label: "Partnerships lead", Many: true, Values: t.Lead, Optional: t.Elsewhere,
			Hint: "Builds and runs the program, and decides on registrations.",
		},
		Field{ID: "time_zone", Kind: Choice, Label: "Time zone", Options: TimeZones(t.TimeZone), Values: one(t.TimeZone)},
	)
}

// NewSetUpDesk is the form that says where deals are registered, and who decides.
func NewSetUpDesk(t SetUpTerms) Form {
	return setUpPage(
		SetUpDesk, "Deal registration", "An entry point comes before anyone is recruited. Nobody decides on a deal of their own, so two people are needed.", t,
		Field{
			ID: "deal_desk", Kind: Channel, Label: "Deal desk channel", Optional: t.Elsewhere,
			Values: one(t.DealDesk), Labels: one(t.DealDeskName),
			Hint: "Registrations are reviewed here. A private one, with nobody from outside.",
		},
		Field{
			ID: "revops", Kind: Person, Label: "RevOps", Many: true, Values: t.RevOps, Optional: true,
			Hint: "Owns attribution, and decides on registrations beside the partnerships lead.",
		},
		Field{
			ID: "products", Kind: LongText, Label: "Products", Optional: true, Values: one(t.Products),
			Hint: "One a line. Left empty, people type the product.",
		},
	)
}

// NewSetUpRunway is the form that says who leads partners to their first deals, and which have signed already.
func NewSetUpRunway(t SetUpTerms) Form {
	return setUpPage(
		SetUpRunway, "Activation", "Partners stall when nobody owns the runway.", t,
		Field{
			ID: "partner_managers", Kind: Person, Label: "Partner managers", Many: true, Values: t.Managers, Optional: true,
			Hint: "Each owns partners, and is told which of them stall.",
		},
		Field{
			ID: "partner_team", Kind: Channel, Label: "Partner team channel", Optional: true,
			Values: one(t.PartnerTeam), Labels: one(t.PartnerTeamName),
			Hint: "Stall alerts and the weekly activation post go here. A private one, with nobody from outside.",
		},
		Field{
			ID: "partners", Kind: LongText, Label: "Signed partners", Optional: true, Values: one(t.Partners),
			Hint: "Those who signed before there was a program, one a line. Later, add candidates instead.",
		},
	)
}

// NewSetUpForecast is the form that sets the goal, and says where the number is posted.
func NewSetUpForecast(t SetUpTerms) Form {
	return setUpPage(
		SetUpForecast, "Forecast", "One revenue goal, and one post on Monday with the number.", t,
		Field{
			ID: "goal", Kind: Amount, Label: "Revenue goal for " + t.Quarter, Values: one(t.Goal),
			Hint: "What partners are to bring in that quarter, such as 2,000,000.",
		},
		Field{ID: "currency", Kind: Choice, Label: "Currency", Options: Currencies(t.Currency), Values: one(t.Currency)},
		Field{
			ID: "fiscal_start", Kind: Choice, Label: "The fiscal year starts in", Options: months(),
			Values: one(strconv.Itoa(int(t.FiscalStart))),
		},
		Field{
			ID: "forecast", Kind: Channel, Label: "Forecast channel", Optional: t.Elsewhere,
			Values: one(t.Forecast), Labels: one(t.ForecastName),
			Hint: "The Monday post goes here. A private one, with nobody from outside.",
		},
		Field{ID: "cro", Kind: Person, Label: "CRO", Many: true, Values: t.CRO, Optional: true},
	)
}

func months() []Option {
	var all []Option
	for m := time.January; m <= time.December; m++ {
		all = append(all, Option{Value: strconv.Itoa(int(m)), Label: m.String()})
	}
	return all
}
