package domain_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

func TestReassign(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	milo := o.manager(t, "Milo")
	reassign := func(by, to domain.Person) error {
		_, err := o.Reassign(t.Context(), o.Actor(by), o.Northwind.ID, to.ID, " Mara is\non leave ")
		return err
	}
	for name, to := range map[string]domain.Person{
		"a seller": o.Sam, "an admin": o.Ada, "from outside": o.Pia, "another tenant's": o.stranger(t), "nobody": {}, "unknown": {ID: domaintest.NewID()},
	} {
		wantFields(t, name, reassign(o.Mara, to), "owner")
	}
	if err := reassign(o.Mara, milo); err != nil {
		t.Fatal(err)
	}
	if p := o.partner(t, o.Northwind.ID); *p.OwnerID != milo.ID || !p.ActiveOn.IsZero() {
		t.Errorf("the partner is %+v", p)
	}
	e := o.lastOf(t, o.Northwind.ID, domain.EventOwner)
	if e.Old != "Mara Manager" || e.New != "Milo" || e.Reason != "Mara is\non leave" {
		t.Errorf("the event is %+v", e)
	}
	o.wantHeard(t, e)
	if o.posted(t, "partner:"+e.ID.String()+":"+milo.ID.String()) == nil {
		t.Error("Milo is not told")
	}
	wantCode(t, reassign(o.Mara, o.Mara), domain.Forbidden) // she gave it away
	for _, c := range []struct {
		by, to domain.Person
		told   []domain.Person
	}{
		{milo, o.Mara, []domain.Person{o.Mara}}, {o.Lena, o.Lena, []domain.Person{o.Mara}}, {o.Ada, o.Mara, []domain.Person{o.Lena, o.Mara}},
	} {
		if err := reassign(c.by, c.to); err != nil {
			t.Errorf("by %s to %s: %v", c.by.Name, c.to.Name, err)
		}
		o.wantHeard(t, o.lastOf(t, o.Northwind.ID, domain.EventOwner), c.told...)
	}
	n := len(o.events(t, o.Northwind.ID, domain.EventOwner))
	if err := reassign(o.Lena, o.Mara); err != nil || len(o.events(t, o.Northwind.ID, domain.EventOwner)) != n {
		t.Errorf("to who owns it already: %v, or an event of it", err)
	}
}

// The first owner completes the checkpoint, today and not before.
func TestReassign_NobodyOwnedIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.lone(t, "Lone")
	milo := o.manager(t, "Milo")
	got, err := o.Reassign(t.Context(), o.Actor(milo), p.ID, milo.ID, "")
	if err != nil || *got.OwnerID != milo.ID {
		t.Fatalf("the partner is %+v, %v", got, err)
	}
	c := o.path(t, p.ID)["owner"]
	if c.DoneOn != o.today() || c.DoneBy != "" || c.DoneByID != nil {
		t.Errorf("the checkpoint is %+v", c)
	}
	if e := o.lastOf(t, p.ID, domain.EventOwner); e.Old != "" || e.New != "Milo" {
		t.Errorf("the event is %+v", e)
	}
	if n := len(o.events(t, p.ID, domain.EventStepDone)); n != 1 {
		t.Errorf("%d checkpoints done, want 1", n)
	}
	o.days(1)
	if _, err := o.Reassign(t.Context(), o.Actor(milo), p.ID, o.Mara.ID, ""); err != nil {
		t.Fatal(err)
	}
	if again := o.path(t, p.ID)["owner"]; again.DoneOn != c.DoneOn || len(o.events(t, p.ID, domain.EventStepDone)) != 1 {
		t.Errorf("with the next owner, the checkpoint is %+v", again)
	}
}

func TestReassignAll(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	milo := o.manager(t, "Milo")
	gone := o.Partner(t, "Gone", "")
	o.turn(t, gone.ID, func(p *domain.Partner) { p.Status = domain.PartnerExited })
	other := o.Partner(t, "Other", "")
	o.turn(t, other.ID, func(p *domain.Partner) { p.OwnerID = &milo.ID })
	lone := o.lone(t, "Lone")

	wantFields(t, "to a seller", reassignAll(o, t, o.Lena, o.Mara, o.Sam), "owner")
	if p := o.partner(t, o.Northwind.ID); *p.OwnerID != o.Mara.ID {
		t.Errorf("Northwind is %+v", p)
	}
	a := o.Actor(o.Ada)
	for _, want := range []int{2, 0} { // the same request again
		if n, err := o.ReassignAll(t.Context(), a, o.Mara.ID, o.Lena.ID, "Mara leaves"); n != want || err != nil {
			t.Errorf("%d reassigned, %v; want %d", n, err, want)
		}
	}
	for _, c := range []struct {
		p    domain.Partner
		want *domain.ID
	}{{o.Northwind, &o.Lena.ID}, {o.Globex, &o.Lena.ID}, {gone, &o.Mara.ID}, {other, &milo.ID}, {lone, nil}} {
		wantSame(t, "the owner of "+c.p.Name, o.partner(t, c.p.ID).OwnerID, c.want)
	}
	for _, p := range []domain.Partner{o.Northwind, o.Globex} {
		all := o.events(t, p.ID, domain.EventOwner)
		if len(all) != 1 || all[0].Old != "Mara Manager" || all[0].New != "Lena Lead" || all[0].Reason != "Mara leaves" {
			t.Errorf("%s: events %+v", p.Name, all)
		}
		o.wantHeard(t, all[0])
	}
	told := o.events(t, o.Lena.ID, domain.EventPortfolio)
	if len(told) != 1 || told[0].Old != "Mara Manager" || told[0].New != "2 partners" || told[0].Reason != "Mara leaves" {
		t.Fatalf("of the portfolio: %+v", told)
	}
	o.wantHeard(t, told[0], o.Lena, o.Mara)
	wantFields(t, "to who owns them already", reassignAll(o, t, o.Ada, o.Lena, o.Lena), "owner")
	err := reassignAll(o, t, o.Ada, o.Mara, o.Lena)
	wantCode(t, err, domain.Conflict)
	if err == nil || !strings.Contains(err.Error(), "Mara Manager owns no partner any more.") {
		t.Errorf("of who has none: %v", err)
	}
	for what, nobody := range map[string]domain.Person{"unknown": {ID: domaintest.NewID()}, "another tenant's": o.stranger(t)} {
		if err := reassignAll(o, t, o.Ada, nobody, o.Lena); domain.CodeOf(err) != domain.NotFound {
			t.Errorf("of somebody %s: %v", what, err)
		}
	}
}

// Whoever was seen as the owner may be somebody else's second account by now: what they own is what is given.
func TestReassignAll_OfTwoAccounts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	milo, second := o.manager(t, "Milo"), o.manager(t, "Mara in Teams")
	o.turn(t, o.Globex.ID, func(p *domain.Partner) { p.OwnerID = &second.ID })
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error {
		_, err := tx.MergePerson(ctx, second.ID, o.Mara.ID, func(domain.Person, *domain.Person) error { return nil })
		return err
	})
	wantFields(t, "to the same person", reassignAll(o, t, o.Lena, second, o.Mara), "owner")
	n, err := o.ReassignAll(t.Context(), o.Actor(o.Lena), second.ID, milo.ID, "")
	if n != 2 || err != nil || *o.partner(t, o.Northwind.ID).OwnerID != milo.ID || *o.partner(t, o.Globex.ID).OwnerID != milo.ID {
		t.Errorf("%d moved, %v; want both", n, err)
	}
	if e := o.lastOf(t, milo.ID, domain.EventPortfolio); e.Old != "Mara Manager" || e.New != "2 partners" {
		t.Errorf("the event is %+v", e)
	}
}

func reassignAll(o *office, t *testing.T, by, from, to domain.Person) error {
	t.Helper()
	_, err := o.ReassignAll(t.Context(), o.Actor(by), from.ID, to.ID, "")
	return err
}

// All of them or none: one that cannot be given away keeps the others.
func TestReassignAll_OneTransaction(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	failing := domain.NewDesk(domain.DeskConfig{
		Store: brokenStore{o.Store, 2}, Clock: o.Clock.Now, NewID: domaintest.NewID,
	})
	if _, err := failing.ReassignAll(t.Context(), o.Actor(o.Lena), o.Mara.ID, o.Lena.ID, ""); err == nil {
		t.Fatal("nothing broke")
	}
	for _, p := range []domain.Partner{o.Northwind, o.Globex} {
		wantSame(t, p.Name, o.partner(t, p.ID), p)
	}
}

// brokenStore fails to change the nth partner of a transaction.
type brokenStore struct {
	domain.Store
	nth int
}

func (s brokenStore) Change(ctx context.Context, fn func(context.Context, domain.Tx) error) error {
	return s.Store.Change(ctx, func(ctx context.Context, tx domain.Tx) error { return fn(ctx, &brokenTx{tx, s.nth}) })
}

type brokenTx struct {
	domain.Tx
	left int
}

func (tx *brokenTx) UpdatePartner(ctx context.Context, id domain.ID, fn func(*domain.Partner) error) (domain.Partner, error) {
	if tx.left--; tx.left == 0 {
		return domain.Partner{}, domain.Refuse(domain.Unavailable, "broken")
	}
	return tx.Tx.UpdatePartner(ctx, id, fn)
}

// Of two who give one portfolio away at once, the first does, and the second finds none.
func TestReassignAll_AtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	milo := o.manager(t, "Milo")
	for n := range 8 {
		o.Partner(t, "Partner "+string(rune('A'+n)), "")
	}
	var moved [2]int
	var wg sync.WaitGroup
	for i, to := range []domain.Person{o.Lena, milo} {
		a := o.Actor(o.Ada)
		wg.Go(func() {
			var err error
			moved[i], err = o.ReassignAll(t.Context(), a, o.Mara.ID, to.ID, "")
			if err != nil && (moved[i] > 0 || domain.CodeOf(err) != domain.Conflict) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if moved != [2]int{10, 0} && moved != [2]int{0, 10} {
		t.Errorf("moved %v, want 10 by one of them", moved)
	}
}

// A partner that was given to somebody else since the portfolio was read stays theirs.
func TestReassignAll_NoLongerTheirs(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	milo := o.manager(t, "Milo")
	crossed := o.crossedBy(func() {
		o.turn(t, o.Northwind.ID, func(p *domain.Partner) { p.OwnerID = &milo.ID })
		o.turn(t, o.Globex.ID, func(p *domain.Partner) { p.Status = domain.PartnerExited })
	})
	n, err := crossed.ReassignAll(t.Context(), o.Actor(o.Ada), o.Mara.ID, o.Lena.ID, "")
	if n != 0 || domain.CodeOf(err) != domain.Conflict || *o.partner(t, o.Northwind.ID).OwnerID != milo.ID || *o.partner(t, o.Globex.ID).OwnerID != o.Mara.ID {
		t.Errorf("%d moved, %v", n, err)
	}
}

// crossedBy is a desk for which something happens just before it holds a partner for the first time.
func (o *office) crossedBy(happen func()) *domain.Desk {
	return domain.NewDesk(domain.DeskConfig{Store: &overtaken{o.Store, happen}, Clock: o.Clock.Now, NewID: domaintest.NewID})
}

// overtaken is a store in which something happens just before the first partner is held.
type overtaken struct {
	domain.Store
	happen func()
}

func (s *overtaken) Change(ctx context.Context, fn func(context.Context, domain.Tx) error) error {
	return s.Store.Change(ctx, func(ctx context.Context, tx domain.Tx) error { return fn(ctx, overtakenTx{tx, s}) })
}

type overtakenTx struct {
	domain.Tx
	s *overtaken
}

func (tx overtakenTx) UpdatePartner(ctx context.Context, id domain.ID, fn func(*domain.Partner) error) (domain.Partner, error) {
	if happen := tx.s.happen; happen != nil {
		tx.s.happen = nil
		happen()
	}
	return tx.Tx.UpdatePartner(ctx, id, fn)
}
