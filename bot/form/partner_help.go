package form

// NewAskHelp is the form in which a partner manager asks the partnerships lead for help. Meta names the partner.
func NewAskHelp(partner, meta string) Form {
	return Form{
		Name: AskHelp, Title: titled("Help with", partner), Submit: "Ask for help", Meta: meta,
		Intro: "The partnerships lead gets it at once, with how " + partner + " stands.",
		Fields: []Field{
			{ID: "need", Kind: LongText, Label: "What you need", Max: 1000, Hint: "From whom, by when, and what you have tried."},
		},
	}
}
