package domain_test

import (
	"context"
	"sync"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

// TestSetUp_somebodyNotShown: what the platform says of a person stands beside the field they were chosen in.
func TestSetUp_somebodyNotShown(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	lena := f.actor(t, "ULENA")
	hidden := func(ctx context.Context, who domain.Identity) (domain.Profile, error) {
		if who.User == "UREMY" {
			return domain.Profile{}, domain.Refuse(domain.NotFound, "Remy is not shown.")
		}
		return f.lookup(ctx, who)
	}
	_, err := f.SetUp(t.Context(), lena, goodSetup(), hidden)
	if domain.CodeOf(err) != domain.Invalid || err.Error() != "revops: Remy is not shown." {
		t.Errorf("the answer is %v", err)
	}
}

// TestSetUp_somebodyComes: one who is named in the form comes by at the very moment that they are kept.
func TestSetUp_somebodyComes(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	lena := f.actor(t, "ULENA")
	crowded := domain.NewDesk(domain.DeskConfig{
		Store: &crossing{Store: f.store, meet: func() { f.actor(t, "UREMY") }}, Clock: f.clock.Now, NewID: domaintest.NewID,
	})
	if _, err := crowded.SetUp(t.Context(), lena, goodSetup(), f.lookup); err != nil {
		t.Fatal(err)
	}
	if remy := f.actor(t, "UREMY").Person; !remy.Has(domain.RevOps) {
		t.Errorf("Remy was met and has only %v", remy.Roles)
	}
}

// crossing is a store in which somebody is met just before the first person is kept.
type crossing struct {
	domain.Store
	once sync.Once
	meet func()
}

func (c *crossing) Change(ctx context.Context, fn func(context.Context, domain.Tx) error) error {
	return c.Store.Change(ctx, func(ctx context.Context, tx domain.Tx) error { return fn(ctx, crossingTx{tx, c}) })
}

type crossingTx struct {
	domain.Tx
	c *crossing
}

func (t crossingTx) SavePerson(ctx context.Context, p domain.Person) error {
	t.c.once.Do(t.c.meet)
	return t.Tx.SavePerson(ctx, p)
}
