package domain_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

const entra = "11112222-3333-4444-5555-666677778888"

var (
	slackPlace = domain.Workspace{Platform: domain.Slack, ID: domaintest.Workspace, Name: "Initech"}
	teamsPlace = domain.Workspace{Platform: domain.Teams, ID: entra, Name: "Initech"}
)

func TestInstallJoinsPlatforms(t *testing.T) {
	t.Parallel()
	f := newFresh(t) // installed in Slack
	first, err := f.Install(t.Context(), slackPlace)
	if err != nil {
		t.Fatal(err)
	}
	for _, all := range [][]domain.Workspace{{slackPlace, teamsPlace}, {teamsPlace}, {teamsPlace, slackPlace}} {
		got, err := f.Install(t.Context(), all...)
		if err != nil || got != first {
			t.Errorf("installing in %v gives %v, %v; want %v", all, got, err, first)
		}
	}
}

func TestInstallKeepsTenantsApart(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	if _, err := f.Install(t.Context(), teamsPlace); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Install(t.Context(), slackPlace, teamsPlace); domain.CodeOf(err) != domain.Conflict {
		t.Errorf("two programs served as one: %v", err)
	}
}

// TestSetUpOnSecondPlatform: what is chosen in Teams leaves what was chosen in Slack.
func TestSetUpOnSecondPlatform(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	if _, err := f.Install(t.Context(), slackPlace, teamsPlace); err != nil {
		t.Fatal(err)
	}
	lena := f.actor(t, "ULENA")
	if _, err := f.SetUp(t.Context(), lena, goodSetup(), f.lookup); err != nil {
		t.Fatal(err)
	}
	tess := f.teamsActor(t, "aad-tess")
	f.makeAdmin(t, tess.Person.ID)
	tess = f.teamsActor(t, "aad-tess")
	s := goodSetup()
	s.Channels = []domain.Channel{{Purpose: domain.DealDesk, Platform: domain.Teams, Workspace: entra, ID: "19:desk@thread.tacv2"}}
	s.People = map[domain.Role][]domain.Identity{
		domain.RevOps: nil, domain.PartnershipsLead: nil, domain.CRO: nil,
		domain.PartnerManager: {{Platform: domain.Teams, Workspace: entra, User: "aad-max"}},
	}
	p, err := f.SetUp(t.Context(), tess, s, f.lookup)
	if err != nil {
		t.Fatal(err)
	}
	var channels []string
	for _, c := range p.Channels {
		channels = append(channels, string(c.Platform)+" "+c.ID)
	}
	if diff := cmp.Diff([]string{"slack C1", "slack C2", "teams 19:desk@thread.tacv2"}, channels); diff != "" {
		t.Error(diff)
	}
	holders := map[domain.Role]int{}
	people, err := f.People(t.Context(), tess)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range people {
		for _, r := range q.Roles {
			holders[r]++
		}
	}
	want := map[domain.Role]int{
		domain.Seller: 5, domain.RevOps: 1, domain.PartnershipsLead: 1, domain.PartnerManager: 2, domain.Admin: 2,
	}
	if diff := cmp.Diff(want, holders); diff != "" {
		t.Error(diff)
	}
}

func (f *fresh) teamsActor(t *testing.T, user string) domain.Actor {
	t.Helper()
	chat := domain.Chat{Platform: domain.Teams, Workspace: entra, Key: domaintest.NewID().String()}
	a, err := f.Recognize(t.Context(), domain.Identity{Platform: domain.Teams, Workspace: entra, User: user}, chat, f.lookup)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (f *fresh) makeAdmin(t *testing.T, id domain.ID) {
	t.Helper()
	p, err := f.PersonFor(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	p.Roles = []domain.Role{domain.Seller, domain.Admin}
	if err := f.store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error { return tx.SavePerson(ctx, p) }); err != nil {
		t.Fatal(err)
	}
}
