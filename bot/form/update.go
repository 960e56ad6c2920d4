package form

// UpdateTerms are the deal as it stands, in the form its fields are typed in.
type UpdateTerms struct {
	Ref, Meta         string
	Currency          string // ISO 4217
	Amount, CloseDate string
	NextStep          string
	Stage             string
	Stages            []string // none when the deal has no stage yet
}

// NewUpdate is the form that updates a deal. It opens with the deal as it stands.
func NewUpdate(t UpdateTerms) Form {
	f := Form{
		Name: Update, Title: "Update " + t.Ref, Submit: "Save", Meta: t.Meta,
		Fields: []Field{
			{ID: "amount", Kind: Amount, Label: "Amount in " + t.Currency, Values: one(t.Amount)},
			{ID: "close_date", Kind: Date, Label: "Expected close", Values: one(t.CloseDate)},
			{
				ID: "next_step", Kind: Text, Label: "Next step", Hint: "What happens next, and when.", Max: 255,
				Values: one(t.NextStep),
			},
		},
	}
	if len(t.Stages) > 0 {
		stage := Field{ID: "stage", Kind: Choice, Label: "Stage", Options: with(options(t.Stages), t.Stage), Values: one(t.Stage)}
		f.Fields = append([]Field{stage}, f.Fields...)
	}
	return f
}
