package domain_test

import (
	"testing"

	"github.com/partnerbot/partnerbot/domain"
)

func (o *office) lessons(t *testing.T) domain.Lessons {
	t.Helper()
	l, err := o.Lessons(t.Context(), o.Actor(o.Lena))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// Where most partners stall now comes first; where nobody does, what took longest.
func TestLessons(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, p := range []domain.Partner{o.Northwind, o.Globex} {
		o.steps(t, p.ID, func(c *domain.Checkpoint) { c.Due, c.DoneOn = o.today(), o.today() })
	}
	if l := o.lessons(t); !l.None() {
		t.Errorf("with nothing late: %+v", l)
	}
	late := map[string]int{"kickoff": 3, "certification": 9, "joint_plan": 4}
	o.steps(t, o.Globex.ID, func(c *domain.Checkpoint) { c.DoneOn = c.Due.AddDays(late[c.Step.Key]) })
	wantSame(t, "what took longest", o.lessons(t), domain.Lessons{Partners: 2, Step: "Certification", Over: 4})

	for _, p := range []domain.Partner{o.Northwind, o.Globex, o.Partner(t, "Hooli", "")} {
		o.steps(t, p.ID, func(c *domain.Checkpoint) {
			if c.Step.Key == "joint_plan" && p.ID != o.Globex.ID {
				c.DoneOn, c.Due = domain.Checkpoint{}.DoneOn, o.today().AddDays(-20)
			} else if c.Due.Before(o.today()) {
				c.DoneOn = c.Due
			}
		})
	}
	l := o.lessons(t)
	if l.Partners != 3 || l.Step != "Joint go-to-market plan" || l.Stuck != 2 {
		t.Errorf("where most stall: %+v", l)
	}
}

func TestLessons_Rejections(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for site, reason := range map[string]domain.Reason{
		"a.com": domain.ReasonThinEvidence, "b.com": domain.ReasonThinEvidence, "c.com": domain.ReasonDirect, "d.com": domain.ReasonUnqualified,
		"e.com": domain.ReasonDuplicate, "f.com": domain.ReasonThinEvidence, "g.com": domain.ReasonDirect,
	} {
		d := o.registerAs(t, o.Sam, o.Claim(o.Northwind, "Customer "+site, site))
		if _, err := o.Reject(t.Context(), o.Actor(o.Remy), d.Registration.ID, 1, reason, "No"); err != nil {
			t.Fatal(err)
		}
	}
	o.registerAs(t, o.Sam, o.Claim(o.Northwind, "Open", "h.com"))
	wantSame(t, "the reasons", o.lessons(t).Rejected, []domain.Rejection{
		{Reason: domain.ReasonThinEvidence, Count: 3}, {Reason: domain.ReasonDirect, Count: 2}, {Reason: domain.ReasonDuplicate, Count: 1},
	})
	_, err := o.Lessons(t.Context(), o.Actor(o.Pia))
	wantCode(t, err, domain.Forbidden)
}
