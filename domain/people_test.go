package domain_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

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
		Roles: []domain.Role{domain.Seller}, Identities: []domain.Identity{slackUser("USAM")}, ProfileAt: f.clock.Now(), Revision: 1,
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

// Whoever moves has their mornings by the clock there from the next day on that they use the bot.
func TestRecognize_WhoMoved(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	f.actor(t, "USAM")
	first := f.actor(t, "USAM").Person
	chat := domain.Chat{Platform: domain.Slack, Workspace: domaintest.Workspace}
	asked, says, fails := 0, domain.Profile{Name: "Sam Moss", Email: "other@initech.example", TimeZone: "Asia/Tokyo", Outside: true}, error(nil)
	again := func(after time.Duration) domain.Person {
		t.Helper()
		f.clock.Advance(after)
		a, err := f.Recognize(t.Context(), slackUser("USAM"), chat, func(ctx context.Context, _ domain.Identity) (domain.Profile, error) {
			if _, ok := ctx.Deadline(); !ok {
				t.Error("a request waits for the platform for as long as it likes")
			}
			asked++
			return says, fails
		})
		if err != nil {
			t.Fatal(err)
		}
		kept, err := f.PersonFor(t.Context(), first.ID)
		if err != nil {
			t.Fatal(err)
		}
		wantSame(t, "the one who is kept", kept, a.Person)
		return kept
	}
	wantSame(t, "on the same day", again(24*time.Hour-time.Second), first)
	moved := first
	moved.Name, moved.TimeZone = "Sam Moss", "Asia/Tokyo"
	for range 2 {
		got := again(time.Second)
		moved.ProfileAt, moved.Revision = first.ProfileAt.Add(24*time.Hour), 2
		wantSame(t, "a day later", got, moved)
	}
	says = domain.Profile{TimeZone: "Mars/Olympus"}
	got := again(24 * time.Hour)
	if got.Name != moved.Name || got.TimeZone != moved.TimeZone {
		t.Errorf("of a profile that says nothing, it is %+v", got)
	}
	says, fails = domain.Profile{Name: "X", TimeZone: "Europe/Rome"}, errors.New("time-out")
	for range 2 {
		if got := again(24*time.Hour - time.Second); got.Name != moved.Name || got.TimeZone != moved.TimeZone {
			t.Errorf("of a platform that does not answer, it is %+v", got)
		}
		f.clock.Advance(time.Second)
	}
	again(23 * time.Hour)
	if asked != 3 {
		t.Errorf("the platform was asked %d times, want 3", asked)
	}
}

// Of the names that two platforms have for one person, that of the one where they are written to stays.
func TestRecognize_OnTheOtherPlatform(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	if _, err := f.Install(t.Context(), domain.Workspace{Platform: domain.Slack, ID: domaintest.Workspace, Name: "Initech"}, domain.Workspace{Platform: domain.Teams, ID: "t1", Name: "Initech"}); err != nil {
		t.Fatal(err)
	}
	f.actor(t, "USAM")
	sam := f.actor(t, "USAM").Person
	there := domain.Identity{Platform: domain.Teams, Workspace: "t1", User: "sam"}
	sam.Identities = append(sam.Identities, there)
	if err := f.store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error { return tx.SavePerson(ctx, sam) }); err != nil {
		t.Fatal(err)
	}
	f.clock.Advance(48 * time.Hour)
	a, err := f.Recognize(t.Context(), there, domain.Chat{Platform: domain.Teams, Workspace: "t1"}, func(context.Context, domain.Identity) (domain.Profile, error) {
		return domain.Profile{Name: "Moss, Sam", TimeZone: "Asia/Tokyo"}, nil
	})
	if err != nil || a.Person.Name != sam.Name || a.Person.TimeZone != "Asia/Tokyo" {
		t.Errorf("Sam is %+v, %v", a.Person, err)
	}
}
