package form

// Values of the field about somebody who cannot stand in a Person field.
const (
	Stays     = "stays"
	TakenBack = "back"
)

// elsewhere asks what an empty Person field means, when it is empty only because who it is about has no account where the
// form is opened: that all stays theirs, or that it goes back to somebody. There is no such field for the name "".
func elsewhere(name, back string) []Field {
	if name == "" {
		return nil
	}
	return []Field{{
		ID: "elsewhere", Kind: Choice, Label: "If nobody is chosen above", Values: one(Stays),
		Options: []Option{{Stays, cut("Still "+name+", who has no account here", maxLabel)}, {TakenBack, back}},
	}}
}

// emptyHint is a hint with what an empty Person field means, unless a field beside it asks that.
func emptyHint(hint, empty, elsewhere string) string {
	if elsewhere != "" {
		return hint
	}
	return sentence(hint, empty)
}
