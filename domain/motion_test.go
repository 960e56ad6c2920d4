package domain_test

import (
	"strings"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
)

const (
	siCriteria = "Team | 1 | none; some\nSector | 1 | other; ours\nMethod | 1 | none; written"
	siSteps    = "Owner named | 2 | owner\nSandbox | 10 | by hand\nFirst deal | 90 | first registration"
)

// siLevels are the best of siCriteria.
func siLevels() map[string]int { return map[string]int{"team": 1, "sector": 1, "method": 1} }

// producing is an office whose one partner type went through all four pillars, with a deal that is won.
func producing(t *testing.T) *office {
	t.Helper()
	o, d := recruiting(t)
	o.sendPost(t)
	if _, err := o.Win(t.Context(), o.Actor(o.Sam), d.Registration.ID, d.Registration.Revision, usd(100), o.today()); err != nil {
		t.Fatal(err)
	}
	return o
}

// opens has Lena open a further partner type.
func (o *office) opens(t *testing.T, of domain.PartnerType) (domain.Program, error) {
	t.Helper()
	return o.OpenType(t.Context(), o.Actor(o.Lena), domain.OpenType{Type: of, Solution: " Rolled  out "})
}

// integrators is such an office, open for system integrators too; their profile and path are still to be written.
func integrators(t *testing.T) *office {
	t.Helper()
	o := producing(t)
	if _, err := o.opens(t, domain.SI); err != nil {
		t.Fatal(err)
	}
	return o
}

// design has Lena write the profile and the path of the system integrators.
func (o *office) designSI(t *testing.T) {
	t.Helper()
	if _, err := o.WriteProfile(t.Context(), o.Actor(o.Lena), domain.SI, 0, domain.WrittenProfile{Criteria: siCriteria, Threshold: "60"}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.WritePath(t.Context(), o.Actor(o.Lena), domain.SI, 0, siSteps); err != nil {
		t.Fatal(err)
	}
}

// listedSI is a candidate of the system integrators who fits best.
func (o *office) listedSI(t *testing.T, name string) domain.Candidate {
	t.Helper()
	c, err := o.AddCandidate(t.Context(), o.Actor(o.Lena), domain.Candidacy{Type: domain.SI, Name: name, Levels: siLevels()})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (o *office) signSI(t *testing.T, name string) (domain.Partner, error) {
	t.Helper()
	return o.Sign(t.Context(), o.Actor(o.Lena), domain.Signing{Candidate: o.listedSI(t, name).ID, Owner: o.Mara.ID})
}

// A further type is opened once, beside the first one, and begins with the first one's path.
func TestOpenType(t *testing.T) {
	t.Parallel()
	o := producing(t)
	a := o.Actor(o.Lena)
	var got domain.Program
	for range 2 { // the same request
		var err error
		if got, err = o.OpenType(t.Context(), a, domain.OpenType{Type: domain.SI, Solution: " Rolled  out "}); err != nil {
			t.Fatal(err)
		}
	}
	want := []domain.Motion{{PartnerType: domain.SI, Solution: "Rolled out", Path: got.Path, OpenedAt: o.Clock.Now()}}
	wantSame(t, "the further types", got.More, want)
	if got.PartnerType != domain.Reseller || len(got.Motions()) != 2 {
		t.Errorf("the program is for %+v", got.Motions())
	}
	for of, solution := range map[domain.PartnerType]string{"": "Initech on tap", domain.Reseller: "Initech on tap", domain.SI: "Rolled out"} {
		if m, ok := got.MotionOf(of); !ok || m.Solution != solution {
			t.Errorf("the motion of %q is %+v", of, m)
		}
	}
	if _, ok := got.MotionOf(domain.Referral); ok {
		t.Error("a type that was not opened is open")
	}
	if e := o.lastOf(t, got.ID, domain.EventTypeOpened); e.New != "si" || *e.ActorID != o.Lena.ID {
		t.Errorf("the event is %+v", e)
	}
}

func TestOpenType_Refused(t *testing.T) {
	t.Parallel()
	o := integrators(t)
	if err := o.override(t, domain.GateSecondType); err != nil {
		t.Fatal(err)
	}
	for name, in := range map[string]domain.OpenType{
		"no type": {Solution: "X"}, "an unknown one": {Type: "oem", Solution: "X"}, "the first": {Type: domain.Reseller, Solution: "X"},
		"one that is open": {Type: domain.SI, Solution: "X"},
	} {
		_, err := o.OpenType(t.Context(), o.Actor(o.Lena), in)
		wantFields(t, name, err, "partner_type")
	}
	for _, solution := range []string{" ", strings.Repeat("s", 256)} {
		_, err := o.OpenType(t.Context(), o.Actor(o.Lena), domain.OpenType{Type: domain.Referral, Solution: solution})
		wantFields(t, "the joint solution "+solution, err, "solution")
	}
	if _, err := o.opens(t, domain.Referral); err != nil {
		t.Errorf("with nothing wrong: %v", err)
	}
}

// There is no second type before the first stands and produces, and no third before the second does.
func TestOpenType_TheGate(t *testing.T) {
	t.Parallel()
	o, d := recruiting(t)
	_, err := o.opens(t, domain.SI)
	wantGate(t, "with pillar 4 missing", err, domain.GateSecondType)
	o.sendPost(t)
	_, err = o.opens(t, domain.SI)
	wantGate(t, "with nobody producing", err, domain.GateSecondType)
	if _, err := o.Win(t.Context(), o.Actor(o.Sam), d.Registration.ID, d.Registration.Revision, usd(100), o.today()); err != nil {
		t.Fatal(err)
	}
	if _, err := o.opens(t, domain.SI); err != nil {
		t.Fatal(err)
	}
	_, err = o.opens(t, domain.Referral)
	wantGate(t, "with the second not designed", err, domain.GateSecondType)
	o.designSI(t)
	_, err = o.opens(t, domain.Referral)
	wantGate(t, "with the second not producing", err, domain.GateSecondType)
	if err == nil || !strings.Contains(err.Error(), "among the system integrators") {
		t.Errorf("refused with %v", err)
	}
	p, err := o.signSI(t, "Umbrella")
	if err != nil {
		t.Fatal(err)
	}
	o.turn(t, p.ID, func(p *domain.Partner) { p.ProducedOn = o.today() })
	if _, err := o.opens(t, domain.Referral); err != nil {
		t.Errorf("once both produce: %v", err)
	}
}

// An override opens one type: the next one needs a reason of its own.
func TestOpenType_AnOverrideOpensOne(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	open := func(of domain.PartnerType) error {
		o.Clock.Advance(time.Minute)
		_, err := o.opens(t, of)
		return err
	}
	for _, of := range []domain.PartnerType{domain.SI, domain.Referral} {
		wantGate(t, "before an override", open(of), domain.GateSecondType)
		if err := o.override(t, domain.GateSecondType); err != nil {
			t.Fatal(err)
		}
		if err := open(of); err != nil {
			t.Errorf("past the gate: %v", err)
		}
	}
	wantSame(t, "what is reported", o.overridden(t), []domain.Gate{domain.GateSecondType, domain.GateSecondType})
}

// Setup may correct the type of a program that nobody has signed for; there is still none beside it.
func TestOpenType_NobodySigned(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	s := goodSetup()
	s.Partners = nil
	if _, err := f.SetUp(t.Context(), f.actor(t, "UADA"), s, f.lookup); err != nil {
		t.Fatal(err)
	}
	_, err := f.OpenType(t.Context(), f.actor(t, "ULENA"), domain.OpenType{Type: domain.SI, Solution: "X"})
	wantGate(t, "without partners", err, domain.GateSecondType)
}

// Each type has its own profile and its own path; who is of one is scored by that one, and walks that one.
func TestAMotionHasItsOwn(t *testing.T) {
	t.Parallel()
	o := integrators(t)
	_, err := o.AddCandidate(t.Context(), o.Actor(o.Lena), domain.Candidacy{Type: domain.SI, Name: "Umbrella", Levels: siLevels()})
	wantCode(t, err, domain.Unready)
	o.designSI(t)
	if e := o.lastOf(t, o.World.Program.ID, domain.EventPathWritten); e.New != "si" {
		t.Errorf("the event is %+v", e)
	}
	ours := o.listedSI(t, "Umbrella")
	if ours.Type != domain.SI || ours.Fit != 100 || len(ours.Levels) != 3 {
		t.Errorf("the candidate is %+v", ours)
	}
	p, err := o.Sign(t.Context(), o.Actor(o.Lena), domain.Signing{Candidate: ours.ID, Owner: o.Mara.ID})
	if err != nil || p.Type != domain.SI {
		t.Fatalf("%+v, %v", p, err)
	}
	wantSame(t, "the path of an integrator", o.dues(t, p.ID), map[string]string{
		"owner": "2026-11-05", "sandbox": "2026-11-13", "first_deal": "2027-02-01",
	})
	c, err := o.AddCandidate(t.Context(), o.Actor(o.Lena), domain.Candidacy{Type: domain.Reseller, Name: "Hooli", Levels: bestLevels()})
	if err != nil || c.Type != "" {
		t.Fatalf("a candidate of the first type is %+v, %v", c, err)
	}
	first, err := o.Sign(t.Context(), o.Actor(o.Lena), domain.Signing{Candidate: c.ID, Owner: o.Mara.ID})
	if err != nil || first.Type != "" || len(o.path(t, first.ID)) != 4 || o.path(t, first.ID)["exam"].Step.People != 2 {
		t.Errorf("a partner of the first type is %+v, %v, on %+v", first, err, o.path(t, first.ID))
	}
	_, err = o.WritePath(t.Context(), o.Actor(o.Lena), domain.Referral, 0, siSteps)
	wantCode(t, err, domain.NotFound)
	_, err = o.WriteProfile(t.Context(), o.Actor(o.Lena), domain.Referral, 0, domain.WrittenProfile{Criteria: siCriteria, Threshold: "1"})
	wantCode(t, err, domain.NotFound)
	_, err = o.AddCandidate(t.Context(), o.Actor(o.Lena), domain.Candidacy{Type: domain.Referral, Name: "X"})
	wantCode(t, err, domain.NotFound)
}

// A company that is scored again for another type is a candidate of that one.
func TestAddCandidate_OfAnotherType(t *testing.T) {
	t.Parallel()
	o := integrators(t)
	o.designSI(t)
	before := o.listed(t, "Hooli")
	after := o.listedSI(t, "hooli")
	kept, err := o.Candidate(t.Context(), o.Actor(o.Sam), before.ID)
	if err != nil || kept.ID != after.ID || kept.Type != domain.SI || kept.Fit != 100 {
		t.Errorf("it is %+v, %v", kept, err)
	}
}

// The gates judge the partner type that somebody is signed for, and no other.
func TestTheGatesOfAMotion(t *testing.T) {
	t.Parallel()
	o := integrators(t)
	if _, err := o.WriteProfile(t.Context(), o.Actor(o.Lena), domain.SI, 0, domain.WrittenProfile{Criteria: siCriteria, Threshold: "60"}); err != nil {
		t.Fatal(err)
	}
	_, err := o.signSI(t, "Umbrella")
	wantGate(t, "before the path was looked at", err, domain.GateRecruit)
	if err == nil || !strings.Contains(err.Error(), "Look at the activation path for system integrators") {
		t.Errorf("refused with %v", err)
	}
	if _, err := o.sign(t, "Hooli"); err != nil {
		t.Errorf("the first type: %v", err)
	}
	o.designSI(t)
	o.settings(t, func(s *domain.Settings) { s.CohortCap = 1 })
	if _, err := o.signSI(t, "Umbrella"); err != nil {
		t.Errorf("the first of its cohort, beside three of the first type: %v", err)
	}
	_, err = o.signSI(t, "Vandelay")
	wantGate(t, "the second of its cohort", err, domain.GateCohort)
	if err == nil || !strings.Contains(err.Error(), "The first cohort of system integrators is 1 partner") {
		t.Errorf("refused with %v", err)
	}
	if _, err := o.sign(t, "Initrode"); err != nil {
		t.Errorf("the first type, which produces: %v", err)
	}
}

// A gate is gone past for one partner type.
func TestOverride_OfAMotion(t *testing.T) {
	t.Parallel()
	o := integrators(t)
	o.designSI(t)
	o.settings(t, func(s *domain.Settings) { s.CohortCap = 0 })
	_, err := o.Override(t.Context(), o.Actor(o.Lena), domain.GateCohort, "", goodReason)
	wantCode(t, err, domain.Conflict) // it is open to the first type
	_, err = o.Override(t.Context(), o.Actor(o.Lena), domain.GateCohort, domain.Referral, goodReason)
	wantCode(t, err, domain.NotFound)
	_, err = o.signSI(t, "Umbrella")
	wantGate(t, "before", err, domain.GateCohort)
	past, err := o.Override(t.Context(), o.Actor(o.Lena), domain.GateCohort, domain.SI, goodReason)
	if err != nil || past.Type != domain.SI || past.Words() != "growing the first cohort before it produces (system integrators)" {
		t.Fatalf("%+v, %v", past, err)
	}
	if _, err := o.signSI(t, "Umbrella"); err != nil {
		t.Errorf("past it: %v", err)
	}
	o.turn(t, o.Northwind.ID, func(p *domain.Partner) { p.ProducedOn = o.Northwind.ProducedOn })
	_, err = o.sign(t, "Hooli")
	wantGate(t, "the first type, which is not past it", err, domain.GateCohort)
}

// Setup corrects the first type as before, but never to one that is open beside it.
func TestSetUpBesideAFurtherType(t *testing.T) {
	t.Parallel()
	o := integrators(t)
	s := o.setup()
	s.Partners, s.Channels, s.PartnerType = nil, append(s.Channels, teamChannel()), domain.SI
	_, err := o.SetUp(t.Context(), o.Actor(o.Ada), s, anybody)
	wantFields(t, "a type that is open", err, "partner_type")
	s.PartnerType = domain.Referral
	_, err = o.SetUp(t.Context(), o.Actor(o.Ada), s, anybody)
	wantGate(t, "another one", err, domain.GateSecondType)
	if err := o.override(t, domain.GateSecondType); err != nil {
		t.Fatal(err)
	}
	p, err := o.SetUp(t.Context(), o.Actor(o.Ada), s, anybody)
	if err != nil || p.PartnerType != domain.Referral || len(p.More) != 1 || o.partner(t, o.Globex.ID).Type != "" {
		t.Errorf("past the gate: %+v, %v", p.Motions(), err)
	}
	_, err = o.Draw(t.Context(), o.system(), domain.Outline{
		Name: "P", PartnerType: domain.SI, Currency: "USD", TimeZone: "UTC", FiscalStart: 1,
	})
	wantFields(t, "from a file", err, "partner_type")
}

// The status tells of each further type, and takes the next step from it once the first one stands.
func TestProgramStatusOfAFurtherType(t *testing.T) {
	t.Parallel()
	o := integrators(t)
	want := func(next string, partners, activated int) {
		t.Helper()
		s, err := o.ProgramStatus(t.Context(), o.Actor(o.Sam))
		if err != nil || len(s.More) != 1 {
			t.Fatalf("%+v, %v", s.More, err)
		}
		m := s.More[0]
		if m.Motion.PartnerType != domain.SI || m.Partners != partners || m.Activated != activated || m.Next != next || s.Next != next {
			t.Errorf("it says %+v and next %q, want %q", m, s.Next, next)
		}
		if !strings.Contains(s.Pillars[2].Evidence, "2 partners") {
			t.Errorf("the pillars count others: %q", s.Pillars[2].Evidence)
		}
	}
	want("Write the ideal partner profile for system integrators: it is the filter for everyone you recruit.", 0, 0)
	if _, err := o.WriteProfile(t.Context(), o.Actor(o.Lena), domain.SI, 0, domain.WrittenProfile{Criteria: siCriteria, Threshold: "60"}); err != nil {
		t.Fatal(err)
	}
	want("Look at the activation path for system integrators and save it, as it is or as you change it.", 0, 0)
	o.designSI(t)
	p, err := o.signSI(t, "Umbrella")
	if err != nil {
		t.Fatal(err)
	}
	want("", 1, 0)
	o.turn(t, p.ID, func(p *domain.Partner) { p.OwnerID, p.ActivatedOn = nil, o.today() })
	want("Give 1 partner among the system integrators an owner: partners without one stall.", 1, 1)
}
