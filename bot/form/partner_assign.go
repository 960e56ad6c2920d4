package form

import "slices"

// AssignStepTerms are a checkpoint of a partner that is not done, and who sees to it.
type AssignStepTerms struct {
	Meta          string   // names the partner and the checkpoint
	Partner, Name string   // of the checkpoint
	Owner         []string // who of ours sees to it, by the platform's id
	Elsewhere     string   // the name of who of ours does and has no account on this platform, "" for nobody such
	TheirOwner    string   // who does on the partner's side
}

// NewAssignStep is the form that says who sees to a checkpoint, on our side and on theirs.
func NewAssignStep(t AssignStepTerms) Form {
	return Form{
		Name: AssignStep, Title: titled("Assign:", t.Name), Submit: "Assign", Meta: t.Meta,
		Intro: t.Partner + ": whoever sees to " + t.Name + " may say that it is done.",
		Fields: slices.Concat(
			[]Field{{
				ID: "owner", Kind: Person, Label: "On our side", Optional: true, Values: t.Owner,
				Hint: emptyHint("They are told.", "Empty: the partner's owner sees to it.", t.Elsewhere),
			}},
			elsewhere(t.Elsewhere, "The partner's owner"),
			[]Field{{
				ID: "their_owner", Kind: Text, Label: "On their side", Optional: true, Max: 120, Values: one(t.TheirOwner),
				Hint: "A name. Empty: the partner's own owner.",
			}},
		),
	}
}
