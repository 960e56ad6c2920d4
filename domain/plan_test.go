package domain_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

// plan is the states of the plan's phases.
func (o *office) plan(t *testing.T) string {
	t.Helper()
	s, err := o.ProgramStatus(t.Context(), o.Actor(o.Sam))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, p := range s.Plan {
		all = append(all, string(p.State))
	}
	return strings.Join(all, " ")
}

// cohort signs n more partners behind the desk's back.
func (o *office) cohort(t *testing.T, n int) {
	t.Helper()
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error {
		for i := range n {
			p := o.Globex
			p.ID, p.Name = domaintest.NewID(), fmt.Sprintf("Cohort %d", i)
			if err := tx.InsertPartner(ctx, p, nil); err != nil {
				return err
			}
		}
		return nil
	})
}

// A quarter each, from the day of the setup.
func TestPlanDays(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s, err := o.ProgramStatus(t.Context(), o.Actor(o.Sam))
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "the plan", s.Plan, []domain.Phase{
		{Name: "Build the pillars", First: date(t, "2026-11-03"), Last: date(t, "2027-02-01"), State: domain.PhaseNow},
		{Name: "Recruit and activate the first cohort", First: date(t, "2027-02-02"), Last: date(t, "2027-05-03"), State: domain.PhaseToCome},
		{Name: "Reach a number that can be forecast", First: date(t, "2027-05-04"), Last: date(t, "2027-08-02"), State: domain.PhaseToCome},
	})
	o.changeProgram(t, func(p *domain.Program) { p.SetUpAt = domain.Program{}.SetUpAt })
	if got := o.plan(t); got != "" {
		t.Errorf("before setup the plan is %q", got)
	}
}

// With nothing done, each phase is to come, then now, then behind.
func TestPlanBehind(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, c := range []struct{ day, want string }{
		{"2026-11-03", "now to_come to_come"},
		{"2027-02-01", "now to_come to_come"},
		{"2027-02-02", "behind now to_come"},
		{"2027-05-03", "behind now to_come"},
		{"2027-05-04", "behind behind now"},
		{"2027-08-02", "behind behind now"},
		{"2027-08-03", "behind behind behind"},
	} {
		o.Clock.Set(newYork(t, c.day+"T12:00"))
		if got := o.plan(t); got != c.want {
			t.Errorf("on %s: %s, want %s", c.day, got, c.want)
		}
	}
}

// A phase is done when its own work is and that of those before it, however early.
func TestPlanDone(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.cohort(t, 2)
	want := func(what, plan string) {
		t.Helper()
		if got := o.plan(t); got != plan {
			t.Errorf("%s: %s, want %s", what, got, plan)
		}
	}
	activate := func(id domain.ID) { o.turn(t, id, func(p *domain.Partner) { p.ActivatedOn = o.today() }) }
	o.writeProfile(t)
	d := o.approved(t)
	activate(o.Globex.ID)
	want("without a path", "now to_come to_come")
	o.writePath(t)
	want("of four partners", "done to_come to_come")
	fifth := o.Partner(t, "Fifth", "")
	want("two activated of five", "done to_come to_come")
	activate(fifth.ID)
	want("three of five", "done done to_come")
	o.sendPost(t)
	want("with a post", "done done to_come")
	if _, err := o.Win(t.Context(), o.Actor(o.Sam), d.Registration.ID, d.Registration.Revision, usd(100), o.today()); err != nil {
		t.Fatal(err)
	}
	want("with a win", "done done done")
	o.changeProgram(t, func(p *domain.Program) { p.Profile = domain.PartnerProfile{} })
	want("with no profile any more", "now to_come to_come")
}
