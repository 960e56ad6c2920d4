package form

// ParkTerms are the partner that is parked.
type ParkTerms struct {
	Meta, Partner string
	Until         string // ISO date
}

// NewPark is the form that parks a partner until a day.
func NewPark(t ParkTerms) Form {
	return Form{
		Name: Park, Title: titled("Park", t.Partner), Submit: "Park", Meta: t.Meta,
		Intro: "Until that day " + t.Partner + " is neither late nor stalled, and no alert comes. Checkpoints that are not done move by as many days.",
		Fields: []Field{
			{ID: "until", Kind: Date, Label: "Until", Values: one(t.Until)},
			{ID: "reason", Kind: LongText, Label: "Why", Max: 500},
		},
	}
}

// Parting is the one value of the field that confirms an exit.
const Parting = "yes"

// NewExit is the form that parts with a partner. Meta names it.
func NewExit(partner, meta string) Form {
	return Form{
		Name: Exit, Title: titled("Part with", partner), Submit: "Part for good", Meta: meta,
		Intro: partner + " leaves the program and cannot come back by itself. Its deals and its history stay.",
		Fields: []Field{
			{ID: "reason", Kind: LongText, Label: "Why", Max: 500, Hint: "It shows later what the first cohort taught."},
			{ID: "confirm", Kind: Choice, Label: "Are you sure?", Options: []Option{{Parting, "Yes, part for good"}}},
		},
	}
}
