package form

import "slices"

// SignPartnerTerms are what the form that signs a partner begins with.
type SignPartnerTerms struct {
	Meta     string   // names the candidate
	Name     string   // "" when it is to be typed
	Fixed    bool     // Name is that of the candidate, and is not asked
	SignedOn string   // ISO date
	Owner    []string // the platform's user id of who will own it on our side
}

// NewSignPartner is the form that signs a partner, which starts its activation path.
func NewSignPartner(t SignPartnerTerms) Form {
	title, fields := "Sign a partner", []Field{{ID: "name", Kind: Text, Label: "Partner", Max: 120, Values: one(t.Name)}}
	if t.Fixed {
		title, fields = titled("Sign", t.Name), nil
	}
	return Form{
		Name: SignPartner, Title: title, Submit: "Sign", Meta: t.Meta,
		Intro: "Its activation path starts on the day of signature, with a due day for every checkpoint.",
		Fields: slices.Concat(fields, []Field{
			{ID: "signed_on", Kind: Date, Label: "Signed on", Values: one(t.SignedOn)},
			{
				ID: "owner", Kind: Person, Label: "Our owner", Values: t.Owner,
				Hint: "The partner manager who owns the runway. Stall alerts go there.",
			},
			{ID: "their_owner", Kind: Text, Label: "Their owner", Max: 120, Hint: "Who owns it on the partner's side."},
			{ID: "their_mail", Kind: Email, Label: "Their owner's work e-mail", Optional: true},
		}),
	}
}
