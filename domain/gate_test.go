package domain_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
)

// trySign has Lena sign a new candidate for herself, and takes it back.
func (o *office) trySign(t *testing.T, c domain.Candidate) error {
	t.Helper()
	p, err := o.Sign(t.Context(), o.Actor(o.Lena), domain.Signing{Candidate: c.ID, Owner: o.Lena.ID})
	if err == nil {
		o.turn(t, p.ID, func(p *domain.Partner) { p.Status = domain.PartnerExited })
	}
	return err
}

// without takes the channels of a purpose away.
func without(purpose domain.Purpose) func(*domain.Program) {
	return func(p *domain.Program) {
		p.Channels = slices.DeleteFunc(slices.Clone(p.Channels), func(c domain.Channel) bool { return c.Purpose == purpose })
	}
}

// Nobody is recruited before pillars 2 and 3 stand, and who tries hears what is missing first.
func TestTheGateOfRecruiting(t *testing.T) {
	t.Parallel()
	o, _ := recruiting(t)
	program, err := o.Store.Program(t.Context(), o.World.Program.ID)
	if err != nil {
		t.Fatal(err)
	}
	restore := func(*testing.T) {
		o.changeProgram(t, func(p *domain.Program) {
			p.Channels, p.PathSetAt, p.Profile = program.Channels, program.PathSetAt, program.Profile
		})
	}
	role := func(p *domain.Person, role domain.Role) func(*testing.T) {
		return func(t *testing.T) {
			p.Roles = []domain.Role{role}
			o.SavePerson(t, p)
		}
	}
	owned := func(id *domain.ID) func(*testing.T) {
		return func(t *testing.T) { o.turn(t, o.Globex.ID, func(p *domain.Partner) { p.OwnerID = id }) }
	}
	change := func(fn func(*domain.Program)) func(*testing.T) {
		return func(t *testing.T) { o.changeProgram(t, fn) }
	}
	for n, c := range []struct {
		spoil, mend func(*testing.T)
		pillar      string
		next        string
	}{
		{change(without(domain.DealDesk)), restore, "Pillar 2", "Choose the deal desk's channel"},
		{role(&o.Remy, domain.Seller), role(&o.Remy, domain.RevOps), "Pillar 2", "Name a second reviewer"},
		{change(func(p *domain.Program) { p.PathSetAt = domain.Program{}.PathSetAt }), restore, "Pillar 3", "Look at the activation path"},
		{change(without(domain.PartnerTeam)), restore, "Pillar 3", "Choose the partner team's channel"},
		{role(&o.Mara, domain.Seller), role(&o.Mara, domain.PartnerManager), "Pillar 3", "Name a partner manager"},
		{owned(nil), owned(&o.Mara.ID), "Pillar 3", "Give 1 partner an owner"},
	} {
		candidate := o.listed(t, "Candidate "+string(rune('A'+n)))
		c.spoil(t)
		err := o.trySign(t, candidate)
		wantGate(t, c.next, err, domain.GateRecruit)
		if err == nil || !strings.Contains(err.Error(), c.pillar) || !strings.Contains(err.Error(), c.next) {
			t.Errorf("refused with %v, want %s and %s", err, c.pillar, c.next)
		}
		c.mend(t)
		if err := o.trySign(t, candidate); err != nil {
			t.Errorf("%s, and it was done: %v", c.next, err)
		}
	}
	// Pillars 1 and 4 are no part of it.
	last := o.listed(t, "Last")
	o.changeProgram(t, func(p *domain.Program) {
		without(domain.ForecastChannel)(p)
		p.Profile, p.Goals = domain.PartnerProfile{}, nil
	})
	if err := o.trySign(t, last); err != nil {
		t.Errorf("without profile and goal: %v", err)
	}
}

// A deal that is registered is not enough: the entry point works once one is decided.
func TestTheGateOfRecruiting_NothingDecided(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.writeProfile(t)
	o.writePath(t)
	c, d := o.listed(t, "Hooli"), o.register(t)
	err := o.trySign(t, c)
	wantGate(t, "nothing decided", err, domain.GateRecruit)
	if err == nil || !strings.Contains(err.Error(), "Register the first deal and have it decided") {
		t.Errorf("refused with %v", err)
	}
	if _, err := o.Reject(t.Context(), o.Actor(o.Remy), d.Registration.ID, 1, domain.ReasonDuplicate, "No"); err != nil {
		t.Fatal(err)
	}
	if err := o.trySign(t, c); err != nil {
		t.Errorf("once it is decided: %v", err)
	}
}

// The first cohort grows to its cap and no further, before one of it has won a deal.
func TestTheGateOfTheCohort(t *testing.T) {
	t.Parallel()
	o, d := recruiting(t)
	o.settings(t, func(s *domain.Settings) { s.CohortCap = 3 })
	third, err := o.sign(t, "Third")
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.sign(t, "Fourth")
	wantGate(t, "a fourth", err, domain.GateCohort)
	if err == nil || !strings.Contains(err.Error(), "The first cohort is 3 partners") {
		t.Errorf("refused with %v", err)
	}
	if _, err := o.Exit(t.Context(), o.Actor(o.Lena), third.ID, "They do not move"); err != nil {
		t.Fatal(err)
	}
	if _, err := o.sign(t, "Fourth"); err != nil {
		t.Errorf("in the place of one who left: %v", err)
	}
	_, err = o.sign(t, "Fifth")
	wantGate(t, "a fifth", err, domain.GateCohort)
	if _, err := o.Win(t.Context(), o.Actor(o.Sam), d.Registration.ID, d.Registration.Revision, usd(100), o.today()); err != nil {
		t.Fatal(err)
	}
	if _, err := o.sign(t, "Fifth"); err != nil {
		t.Errorf("once it produces: %v", err)
	}
}

// Whoever asks first hears what would be refused, without anything being done.
func TestPasses(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for by, want := range map[*domain.Person]domain.Code{&o.Sam: domain.Unready, &o.Lena: domain.Unready, &o.Pia: domain.Forbidden} {
		wantCode(t, o.Passes(t.Context(), o.Actor(*by), "", domain.GateRecruit), want)
	}
	wantGate(t, "two gates", o.Passes(t.Context(), o.Actor(o.Sam), "", domain.GateCohort, domain.GateRecruit), domain.GateRecruit)
	wantGate(t, "an open one", o.Passes(t.Context(), o.Actor(o.Sam), "", domain.GateCohort), "")
	if _, err := o.Override(t.Context(), o.Actor(o.Lena), domain.GateRecruit, "", goodReason); err != nil {
		t.Fatal(err)
	}
	if err := o.Passes(t.Context(), o.Actor(o.Sam), "", domain.Gates()[:2]...); err != nil {
		t.Errorf("past the gate: %v", err)
	}
}

func TestGateWords(t *testing.T) {
	t.Parallel()
	seen := map[string]domain.Gate{}
	for _, g := range domain.Gates() {
		if other, ok := seen[g.Words()]; ok || g.Words() == "" {
			t.Errorf("%s and %s keep from %q", g, other, g.Words())
		}
		seen[g.Words()] = g
	}
	if got := domain.ClosedGate(domain.Refuse(domain.Unready, "Not yet")); got != "" {
		t.Errorf("another refusal is by the gate %q", got)
	}
}

// Whoever has won a deal has shown that the program produces, and does so once it has exited too.
func TestGates_TheOnlyWinnerExits(t *testing.T) {
	t.Parallel()
	o, _ := recruiting(t)
	o.sendPost(t)
	o.settings(t, func(s *domain.Settings) { s.CohortCap = 1 })
	err := o.trySign(t, o.listed(t, "Hooli"))
	wantGate(t, "before a win", err, domain.GateCohort)
	if err == nil || !strings.Contains(err.Error(), "Get a first win, or exit those who do not move.") {
		t.Errorf("refused with %v", err)
	}
	o.turn(t, o.Globex.ID, func(p *domain.Partner) { p.ProducedOn, p.Status = o.today(), domain.PartnerExited })
	if err := o.trySign(t, o.listed(t, "Hooli")); err != nil {
		t.Errorf("after the winner has exited: %v", err)
	}
	if _, err := o.opens(t, domain.SI); err != nil {
		t.Errorf("another type: %v", err)
	}
}
