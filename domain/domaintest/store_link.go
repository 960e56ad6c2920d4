package domaintest

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
)

// InTeams is one more person of the company's, met in Teams, with an e-mail.
func (w *World) InTeams(t testing.TB, name, email string, roles ...domain.Role) domain.Person {
	t.Helper()
	p := domain.Person{
		ID: NewID(), TenantID: w.Tenant.ID, Name: name, Email: email, Roles: roles,
		Identities: []domain.Identity{{Platform: domain.Teams, Workspace: "tenant", User: "aad-" + NewID().String()}},
	}
	w.SavePerson(t, &p)
	return p
}

func personByEmail(t *testing.T, w *World) {
	two := w.InTeams(t, "Another Sam", "u0sam@initech.example")
	hidden := w.InTeams(t, "Hidden", "")
	for email, want := range map[string][]domain.Person{
		"u0SAM@Initech.example": {two, w.Sam}, "U0MARA@initech.example": {w.Mara}, "nobody@initech.example": {},
		hidden.Email: {}, "%@initech.example": {},
	} {
		wantSame(t, "people with "+email, must(w.Store.PeopleByEmail(t.Context(), w.Tenant.ID, email)), want)
	}
	wantSame(t, "people of another tenant", must(w.Store.PeopleByEmail(t.Context(), NewID(), two.Email)), []domain.Person{})
}

// uniteRoles is what these cases put into the person who stays.
func uniteRoles(from domain.Person, into *domain.Person) error {
	into.Roles = append(into.Roles, from.Roles...)
	return nil
}

func (w *World) merge(t *testing.T, from, into domain.Person) domain.Person {
	t.Helper()
	var kept domain.Person
	w.Change(t, func(ctx context.Context, tx domain.Tx) (err error) {
		kept, err = tx.MergePerson(ctx, from.ID, into.ID, uniteRoles)
		return err
	})
	return kept
}

// named is everything that can name a person, naming this one.
type named struct {
	registration domain.Registration
	partner      domain.Partner
	opportunity  domain.Opportunity
	event        domain.Event
	link         domain.Link
	checkpoint   domain.Checkpoint
	override     domain.Override
}

func (w *World) name(t *testing.T, p domain.Person) named {
	t.Helper()
	a := w.Account(t, "Customer "+NewID().String(), NewID().String()+".example")
	n := named{registration: w.Registration(w.Northwind, a), partner: w.partner("Of "+NewID().String(), ""), opportunity: w.Opportunity(a, "Deal", 1)}
	n.registration.SubmittedBy, n.registration.DecidedBy = p.ID, &p.ID
	n.partner.OwnerID, n.opportunity.OwnerID = &p.ID, &p.ID
	n.event = domain.Event{ID: NewID(), ProgramID: w.Program.ID, Subject: NewID(), Kind: "k", ActorID: &p.ID, ActorName: p.Name, At: w.Clock.Now()}
	n.link = domain.Link{MetID: w.InTeams(t, "Met", "").ID, KnownID: p.ID, State: domain.LinkAsked, AskedAt: w.Clock.Now()}
	n.checkpoint, n.override = w.path(n.partner)[0], w.override(domain.GateRecruit)
	n.checkpoint.OwnerID, n.checkpoint.DoneByID, n.override.ByID = &p.ID, &p.ID, p.ID
	w.Change(t, func(ctx context.Context, tx domain.Tx) error {
		if err := tx.InsertRegistration(ctx, &n.registration); err != nil {
			return err
		}
		if err := tx.SaveOverride(ctx, n.override); err != nil {
			return err
		}
		if err := tx.InsertPartner(ctx, n.partner, []domain.Checkpoint{n.checkpoint}); err != nil {
			return err
		}
		if err := tx.InsertOpportunity(ctx, n.opportunity); err != nil {
			return err
		}
		if err := tx.AddEvent(ctx, n.event); err != nil {
			return err
		}
		return tx.SaveLink(ctx, n.link)
	})
	return n
}

// wantNamed sees to it that what named somebody is read with the id of who they became, wherever it is read.
func (w *World) wantNamed(t *testing.T, n named, as domain.Person) {
	t.Helper()
	s, ctx := w.Store, t.Context()
	r, o := must(s.Registration(ctx, n.registration.ID)), must(s.Opportunity(ctx, n.opportunity.ID))
	listed := must(s.Registrations(ctx, w.Program.ID, domain.RegistrationFilter{Account: r.AccountID}))
	open := must(s.OpenOpportunities(ctx, *n.opportunity.AccountID))
	found := must(s.Partners(ctx, w.Program.ID, n.partner.Name, 2))
	checkpoint := must(s.Checkpoints(ctx, n.partner.ID))[0]
	overrides := must(s.Overrides(ctx, w.Program.ID))
	override := overrides[slices.IndexFunc(overrides, func(o domain.Override) bool { return o.ID == n.override.ID })]
	var updated domain.Registration
	var partner domain.Partner
	var changed domain.Opportunity
	w.Change(t, func(ctx context.Context, tx domain.Tx) (err error) {
		if updated, err = tx.UpdateRegistration(ctx, r.ID, func(*domain.Registration) error { return nil }); err != nil {
			return err
		}
		if partner, err = tx.UpdatePartner(ctx, n.partner.ID, func(*domain.Partner) error { return nil }); err != nil {
			return err
		}
		changed, err = tx.UpdateOpportunity(ctx, o.ID, w.Clock.Now(), func(*domain.Opportunity) error { return nil })
		return err
	})
	for what, got := range map[string]domain.ID{
		"submitter": r.SubmittedBy, "decider": *r.DecidedBy, "submitter in a list": listed[0].SubmittedBy,
		"submitter after an update": updated.SubmittedBy, "decider after an update": *updated.DecidedBy,
		"partner's manager": *must(s.Partner(ctx, n.partner.ID)).OwnerID, "manager in a search": *found[0].OwnerID,
		"manager after an update": *partner.OwnerID, "owner of a checkpoint": *checkpoint.OwnerID,
		"who did a checkpoint": *checkpoint.DoneByID, "who overrode": override.ByID,
		"owner": *o.OwnerID, "owner of an open one": *open[0].OwnerID, "owner after an update": *changed.OwnerID,
		"actor":          *must(s.Event(ctx, n.event.ID)).ActorID,
		"actor in order": *must(s.Events(ctx, n.event.Subject))[0].ActorID,
		"who is asked":   must(s.Link(ctx, n.link.MetID)).KnownID,
	} {
		if got != as.ID {
			t.Errorf("%s is %s, want %s (%s)", what, got, as.ID, as.Name)
		}
	}
}

func personMerged(t *testing.T, w *World) {
	met := w.InTeams(t, "Sam in Teams", "", domain.CRO)
	before, own := w.name(t, met), w.name(t, w.Sam)
	kept := w.merge(t, met, w.Sam)

	want := w.Sam
	want.Roles, want.Revision = []domain.Role{domain.Seller, domain.CRO}, w.Sam.Revision+1
	want.Identities = append(slices.Clone(w.Sam.Identities), met.Identities...)
	wantSame(t, "the one person", kept, want)
	for what, got := range map[string]domain.Person{
		"by the id that stays": must(w.Store.Person(t.Context(), w.Sam.ID)),
		"by the id that went":  must(w.Store.Person(t.Context(), met.ID)),
		"by the account":       must(w.Store.PersonByIdentity(t.Context(), w.Tenant.ID, met.Identities[0])),
	} {
		wantSame(t, what, got, want)
	}
	for _, p := range must(w.Store.People(t.Context(), w.Tenant.ID)) {
		if p.ID == met.ID {
			t.Error("who went is still listed")
		}
	}
	w.wantNamed(t, before, want)
	w.wantNamed(t, own, want)
	w.wantNamed(t, w.name(t, met), want) // written by somebody who had read the old id
	for what, id := range map[string]domain.ID{"by the id that stays": w.Sam.ID, "by the id that went": met.ID} {
		f := domain.RegistrationFilter{SubmittedBy: id}
		if n := must(w.Store.CountRegistrations(t.Context(), w.Program.ID, f)); n != 3 {
			t.Errorf("%d registrations %s, want 3", n, what)
		}
	}

	err := w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error { return tx.SavePerson(ctx, met) })
	wantCode(t, err, domain.Stale)
	for _, pair := range [][2]domain.ID{{met.ID, w.Sam.ID}, {w.Sam.ID, met.ID}, {w.Sam.ID, w.Sam.ID}} {
		err := w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error {
			_, err := tx.MergePerson(ctx, pair[0], pair[1], uniteRoles)
			return err
		})
		wantCode(t, err, domain.Stale)
	}
	// One more step: whoever went before goes along.
	last := w.merge(t, kept, w.Remy)
	wantSame(t, "after two steps", must(w.Store.Person(t.Context(), met.ID)), last)
	w.wantNamed(t, before, last)
}

func personMergeRefused(t *testing.T, w *World) {
	met := w.InTeams(t, "Sam in Teams", "")
	refusal := domain.Refuse(domain.Forbidden, "no")
	err := w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error {
		_, err := tx.MergePerson(ctx, met.ID, w.Sam.ID, func(domain.Person, *domain.Person) error { return refusal })
		return err
	})
	wantCode(t, err, domain.Forbidden)
	wantSame(t, "who was met", must(w.Store.Person(t.Context(), met.ID)), met)
	wantSame(t, "who was known", must(w.Store.Person(t.Context(), w.Sam.ID)), w.Sam)
}

// Many become one person at the same time: none of them loses an account, and each goes once.
func personMergedAtOnce(t *testing.T, w *World) {
	const n = 6
	var all []domain.Person
	want := slices.Clone(w.Sam.Identities)
	for range n {
		p := w.InTeams(t, "Sam", "")
		all, want = append(all, p), append(want, p.Identities...)
	}
	var wg sync.WaitGroup
	codes := make([]domain.Code, 2*n)
	for i := range codes {
		wg.Go(func() {
			codes[i] = domain.CodeOf(w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error {
				_, err := tx.MergePerson(ctx, all[i%n].ID, w.Sam.ID, uniteRoles)
				return err
			}))
		})
	}
	wg.Wait()
	for i := range all {
		if one, two := codes[i], codes[n+i]; one == two || one != "" && one != domain.Stale || two != "" && two != domain.Stale {
			t.Errorf("two merges of one person end with %q and %q, want one done and one stale", one, two)
		}
	}
	got := must(w.Store.Person(t.Context(), w.Sam.ID)).Identities
	byUser := func(a, b domain.Identity) int { return strings.Compare(a.User, b.User) }
	slices.SortFunc(got, byUser)
	slices.SortFunc(want, byUser)
	wantSame(t, "accounts", got, want)
}

func linkRoundTrip(t *testing.T, w *World) {
	met := w.InTeams(t, "Sam in Teams", "")
	l := domain.Link{
		MetID: met.ID, KnownID: w.Sam.ID, Name: "Sam in Teams", Email: "sam@initech.example", Platform: domain.Teams,
		AskedOn: domain.Slack, State: domain.LinkAsked, AskedAt: w.Clock.Now(),
	}
	save := func() {
		w.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.SaveLink(ctx, l) })
		wantSame(t, "link", must(w.Store.Link(t.Context(), met.ID)), l)
	}
	save()
	later := l
	later.MetID, later.AskedAt = w.InTeams(t, "Sam at home", "").ID, w.Clock.Advance(time.Minute)
	w.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.SaveLink(ctx, later) })
	wantSame(t, "open link", must(w.Store.OpenLink(t.Context(), w.Sam.ID)), l)
	l.State, l.DecidedAt = domain.LinkDenied, w.Clock.Advance(time.Hour)
	wantFull(t, l)
	save()
	wantSame(t, "open link after that", must(w.Store.OpenLink(t.Context(), w.Sam.ID)), later)
	_, err := w.Store.OpenLink(t.Context(), met.ID)
	wantCode(t, err, domain.NotFound)
	_, err = w.Store.Link(t.Context(), w.Sam.ID)
	wantCode(t, err, domain.NotFound)
	err = w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error {
		_, err := tx.LockLink(ctx, w.Sam.ID)
		return err
	})
	wantCode(t, err, domain.NotFound)
}

// Whoever locks a link second sees what the first did.
func linkHeld(t *testing.T, w *World) {
	l := domain.Link{MetID: w.InTeams(t, "Sam in Teams", "").ID, KnownID: w.Sam.ID, State: domain.LinkAsked, AskedAt: w.Clock.Now()}
	w.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.SaveLink(ctx, l) })
	answered := make(chan bool, 8)
	for range cap(answered) {
		go func() {
			mine := false
			err := w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error {
				held, err := tx.LockLink(ctx, l.MetID)
				if err != nil || held.State != domain.LinkAsked {
					return err
				}
				mine, held.State = true, domain.LinkConfirmed
				return tx.SaveLink(ctx, held)
			})
			if err != nil {
				t.Error(err)
			}
			answered <- mine
		}()
	}
	n := 0
	for range cap(answered) {
		if <-answered {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d answered, want 1", n)
	}
}
