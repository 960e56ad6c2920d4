package form

// PathTerms are the activation path as it stands, in the form its field is typed in.
type PathTerms struct {
	Meta  string
	Steps string // one on each line: Name | due day | what completes it | what it needs
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
				Hint: "One on each line: Name | due day, counted from signature | what completes it: by hand, owner, 2 certified, " +
					"first registration or first win. Such as: Kick-off | 7 | by hand",
			},
		},
	}
}
