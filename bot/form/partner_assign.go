package form

// AssignStepTerms are the open checkpoints of a partner, and who sees to the one that the form opens with.
type AssignStepTerms struct {
	Meta, Partner string
	Steps         []Option // value: the checkpoint's key
	Step          string   // the key of the one to begin with
	Owner         []string // who of ours sees to that one, by the platform's id
	TheirOwner    string   // who does on the partner's side
}

// NewAssignStep is the form that says who sees to a checkpoint, on our side and on theirs.
func NewAssignStep(t AssignStepTerms) Form {
	return Form{
		Name: AssignStep, Title: titled("Assign:", t.Partner), Submit: "Assign", Meta: t.Meta,
		Intro: "Whoever sees to a checkpoint of " + t.Partner + " may say that it is done.",
		Fields: []Field{
			{ID: "step", Kind: Choice, Label: "Checkpoint", Values: one(t.Step), Options: t.Steps},
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
