package domain_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

// numbers are the deals' numbers, in order.
func numbers(deals []domain.Deal) []int64 {
	var out []int64
	for _, d := range deals {
		out = append(out, d.Registration.Number)
	}
	return out
}

// TestDeals_whatIsDueComesFirst: a list that is cut short leaves out what has time.
func TestDeals_whatIsDueComesFirst(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.registerAs(t, o.Sam, o.Claim(o.Northwind, "Hooli", "hooli.com")) // 1001
	o.Clock.Advance(time.Hour)
	o.registerAs(t, o.Mara, o.Claim(o.Globex, "Umbrella", "umbrella.com")) // 1002
	got, err := o.Deals(t.Context(), o.Actor(o.Lena), domain.DealQuery{Review: true, Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "in review", numbers(got), []int64{1001})
}

func TestDeals(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.approved(t)                                                                     // 1001, converted
	o.registerAs(t, o.Mara, o.Claim(o.Globex, "Umbrella", "umbrella.com"))            // 1002, in review
	d := o.registerAs(t, o.Pia, o.Claim(o.Northwind, "Hooli", "hooli.com"))           // 1003, withdrawn
	lapsing := o.registerAs(t, o.Sam, o.Claim(o.Globex, "Cyberdyne", "cyberdyne.io")) // 1004, asked
	if _, err := o.Withdraw(t.Context(), o.Actor(o.Pia), d.Registration.ID, 1, "Oops"); err != nil {
		t.Fatal(err)
	}
	if _, err := o.AskInfo(t.Context(), o.Actor(o.Remy), lapsing.Registration.ID, 1, "Who?"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		by   domain.Person
		q    domain.DealQuery
		want []int64
	}{
		{"all", o.Lena, domain.DealQuery{}, []int64{1004, 1003, 1002, 1001}},
		{"two", o.Lena, domain.DealQuery{Limit: 2}, []int64{1004, 1003}},
		{"mine", o.Sam, domain.DealQuery{Mine: true}, []int64{1004, 1001}},
		{"open", o.Lena, domain.DealQuery{Open: true}, []int64{1004, 1002, 1001}},
		{"in review", o.Lena, domain.DealQuery{Review: true}, []int64{1002}},
		{"mine in review", o.Sam, domain.DealQuery{Mine: true, Review: true}, nil},
		{"of a partner by part of the name", o.Lena, domain.DealQuery{Partner: "glob"}, []int64{1004, 1002}},
		{"not expiring yet", o.Lena, domain.DealQuery{Expiring: true}, nil},
		{"in review and expiring, which nothing is", o.Lena, domain.DealQuery{Expiring: true, Review: true}, nil},
		{"of an outside person", o.Pia, domain.DealQuery{}, []int64{1003, 1001}},
		{"of an outside person, by name", o.Pia, domain.DealQuery{Partner: "Northwind"}, []int64{1003, 1001}},
		{"of nobody, with a partner", domain.Person{ID: o.Sam.ID, PartnerID: &o.Globex.ID}, domain.DealQuery{}, nil},
		{"of nobody", domain.Person{ID: o.Sam.ID}, domain.DealQuery{}, nil},
		{"of an outside person with no partner", domain.Person{ID: o.Sam.ID, Outside: true}, domain.DealQuery{}, nil},
	} {
		got, err := o.Deals(t.Context(), o.Actor(c.by), c.q)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		wantSame(t, c.name, numbers(got), c.want)
	}
	o.Clock.Advance(77 * 24 * time.Hour)
	got, err := o.Deals(t.Context(), o.Actor(o.Lena), domain.DealQuery{Expiring: true})
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "expiring", numbers(got), []int64{1001})
}

func TestDealsOfAPartnerThatIsNotFound(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Partner(t, "Globex East", "")
	_, err := o.Deals(t.Context(), o.Actor(o.Sam), domain.DealQuery{Partner: "Initrode"})
	wantCode(t, err, domain.NotFound)
	_, err = o.Deals(t.Context(), o.Actor(o.Sam), domain.DealQuery{Partner: "glob"})
	wantCode(t, err, domain.Invalid)
	if err == nil || !strings.Contains(err.Error(), "Globex, Globex East") {
		t.Errorf("hears %q, want both names", err)
	}
	if _, err := o.Deals(t.Context(), o.Actor(o.Sam), domain.DealQuery{Partner: "GLOBEX"}); err != nil {
		t.Errorf("the whole name: %v", err)
	}
	_, err = o.Deals(t.Context(), o.Actor(o.Pia), domain.DealQuery{Partner: "Globex"})
	wantCode(t, err, domain.NotFound) // other partners are not there for an outside person
}

func TestWhoSeesADeal(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.registerAs(t, o.Sam, o.Claim(o.Globex, "Acme", "acme.com"))
	for _, p := range []domain.Person{o.Sam, o.Mara, o.Lena, o.Remy, o.Cora, o.Ada} {
		got, err := o.DealByNumber(t.Context(), o.Actor(p), 1001)
		if err != nil || got.Registration.ID != d.Registration.ID || len(got.Events) != 1 {
			t.Errorf("%s sees %+v, %v", p.Name, got.Registration, err)
		}
	}
	_, missing := o.DealByNumber(t.Context(), o.Actor(o.Pia), 1002)
	_, hidden := o.DealByNumber(t.Context(), o.Actor(o.Pia), 1001)
	wantCode(t, missing, domain.NotFound)
	wantCode(t, hidden, domain.NotFound)
	if strings.ReplaceAll(missing.Error(), "1002", "1001") != hidden.Error() {
		t.Errorf("what is not there says %q, what is hidden %q: they tell each other apart", missing, hidden)
	}
	stranger := o.Actor(o.Sam)
	stranger.ProgramID = o.Northwind.ID
	_, err := o.Deal(t.Context(), stranger, d.Registration.ID)
	wantCode(t, err, domain.NotFound)
}

func TestTheCardOffersWhatAReviewerCouldDo(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.register(t)
	got, err := o.DealFor(t.Context(), d.Registration.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "acts", got.May, []domain.Act{domain.ActApprove, domain.ActReject, domain.ActAskInfo, domain.ActCancel})
	o.approve(t, d)
	if got, err = o.DealFor(t.Context(), d.Registration.ID); err != nil {
		t.Fatal(err)
	}
	wantSame(t, "acts after approval", got.May, []domain.Act{domain.ActUpdate, domain.ActWin, domain.ActLose, domain.ActCancel})
	if got.Decider == nil || got.Decider.Name != "Remy RevOps" || len(got.Events) != 3 {
		t.Errorf("decided by %v, %d events", got.Decider, len(got.Events))
	}
}

func TestPartners(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	names := func(p domain.Person, text string) []string {
		found, err := o.Partners(t.Context(), o.Actor(p), text)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, f := range found {
			out = append(out, f.Name)
		}
		return out
	}
	wantSame(t, "all", names(o.Sam, ""), []string{"Globex", "Northwind Traders"})
	wantSame(t, "some", names(o.Sam, "TRAD"), []string{"Northwind Traders"})
	wantSame(t, "for an outside person", names(o.Pia, ""), []string{"Northwind Traders"})
	wantSame(t, "of another, for an outside person", names(o.Pia, "Glob"), []string(nil))
	wantSame(t, "for somebody with no part", names(domain.Person{ID: o.Sam.ID}, ""), []string(nil))
}

// However many have left, and however many have a name that contains it, a partner is found by its name.
func TestPartners_AmongMany(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error {
		for n := range 202 {
			p := domain.Partner{
				ID: domaintest.NewID(), ProgramID: o.World.Program.ID, Name: fmt.Sprintf("A Globex %d", n), SignedOn: o.today(), Status: domain.PartnerExited,
			}
			if n > 100 {
				p.Name, p.Status = fmt.Sprintf("A Traders %d", n), domain.PartnerActive
			}
			if err := tx.InsertPartner(ctx, p, nil); err != nil {
				return err
			}
		}
		return nil
	})
	if found, err := o.Partners(t.Context(), o.Actor(o.Sam), "Globex"); err != nil || len(found) != 1 || found[0].ID != o.Globex.ID {
		t.Errorf("among many who have left: %+v, %v", found, err)
	}
	o.turn(t, o.Northwind.ID, func(p *domain.Partner) { p.Name = "Traders" })
	if page, err := o.PartnerNamed(t.Context(), o.Actor(o.Sam), " traders "); err != nil || page.Partner.ID != o.Northwind.ID {
		t.Errorf("by the whole name: %+v, %v", page.Partner, err)
	}
	o.turn(t, o.Northwind.ID, func(p *domain.Partner) { p.Status = domain.PartnerExited })
	_, err := o.PartnerNamed(t.Context(), o.Actor(o.Sam), "Traders")
	wantCode(t, err, domain.Invalid) // one of the others may be meant
	_, err = o.PartnerNamed(t.Context(), o.Actor(o.Pia), "A Traders 101")
	wantCode(t, err, domain.Forbidden)
	_, err = o.Deals(t.Context(), o.Actor(o.Pia), domain.DealQuery{Partner: "A Traders 101"})
	wantCode(t, err, domain.NotFound)
}

// The account is shared by everybody who claims something of the customer, and has the name that the first one typed.
func TestOutsidePeopleReadTheCustomerAsTheyTypedIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	theirs := o.Claim(o.Globex, "Acme (moving off Northwind)", "acme.com")
	theirs.Product = "Initech Edge"
	o.registerAs(t, o.Mara, theirs)
	d := o.registerAs(t, o.Pia, o.Claim(o.Northwind, "Acme", "acme.com"))
	listed, err := o.Deals(t.Context(), o.Actor(o.Pia), domain.DealQuery{})
	if err != nil || len(listed) != 1 {
		t.Fatalf("%d deals, %v", len(listed), err)
	}
	shown, err := o.Deal(t.Context(), o.Actor(o.Pia), d.Registration.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, got := range []domain.Deal{d, listed[0], shown} {
		if got.Account.Name != "Acme" {
			t.Errorf("an outside person reads %q, want Acme", got.Account.Name)
		}
	}
	inside, err := o.Deal(t.Context(), o.Actor(o.Remy), d.Registration.ID)
	if err != nil || inside.Account.Name != theirs.Customer {
		t.Errorf("one of ours reads %q, %v; want the account's own name", inside.Account.Name, err)
	}
}

// Who guesses an id hears the same of a deal that is another's and of none.
func TestAGuessedIDTellsNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	theirs := o.registerAs(t, o.Mara, o.Claim(o.Globex, "Umbrella", "umbrella.com")).Registration.ID
	stranger := o.Actor(o.Lena)
	stranger.ProgramID = domaintest.NewID()
	_, none := o.Deal(t.Context(), o.Actor(o.Pia), domaintest.NewID())
	for who, a := range map[string]domain.Actor{"an outside person": o.Actor(o.Pia), "another tenant": stranger} {
		_, err := o.Deal(t.Context(), a, theirs)
		wantCode(t, err, domain.NotFound)
		if err == nil || err.Error() != none.Error() {
			t.Errorf("%s hears %v, and %v of none", who, err, none)
		}
		_, err = o.Approve(t.Context(), a, theirs, 1)
		wantCode(t, err, domain.NotFound)
	}
}
