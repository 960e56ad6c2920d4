package domain_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

const goodReason = "The fair is next week, and the desk is staffed."

// override has Lena go past a gate.
func (o *office) override(t *testing.T, g domain.Gate) error {
	t.Helper()
	_, err := o.Override(t.Context(), o.Actor(o.Lena), g, "", goodReason)
	return err
}

// overridden are the gates that the program's status reports as gone past.
func (o *office) overridden(t *testing.T) []domain.Gate {
	t.Helper()
	s, err := o.ProgramStatus(t.Context(), o.Actor(o.Sam))
	if err != nil {
		t.Fatal(err)
	}
	var all []domain.Gate
	for _, x := range s.Overrides {
		all = append(all, x.Gate)
	}
	return all
}

func TestOverride(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.writeProfile(t)
	c := o.listed(t, "Hooli")
	wantGate(t, "before", o.trySign(t, c), domain.GateRecruit)
	a := o.Actor(o.Lena)
	var got domain.Override
	for n := range 2 { // the same request
		again, err := o.Override(t.Context(), a, domain.GateRecruit, "", " "+goodReason+"\n")
		if err != nil || n > 0 && again.ID != got.ID {
			t.Fatalf("%+v, %v; want %+v", again, err, got)
		}
		got = again
	}
	want := domain.Override{
		ID: got.ID, ProgramID: o.World.Program.ID, Gate: domain.GateRecruit, Reason: goodReason, ByID: o.Lena.ID, By: "Lena Lead", At: o.Clock.Now(),
	}
	all, err := o.Store.Overrides(t.Context(), o.World.Program.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "what is kept", all, []domain.Override{want})
	wantSame(t, "the answer", got, want)
	if e := o.lastOf(t, o.World.Program.ID, domain.EventOverridden); e.New != "recruit" || e.Reason != goodReason || *e.ActorID != o.Lena.ID {
		t.Errorf("the event is %+v", e)
	}
	wantSame(t, "what is reported", o.overridden(t), []domain.Gate{domain.GateRecruit})
	wantCode(t, o.override(t, domain.GateRecruit), domain.Conflict) // gone past already

	// One gate was gone past, and no other.
	o.settings(t, func(s *domain.Settings) { s.CohortCap = 2 })
	wantGate(t, "past one gate", o.trySign(t, c), domain.GateCohort)
	if err := o.override(t, domain.GateCohort); err != nil {
		t.Fatal(err)
	}
	if err := o.trySign(t, c); err != nil {
		t.Errorf("past both: %v", err)
	}
}

func TestOverride_Refused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	try := func(by domain.Person, g domain.Gate, reason string) error {
		_, err := o.Override(t.Context(), o.Actor(by), g, "", reason)
		return err
	}
	for _, p := range []domain.Person{o.Sam, o.Mara, o.Remy, o.Cora, o.Ada, o.Pia} {
		wantCode(t, try(p, domain.GateRecruit, goodReason), domain.Forbidden)
	}
	_, err := o.Override(t.Context(), o.system(), domain.GateRecruit, "", goodReason)
	wantCode(t, err, domain.Forbidden)
	for name, reason := range map[string]string{
		"none": " \n ", "short": strings.Repeat("r", 19), "padded": "  " + strings.Repeat("r", 19) + "  ", "long": strings.Repeat("r", 501),
	} {
		wantFields(t, name, try(o.Lena, domain.GateRecruit, reason), "reason")
	}
	wantCode(t, try(o.Lena, "heaven", goodReason), domain.NotFound)
	wantCode(t, try(o.Lena, domain.GateCohort, goodReason), domain.Conflict) // it is open
	if all, err := o.Store.Overrides(t.Context(), o.World.Program.ID); len(all) != 0 || err != nil {
		t.Errorf("kept %+v, %v", all, err)
	}
	for g, n := range map[domain.Gate]int{domain.GateRecruit: 20, domain.GateSecondType: 500} {
		if err := try(o.Lena, g, strings.Repeat("r", n)); err != nil {
			t.Errorf("a reason of %d characters: %v", n, err)
		}
	}
}

// Of several who go past one gate at once, one does.
func TestOverride_AtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	errs := make([]error, 8)
	var wg sync.WaitGroup
	for i := range errs {
		a := o.Actor(o.Lena)
		wg.Go(func() { _, errs[i] = o.Override(t.Context(), a, domain.GateRecruit, "", goodReason) })
	}
	wg.Wait()
	passed := 0
	for _, err := range errs {
		if err == nil {
			passed++
			continue
		}
		wantCode(t, err, domain.Conflict)
	}
	if passed != 1 {
		t.Errorf("%d went past the gate, want 1", passed)
	}
}

// Whoever holds the program, as another override or a signature does, is waited for.
func TestOverride_WaitsForTheProgram(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	a := o.Actor(o.Lena)
	o.changeProgram(t, func(*domain.Program) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := o.Override(ctx, a, domain.GateRecruit, "", goodReason)
		wantCode(t, err, domain.Unavailable)
	})
	if err := o.override(t, domain.GateRecruit); err != nil {
		t.Errorf("once it is let go: %v", err)
	}
}

// An override lets another partner type in as well.
func TestOverride_SecondType(t *testing.T) {
	t.Parallel()
	o, _ := recruiting(t)
	s := o.setup()
	s.PartnerType, s.Partners = domain.TechISV, nil
	_, err := o.SetUp(t.Context(), o.Actor(o.Ada), s, anybody)
	wantGate(t, "before", err, domain.GateSecondType)
	if err := o.override(t, domain.GateSecondType); err != nil {
		t.Fatal(err)
	}
	if _, err := o.SetUp(t.Context(), o.Actor(o.Ada), s, anybody); err != nil {
		t.Errorf("past the gate: %v", err)
	}
}

// The Monday post settles what was gone past and would let everyone pass by now; it is on the record, and no way past the
// gate when that closes again.
func TestTakeDigestSettlesOverrides(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.writeProfile(t)
	o.settings(t, func(s *domain.Settings) { s.CohortCap = 2 })
	for _, g := range domain.Gates() {
		if err := o.override(t, g); err != nil {
			t.Fatal(err)
		}
	}
	o.Clock.Set(newYork(t, "2026-11-09T08:00"))
	o.takeDigest(t, "2026-11-09T08:00")
	wantSame(t, "while they are closed", o.overridden(t), domain.Gates())

	o.writePath(t)
	o.approved(t)
	o.Clock.Set(newYork(t, "2026-11-16T08:00"))
	for range 2 { // it may be called again
		o.takeDigest(t, "2026-11-16T08:00")
	}
	wantSame(t, "once the first is open", o.overridden(t), []domain.Gate{domain.GateCohort, domain.GateSecondType})
	post := o.posted(t, "digest:slack:"+domaintest.Workspace+":C0FORECAST:2026-W47")
	digest, err := o.DigestOf(t.Context(), post.Subject)
	if err != nil {
		t.Fatal(err)
	}
	if len(digest.Overrides) != 2 || digest.Overrides[0].Gate != domain.GateCohort || digest.Activation == nil || digest.Activation.Rates.Reached != 1 {
		t.Errorf("the post reports %+v and %+v", digest.Overrides, digest.Activation)
	}
	opened := o.events(t, o.World.Program.ID, domain.EventGateOpen)
	if len(opened) != 1 || opened[0].New != "recruit" || opened[0].ActorID != nil {
		t.Errorf("the events are %+v", opened)
	}
	all, err := o.Store.Overrides(t.Context(), o.World.Program.ID)
	if err != nil || len(all) != 3 || !all[0].ResolvedAt.Equal(o.Clock.Now()) || all[0].Reason != goodReason {
		t.Errorf("the record is %+v, %v", all, err)
	}

	c := o.listed(t, "Hooli")
	o.changeProgram(t, without(domain.PartnerTeam))
	wantGate(t, "closed again", o.trySign(t, c), domain.GateRecruit)
	if err := o.override(t, domain.GateRecruit); err != nil {
		t.Errorf("to go past it once more: %v", err)
	}
	if err := o.trySign(t, c); err != nil {
		t.Errorf("past it once more: %v", err)
	}
}

// An override lets one partner type in, whichever way it comes: setup's correction of the first one uses it too. It is
// reported all the same, because the gate is closed still.
func TestOverride_SecondTypeOnce(t *testing.T) {
	t.Parallel()
	o, _ := recruiting(t)
	retype := func(to domain.PartnerType) error {
		s := o.setup()
		s.PartnerType, s.Partners = to, nil
		_, err := o.SetUp(t.Context(), o.Actor(o.Ada), s, anybody)
		return err
	}
	if err := o.override(t, domain.GateSecondType); err != nil {
		t.Fatal(err)
	}
	if err := retype(domain.TechISV); err != nil { // at the very moment of the override
		t.Errorf("past the gate: %v", err)
	}
	wantGate(t, "a second time", retype(domain.Referral), domain.GateSecondType)
	_, err := o.opens(t, domain.SI)
	wantGate(t, "beside it", err, domain.GateSecondType)
	wantSame(t, "what is reported", o.overridden(t), []domain.Gate{domain.GateSecondType})
	if err := o.override(t, domain.GateSecondType); err != nil {
		t.Errorf("to go past it once more: %v", err)
	}
	if _, err := o.opens(t, domain.SI); err != nil {
		t.Errorf("past it once more: %v", err)
	}
	wantGate(t, "after both", retype(domain.Referral), domain.GateSecondType)
}
