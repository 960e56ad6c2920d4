package form

// NewWon is the form that closes the deal ref as won. Amount and today stand in it; meta names the registration.
func NewWon(ref, meta, currency, amount, today string) Form {
	return Form{
		Name: Won, Title: ref + " is won", Submit: "Mark as won", Meta: meta,
		Fields: []Field{
			{ID: "amount", Kind: Amount, Label: "Amount won in " + currency, Hint: "As signed.", Values: one(amount)},
			{ID: "closed_on", Kind: Date, Label: "Closed on", Values: one(today)},
		},
	}
}
