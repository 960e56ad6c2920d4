package domain_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

var today = calendar.On(2026, time.November, 23)

func goodClaim() domain.Claim {
	return domain.Claim{
		PartnerID: uuid.UUID{1}, Customer: "Acme", Website: "acme.com", ContactName: "Jane Doe", ContactEmail: "jane@acme.com",
		Amount: domain.Money{Minor: 1_250_000, Currency: "USD"}, CloseDate: today, Product: "Core",
		HowEngaged: "Ran the discovery call with their CIO on Monday.", NextStep: "Demo on Friday",
	}
}

func goodProgram() domain.Program {
	return domain.Program{Currency: "USD", TimeZone: "America/New_York", Products: []string{"Core", "Edge"}, Settings: domain.DefaultSettings()}
}

func fields(all []domain.FieldError) []string {
	var out []string
	for _, f := range all {
		out = append(out, f.Field)
	}
	return out
}

func TestAGoodClaim(t *testing.T) {
	t.Parallel()
	if got := domain.CheckClaim(goodClaim(), goodProgram(), today); got != nil {
		t.Errorf("faults %v, want none", got)
	}
}

func TestAnEmptyClaimHearsOfEveryField(t *testing.T) {
	t.Parallel()
	got := domain.CheckClaim(domain.Claim{}, goodProgram(), today)
	want := []string{"partner", "customer", "website", "contact_name", "contact_email", "amount", "close_date", "product", "how_engaged", "next_step"}
	if diff := cmp.Diff(want, fields(got)); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	for _, f := range got {
		if !strings.HasSuffix(f.Message, ".") || len(f.Message) < 15 {
			t.Errorf("%s: %q says too little", f.Field, f.Message)
		}
	}
}

func TestClaimFaults(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		spoil func(*domain.Claim)
		want  []string
		says  string
	}{
		{"no partner", func(c *domain.Claim) { c.PartnerID = uuid.Nil }, []string{"partner"}, "Choose the partner"},
		{"long customer", func(c *domain.Claim) { c.Customer = strings.Repeat("ü", 121) }, []string{"customer"}, "120 characters; it has 121"},
		{"longest customer", func(c *domain.Claim) { c.Customer = strings.Repeat("ü", 120) }, nil, ""},
		{"mail provider", func(c *domain.Claim) { c.Website = "gmail.com" }, []string{"website"}, "mail provider"},
		{"IP address", func(c *domain.Claim) { c.Website = "http://192.0.2.1" }, []string{"website"}, "acme.com"},
		{"no website, no reason", func(c *domain.Claim) { c.Website = "" }, []string{"website"}, "say why"},
		{"no website, no country", func(c *domain.Claim) { c.Website, c.NoWebsite = "", "A one-man shop" }, []string{"country"}, "country"},
		{"no website, all said", func(c *domain.Claim) { c.Website, c.NoWebsite, c.Country = "", "A one-man shop", "DE" }, nil, ""},
		{"no such country", func(c *domain.Claim) { c.Country = "XX" }, []string{"country"}, "two letters"},
		{"private mailbox", func(c *domain.Claim) { c.ContactEmail = "jane@gmail.com" }, []string{"contact_email"}, "private mailbox"},
		{"not an e-mail", func(c *domain.Claim) { c.ContactEmail = "jane" }, []string{"contact_email"}, "name@acme.com"},
		{"two e-mails", func(c *domain.Claim) { c.ContactEmail = "a@acme.com, b@acme.com" }, []string{"contact_email"}, "name@acme.com"},
		{"e-mail with a name", func(c *domain.Claim) { c.ContactEmail = "Jane <jane@acme.com>" }, []string{"contact_email"}, "name@acme.com"},
		{"nothing", func(c *domain.Claim) { c.Amount.Minor = 0 }, []string{"amount"}, "above zero"},
		{"less than nothing", func(c *domain.Claim) { c.Amount.Minor = -1 }, []string{"amount"}, "above zero"},
		{"other currency", func(c *domain.Claim) { c.Amount.Currency = "EUR" }, []string{"amount"}, "USD"},
		{"too much", func(c *domain.Claim) { c.Amount.Minor = domain.MaxMinor + 1 }, []string{"amount"}, "too large"},
		{"yesterday", func(c *domain.Claim) { c.CloseDate = today.AddDays(-1) }, []string{"close_date"}, "past"},
		{"unknown product", func(c *domain.Claim) { c.Product = "Cloud" }, []string{"product"}, "Core, Edge"},
		{"short story", func(c *domain.Claim) { c.HowEngaged = strings.Repeat("x", 19) }, []string{"how_engaged"}, "At least 20 characters; this has 19"},
		{"shortest story", func(c *domain.Claim) { c.HowEngaged = strings.Repeat("x", 20) }, nil, ""},
		{"long story", func(c *domain.Claim) { c.HowEngaged = strings.Repeat("x", 2001) }, []string{"how_engaged"}, "2000"},
		{"long next step", func(c *domain.Claim) { c.NextStep = strings.Repeat("x", 256) }, []string{"next_step"}, "255"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			claim := goodClaim()
			c.spoil(&claim)
			got := domain.CheckClaim(claim, goodProgram(), today)
			if diff := cmp.Diff(c.want, fields(got)); diff != "" {
				t.Fatalf("fields (-want +got):\n%s", diff)
			}
			if len(got) > 0 && !strings.Contains(got[0].Message, c.says) {
				t.Errorf("says %q, want %q in it", got[0].Message, c.says)
			}
		})
	}
}

func TestAnyProductWithoutAList(t *testing.T) {
	t.Parallel()
	p := goodProgram()
	p.Products = nil
	c := goodClaim()
	c.Product = "Something new"
	if got := domain.CheckClaim(c, p, today); got != nil {
		t.Errorf("faults %v, want none", got)
	}
}
