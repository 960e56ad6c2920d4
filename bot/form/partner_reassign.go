package form

import "fmt"

// Scopes of a reassignment.
const (
	OnlyThis = "one" // the one partner
	AllOf    = "all" // every partner of the same manager
)

// ReassignTerms are the partner that gets another owner, and how many its manager has.
type ReassignTerms struct {
	Meta, Partner string
	Manager       string // who owns it now, "" for nobody
	Partners      int    // how many partners the manager owns, this one among them
}

// NewReassign is the form that gives a partner, or all of its manager's, to somebody else.
func NewReassign(t ReassignTerms) Form {
	f := Form{
		Name: Reassign, Title: titled("Reassign", t.Partner), Submit: "Reassign", Meta: t.Meta,
		Intro: "Nobody owns " + t.Partner + " now.",
		Fields: []Field{
			{ID: "owner", Kind: Person, Label: "New owner", Hint: "Stall alerts go there from now on."},
		},
	}
	if t.Manager != "" {
		f.Intro = t.Manager + " owns " + t.Partner + " now."
	}
	if t.Partners > 1 {
		f.Fields = append(f.Fields, Field{
			ID: "scope", Kind: Choice, Label: "Which partners", Values: one(OnlyThis),
			Options: []Option{
				{OnlyThis, cut("only "+t.Partner, maxLabel)},
				{AllOf, cut(fmt.Sprintf("all %d partners of %s", t.Partners, t.Manager), maxLabel)},
			},
		})
	}
	f.Fields = append(f.Fields, Field{ID: "reason", Kind: LongText, Label: "Why", Optional: true, Max: 500})
	return f
}
