package domain_test

import (
	"context"
	"errors"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

// Whoever changes several partners holds all of them before the messages that show them: an act on one of them holds the
// partner first as well, so that neither waits for the other.
func TestManyPartnersAreHeldBeforeTheirCards(t *testing.T) {
	t.Parallel()
	for name, act := range map[string]func(*testing.T, *office, *domain.Desk) error{
		"a portfolio": func(t *testing.T, o *office, d *domain.Desk) error {
			_, err := d.ReassignAll(t.Context(), o.Actor(o.Ada), o.Mara.ID, o.Lena.ID, "")
			return err
		},
		"a list": func(t *testing.T, o *office, d *domain.Desk) error {
			l := list{all: []domain.ImportedPartner{{Name: "Northwind Traders", TheirOwner: "Nils"}, {Name: "Globex", TheirOwner: "Gil"}}}
			_, err := d.ImportPartners(t.Context(), o.system(), l.in())
			return err
		},
		"deals": func(t *testing.T, o *office, d *domain.Desk) error {
			one, two := open(t, "one", "2026-09-20T12:00", 10_00, "2026-12-10"), open(t, "two", "2026-09-20T12:00", 10_00, "2026-12-10")
			one.Partner, two.Partner = "Northwind Traders", "Globex"
			_, err := d.Import(t.Context(), o.system(), rows(one, two))
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			both := o.Card(o.nudged(t, &o.Mara.ID, o.Northwind, o.Globex).ID)
			both.Kind = domain.StallNudge
			o.World.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.Post(ctx, both) })
			desk := domain.NewDesk(domain.DeskConfig{Store: heldFirst{o.Store}, Clock: o.Clock.Now, NewID: domaintest.NewID})
			if err := act(t, o, desk); err != nil {
				t.Fatal(err)
			}
			if d, err := o.Store.Delivery(t.Context(), both.ID); err != nil || d.Wanted != 2 {
				t.Errorf("the message that shows both is wanted %d times, %v; want 2", d.Wanted, err)
			}
			for _, p := range []domain.Partner{o.Northwind, o.Globex} {
				if got := o.partner(t, p.ID); got.Revision != p.Revision+1 {
					t.Errorf("%s is %+v", p.Name, got)
				}
			}
		})
	}
}

// heldFirst is a store that holds no partner any more once a transaction has drawn something again.
type heldFirst struct{ domain.Store }

func (s heldFirst) Change(ctx context.Context, fn func(context.Context, domain.Tx) error) error {
	return s.Store.Change(ctx, func(ctx context.Context, tx domain.Tx) error { return fn(ctx, &heldFirstTx{Tx: tx}) })
}

type heldFirstTx struct {
	domain.Tx
	drawn bool
}

func (tx *heldFirstTx) UpdatePartner(ctx context.Context, id domain.ID, fn func(*domain.Partner) error) (domain.Partner, error) {
	if tx.drawn {
		return domain.Partner{}, errors.New("a partner is held after something was drawn again")
	}
	return tx.Tx.UpdatePartner(ctx, id, fn)
}

func (tx *heldFirstTx) Redraw(ctx context.Context, subjects ...domain.ID) error {
	tx.drawn = true
	return tx.Tx.Redraw(ctx, subjects...)
}
