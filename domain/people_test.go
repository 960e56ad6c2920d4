package domain_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

func TestInstallAtOnce(t *testing.T) {
	t.Parallel()
	clock := domaintest.NewClock()
	store := postgrestest.Open(t, postgres.Config{Clock: clock.Now})
	ids := make([]domain.ID, 6)
	var wg sync.WaitGroup
	for i := range ids {
		desk := domain.NewDesk(domain.DeskConfig{Store: store, Clock: clock.Now, NewID: domaintest.NewID})
		wg.Go(func() {
			tenant, err := desk.Install(t.Context(), domain.Workspace{Platform: domain.Slack, ID: "T1", Name: "Initech"})
			if err != nil {
				t.Error(err)
			}
			ids[i] = tenant.ID
		})
	}
	wg.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Errorf("tenants %v, want one", ids)
			break
		}
	}
}

func TestRecognize(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	a := f.actor(t, "USAM")
	want := domain.Person{
		ID: a.Person.ID, TenantID: a.TenantID, Name: "Name of USAM", Email: "usam@initech.example", TimeZone: "Europe/Berlin",
		Roles: []domain.Role{domain.Seller}, Identities: []domain.Identity{slackUser("USAM")}, Revision: 1,
	}
	wantSame(t, "on the second request", f.actor(t, "USAM").Person, want)
	if f.asked != 1 {
		t.Errorf("the platform was asked %d times, want once", f.asked)
	}
	guest := f.actor(t, "GUEST").Person
	if !guest.Outside || len(guest.Roles) != 0 || guest.PartnerID != nil {
		t.Errorf("a guest is %+v, want no role and no partner", guest)
	}
	_, err := f.Recognize(t.Context(), slackUser("UX"), domain.Chat{Platform: domain.Slack, Workspace: "TELSEWHERE"}, f.lookup)
	wantCode(t, err, domain.NotFound)
	chat := domain.Chat{Platform: domain.Slack, Workspace: domaintest.Workspace}
	_, err = f.Recognize(t.Context(), slackUser("UX"), chat, func(context.Context, domain.Identity) (domain.Profile, error) {
		return domain.Profile{}, errors.New("time-out of xoxb-secret")
	})
	wantCode(t, err, domain.Unavailable)
	hidden := domain.Refuse(domain.NotFound, "Teams does not show this person.")
	_, err = f.Recognize(t.Context(), slackUser("UX"), chat, func(context.Context, domain.Identity) (domain.Profile, error) {
		return domain.Profile{}, hidden
	})
	if !errors.Is(err, hidden) {
		t.Errorf("somebody whom the platform does not show: %v", err)
	}
}

func TestFirstRequestsOfOnePersonAtOnce(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	ids := make([]domain.ID, 6)
	var wg sync.WaitGroup
	for i := range ids {
		wg.Go(func() { ids[i] = f.actor(t, "USAM").Person.ID })
	}
	wg.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Errorf("people %v, want one", ids)
			break
		}
	}
}
