package domaintest

import (
	"context"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
)

func personRoundTrip(t *testing.T, w *World) {
	p := domain.Person{
		ID: NewID(), TenantID: w.Tenant.ID, Name: "Nina", Email: "nina@initech.example", TimeZone: "Europe/Berlin",
		Roles: []domain.Role{domain.Seller, domain.CRO}, Outside: true, PartnerID: &w.Globex.ID,
		NudgesTo: &w.Mara.ID, ProfileAt: w.Clock.Now(),
		Identities: []domain.Identity{
			{Platform: domain.Slack, Workspace: Workspace, User: "U0NINA"},
			{Platform: domain.Teams, Workspace: "tenant", User: "nina"},
		},
	}
	want := p
	want.Revision = 1
	wantFull(t, want)
	w.SavePerson(t, &p)
	wantSame(t, "person", p, want)
	for _, i := range p.Identities {
		got, err := w.Store.PersonByIdentity(t.Context(), w.Tenant.ID, i)
		if err != nil {
			t.Fatal(err)
		}
		wantSame(t, "person by identity", got, want)
	}

	p.Roles, p.Identities, p.PartnerID, p.ProfileAt = []domain.Role{}, p.Identities[:1], nil, w.Clock.Now().Add(time.Hour)
	want, want.Revision = p, 2
	w.SavePerson(t, &p)
	wantSame(t, "person after a change", p, want)
	_, err := w.Store.PersonByIdentity(t.Context(), w.Tenant.ID, domain.Identity{Platform: domain.Teams, Workspace: "tenant", User: "nina"})
	wantCode(t, err, domain.NotFound)
	_, err = w.Store.PersonByIdentity(t.Context(), NewID(), p.Identities[0])
	wantCode(t, err, domain.NotFound)
	_, err = w.Store.Person(t.Context(), NewID())
	wantCode(t, err, domain.NotFound)
}

func personStale(t *testing.T, w *World) {
	seen := w.Sam
	w.SavePerson(t, &w.Sam)
	err := w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error { return tx.SavePerson(ctx, seen) })
	wantCode(t, err, domain.Stale)
}

func identityAlone(t *testing.T, w *World) {
	p := domain.Person{ID: NewID(), TenantID: w.Tenant.ID, Name: "Double", Identities: w.Sam.Identities}
	err := w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error { return tx.SavePerson(ctx, p) })
	wantCode(t, err, domain.Conflict)
	_, err = w.Store.Person(t.Context(), p.ID)
	wantCode(t, err, domain.NotFound)
}

func personList(t *testing.T, w *World) {
	got, err := w.Store.People(t.Context(), w.Tenant.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "people", got, []domain.Person{w.Ada, w.Cora, w.Lena, w.Mara, w.Pia, w.Remy, w.Sam})
}
