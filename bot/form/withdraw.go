package form

// NewWithdraw is the form that takes the registration ref back. Meta names it.
func NewWithdraw(ref, meta string) Form {
	return Form{
		Name: Withdraw, Title: "Withdraw " + ref, Submit: "Withdraw", Meta: meta,
		Intro: "The deal loses its place and its protection, and is open to others again.",
		Fields: []Field{
			{ID: "reason", Kind: LongText, Label: "Why", Max: 500},
		},
	}
}
