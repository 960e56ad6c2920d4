package form

// AssignStepTerms are a checkpoint of a partner that is not done, and who sees to it.
type AssignStepTerms struct {
	Meta          string   // names the partner and the checkpoint
	Partner, Name string   // of the checkpoint
	Owner         []string // who of ours sees to it, by the platform's id
	TheirOwner    string   // who does on the partner's side
}

// NewAssignStep is the form that says who sees to a checkpoint, on our side and on theirs.
func NewAssignStep(t AssignStepTerms) Form {
	return Form{
		Name: AssignStep, Title: titled("Assign:", t.Name), Submit: "Assign", Meta: t.Meta,
		Intro: t.Partner + ": whoever sees to " + t.Name + " may say that it is done.",
		Fields: []Field{
			{
				ID: "owner", Kind: Person, Label: "On our side", Optional: true, Values: t.Owner,
				Hint: "They are told. Empty: the partner's owner sees to it.",
			},
			{
				ID: "their_owner", Kind: Text, Label: "On their side", Optional: true, Max: 120, Values: one(t.TheirOwner),
				Hint: "A name. Empty: the partner's own owner.",
			},
		},
	}
}
