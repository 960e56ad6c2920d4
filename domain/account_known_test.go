package domain_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

func TestKnownCustomersAreNotForOutsidePeople(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	acme := o.Account(t, "Acme", "acme.com")
	found, err := o.Accounts(t.Context(), o.Actor(o.Sam), " cM ")
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "found", found, []domain.Account{acme})
	for _, p := range []domain.Person{o.Pia, {ID: domaintest.NewID(), Name: "No role"}} {
		_, err := o.Accounts(t.Context(), o.Actor(p), "")
		wantCode(t, err, domain.Forbidden)
		_, err = o.KnownAccount(t.Context(), o.Actor(p), acme.ID)
		wantCode(t, err, domain.Forbidden)
	}
	claim := o.Claim(o.Northwind, "Acme", "acme.com")
	claim.Account = acme.ID
	_, err = o.Register(t.Context(), o.Actor(o.Pia), claim)
	wantCode(t, err, domain.Forbidden)
}

// knownAccount is a customer as it came to be known, such as by an import.
func (o *office) knownAccount(t *testing.T, name, site, country string) domain.Account {
	t.Helper()
	a := domain.Account{
		ID: domaintest.NewID(), ProgramID: o.World.Program.ID, Name: name, Domain: site, Country: country,
		Key: domain.AccountKey(name, site, country),
	}
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error {
		_, err := tx.LockAccount(ctx, a)
		return err
	})
	return a
}

// A claim on a known customer is about that account, with the name and the website that the program knows.
func TestRegisterForAKnownCustomer(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	long := strings.Repeat("Acme ", 60)
	for name, c := range map[string]struct {
		known                         domain.Account
		customer, website, noWebsite  string
		wantSite, wantNone, wantLands string
	}{
		"nothing typed":              {known: o.knownAccount(t, "Acme", "acme.com", ""), wantSite: "acme.com"},
		"typed in another spelling":  {o.knownAccount(t, "Hooli Inc.", "hooli.com", "US"), "HOOLI", "https://www.hooli.com/about", "", "hooli.com", "", "US"},
		"no website":                 {o.knownAccount(t, "Corner Bakery", "", "DE"), "", "", "", "", "", "DE"},
		"neither website nor land":   {o.knownAccount(t, "Umbrella", "", ""), "", "", "they refuse", "", "they refuse", ""},
		"a name longer than a claim": {known: o.knownAccount(t, long, "long.com", ""), wantSite: "long.com"},
	} {
		claim := o.lateClaim(o.Partner(t, "Of "+name, ""))
		claim.Account, claim.Customer, claim.Website, claim.NoWebsite, claim.Country = c.known.ID, c.customer, c.website, c.noWebsite, ""
		d, err := o.Register(t.Context(), o.Actor(o.Sam), claim)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		r := o.kept(t, d)
		if r.AccountID != c.known.ID || d.Account != c.known {
			t.Errorf("%s: the claim is about %+v", name, d.Account)
		}
		if k := r.Claim; k.Customer != c.known.Name || k.Website != c.wantSite || k.NoWebsite != c.wantNone || k.Country != c.wantLands {
			t.Errorf("%s: kept as %q, %q, %q, %q", name, k.Customer, k.Website, k.NoWebsite, k.Country)
		}
		rival := o.lateClaim(o.Partner(t, "Rival of "+name, ""))
		rival.Account, rival.Customer, rival.Website, rival.Product = c.known.ID, "", "", claim.Product
		_, err = o.Register(t.Context(), o.Actor(o.Sam), rival)
		wantCode(t, err, domain.Conflict)
	}
}

func TestAKnownCustomerAndAnotherOneAreNotBoth(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	acme, bakery := o.Account(t, "Acme", "acme.com"), o.knownAccount(t, "Corner Bakery", "", "DE")
	for name, c := range map[string]struct {
		account           domain.ID
		customer, website string
		want              []string
	}{
		"another name":             {acme.ID, "Globex", "", []string{"customer"}},
		"another website":          {acme.ID, "", "globex.com", []string{"website"}},
		"both":                     {acme.ID, "Globex", "globex.com", []string{"customer", "website"}},
		"what is no website":       {acme.ID, "Acme", "nonsense", []string{"website"}},
		"a mail provider":          {acme.ID, "Acme", "gmail.com", []string{"website"}},
		"a website of one without": {bakery.ID, "", "acme.com", []string{"website"}},
		"one who is not there":     {domaintest.NewID(), "", "", []string{"account"}},
	} {
		claim := o.Claim(o.Northwind, c.customer, c.website)
		claim.Account, claim.Website, claim.ContactEmail = c.account, c.website, "kim@acme.com"
		_, err := o.Register(t.Context(), o.Actor(o.Sam), claim)
		var refused *domain.Error
		if !errors.As(err, &refused) || refused.Code != domain.Invalid {
			t.Errorf("%s: %v, want Invalid", name, err)
			continue
		}
		wantSame(t, name, fields(refused.Fields), c.want)
	}
}

// The country is read as for any other customer, and what it says of a customer without one is kept.
func TestACountryBesideAKnownCustomerIsChecked(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	claim := o.lateClaim(o.Northwind)
	claim.Account, claim.Customer, claim.Website, claim.Country = o.Account(t, "Acme", "acme.com").ID, "", "", "Germany"
	_, err := o.Register(t.Context(), o.Actor(o.Sam), claim)
	var refused *domain.Error
	if !errors.As(err, &refused) || len(refused.Fields) != 1 || refused.Fields[0].Field != "country" {
		t.Fatalf("got %v, want a fault of the country", err)
	}
	claim.Country = "de"
	d, err := o.Register(t.Context(), o.Actor(o.Sam), claim)
	if err != nil || d.Registration.Claim.Country != "DE" {
		t.Errorf("kept as %q, %v", d.Registration.Claim.Country, err)
	}
}
