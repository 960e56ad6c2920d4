package domain_test

import (
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

// programActs is every act of activation that is not on one partner, by name: in order for the lead.
func (o *office) programActs(t *testing.T, candidate domain.ID) map[string]func(domain.Actor) error {
	t.Helper()
	ctx := t.Context()
	return map[string]func(domain.Actor) error{
		"AddCandidate": func(a domain.Actor) error {
			_, err := o.AddCandidate(ctx, a, domain.Candidacy{Name: "Umbrella", Levels: bestLevels()})
			return err
		},
		"DeclineCandidate": func(a domain.Actor) error {
			_, err := o.DeclineCandidate(ctx, a, candidate)
			return err
		},
		"Sign": func(a domain.Actor) error {
			_, err := o.Sign(ctx, a, domain.Signing{Candidate: candidate, Owner: o.Mara.ID})
			return err
		},
		"ReassignAll": func(a domain.Actor) error {
			_, err := o.ReassignAll(ctx, a, o.Mara.ID, o.Lena.ID, "")
			return err
		},
		"WriteProfile": func(a domain.Actor) error {
			_, err := o.WriteProfile(ctx, a, "", 0, domain.WrittenProfile{Criteria: goodCriteria, Threshold: "0"})
			return err
		},
		"WritePath": func(a domain.Actor) error {
			_, err := o.WritePath(ctx, a, "", 0, goodSteps)
			return err
		},
		"OpenType": func(a domain.Actor) error {
			_, err := o.OpenType(ctx, a, domain.OpenType{Type: domain.SI, Solution: "Rolled out"})
			return err
		},
		"SetNudges": func(a domain.Actor) error {
			_, err := o.SetNudges(ctx, a, forAll(domain.NudgeDirect, "9", "9"))
			return err
		},
		"Override": func(a domain.Actor) error {
			_, err := o.Override(ctx, a, domain.GateSecondType, "", goodReason)
			return err
		},
	}
}

// sights is everything of activation that there is to see, by name.
func (o *office) sights(t *testing.T, partner, candidate domain.ID) map[string]func(domain.Actor) error {
	t.Helper()
	ctx := t.Context()
	return map[string]func(domain.Actor) error{
		"PartnerPage": func(a domain.Actor) error {
			_, err := o.PartnerPage(ctx, a, partner)
			return err
		},
		"PartnerNamed": func(a domain.Actor) error {
			_, err := o.PartnerNamed(ctx, a, "northwind")
			return err
		},
		"PartnerList": func(a domain.Actor) error {
			_, err := o.PartnerList(ctx, a, domain.PartnerQuery{})
			return err
		},
		"Candidates": func(a domain.Actor) error {
			_, err := o.Candidates(ctx, a, "")
			return err
		},
		"Candidate": func(a domain.Actor) error {
			_, err := o.Candidate(ctx, a, candidate)
			return err
		},
		"Weekly": func(a domain.Actor) error {
			_, err := o.Weekly(ctx, a)
			return err
		},
		"ProgramStatus": func(a domain.Actor) error {
			_, err := o.ProgramStatus(ctx, a)
			return err
		},
	}
}

// mark is the state that nobody without the right may change: of the program, the partner, its path and the candidate.
func (o *office) mark(t *testing.T, candidate domain.ID) []any {
	t.Helper()
	program, err := o.Store.Program(t.Context(), o.World.Program.ID)
	if err != nil {
		t.Fatal(err)
	}
	c, err := o.Store.Candidate(t.Context(), candidate)
	if err != nil {
		t.Fatal(err)
	}
	partners, err := o.Store.Partners(t.Context(), program.ID, "", 10)
	if err != nil {
		t.Fatal(err)
	}
	return []any{program, c, partners, o.path(t, o.Northwind.ID)}
}

// An outside person of a partner can do none of it and see none of it, whatever roles they have: not even of their own
// company.
func TestOutsidePeopleHaveNoPartInActivation(t *testing.T) {
	t.Parallel()
	o, _ := recruiting(t)
	c := o.listed(t, "Hooli")
	// Pia even sees to a checkpoint, by a slip of somebody's hand.
	o.steps(t, o.Northwind.ID, func(s *domain.Checkpoint) { s.OwnerID = &o.Pia.ID })
	all := o.Pia
	all.Roles = domain.Roles()
	guest := domain.Person{ID: domaintest.NewID(), TenantID: o.Tenant.ID, Name: "Gus", Outside: true, Roles: domain.Roles()}
	o.SavePerson(t, &guest)
	before := o.mark(t, c.ID)
	for _, p := range []domain.Person{o.Pia, all, guest} {
		for name, act := range o.acts(t, o.Northwind.ID) {
			if err := act(o.Actor(p)); domain.CodeOf(err) != domain.NotFound {
				t.Errorf("%s by %s: %v, want no word of the partner", name, p.Name, err)
			}
		}
		for name, act := range o.programActs(t, c.ID) {
			if err := act(o.Actor(p)); domain.CodeOf(err) != domain.Forbidden {
				t.Errorf("%s by %s: %v, want Forbidden", name, p.Name, err)
			}
		}
		for name, see := range o.sights(t, o.Northwind.ID, c.ID) {
			if err := see(o.Actor(p)); domain.CodeOf(err) != domain.Forbidden && domain.CodeOf(err) != domain.NotFound {
				t.Errorf("%s is shown to %s: %v", name, p.Name, err)
			}
		}
		wantCode(t, o.handOver(t, o.Actor(p), o.Lena.ID), domain.Forbidden)
		// Whether somebody has a portfolio is no more their business than what is in it.
		_, err := o.ReassignAll(t.Context(), o.Actor(p), o.Sam.ID, o.Lena.ID, "")
		wantCode(t, err, domain.Forbidden)
	}
	wantSame(t, "after all that", o.mark(t, c.ID), before)
}

// A seller may see all of it and run none of it.
func TestASellerSeesAndDoesNotRun(t *testing.T) {
	t.Parallel()
	o, _ := recruiting(t)
	c := o.listed(t, "Hooli")
	before := o.mark(t, c.ID)
	for _, p := range []domain.Person{o.Sam, o.Cora} {
		for name, see := range o.sights(t, o.Northwind.ID, c.ID) {
			if err := see(o.Actor(p)); err != nil {
				t.Errorf("%s is not shown to %s: %v", name, p.Name, err)
			}
		}
		for _, acts := range []map[string]func(domain.Actor) error{o.acts(t, o.Northwind.ID), o.programActs(t, c.ID)} {
			for name, act := range acts {
				if err := act(o.Actor(p)); domain.CodeOf(err) != domain.Forbidden {
					t.Errorf("%s by %s: %v, want Forbidden", name, p.Name, err)
				}
			}
		}
	}
	wantSame(t, "after all that", o.mark(t, c.ID), before)
}

// The lead may do all of it: what is refused above is refused for the person, and not because it is wrong.
func TestTheLeadRunsActivation(t *testing.T) {
	t.Parallel()
	o, _ := recruiting(t)
	acts := o.acts(t, o.Northwind.ID)
	for _, name := range []string{
		"CompleteStep", "SetDue", "AssignStep", "Snooze", "AskHelp", "Helped", "LogContact", "Reassign", "Park", "Unpark", "Exit",
	} {
		if err := acts[name](o.Actor(o.Lena)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		delete(acts, name)
	}
	of := o.programActs(t, o.listed(t, "Hooli").ID)
	for _, name := range []string{
		"AddCandidate", "Sign", "ReassignAll", "WriteProfile", "WritePath", "SetNudges", "Override", "OpenType",
	} {
		if err := of[name](o.Actor(o.Lena)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		delete(of, name)
	}
	if err := o.programActs(t, o.listed(t, "Initrode").ID)["DeclineCandidate"](o.Actor(o.Lena)); err != nil {
		t.Errorf("DeclineCandidate: %v", err)
	}
	if len(acts) != 0 || len(of) != 1 {
		t.Errorf("not tried: %v %v", acts, of)
	}
}

// Whoever leads another program finds nothing of this one, by whatever id.
func TestIdsOfAnotherProgramAreNotFound(t *testing.T) {
	t.Parallel()
	o, _ := recruiting(t)
	c := o.listed(t, "Hooli")
	other := o.unset(t)
	lead := domain.Person{
		ID: domaintest.NewID(), TenantID: other.TenantID, Name: "Leo Lead", Roles: []domain.Role{domain.PartnershipsLead, domain.PartnerManager},
	}
	o.SavePerson(t, &lead)
	actor := func() domain.Actor {
		a := o.Actor(lead)
		a.TenantID, a.ProgramID = other.TenantID, other.ProgramID
		return a
	}
	before := o.mark(t, c.ID)
	for name, act := range o.acts(t, o.Northwind.ID) {
		if err := act(actor()); domain.CodeOf(err) != domain.NotFound {
			t.Errorf("%s: %v, want NotFound", name, err)
		}
	}
	of := o.programActs(t, c.ID)
	for _, name := range []string{"DeclineCandidate", "Sign"} {
		wantCode(t, of[name](actor()), domain.NotFound)
	}
	sights := o.sights(t, o.Northwind.ID, c.ID)
	for _, name := range []string{"PartnerPage", "PartnerNamed", "Candidate"} {
		wantCode(t, sights[name](actor()), domain.NotFound)
	}
	if n, err := o.ReassignAll(t.Context(), actor(), o.Mara.ID, lead.ID, ""); n != 0 || domain.CodeOf(err) != domain.NotFound {
		t.Errorf("%d reassigned, %v", n, err)
	}
	list, err := o.PartnerList(t.Context(), actor(), domain.PartnerQuery{})
	if err != nil || list.Total != 0 || len(list.Counts) != 0 {
		t.Errorf("the list is %+v, %v", list, err)
	}
	if all, err := o.Candidates(t.Context(), actor(), ""); err != nil || len(all) != 0 {
		t.Errorf("the candidates are %+v, %v", all, err)
	}
	wantSame(t, "after all that", o.mark(t, c.ID), before)
	// Nor is there any act on what does not exist.
	for name, act := range o.acts(t, domaintest.NewID()) {
		if err := act(o.Actor(o.Lena)); domain.CodeOf(err) != domain.NotFound {
			t.Errorf("%s on nothing: %v, want NotFound", name, err)
		}
	}
	_, err = o.LogContact(t.Context(), o.Actor(o.Lena), domain.ID{}, calendar.Date{}, "Called")
	wantCode(t, err, domain.NotFound)
}
