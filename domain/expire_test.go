package domain_test

import (
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// expire is the schedule's moment, now.
func (o *office) expire(t *testing.T) {
	t.Helper()
	due := domain.Occurrence{
		Schedule: domain.Schedule{ProgramID: o.World.Program.ID, Kind: domain.ExpirySchedule}, TenantID: o.Tenant.ID, Due: o.Clock.Now(),
	}
	if err := o.ExpireDue(t.Context(), due); err != nil {
		t.Fatalf("expire: %v", err)
	}
}

func TestProtectionWindowsEnd(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.approved(t)
	o.Clock.Set(d.Registration.ProtectedUntil.Add(-time.Second))
	o.expire(t)
	if r := o.kept(t, d); r.Status != domain.Converted {
		t.Fatalf("a second before the end it is %s", r.Status)
	}
	o.Clock.Advance(2 * time.Second)
	o.expire(t)
	o.expire(t)
	r := o.kept(t, d)
	if r.Status != domain.Expired || r.Revision != 3 {
		t.Errorf("%s in revision %d, want it expired once", r.Status, r.Revision)
	}
	e := o.last(t, d, domain.EventExpired)
	if e.ActorID != nil || e.ActorName != "partnerbot" {
		t.Errorf("expired by %v %s, want the program itself", e.ActorID, e.ActorName)
	}
	if _, ok := o.told(t, e); !ok {
		t.Error("the submitter is not told")
	}
	if _, ok := o.noted(t, d, e); !ok {
		t.Error("nothing is in the card's thread")
	}
	opp, err := o.Store.Opportunity(t.Context(), *r.OpportunityID)
	if err != nil || opp.Outcome != forecast.Open || opp.Attribution != forecast.Sourced {
		t.Errorf("opportunity %+v, %v; want it open, and its attribution kept", opp, err)
	}
}

func TestUnansweredClaimsAreWithdrawn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.register(t)
	if _, err := o.AskInfo(t.Context(), o.Actor(o.Remy), d.Registration.ID, 1, "Who?"); err != nil {
		t.Fatal(err)
	}
	// Five working days from Tuesday 2026-11-03 is the Tuesday after.
	o.Clock.Set(time.Date(2026, 11, 10, 8, 59, 59, 0, time.UTC))
	o.expire(t)
	if r := o.kept(t, d); r.Status != domain.NeedsInfo {
		t.Fatalf("a second before the end it is %s", r.Status)
	}
	o.Clock.Advance(time.Second)
	o.expire(t)
	if r := o.kept(t, d); r.Status != domain.Withdrawn {
		t.Errorf("it is %s, want withdrawn", r.Status)
	}
	if e := o.last(t, d, domain.EventWithdrawn); e.ActorID != nil || e.Reason != "no answer came in time" {
		t.Errorf("event %+v", e)
	}
}
