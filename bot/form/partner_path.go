package form

// PathTerms are the activation path as it stands, in the form its field is typed in.
type PathTerms struct {
	Meta  string
	Steps string // one on each line: Name | due day | how it is done | what it needs
	For   string // as in ProfileTerms
}

// NewPath is the form that writes the activation path, or changes it.
func NewPath(t PathTerms) Form {
	return Form{
		Name: Path, Title: "Activation path", Submit: "Save", Meta: t.Meta,
		Intro: sentence(t.For, "The checkpoints from signature to the first deal. Partners who signed already keep the path that they signed with."),
		Fields: []Field{
			{
				ID: "steps", Kind: LongText, Label: "Checkpoints", Max: 3000, Values: one(t.Steps),
				Hint: "One on each line: Name | due day, counted from signature | how it is done: by hand, owner, 2 certified, " +
					"first registration or first win | what it needs, if anything. Such as: Training | 30 | 2 certified | after Kick-off",
			},
		},
	}
}
