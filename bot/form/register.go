package form

import (
	"fmt"
	"slices"
)

// Lookup sources.
const (
	Partners = "partners" // partners by name; the value is a partner's id
	Accounts = "accounts" // customers that the program knows by name; the value is an account's id
)

// RegisterTerms are what the registration form needs of the program and of who fills it in.
type RegisterTerms struct {
	Partner  Option   // the one to begin with; zero for none
	Only     bool     // Partner is the only one that may be chosen: an outside person's own
	Known    bool     // a customer that the program knows may be chosen: never by an outside person
	Account  Option   // the known customer to begin with; zero for none
	Products []string // to choose from; none means that the product is typed
	Currency string   // ISO 4217
	// DecideWithin is in working days, Protection in days from approval.
	DecideWithin, Protection int
}

// NewRegister is the form that registers a deal.
func NewRegister(t RegisterTerms) Form {
	return Form{
		Name: Register, Title: "Register a deal", Submit: "Register",
		Intro: fmt.Sprintf("You get a decision within %s. Approval protects the deal for %d days.",
			count(t.DecideWithin, "working day"), t.Protection),
		Fields: slices.Concat([]Field{partnerField(t)}, customerFields(t), []Field{
			{
				ID: "website", Kind: Text, Label: "Customer's website", Optional: true, Max: 200,
				Hint: "Such as acme.com. It shows whether anyone is on this deal already.",
			},
			productField(t.Products),
			{ID: "amount", Kind: Amount, Label: "Amount in " + t.Currency, Hint: "Your best estimate, such as 25,000."},
			{ID: "close_date", Kind: Date, Label: "Expected close"},
			{ID: "contact_name", Kind: Text, Label: "Contact at the customer", Max: 120},
			{ID: "contact_email", Kind: Email, Label: "Contact's work e-mail"},
			{
				ID: "how_engaged", Kind: LongText, Label: "How the partner is engaged", Max: 2000,
				Hint: "What has happened so far and who spoke to whom. At least 20 characters.",
			},
			{ID: "next_step", Kind: Text, Label: "Next step", Hint: "What happens next, and when.", Max: 255},
			{
				ID: "no_website", Kind: Text, Label: "No website? Say why", Optional: true, Max: 255,
				Hint: "Only when you left the website empty.",
			},
			{
				ID: "country", Kind: Text, Label: "No website? Country", Optional: true, Max: 2,
				Hint: "Two letters, such as US or DE. Only when you left the website empty.",
			},
		}),
	}
}

// customerFields ask for the customer by name, and where known ones may be chosen, by choice or by name.
func customerFields(t RegisterTerms) []Field {
	name := Field{ID: "customer", Kind: Text, Label: "Customer", Hint: "The company that will buy.", Max: 120}
	if !t.Known {
		return []Field{name}
	}
	known := Field{
		ID: "account", Kind: Lookup, Label: "Known customer", Source: Accounts, Optional: true,
		Hint: "Is the customer known already? Then leave customer and website empty.", Values: one(t.Account.Value),
	}
	if t.Account.Value != "" {
		known.Labels = []string{t.Account.Label}
	}
	name.Optional = true
	name.Hint = "The company that will buy, if it is not known yet."
	return []Field{known, name}
}

func partnerField(t RegisterTerms) Field {
	f := Field{ID: "partner", Kind: Lookup, Label: "Partner", Source: Partners, Values: one(t.Partner.Value)}
	if t.Partner.Value != "" {
		f.Labels = []string{t.Partner.Label}
	}
	if t.Only {
		f.Kind, f.Source, f.Labels, f.Options = Choice, "", nil, []Option{t.Partner}
	}
	return f
}

func productField(products []string) Field {
	if len(products) == 0 {
		return Field{ID: "product", Kind: Text, Label: "Product or use case", Max: 120}
	}
	f := Field{ID: "product", Kind: Choice, Label: "Product", Options: options(products)}
	if len(products) == 1 {
		f.Values = products
	}
	return f
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
