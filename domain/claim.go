package domain

import (
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// Lengths of what is typed, in characters (section 8.1).
const (
	maxName      = 120
	maxReasonFor = 255
	minEngaged   = 20
	maxEngaged   = 2000
	maxNextStep  = 255
	maxRemark    = 2000
	maxWhy       = 500 // of what is decided about a partner
	maxNeed      = 1000
	maxMail      = 254 // RFC 5321
)

// fieldErrors gathers what is wrong, field by field, so that a person hears all of it at once.
type fieldErrors []FieldError

func (e *fieldErrors) add(field, message string) {
	*e = append(*e, FieldError{Field: field, Message: message})
}

// when adds message when bad.
func (e *fieldErrors) when(bad bool, field, message string) {
	if bad {
		e.add(field, message)
	}
}

// err is nil when nothing is wrong.
func (e fieldErrors) err() error {
	if len(e) == 0 {
		return nil
	}
	return &Error{Code: Invalid, Message: "Some answers need another look.", Fields: e}
}

// clean is the claim as it is kept: trimmed, one spelling, nothing that cannot be stored.
func (c Claim) clean(p Program) Claim {
	c.Customer, c.Website, c.NoWebsite = line(c.Customer), line(c.Website), line(c.NoWebsite)
	c.ContactName, c.ContactEmail = line(c.ContactName), strings.ToLower(line(c.ContactEmail))
	c.HowEngaged, c.NextStep = lines(c.HowEngaged), line(c.NextStep)
	c.Country = strings.ToUpper(line(c.Country))
	if code := CountryCode(c.Country); code != "" {
		c.Country = code
	}
	c.Product = p.product(c.Product)
	return c
}

// product is the program's own spelling of a product, or what was typed when it has none such.
func (p Program) product(typed string) string {
	typed = line(visible(typed))
	for _, name := range p.Products {
		if strings.EqualFold(name, typed) {
			return name
		}
	}
	return typed
}

// CheckClaim is every fault of a clean claim, in the order of the form. Its partner and a known customer are checked apart.
func CheckClaim(c Claim, p Program, today calendar.Date) []FieldError {
	var e fieldErrors
	e.when(c.PartnerID == uuid.Nil, "partner", "Choose the partner who brings the deal.")
	if c.Account == uuid.Nil {
		length(&e, "customer", c.Customer, 1, maxName, "Type the customer's company name, or choose a customer that is known.")
		e.website(c)
	}
	e.when(c.Country != "" && CountryCode(c.Country) == "", "country", "Type the country as two letters, such as US or DE.")
	length(&e, "contact_name", c.ContactName, 1, maxName, "Type the name of your contact at the customer.")
	e.contact(c.ContactEmail)
	e.amount("amount", c.Amount, p.Currency)
	e.closeDate("close_date", c.CloseDate, today)
	e.product(c.Product, p.Products)
	length(&e, "how_engaged", c.HowEngaged, minEngaged, maxEngaged,
		"Say in a sentence or two how the partner works with this customer: who spoke with whom, and when.")
	length(&e, "next_step", c.NextStep, 1, maxNextStep, "Type the next step, such as a date for the demo.")
	return e
}

// length checks how many characters a text has; ask says what to type when there are too few.
func length(e *fieldErrors, field, text string, least, most int, ask string) {
	switch n := utf8.RuneCountInString(text); {
	case n == 0 && least > 0:
		e.add(field, ask)
	case n < least:
		e.add(field, fmt.Sprintf("%s At least %d characters; this has %d.", ask, least, n))
	case n > most:
		e.add(field, fmt.Sprintf("Shorten this to %d characters; it has %d.", most, n))
	}
}

// website needs a domain, or a reason why there is none and the country that goes with the name.
func (e *fieldErrors) website(c Claim) {
	if c.Website == "" {
		length(e, "no_website", c.NoWebsite, 0, maxReasonFor, "")
		e.when(c.NoWebsite == "", "website",
			"Type the customer's website, such as acme.com. If there is none, say why in the field below.")
		e.when(c.NoWebsite != "" && c.Country == "", "country", "Without a website, the customer's country is needed, such as US or DE.")
	} else {
		_, err := RegistrableDomain(c.Website)
		e.when(err == errFreeMail, "website",
			"This belongs to a mail provider. Type the customer's own website, or leave it empty and say why there is none.")
		e.when(err == errNoDomain, "website", "This is not a website on the internet. Type it like acme.com.")
	}
}

func (e *fieldErrors) contact(email string) {
	err := businessMail(email)
	switch {
	case email == "":
		e.add("contact_email", "Type your contact's business e-mail.")
	case err == errFreeMail:
		e.add("contact_email", "This is a private mailbox. Type your contact's business e-mail.")
	case err != nil:
		e.add("contact_email", "This is not an e-mail address. Type it like name@acme.com.")
	}
}

// businessMail refuses what is not the address of somebody at a company: errFreeMail when anybody can get such a one.
func businessMail(email string) error {
	if _, err := mail.ParseAddress("<" + email + ">"); err != nil || len(email) > maxMail {
		return errNoMail
	}
	_, err := RegistrableDomain(email[strings.LastIndexByte(email, '@')+1:])
	return err
}

func (e *fieldErrors) amount(field string, m Money, c Currency) {
	switch {
	case m.Minor <= 0:
		e.add(field, "Type an amount above zero, such as 12,500.")
	case m.Currency != c:
		e.add(field, fmt.Sprintf("Give the amount in %s.", c))
	case m.Minor > MaxMinor:
		e.add(field, "That amount is too large: the most is "+Money{MaxMinor, c}.String()+".")
	}
}

func (e *fieldErrors) closeDate(field string, d, today calendar.Date) {
	switch {
	case d.IsZero():
		e.add(field, "Choose the day the deal is expected to close.")
	case d.Before(today):
		e.add(field, "This day is past. Choose today or later.")
	}
}

func (e *fieldErrors) product(typed string, products []string) {
	switch {
	case typed == "":
		e.add("product", "Choose what the customer would buy.")
	case len(products) > 0 && !slices.Contains(products, typed):
		e.add("product", "Choose one of: "+strings.Join(products, ", ")+".")
	default:
		length(e, "product", typed, 1, maxName, "")
	}
}

// account is the customer of a claim that was checked.
func (c Claim) account(program, id ID) Account {
	domain, _ := RegistrableDomain(c.Website) // "" without a website; CheckClaim has refused the rest
	return Account{
		ID: id, ProgramID: program, Name: c.Customer, Domain: domain, Country: c.Country,
		Key: AccountKey(c.Customer, domain, c.Country),
	}
}
