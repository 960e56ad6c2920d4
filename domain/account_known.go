package domain

import (
	"cmp"
	"context"
	"fmt"

	"github.com/google/uuid"
)

// mostAccounts is how many customers a person is offered.
const mostAccounts = 100

// Accounts are the customers known to the program whose name contains text, by name, at most 100. Forbidden to outside
// people.
func (d *Desk) Accounts(ctx context.Context, a Actor, text string) ([]Account, error) {
	if err := May(a, ActSeeAccounts, Subject{}); err != nil {
		return nil, err
	}
	return d.store.Accounts(ctx, a.ProgramID, line(text), mostAccounts)
}

// KnownAccount is a customer known to the program. Forbidden to outside people.
func (d *Desk) KnownAccount(ctx context.Context, a Actor, id ID) (Account, error) {
	if err := May(a, ActSeeAccounts, Subject{}); err != nil {
		return Account{}, err
	}
	known, err := d.store.Account(ctx, id)
	if err == nil && known.ProgramID != a.ProgramID {
		return Account{}, Refuse(NotFound, "There is no such customer.")
	}
	return known, err
}

// customer is the account that a claim is about, under an id for the case that it is new. When one was chosen, it fills
// the claim in; what was typed beside it must say the same.
func (d *Desk) customer(ctx context.Context, a Actor, c *Claim, e *fieldErrors) (Account, error) {
	if c.Account == uuid.Nil {
		return c.account(a.ProgramID, d.newID()), nil
	}
	known, err := d.KnownAccount(ctx, a, c.Account)
	if CodeOf(err) == NotFound {
		e.add("account", "This customer is not known any more. Choose another, or type who it is.")
		return Account{}, nil
	}
	if err != nil {
		return Account{}, err
	}
	e.agree(*c, known)
	c.Customer, c.Website, c.Country = known.Name, known.Domain, cmp.Or(known.Country, c.Country)
	if known.Domain != "" {
		c.NoWebsite = ""
	}
	c.Account, known.ID = uuid.Nil, d.newID()
	return known, nil
}

// agree refuses a choice beside which another customer was typed: nobody can tell which of the two is meant.
func (e *fieldErrors) agree(c Claim, known Account) {
	same := NormalName(c.Customer) == NormalName(known.Name)
	e.when(c.Customer != "" && !same, "customer", fmt.Sprintf(
		"The known customer that you chose is %s. Choose one: leave this empty, or take that choice away.", known.Words()))
	e.agreeOn(c.Website, known)
}

func (e *fieldErrors) agreeOn(website string, known Account) {
	site, err := RegistrableDomain(website)
	switch {
	case website == "" || err == nil && site == known.Domain:
	case known.Domain == "":
		e.add("website", fmt.Sprintf("%s, the known customer that you chose, is known without a website. "+
			"Leave this empty, or take that choice away and type their name.", known.Words()))
	default:
		e.add("website", fmt.Sprintf("This is not the website of %s, the known customer that you chose. "+
			"Leave this empty, or take that choice away.", known.Words()))
	}
}
