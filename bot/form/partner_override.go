package form

// OverrideTerms are the gate that somebody wants to pass.
type OverrideTerms struct {
	Meta string
	Gate string // what is forbidden now, one sentence
	Why  string // why the gate is there, and what opens it, one or two sentences
}

// NewOverride is the form in which the partnerships lead goes past a gate.
func NewOverride(t OverrideTerms) Form {
	return Form{
		Name: Override, Title: "Go past the gate", Submit: "Go past it", Meta: t.Meta, Intro: sentence(t.Gate, t.Why),
		Fields: []Field{
			{
				ID: "reason", Kind: LongText, Label: "Why you go past it", Max: 500,
				Hint: "20 characters at least. It stays on the record and is in the Monday post until the gate is open.",
			},
		},
	}
}
