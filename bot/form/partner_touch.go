package form

// TouchTerms are the partner that somebody was in contact with.
type TouchTerms struct {
	Meta, Partner string
	Day           string // ISO date
}

// NewTouch is the form that logs a contact with a partner.
func NewTouch(t TouchTerms) Form {
	return Form{
		Name: Touch, Title: titled("Contact:", t.Partner), Submit: "Log it", Meta: t.Meta,
		Fields: []Field{
			{ID: "day", Kind: Date, Label: "Day", Values: one(t.Day)},
			{
				ID: "note", Kind: LongText, Label: "What happened", Max: 1000,
				Hint: "Who spoke to whom, and what was agreed. It counts as activity.",
			},
		},
	}
}
