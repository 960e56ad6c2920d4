package domain_test

import (
	"context"
	"slices"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

// teamsTenant is the Teams side of the world's company.
const teamsTenant = "entra-tenant"

// withTeams is an office whose company is in Teams, too.
func withTeams(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error {
		return tx.InsertWorkspace(ctx, o.Tenant.ID, domain.Workspace{Platform: domain.Teams, ID: teamsTenant})
	})
	return o
}

func inTeams(user string) domain.Identity {
	return domain.Identity{Platform: domain.Teams, Workspace: teamsTenant, User: user}
}

// teamsActor is somebody who asks in Teams, met there if need be, of whom Teams says this.
func (o *office) teamsActor(t *testing.T, user string, profile domain.Profile) domain.Actor {
	t.Helper()
	a, err := o.recognizeInTeams(t, user, profile)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (o *office) recognizeInTeams(t *testing.T, user string, profile domain.Profile) (domain.Actor, error) {
	chat := domain.Chat{Platform: domain.Teams, Workspace: teamsTenant, Key: domaintest.NewID().String()}
	return o.Recognize(t.Context(), inTeams(user), chat, func(context.Context, domain.Identity) (domain.Profile, error) { return profile, nil })
}

// samInTeams is Sam's account in Teams, met there, as a person of its own so far.
func (o *office) samInTeams(t *testing.T) domain.Actor {
	t.Helper()
	return o.teamsActor(t, "aad-sam", domain.Profile{Name: "Sam S. Seller", Email: "U0sam@Initech.example"})
}

func (o *office) question(t *testing.T, met domain.ID) (domain.Delivery, bool) {
	t.Helper()
	d, err := o.Store.DeliveryByKey(t.Context(), o.World.Program.ID, "link:"+met.String())
	if err != nil && domain.CodeOf(err) != domain.NotFound {
		t.Fatal(err)
	}
	return d, err == nil
}

func TestSomebodyWithTheWorkMailOfOneKnownIsAskedFor(t *testing.T) {
	t.Parallel()
	o := withTeams(t)
	met := o.samInTeams(t)
	d, ok := o.question(t, met.Person.ID)
	if !ok || d.Kind != domain.LinkRequest || d.Subject != met.Person.ID || d.To.Platform != domain.Slack ||
		d.To.Workspace != domaintest.Workspace || *d.To.PersonID != o.Sam.ID || d.State != domain.Queued {
		t.Errorf("the question is %+v, want a direct message to Sam in Slack", d)
	}
	card, err := o.LinkFor(t.Context(), met.Person.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "link", card.Link, domain.Link{
		MetID: met.Person.ID, KnownID: o.Sam.ID, Name: "Sam S. Seller", Email: "u0sam@initech.example", Platform: domain.Teams,
		AskedOn: domain.Slack, State: domain.LinkAsked, AskedAt: o.Clock.Now(),
	})
	if card.Known.ID != o.Sam.ID || card.Program.ID != o.World.Program.ID {
		t.Errorf("the card is of %s in %s", card.Known.Name, card.Program.Name)
	}
	waiting, err := o.WaitingLink(t.Context(), met)
	if err != nil || waiting == nil || waiting.KnownID != o.Sam.ID {
		t.Errorf("who was met waits for %+v, %v", waiting, err)
	}
	if waiting, err := o.WaitingLink(t.Context(), o.Actor(o.Sam)); err != nil || waiting != nil {
		t.Errorf("who was known waits for %+v, %v", waiting, err)
	}
	if !slices.Equal(met.Person.Roles, []domain.Role{domain.Seller}) {
		t.Errorf("who was met has the roles %s before anybody confirmed", met.Person.Roles)
	}
}

func TestWhoIsNotAskedFor(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before  func(*testing.T, *office)
		profile domain.Profile
	}{
		"another e-mail":    {nil, domain.Profile{Email: "sam@initech.example"}},
		"no e-mail":         {func(t *testing.T, o *office) { o.Sam.Email = ""; o.SavePerson(t, &o.Sam) }, domain.Profile{}},
		"what is no e-mail": {func(t *testing.T, o *office) { o.Sam.Email = "sam"; o.SavePerson(t, &o.Sam) }, domain.Profile{Email: "sam"}},
		"a mail provider's": {
			func(t *testing.T, o *office) { o.Sam.Email = "sam@mail.gmail.com"; o.SavePerson(t, &o.Sam) },
			domain.Profile{Email: "sam@mail.gmail.com"},
		},
		"a guest":                        {nil, domain.Profile{Email: "u0sam@initech.example", Outside: true}},
		"the e-mail of one from outside": {nil, domain.Profile{Email: "pia@northwind.example"}},
		"the e-mail of two": {
			func(t *testing.T, o *office) { o.Remy.Email = "u0sam@initech.example"; o.SavePerson(t, &o.Remy) },
			domain.Profile{Email: "u0sam@initech.example"},
		},
		"of one who is in Teams already": {
			func(t *testing.T, o *office) {
				o.Sam.Identities = append(o.Sam.Identities, inTeams("aad-other"))
				o.SavePerson(t, &o.Sam)
			},
			domain.Profile{Email: "u0sam@initech.example"},
		},
		"of one who has no chat": {
			func(t *testing.T, o *office) {
				o.Sam.Identities = []domain.Identity{{Platform: domain.Console, User: "sam"}}
				o.SavePerson(t, &o.Sam)
			},
			domain.Profile{Email: "u0sam@initech.example"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := withTeams(t)
			if c.before != nil {
				c.before(t, o)
			}
			met := o.teamsActor(t, "aad-new", c.profile)
			if d, ok := o.question(t, met.Person.ID); ok {
				t.Errorf("asked: %+v", d)
			}
			_, err := o.ConfirmLink(t.Context(), o.Actor(o.Sam), met.Person.ID)
			wantCode(t, err, domain.NotFound)
		})
	}
}

// Who is named in a setup is met there, and asked for as well.
func TestSomebodyNamedInASetupIsAskedFor(t *testing.T) {
	t.Parallel()
	o := withTeams(t)
	s := setupInTeams()
	s.Partners = nil
	s.People = map[domain.Role][]domain.Identity{domain.RevOps: {inTeams("aad-remy")}}
	a := o.Actor(o.Ada)
	a.Chat.Platform, a.Chat.Workspace = domain.Teams, teamsTenant
	lookup := func(context.Context, domain.Identity) (domain.Profile, error) {
		return domain.Profile{Name: "Remy", Email: "u0remy@initech.example"}, nil
	}
	if _, err := o.SetUp(t.Context(), a, s, lookup); err != nil {
		t.Fatal(err)
	}
	met, err := o.Store.PersonByIdentity(t.Context(), o.Tenant.ID, inTeams("aad-remy"))
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := o.question(t, met.ID); !ok {
		t.Fatal("nobody is asked")
	}
	if _, err := o.ConfirmLink(t.Context(), o.Actor(o.Remy), met.ID); err != nil {
		t.Errorf("Remy has the role here and there, and cannot confirm: %v", err)
	}
}
