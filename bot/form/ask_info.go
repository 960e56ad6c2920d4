package form

// NewAskInfo is the form in which a reviewer asks the submitter of ref for information. Meta names the registration.
func NewAskInfo(ref, meta string) Form {
	return Form{
		Name: AskInfo, Title: "Ask about " + ref, Submit: "Ask", Meta: meta,
		Intro: "The time to decide stands still until the answer comes.",
		Fields: []Field{
			{ID: "question", Kind: LongText, Label: "Your question", Max: 2000},
		},
	}
}
