package domain_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

// office is a small world with its desk. It begins on Tuesday 2026-11-03 at 09:00 UTC, 04:00 in New York.
type office struct {
	*domaintest.World
	*domain.Desk
}

func newOffice(t *testing.T) *office {
	t.Helper()
	clock := domaintest.NewClock()
	store := postgrestest.Open(t, postgres.Config{Clock: clock.Now})
	return &office{
		World: domaintest.NewWorld(t, store, clock),
		Desk:  domain.NewDesk(domain.DeskConfig{Store: store, Clock: clock.Now, NewID: domaintest.NewID}),
	}
}

// register is Sam's registration of Northwind's deal with Acme.
func (o *office) register(t *testing.T) domain.Deal {
	t.Helper()
	return o.registerAs(t, o.Sam, o.Claim(o.Northwind, "Acme", "acme.com"))
}

func (o *office) registerAs(t *testing.T, p domain.Person, c domain.Claim) domain.Deal {
	t.Helper()
	d, err := o.Register(t.Context(), o.Actor(p), c)
	if err != nil {
		t.Fatalf("register: %v", err)
	}
	return d
}

// approved is that registration, approved by Remy.
func (o *office) approved(t *testing.T) domain.Deal {
	t.Helper()
	return o.approve(t, o.register(t))
}

func (o *office) approve(t *testing.T, d domain.Deal) domain.Deal {
	t.Helper()
	d, err := o.Approve(t.Context(), o.Actor(o.Remy), d.Registration.ID, d.Registration.Revision)
	if err != nil {
		t.Fatalf("approve: %v", err)
	}
	return d
}

// outcome is what the registration is now, read afresh.
func (o *office) kept(t *testing.T, d domain.Deal) domain.Registration {
	t.Helper()
	r, err := o.Store.Registration(t.Context(), d.Registration.ID)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// last is the latest event of a kind about the deal.
func (o *office) last(t *testing.T, d domain.Deal, kind string) domain.Event {
	t.Helper()
	events, err := o.Store.Events(t.Context(), d.Registration.ID)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(events) - 1; i >= 0; i-- {
		if events[i].Kind == kind {
			return events[i]
		}
	}
	t.Fatalf("no %s among %d events", kind, len(events))
	return domain.Event{}
}

// told is the direct message to the submitter about an event; false when there is none.
func (o *office) told(t *testing.T, e domain.Event) (domain.Delivery, bool) {
	t.Helper()
	d, err := o.Store.DeliveryByKey(t.Context(), o.World.Program.ID, "decision:"+e.ID.String())
	if err != nil && domain.CodeOf(err) != domain.NotFound {
		t.Fatal(err)
	}
	return d, err == nil
}

// noted is the note in the thread of the deal's one card about an event; false when there is none.
func (o *office) noted(t *testing.T, deal domain.Deal, e domain.Event) (domain.Delivery, bool) {
	t.Helper()
	card := o.card(t, deal)
	d, err := o.Store.DeliveryByKey(t.Context(), o.World.Program.ID, "history:"+e.ID.String()+":"+card.ID.String())
	if err != nil && domain.CodeOf(err) != domain.NotFound {
		t.Fatal(err)
	}
	if err == nil && (d.Parent == nil || *d.Parent != card.ID) {
		t.Errorf("the note goes under %v, want the card %v", d.Parent, card.ID)
	}
	return d, err == nil
}

// card is the deal's one review card.
func (o *office) card(t *testing.T, d domain.Deal) domain.Delivery {
	t.Helper()
	cards, err := o.Store.Cards(t.Context(), d.Registration.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(cards) != 1 {
		t.Fatalf("%d review cards, want 1", len(cards))
	}
	return cards[0]
}

// pipeline puts an open opportunity on the deal's account that was there before the program, and answers it as kept.
func (o *office) pipeline(t *testing.T, a domain.Account, fn func(*domain.Opportunity)) domain.Opportunity {
	t.Helper()
	opp := o.Opportunity(a, a.Name+" rollout", 900_000)
	opp.PartnerID, opp.Attribution = nil, ""
	opp.CreatedAt = opp.CreatedAt.AddDate(0, -1, 0)
	opp.StageSince = opp.CreatedAt
	fn(&opp)
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.InsertOpportunity(ctx, opp) })
	kept, err := o.Store.Opportunity(t.Context(), opp.ID)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func wantCode(t *testing.T, err error, want domain.Code) {
	t.Helper()
	if got := domain.CodeOf(err); got != want {
		t.Errorf("error %v has the code %q, want %q", err, got, want)
	}
}

func wantSame(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}
