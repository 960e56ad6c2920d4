package pipelinefile_test

import (
	"context"
	"testing"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/storage/pipelinefile"
)

// A year of deals brings 30 partners who all have won, and nobody is told of what was before: that they have no owner is
// told once, in one message.
func TestCRMSales_partners(t *testing.T) {
	t.Parallel()
	path := crmSales(t)
	if path == "" {
		return
	}
	now := at(t, "2018-03-05T15:00:00Z") // a Monday, five months after the file's last day
	program := newSalesProgram(t, now)
	store, desk, actor := program.store, program.desk, program.actor
	lead := domain.Person{
		ID: uuid.Must(uuid.NewV7()), TenantID: actor.TenantID, Name: "Lena Lead", Roles: []domain.Role{domain.PartnershipsLead},
		Identities: []domain.Identity{{Platform: domain.Slack, Workspace: "T1", User: "ULENA"}},
	}
	if err := store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error { return tx.SavePerson(ctx, lead) }); err != nil {
		t.Fatal(err)
	}
	f, err := pipelinefile.Open(path, pipelinefile.Config{Map: program.m, Currency: "USD", Location: newYork(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := desk.Import(t.Context(), actor, f.Deals()); err != nil {
		t.Fatal(err)
	}

	actor.Person = lead
	list, err := desk.PartnerList(t.Context(), actor, domain.PartnerQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range list.Lines {
		p := l.Partner
		if p.ActivatedOn.IsZero() || p.ProducedOn.Before(p.ActivatedOn) || p.DealtOn.Before(p.ProducedOn) || p.DealtOn.After(date(t, "2017-12-31")) {
			t.Errorf("%s lives by %+v", p.Name, p)
		}
		if c := l.Standing.Concern; c.Reason != activation.Unowned || c.Since != calendar.DateOf(now) {
			t.Errorf("%s is told of for %+v", p.Name, c)
		}
	}
	week, err := desk.Weekly(t.Context(), actor)
	if err != nil || len(list.Lines) != 30 || week.Rates != (activation.Rates{Early: 30}) || len(week.Decide) != 0 {
		t.Errorf("%d partners, %+v, %v", len(list.Lines), week, err)
	}
	if err := desk.NudgeDue(t.Context(), domain.Occurrence{TenantID: actor.TenantID, Schedule: domain.Schedule{ProgramID: actor.ProgramID}}); err != nil {
		t.Fatal(err)
	}
	told := 0
	for r, err := range store.Runways(t.Context(), actor.ProgramID) {
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range r.Told {
			told++
			if x.Reader != lead.ID || x.Rung != activation.First || x.Concern.Reason != activation.Unowned {
				t.Errorf("%s: %+v is told", r.Partner.Name, x)
			}
		}
	}
	if told != 20 { // as many as one message names
		t.Errorf("%d are named, want 20 in one message to the lead: they have no owner", told)
	}
}
