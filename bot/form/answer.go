package form

// NewAnswer is the form in which the submitter of ref answers the reviewer's question. Meta names the registration.
func NewAnswer(ref, question, meta string) Form {
	return Form{
		Name: Answer, Title: "Answer about " + ref, Submit: "Answer", Meta: meta,
		Intro: question,
		Fields: []Field{
			{ID: "answer", Kind: LongText, Label: "Your answer", Max: 2000},
		},
	}
}
