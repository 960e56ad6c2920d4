package form

// OpenTypeTerms are what the form that opens a further partner type begins with.
type OpenTypeTerms struct {
	Meta    string
	Types   []Option // those that are not open
	Lessons string   // what those that are taught, in a sentence or two; "" when there is nothing to learn from
}

// NewOpenType is the form that opens a further partner type.
func NewOpenType(t OpenTypeTerms) Form {
	return Form{
		Name: OpenType, Title: "Open a partner type", Submit: "Open it", Meta: t.Meta,
		Intro: sentence("It gets a profile and an activation path of its own, and a first cohort that stays small.", t.Lessons),
		Fields: []Field{
			{ID: "partner_type", Kind: Choice, Label: "Partner type", Options: t.Types},
			solutionField(""),
		},
	}
}

// solutionField asks for the joint solution of a partner type.
func solutionField(typed string) Field {
	return Field{
		ID: "solution", Kind: Text, Label: "Joint solution", Max: 255, Values: one(typed),
		Hint: "What exists only because partner and product come together.",
	}
}
