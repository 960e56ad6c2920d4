package domain_test

import (
	"context"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

// stalling is an office on a morning on which its partners have stalled for so long that the leads hear of them.
func stalling(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	o.Clock.Set(time.Date(2026, time.November, 10, 14, 30, 0, 0, time.UTC)) // 9:30 in New York
	for _, id := range []domain.ID{o.Northwind.ID, o.Globex.ID} {
		o.turn(t, id, func(p *domain.Partner) { p.SignedOn = calendar.On(2026, time.March, 2) })
	}
	return o
}

// alerted has everybody told who has their morning, and names them.
func (o *office) alerted(t *testing.T) map[string]bool {
	t.Helper()
	err := o.NudgeDue(t.Context(), domain.Occurrence{
		TenantID: o.Tenant.ID, Schedule: domain.Schedule{ProgramID: o.World.Program.ID, Kind: domain.NudgeSchedule}, Due: o.Clock.Now(),
	})
	if err != nil {
		t.Fatal(err)
	}
	days, err := o.Store.NudgedOn(t.Context(), o.World.Program.ID)
	if err != nil {
		t.Fatal(err)
	}
	people, err := o.Store.People(t.Context(), o.Tenant.ID)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for _, p := range people {
		if !days[p.ID].IsZero() {
			all[p.Name] = true
		}
	}
	return all
}

// lead is one more partnerships lead.
func (o *office) lead(t *testing.T, name string) domain.Person {
	t.Helper()
	p := domain.Person{
		ID: domaintest.NewID(), TenantID: o.Tenant.ID, Name: name, Roles: []domain.Role{domain.PartnershipsLead},
		Identities: []domain.Identity{{Platform: domain.Slack, Workspace: domaintest.Workspace, User: "U0" + name}},
	}
	o.SavePerson(t, &p)
	return p
}

// Who gets the alerts of several leads hears of each partner once.
func TestNudgeDue_oneForSeveralLeads(t *testing.T) {
	t.Parallel()
	o := stalling(t)
	liv, lea := o.lead(t, "Liv"), o.lead(t, "Lea")
	for _, p := range []domain.Person{o.Lena, lea} {
		if err := o.handOver(t, o.Actor(p), liv.ID); err != nil {
			t.Fatal(err)
		}
	}
	wantSame(t, "who is told", o.alerted(t), map[string]bool{"Liv": true, "Mara Manager": true})
}

// Who may not run partners any more stands in for nobody: the alerts are with whom they are about again.
func TestNudgeDue_notToWhoMayNotAct(t *testing.T) {
	t.Parallel()
	o := stalling(t)
	milo := o.manager(t, "Milo")
	if err := o.handOver(t, o.Actor(o.Mara), milo.ID); err != nil {
		t.Fatal(err)
	}
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error {
		p, err := tx.Person(ctx, milo.ID)
		if err != nil {
			return err
		}
		p.Roles = []domain.Role{domain.CRO}
		return tx.SavePerson(ctx, p)
	})
	wantSame(t, "who is told", o.alerted(t), map[string]bool{"Lena Lead": true, "Mara Manager": true})
}
