package form

// Reasons are the reasons for which a registration is rejected: the closed list of domain.Reason, in words.
func Reasons() []Option {
	return []Option{
		{"duplicate", "It is registered already"},
		{"active_direct_pipeline", "Our sales team is already working this deal"},
		{"named_account", "The customer is a named account"},
		{"unqualified", "The deal is not qualified"},
		{"no_verifiable_relationship", "No relationship with the customer could be verified"},
		{"thin_evidence", "Too little evidence of the partner's work"},
	}
}

// NewReject is the form that rejects a registration, called ref. Meta names it.
func NewReject(ref, meta string) Form {
	return Form{
		Name: Reject, Title: "Reject " + ref, Submit: "Reject", Meta: meta,
		Intro: "The submitter reads both, and the deal is open to others again.",
		Fields: []Field{
			{ID: "reason", Kind: Choice, Label: "Reason", Options: Reasons()},
			{ID: "remark", Kind: LongText, Label: "In your words", Hint: "What would have to be different.", Max: 2000},
		},
	}
}
