package form

import "slices"

// ProfileTerms are the ideal partner profile as it stands, in the form its fields are typed in.
type ProfileTerms struct {
	Meta      string
	Criteria  string // one on each line: Name | weight | worst; …; best
	Threshold string // 0 to 100
	Suggested bool   // these are not kept: they are there to begin with
	Solution  string // the joint solution, where it belongs to the profile: that of a further partner type; else ""
	For       string // whom it is for, such as "For resellers."; "" where there is one partner type only
	Foretold  string // what the fit foretold of activation, in a sentence; "" before there is a profile
}

// NewProfile is the form that writes the ideal partner profile, or changes it.
func NewProfile(t ProfileTerms) Form {
	f := Form{
		Name: Profile, Title: "Ideal partner profile", Submit: "Save", Meta: t.Meta,
		Intro: sentence(t.For, "It is the filter for everyone you recruit: every candidate is scored against it."),
		Fields: []Field{
			{
				ID: "criteria", Kind: LongText, Label: "Criteria", Max: 3000, Values: one(t.Criteria),
				Hint: "3 at least, one on each line: Name | weight from 1 to 10 | the levels from the worst to the best, 2 to 5 of " +
					"them, with semicolons between. Such as: Delivery team | 5 | none; 1 or 2 people; 3 people and more",
			},
			{
				ID: "threshold", Kind: Text, Label: "Threshold", Max: 3, Values: one(t.Threshold),
				Hint: "From 0 to 100. A candidate with less is recruited only with a written reason.",
			},
		},
	}
	if t.Solution != "" {
		f.Fields = slices.Insert(f.Fields, 0, solutionField(t.Solution))
	}
	then := sentence("Who was scored before keeps that fit.", t.Foretold)
	if t.Suggested {
		then = "What stands here is a suggestion to begin with: change it to what makes a partner good for you."
	}
	f.Intro = sentence(f.Intro, then)
	return f
}
