package domain_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
)

func TestRegister(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.register(t)
	r := d.Registration
	if r.Number != 1001 || r.Status != domain.InReview || r.Revision != 1 || d.Account.Domain != "acme.com" || d.Partner.ID != o.Northwind.ID {
		t.Errorf("registered as %+v of %s on %s", r, d.Partner.Name, d.Account.Domain)
	}
	if want := o.Clock.Now().AddDate(0, 0, 2); !r.DecideBy.Equal(want) {
		t.Errorf("a decision is due on %s, want %s", r.DecideBy, want)
	}
	wantSame(t, "what is kept", o.kept(t, d).Claim, r.Claim)
	wantSame(t, "acts", d.May, []domain.Act{domain.ActSee, domain.ActWithdraw})

	card := o.card(t, d)
	if card.Kind != domain.ReviewCard || card.To.Channel != "C0DESK" || card.State != domain.Queued || card.Wanted != 1 {
		t.Errorf("card %+v", card)
	}
	e := o.last(t, d, domain.EventSubmitted)
	if *e.ActorID != o.Sam.ID || e.ActorName != "Sam Seller" || e.Chat.Channel != "C0DESK" || e.New != "in_review" {
		t.Errorf("event %+v", e)
	}
	if _, ok := o.told(t, e); ok {
		t.Error("Sam is told of what Sam did")
	}
}

func TestTheSameRequestTwiceIsOneRegistration(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	a, claim := o.Actor(o.Sam), o.Claim(o.Northwind, "Acme", "acme.com")
	var ids [8]domain.ID
	var wg sync.WaitGroup
	for i := range ids {
		wg.Go(func() {
			d, err := o.Register(t.Context(), a, claim)
			if err != nil {
				t.Errorf("delivery %d: %v", i, err)
			}
			ids[i] = d.Registration.ID
		})
	}
	wg.Wait()
	for i, id := range ids {
		if id != ids[0] {
			t.Errorf("delivery %d is registration %s, want %s", i, id, ids[0])
		}
	}
	if n, err := o.Store.CountRegistrations(t.Context(), o.World.Program.ID, domain.RegistrationFilter{}); n != 1 || err != nil {
		t.Errorf("%d registrations, %v; want 1", n, err)
	}
}

func TestRegisterRefusesWithEveryFault(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	claim := o.Claim(domain.Partner{}, "", "")
	claim.Website, claim.ContactEmail = "gmail.com", "kim@gmail.com"
	_, err := o.Register(t.Context(), o.Actor(o.Sam), claim)
	var refused *domain.Error
	if !errors.As(err, &refused) || refused.Code != domain.Invalid {
		t.Fatalf("error %v, want Invalid", err)
	}
	wantSame(t, "fields", fields(refused.Fields), []string{"partner", "customer", "website", "contact_email"})
	if n, _ := o.Store.CountRegistrations(t.Context(), o.World.Program.ID, domain.RegistrationFilter{}); n != 0 {
		t.Errorf("%d registrations are kept, want none", n)
	}
}

func TestRegisterCleansWhatWasTyped(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	claim := o.Claim(o.Northwind, " \x00Acme \n Inc. ", "acme.com")
	claim.Product, claim.HowEngaged, claim.ContactEmail = "initech CLOUD", "Two workshops.\r\n\x07With their head of IT.", "Kim@ACME.com"
	got := o.kept(t, o.registerAs(t, o.Sam, claim)).Claim
	if got.Customer != "Acme Inc." || got.Product != "Initech Cloud" || got.ContactEmail != "kim@acme.com" || got.HowEngaged != "Two workshops.\n With their head of IT." {
		t.Errorf("kept %+v", got)
	}
}

func TestOnlyTheFirstClaimHolds(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.register(t)
	o.Clock.Advance(time.Minute)
	claim := o.Claim(o.Globex, "ACME Corporation", "shop.acme.com")

	_, err := o.Register(t.Context(), o.Actor(o.Sam), claim)
	wantCode(t, err, domain.Conflict)
	if err == nil || !strings.Contains(err.Error(), "Northwind Traders") || !strings.Contains(err.Error(), "D-1001") {
		t.Errorf("one of ours hears %q, want partner and number in it", err)
	}

	gina := domain.Person{TenantID: o.Tenant.ID, ID: o.Pia.ID, Name: "Gina", Outside: true, PartnerID: &o.Globex.ID}
	_, err = o.Register(t.Context(), o.Actor(gina), claim)
	wantCode(t, err, domain.Conflict)
	if err == nil || strings.Contains(err.Error(), "Northwind") || strings.Contains(err.Error(), "D-1001") {
		t.Errorf("an outside person hears %q, want no word of the other partner", err)
	}

	_, err = o.Register(t.Context(), o.Actor(o.Pia), o.Claim(o.Northwind, "Acme", "acme.com"))
	wantCode(t, err, domain.Conflict)
	if err == nil || !strings.Contains(err.Error(), "D-1001") {
		t.Errorf("the same partner hears %q, want the number of their own", err)
	}
}

func TestAnotherProductIsForTheDeskToDecide(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.register(t)
	claim := o.Claim(o.Globex, "Acme", "acme.com")
	claim.Product = "Initech Edge"
	d := o.registerAs(t, o.Sam, claim)
	if f := o.kept(t, d).Findings; len(f) != 1 || f[0].Kind != domain.OtherProductClaim || f[0].Effect != domain.Route {
		t.Errorf("findings %+v, want one to decide on", f)
	}
}

func TestFindingsAreNotForOutsidePeople(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	claim := o.Claim(o.Globex, "Acme", "acme.com")
	claim.Product = "Initech Edge"
	o.registerAs(t, o.Sam, claim)
	d := o.registerAs(t, o.Pia, o.Claim(o.Northwind, "Acme", "acme.com"))
	if len(o.kept(t, d).Findings) != 1 {
		t.Fatal("nothing was found")
	}
	again, err := o.Deal(t.Context(), o.Actor(o.Pia), d.Registration.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, deal := range []domain.Deal{d, again} {
		if deal.Registration.Findings != nil || deal.Program.Goals != nil || deal.Program.Channels != nil {
			t.Errorf("Pia sees findings %v, goals %v, channels %v", deal.Registration.Findings, deal.Program.Goals, deal.Program.Channels)
		}
	}
}

func TestManyPartnersClaimOneCustomerAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const n = 24
	errs := make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		claim := o.Claim(o.Partner(t, fmt.Sprintf("Partner %02d", i), ""), "Acme", "acme.com")
		a := o.Actor(o.Sam)
		wg.Go(func() { _, errs[i] = o.Register(t.Context(), a, claim) })
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
			continue
		}
		wantCode(t, err, domain.Conflict)
		if !strings.Contains(err.Error(), "D-1001") {
			t.Errorf("refused with %q, want the registration in the way", err)
		}
	}
	if won != 1 {
		t.Errorf("%d of %d registered, want 1", won, n)
	}
}

func TestTheCapOfOpenRegistrations(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.settings(t, func(s *domain.Settings) { s.OpenPerPartner = 1 })
	d := o.register(t)
	claim := o.Claim(o.Northwind, "Umbrella", "umbrella.com")
	_, err := o.Register(t.Context(), o.Actor(o.Sam), claim)
	wantCode(t, err, domain.Limited)
	if _, err := o.Withdraw(t.Context(), o.Actor(o.Sam), d.Registration.ID, 1, "No budget"); err != nil {
		t.Fatal(err)
	}
	o.registerAs(t, o.Sam, claim)
}

func (o *office) settings(t *testing.T, fn func(*domain.Settings)) {
	t.Helper()
	o.changeProgram(t, func(p *domain.Program) { fn(&p.Settings) })
}

func (o *office) changeProgram(t *testing.T, fn func(*domain.Program)) {
	t.Helper()
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error {
		_, err := tx.UpdateProgram(ctx, o.World.Program.ID, func(p *domain.Program) error {
			fn(p)
			return nil
		})
		return err
	})
}

func TestRegisterNeedsADeskToGoTo(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.changeProgram(t, func(p *domain.Program) { p.Channels[0].External = true })
	_, err := o.Register(t.Context(), o.Actor(o.Sam), o.Claim(o.Northwind, "Acme", "acme.com"))
	wantCode(t, err, domain.Unready)
}

func TestWhoMayRegister(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, err := o.Register(t.Context(), o.Actor(o.Pia), o.Claim(o.Globex, "Acme", "acme.com"))
	wantCode(t, err, domain.Forbidden)
	claim := o.Claim(o.Northwind, "Acme", "acme.com")
	claim.PartnerID = domain.ID{} // the form of an outside person need not ask
	if d := o.registerAs(t, o.Pia, claim); d.Partner.ID != o.Northwind.ID {
		t.Errorf("Pia registered for %s, want her own company", d.Partner.Name)
	}
}

func TestANameWithoutAWebsiteIsOneCustomerToo(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	claim := o.Claim(o.Northwind, "Bäckerei Öz GmbH", "")
	claim.Website, claim.NoWebsite, claim.Country, claim.ContactEmail = "", "A bakery", "de", "oz@oz.example.com"
	o.registerAs(t, o.Sam, claim)
	claim.PartnerID, claim.Customer = o.Globex.ID, "BACKEREI OZ"
	_, err := o.Register(t.Context(), o.Actor(o.Sam), claim)
	wantCode(t, err, domain.Conflict)
	claim.Customer, claim.Country = "Bäckerei Öz", "AT"
	d := o.registerAs(t, o.Sam, claim)
	if f := d.Registration.Findings; len(f) != 1 || f[0].Kind != domain.SimilarName {
		t.Errorf("findings %+v, want a warning of the similar name", f)
	}
}
