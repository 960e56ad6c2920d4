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

// Who runs the program from an account of which it is open whose it is could not be made one with its owner later on.
func TestNobodySetsUpFirstBeforeTheyHaveSaidWhoTheyAre(t *testing.T) {
	t.Parallel()
	for _, theirs := range []bool{true, false} {
		f := newFresh(t)
		if _, err := f.Install(t.Context(), domain.Workspace{Platform: domain.Slack, ID: domaintest.Workspace},
			domain.Workspace{Platform: domain.Teams, ID: teamsTenant}); err != nil {
			t.Fatal(err)
		}
		known := f.actor(t, "ULENA")
		there := f.actorInTeams(t, "ULENA")
		_, err := f.SetUp(t.Context(), there, setupInTeams(), f.lookup)
		wantCode(t, err, domain.Forbidden)
		if p, err := f.Program(t.Context(), known); err != nil || !p.SetUpAt.IsZero() {
			t.Errorf("the program is %+v, %v", p, err)
		}
		answer := f.DenyLink
		if theirs {
			answer = f.ConfirmLink
		}
		if _, err := answer(t.Context(), known, there.Person.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := f.SetUp(t.Context(), f.actorInTeams(t, "ULENA"), setupInTeams(), f.lookup); err != nil {
			t.Errorf("after the answer: %v", err)
		}
	}
}

// actorInTeams has the e-mail of who has the same id in Slack.
func (f *fresh) actorInTeams(t *testing.T, user string) domain.Actor {
	t.Helper()
	chat := domain.Chat{Platform: domain.Teams, Workspace: teamsTenant, Key: domaintest.NewID().String()}
	a, err := f.Recognize(t.Context(), inTeams(user), chat, f.lookup)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func setupInTeams() domain.Setup {
	s := goodSetup()
	for i := range s.Channels {
		s.Channels[i].Platform, s.Channels[i].Workspace = domain.Teams, teamsTenant
	}
	s.People = map[domain.Role][]domain.Identity{domain.RevOps: {inTeams("UREMY")}}
	return s
}

// A setup lists who holds each role by the accounts of one platform: an account that was linked since it was opened is
// not on it, and would lose its owner's roles.
func TestASetupThatWasBegunBeforeALinkIsStale(t *testing.T) {
	t.Parallel()
	o := withTeams(t)
	met := o.samInTeams(t)
	s := goodSetup()
	s.People = map[domain.Role][]domain.Identity{domain.RevOps: o.Remy.Identities}
	s.Seen = o.World.Program.Revision
	if _, err := o.ConfirmLink(t.Context(), o.Actor(o.Sam), met.Person.ID); err != nil {
		t.Fatal(err)
	}
	_, err := o.SetUp(t.Context(), o.Actor(o.Ada), s, nil)
	wantCode(t, err, domain.Stale)
}
