package form

// NewLost is the form that closes the deal ref as lost. Meta names the registration.
func NewLost(ref, meta string) Form {
	return Form{
		Name: Lost, Title: ref + " is lost", Submit: "Mark as lost", Meta: meta,
		Intro: "The deal leaves the forecast and is open to others again.",
		Fields: []Field{
			{ID: "reason", Kind: LongText, Label: "Why it was lost", Max: 500},
		},
	}
}
