package domain_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

func TestOnlyWhoIsAskedAnswers(t *testing.T) {
	t.Parallel()
	o := withTeams(t)
	met := o.samInTeams(t)
	for _, a := range []domain.Actor{met, o.Actor(o.Ada), o.Actor(o.Lena), o.Actor(o.Pia), domain.System(o.Tenant.ID, o.World.Program.ID)} {
		for _, answer := range []func(context.Context, domain.Actor, domain.ID) (domain.Link, error){o.ConfirmLink, o.DenyLink} {
			_, err := answer(t.Context(), a, met.Person.ID)
			wantCode(t, err, domain.Forbidden)
		}
	}
	if p, err := o.Store.Person(t.Context(), met.Person.ID); err != nil || p.ID != met.Person.ID {
		t.Errorf("who was met is %+v, %v", p, err)
	}
}

func TestAConfirmationMakesOnePersonOfTwo(t *testing.T) {
	t.Parallel()
	o := withTeams(t)
	met := o.samInTeams(t)
	theirs := o.claimed(t, met, "Globex Foods", "globexfoods.com")
	own := o.register(t)
	link, err := o.ConfirmLink(t.Context(), o.Actor(o.Sam), met.Person.ID)
	if err != nil || link.State != domain.LinkConfirmed || !link.DecidedAt.Equal(o.Clock.Now()) {
		t.Fatalf("confirmed: %+v, %v", link, err)
	}

	again := o.samInTeams(t)
	want := []domain.Identity{o.Sam.Identities[0], inTeams("aad-sam")}
	if again.Person.ID != o.Sam.ID || !slices.Equal(again.Person.Identities, want) || again.Person.Name != o.Sam.Name {
		t.Errorf("in Teams, Sam is %+v", again.Person)
	}
	mine, err := o.Deals(t.Context(), again, domain.DealQuery{Mine: true})
	if err != nil || len(mine) != 2 || mine[0].Registration.ID != own.Registration.ID || mine[1].Registration.ID != theirs.Registration.ID {
		t.Errorf("Sam's deals are %+v, %v", mine, err)
	}
	if mine[1].Submitter.ID != o.Sam.ID {
		t.Errorf("the one from Teams was submitted by %+v", mine[1].Submitter)
	}
	e := o.event(t, met.Person.ID, domain.EventPersonLinked)
	if *e.ActorID != o.Sam.ID || e.Old != "asked" || e.New != "confirmed" || !strings.Contains(e.Reason, "u0sam@initech.example on teams") {
		t.Errorf("the event is %+v", e)
	}
	if d, _ := o.question(t, met.Person.ID); d.Wanted != 2 {
		t.Errorf("the question is wanted %d times, want it drawn again", d.Wanted)
	}
}

// claimed is a deal that somebody registers.
func (o *office) claimed(t *testing.T, a domain.Actor, customer, site string) domain.Deal {
	t.Helper()
	a.Chat.Key = domaintest.NewID().String()
	d, err := o.Register(t.Context(), a, o.Claim(o.Globex, customer, site))
	if err != nil {
		t.Error(err)
	}
	return d
}

func (o *office) event(t *testing.T, subject domain.ID, kind string) domain.Event {
	t.Helper()
	events, err := o.Store.Events(t.Context(), subject)
	if err != nil || len(events) != 1 || events[0].Kind != kind {
		t.Fatalf("events %+v, %v; want one %s", events, err, kind)
	}
	return events[0]
}

// As long as nobody has said whose the second account is, it is no second pair of eyes.
func TestNobodyDecidesOnWhatTheirOtherAccountRegistered(t *testing.T) {
	t.Parallel()
	o := withTeams(t)
	there := o.teamsActor(t, "aad-remy", domain.Profile{Name: "R. RevOps", Email: strings.ToUpper(o.Remy.Email)})
	d := o.claimed(t, there, "Globex Foods", "globexfoods.com")
	seen, err := o.Deal(t.Context(), o.Actor(o.Remy), d.Registration.ID)
	if err != nil || slices.Contains(seen.May, domain.ActApprove) {
		t.Errorf("Remy may %s, %v", seen.May, err)
	}
	for _, err := range []error{
		seen.Refusal(o.Actor(o.Remy), domain.ActApprove),
		second(o.Approve(t.Context(), o.Actor(o.Remy), d.Registration.ID, 1)),
		second(o.Reject(t.Context(), o.Actor(o.Remy), d.Registration.ID, 1, domain.ReasonDuplicate, "No")),
	} {
		wantCode(t, err, domain.Forbidden)
		if err != nil && !strings.HasPrefix(err.Error(), "You registered this deal") {
			t.Errorf("refused with %q", err)
		}
	}
	if _, err := o.Approve(t.Context(), o.Actor(o.Lena), d.Registration.ID, 1); err != nil {
		t.Errorf("by another: %v", err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestADenialIsForGood(t *testing.T) {
	t.Parallel()
	o := withTeams(t)
	met := o.samInTeams(t)
	for range 2 {
		if link, err := o.DenyLink(t.Context(), o.Actor(o.Sam), met.Person.ID); err != nil || link.State != domain.LinkDenied {
			t.Fatalf("denied: %+v, %v", link, err)
		}
	}
	if link, err := o.ConfirmLink(t.Context(), o.Actor(o.Sam), met.Person.ID); err != nil || link.State != domain.LinkDenied {
		t.Errorf("confirmed after that: %+v, %v", link, err)
	}
	again := o.samInTeams(t)
	if again.Person.ID != met.Person.ID {
		t.Error("who was met is somebody else now")
	}
	if waiting, err := o.WaitingLink(t.Context(), again); err != nil || waiting != nil {
		t.Errorf("who was met waits for %+v, %v", waiting, err)
	}
	o.event(t, met.Person.ID, domain.EventLinkDenied)
	if d, _ := o.question(t, met.Person.ID); d.Wanted != 2 {
		t.Errorf("the question is wanted %d times, want it drawn again once", d.Wanted)
	}
}

// Nobody gets a role by saying who they are: the account that is asked must have it already.
func TestNoRoleIsWonByAConfirmation(t *testing.T) {
	t.Parallel()
	o := withTeams(t)
	met := o.samInTeams(t).Person
	met, err := o.Store.Person(t.Context(), met.ID)
	if err != nil {
		t.Fatal(err)
	}
	met.Roles = []domain.Role{domain.Seller, domain.RevOps, domain.PartnerManager}
	o.SavePerson(t, &met)
	_, err = o.ConfirmLink(t.Context(), o.Actor(o.Sam), met.ID)
	wantCode(t, err, domain.Forbidden)
	if !strings.Contains(err.Error(), "revops, partner manager") {
		t.Errorf("the refusal is %q", err)
	}
	o.Sam.Roles = []domain.Role{domain.PartnerManager, domain.RevOps, domain.CRO}
	o.SavePerson(t, &o.Sam)
	if _, err := o.ConfirmLink(t.Context(), o.Actor(o.Sam), met.ID); err != nil {
		t.Fatal(err)
	}
	p, err := o.Store.Person(t.Context(), met.ID)
	if want := []domain.Role{domain.Seller, domain.PartnerManager, domain.RevOps, domain.CRO}; err != nil || !slices.Equal(p.Roles, want) {
		t.Errorf("the roles are %s, %v; want %s", p.Roles, err, want)
	}
}

// Two answers at once, while who was met goes on registering: one answer stands, and no deal is lost.
func TestAnswersAtOnce(t *testing.T) {
	t.Parallel()
	o := withTeams(t)
	met := o.samInTeams(t)
	const deals = 6
	links := make([]domain.Link, 4)
	var wg sync.WaitGroup
	for i := range links {
		wg.Go(func() {
			answer := o.ConfirmLink
			if i%2 == 1 {
				answer = o.DenyLink
			}
			var err error
			if links[i], err = answer(t.Context(), o.Actor(o.Sam), met.Person.ID); err != nil {
				t.Error(err)
			}
		})
	}
	for i := range deals {
		wg.Go(func() { o.claimed(t, met, "Customer "+string(rune('A'+i)), string(rune('a'+i))+"-customer.com") })
	}
	wg.Wait()
	for _, l := range links {
		if l != links[0] {
			t.Errorf("answers %+v and %+v", links[0], l)
		}
	}
	now := o.samInTeams(t)
	if joined := now.Person.ID == o.Sam.ID; joined != (links[0].State == domain.LinkConfirmed) {
		t.Errorf("the link is %s, and one person: %v", links[0].State, joined)
	}
	if mine, err := o.Deals(t.Context(), now, domain.DealQuery{Mine: true}); err != nil || len(mine) != deals {
		t.Errorf("%d deals, %v; want %d", len(mine), err, deals)
	}
	if events, err := o.Store.Events(t.Context(), met.Person.ID); err != nil || len(events) != 1 {
		t.Errorf("%d answers are recorded, %v; want 1", len(events), err)
	}
}

// twins are a person known in Slack and one met in Teams, each with roles and deals of their own.
type twins struct {
	roles, rolesMet []domain.Role
	deals, dealsMet int
}

var anyTwins = rapid.Custom(func(t *rapid.T) twins {
	roles := rapid.SliceOfDistinct(rapid.SampledFrom(domain.Roles()), rapid.ID).Draw(t, "roles")
	theirs := append([]domain.Role{domain.Seller}, roles...)
	return twins{
		roles: roles, rolesMet: rapid.SliceOfDistinct(rapid.SampledFrom(theirs), rapid.ID).Draw(t, "roles met"),
		deals: rapid.IntRange(0, 3).Draw(t, "deals"), dealsMet: rapid.IntRange(0, 3).Draw(t, "deals met"),
	}
})

// Whoever becomes one person has, after that, what the two had: every deal, every role and every account, each once.
func TestMergingKeepsEverything(t *testing.T) {
	t.Parallel()
	o := withTeams(t)
	for seed := range 15 {
		before := o.counts(t)
		x := anyTwins.Example(seed)
		known, met := o.twins(t, seed, x)
		if _, err := o.ConfirmLink(t.Context(), o.Actor(known), met.ID); err != nil {
			t.Fatalf("seed %d: %+v: %v", seed, x, err)
		}
		one, err := o.Store.Person(t.Context(), met.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range domain.Roles() {
			if want := slices.Contains(x.roles, r) || slices.Contains(x.rolesMet, r); one.Has(r) != want {
				t.Errorf("seed %d: %+v: %s is %v, want %v", seed, x, r, one.Has(r), want)
			}
		}
		wantSame(t, "accounts", one.Identities, append(known.Identities, met.Identities...))
		after := o.counts(t)
		if got, want := after[one.ID], x.deals+x.dealsMet; got != want || after[met.ID] != 0 {
			t.Errorf("seed %d: %+v: %d deals, want %d", seed, x, got, want)
		}
		for id, n := range before {
			if after[id] != n {
				t.Errorf("seed %d: somebody else had %d deals and has %d", seed, n, after[id])
			}
		}
	}
}

// counts are everybody's registrations, by who submitted them.
func (o *office) counts(t *testing.T) map[domain.ID]int {
	t.Helper()
	all, err := o.Store.Registrations(t.Context(), o.World.Program.ID, domain.RegistrationFilter{})
	if err != nil {
		t.Fatal(err)
	}
	n := map[domain.ID]int{}
	for _, r := range all {
		n[r.SubmittedBy]++
	}
	return n
}

func (o *office) twins(t *testing.T, seed int, x twins) (known, met domain.Person) {
	t.Helper()
	name := fmt.Sprintf("twin-%d", seed)
	known = domain.Person{
		ID: domaintest.NewID(), TenantID: o.Tenant.ID, Name: name, Email: name + "@initech.example", Roles: x.roles,
		Identities: []domain.Identity{slackUser("U" + name)},
	}
	o.SavePerson(t, &known)
	met = o.teamsActor(t, "aad-"+name, domain.Profile{Name: name, Email: known.Email}).Person
	met.Revision, met.Roles = 1, x.rolesMet
	o.SavePerson(t, &met)
	partner := o.Partner(t, "Partner of "+name, "")
	for i := range x.deals + x.dealsMet {
		r := o.Registration(partner, o.Account(t, fmt.Sprintf("%s-%d", name, i), fmt.Sprintf("%s-%d.example", name, i)))
		r.SubmittedBy = known.ID
		if i >= x.deals {
			r.SubmittedBy = met.ID
		}
		o.World.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.InsertRegistration(ctx, &r) })
	}
	return known, met
}

// toldAt is where the submitter is told of the last thing that happened to a deal.
func (o *office) toldAt(t *testing.T, d domain.Deal, kind string) domain.Address {
	t.Helper()
	note, ok := o.told(t, o.last(t, d, kind))
	if !ok {
		t.Fatal("the submitter is not told")
	}
	return note.To
}

// A decision goes to where the deal was registered: the Teams account for a deal from Teams, also when the two have
// become one meanwhile, and when a reviewer with two accounts decides from the other platform.
func TestADecisionGoesWhereTheDealCameFrom(t *testing.T) {
	t.Parallel()
	o := withTeams(t)
	met := o.samInTeams(t)
	before := o.claimed(t, met, "Globex Foods", "globexfoods.com")
	if _, err := o.ConfirmLink(t.Context(), o.Actor(o.Sam), met.Person.ID); err != nil {
		t.Fatal(err)
	}
	after := o.claimed(t, o.samInTeams(t), "Hooli", "hooli.com")
	inSlack := o.register(t)

	remy := o.teamsActor(t, "aad-remy", domain.Profile{Name: "Remy", Email: "u0remy@initech.example"})
	if _, err := o.ConfirmLink(t.Context(), o.Actor(o.Remy), remy.Person.ID); err != nil {
		t.Fatal(err)
	}
	remy = o.teamsActor(t, "aad-remy", domain.Profile{})
	for _, c := range []struct {
		d    domain.Deal
		want domain.Address
	}{
		{before, domain.Address{Platform: domain.Teams, Workspace: teamsTenant, PersonID: &o.Sam.ID}},
		{after, domain.Address{Platform: domain.Teams, Workspace: teamsTenant, PersonID: &o.Sam.ID}},
		{inSlack, domain.Address{Platform: domain.Slack, Workspace: domaintest.Workspace, PersonID: &o.Sam.ID}},
	} {
		remy.Chat.Key = domaintest.NewID().String()
		if _, err := o.Approve(t.Context(), remy, c.d.Registration.ID, c.d.Registration.Revision); err != nil {
			t.Fatal(err)
		}
		wantSame(t, "where "+c.d.Account.Name+" is told", o.toldAt(t, c.d, domain.EventApproved), c.want)
	}
	// Who registered a deal in Teams and decides in Slack is one person: the policy sees through it.
	own := o.claimed(t, remy, "Umbrella", "umbrella.com")
	_, err := o.Approve(t.Context(), o.Actor(o.Remy), own.Registration.ID, own.Registration.Revision)
	wantCode(t, err, domain.Forbidden)
}
