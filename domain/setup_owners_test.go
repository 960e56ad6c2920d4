package domain_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
)

// setup is a good one whose partner manager is who owns the office's partners.
func (o *office) setup() domain.Setup {
	s := goodSetup()
	s.People[domain.PartnerManager] = o.Mara.Identities
	return s
}

// wantOwner wants a setup refused because of who owns partners, in these words beside the field.
func wantOwner(t *testing.T, err error, field, words string) {
	t.Helper()
	wantFields(t, words, err, field)
	if err != nil && !strings.Contains(err.Error(), words) {
		t.Errorf("refused with %v, want %q", err, words)
	}
}

// Who owns partners and were no partner manager any more could not act on them, and nobody else might take them.
func TestSetUpKeepsThoseWhoOwnPartners(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := part(domain.PartActivation) // it names another manager
	s.Partners = nil
	save := func() error {
		_, err := o.SetUp(t.Context(), o.Actor(o.Ada), s, anybody)
		return err
	}
	wantOwner(t, save(), "partner_managers", "Mara Manager owns 2 partners. Give them to somebody else first: `/partner owner`, with all of them.")
	mara, err := o.PersonFor(t.Context(), o.Mara.ID)
	if err != nil || !mara.Has(domain.PartnerManager) {
		t.Errorf("Mara has %v, %v", mara.Roles, err)
	}
	o.turn(t, o.Globex.ID, func(p *domain.Partner) { p.Status = domain.PartnerExited })
	wantOwner(t, save(), "partner_managers", "Mara Manager owns 1 partner. Give it to somebody else first: `/partner owner`.")
	milo := o.manager(t, "Milo")
	o.turn(t, o.Globex.ID, func(p *domain.Partner) { p.Status, p.OwnerID = domain.PartnerActive, &milo.ID })
	wantOwner(t, save(), "partner_managers", "Mara Manager owns 1 partner, Milo owns 1 partner. Give them to somebody else first: `/partner owner`.")
	for _, from := range []domain.ID{mara.ID, milo.ID} {
		if _, err := o.ReassignAll(t.Context(), o.Actor(o.Lena), from, o.Lena.ID, ""); err != nil {
			t.Fatal(err)
		}
	}
	if err := save(); err != nil {
		t.Errorf("once they own none: %v", err)
	}
}

// A lead may own partners as well, and runs them as long as one of the two roles stays.
func TestSetUpKeepsALeadWhoOwnsPartners(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.turn(t, o.Globex.ID, func(p *domain.Partner) { p.OwnerID = &o.Lena.ID })
	s := part(domain.PartProgram) // it names another lead
	save := func() error {
		_, err := o.SetUp(t.Context(), o.Actor(o.Ada), s, anybody)
		return err
	}
	wantOwner(t, save(), "partnerships_lead", "Lena Lead owns 1 partner.")
	o.Lena.Roles = []domain.Role{domain.PartnerManager, domain.PartnershipsLead}
	o.SavePerson(t, &o.Lena)
	if err := save(); err != nil {
		t.Errorf("of a lead who is partner manager, too: %v", err)
	}
	whole := o.setup()
	wantOwner(t, func() error {
		_, err := o.SetUp(t.Context(), o.Actor(o.Ada), whole, anybody)
		return err
	}(), "partner_managers", "Lena Lead owns 1 partner.")
}

// What an account owned before it was linked is its owner's.
func TestSetUpKeepsWhoOwnsPartnersByAnotherAccount(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	met := o.InTeams(t, "Milo in Teams", "")
	milo := o.manager(t, "Milo")
	o.turn(t, o.Globex.ID, func(p *domain.Partner) { p.OwnerID = &met.ID })
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error {
		_, err := tx.MergePerson(ctx, met.ID, milo.ID, func(domain.Person, *domain.Person) error { return nil })
		return err
	})
	_, err := o.SetUp(t.Context(), o.Actor(o.Ada), o.setup(), anybody)
	wantOwner(t, err, "partner_managers", "Milo owns 1 partner.")
}

// Whoever sets up a program that nobody runs leads it from then on, whatever the form says.
func TestSetUpByAnOwnerWhoLeadsFromThenOn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Ada.Roles = []domain.Role{domain.Seller}
	o.SavePerson(t, &o.Ada)
	s := goodSetup()
	s.Partners = nil
	if _, err := o.SetUp(t.Context(), o.Actor(o.Mara), s, anybody); err != nil {
		t.Fatal(err)
	}
	mara, err := o.PersonFor(t.Context(), o.Mara.ID)
	if err != nil || mara.Has(domain.PartnerManager) || !mara.Has(domain.PartnershipsLead) {
		t.Errorf("Mara has %v, %v", mara.Roles, err)
	}
}

// Roles are taken and partners given at the same moment: whichever comes second sees the first.
func TestSetUpAndReassignAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	milo := o.manager(t, "Milo")
	s := part(domain.PartActivation)
	s.Partners, s.People[domain.PartnerManager] = nil, o.Mara.Identities
	give := []func() error{
		func() error {
			_, err := o.Reassign(t.Context(), o.Actor(o.Lena), o.Globex.ID, milo.ID, "")
			return err
		},
		func() error {
			_, err := o.ReassignAll(t.Context(), o.Actor(o.Lena), o.Mara.ID, milo.ID, "")
			return err
		},
	}
	for round := range 20 {
		var wg sync.WaitGroup
		var setErr, giveErr error
		wg.Go(func() { _, setErr = o.SetUp(t.Context(), o.Actor(o.Ada), s, anybody) })
		wg.Go(func() { giveErr = give[round%2]() })
		wg.Wait()
		now, err := o.PersonFor(t.Context(), milo.ID)
		if err != nil {
			t.Fatal(err)
		}
		globex, err := o.Store.Partner(t.Context(), o.Globex.ID)
		if err != nil {
			t.Fatal(err)
		}
		if owns := *globex.OwnerID == milo.ID; owns != now.Has(domain.PartnerManager) || (setErr == nil) == (giveErr == nil) {
			t.Fatalf("round %d: Milo owns %v, with roles %v; the setup says %v, who gives %v", round, owns, now.Roles, setErr, giveErr)
		}
		now.Roles = []domain.Role{domain.PartnerManager}
		o.SavePerson(t, &now)
		for _, id := range []domain.ID{o.Globex.ID, o.Northwind.ID} {
			o.turn(t, id, func(p *domain.Partner) { p.OwnerID = &o.Mara.ID })
		}
	}
}
