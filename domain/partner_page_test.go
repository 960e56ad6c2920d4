package domain_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/domaintest"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// page is Northwind's page as somebody sees it.
func (o *office) page(t *testing.T, by domain.Person, id domain.ID) domain.PartnerPage {
	t.Helper()
	p, err := o.PartnerPage(t.Context(), o.Actor(by), id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPartnerPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	won := o.approved(t)
	if _, err := o.Win(t.Context(), o.Actor(o.Sam), won.Registration.ID, won.Registration.Revision, usd(50_000), o.today()); err != nil {
		t.Fatal(err)
	}
	o.days(1)
	open := o.approve(t, o.registerAs(t, o.Sam, o.Claim(o.Northwind, "Umbrella", "umbrella.com")))
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error {
		_, err := tx.UpdateOpportunity(ctx, open.Opportunity.ID, o.Clock.Now(), func(x *domain.Opportunity) error {
			x.Attribution = forecast.Influenced
			return nil
		})
		return err
	})
	waiting := o.registerAs(t, o.Sam, o.Claim(o.Northwind, "Hooli", "hooli.com"))
	lost := o.approve(t, o.registerAs(t, o.Sam, o.Claim(o.Northwind, "Initrode", "initrode.com")))
	if _, err := o.Lose(t.Context(), o.Actor(o.Sam), lost.Registration.ID, lost.Registration.Revision, "Price"); err != nil {
		t.Fatal(err)
	}
	gone := o.approve(t, o.registerAs(t, o.Sam, o.Claim(o.Northwind, "Stark", "stark.com"))) // in the pipeline, without the partner
	if _, err := o.Withdraw(t.Context(), o.Actor(o.Remy), gone.Registration.ID, gone.Registration.Revision, "Not theirs"); err != nil {
		t.Fatal(err)
	}
	o.approve(t, o.registerAs(t, o.Sam, o.Claim(o.Globex, "Cyberdyne", "cyberdyne.io"))) // another partner's
	if _, err := o.AssignStep(t.Context(), o.Actor(o.Mara), o.Northwind.ID, "kickoff", &o.Sam.ID, ""); err != nil {
		t.Fatal(err)
	}

	got := o.page(t, o.Cora, o.Northwind.ID)
	wantSame(t, "the partner", got.Partner, o.partner(t, o.Northwind.ID))
	if got.Program.ID != o.World.Program.ID || got.Owner == nil || got.Owner.ID != o.Mara.ID {
		t.Errorf("the program is %s and the owner %v", got.Program.Name, got.Owner)
	}
	if got.People[o.Sam.ID].Name != "Sam Seller" || got.People[o.Mara.ID].Name != "Mara Manager" || len(got.People) != 2 {
		t.Errorf("the people are %+v", got.People)
	}
	wantSame(t, "the deals", numbers(got.Deals), []int64{
		gone.Registration.Number, lost.Registration.Number, waiting.Registration.Number, open.Registration.Number, won.Registration.Number,
	})
	if got.Open != usd(4_200_000) || got.Won != usd(50_000) || got.Sourced != 2 || got.Influenced != 1 {
		t.Errorf("open %s, won %s, %d sourced and %d influenced", got.Open, got.Won, got.Sourced, got.Influenced)
	}
	wantSame(t, "the standing", got.Standing, activation.Standing{
		Status: activation.Stalled, Current: "kickoff", Due: date(t, "2026-09-08"),
		Concern: activation.Concern{Reason: activation.Overdue, Key: "kickoff", Since: date(t, "2026-09-09")},
	})
	if len(got.Checkpoints) != 6 || !slices.IsSortedFunc(got.Checkpoints, func(a, b domain.Checkpoint) int { return a.Due.Compare(b.Due) }) {
		t.Errorf("the checkpoints are %+v", got.Checkpoints)
	}
	var kinds []string
	for _, e := range got.Events {
		kinds = append(kinds, e.Kind)
	}
	wantSame(t, "the events", kinds, []string{
		domain.EventStepDone, domain.EventActivated, domain.EventStepDone, domain.EventProduced, domain.EventStepOwner,
	})
}

// Of a long history, the page has the end.
func TestPartnerPage_LastEvents(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var want []string
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error {
		for n := range 12 {
			e := domain.Event{
				ID: domaintest.NewID(), ProgramID: o.World.Program.ID, Subject: o.Northwind.ID, Kind: fmt.Sprint(n),
				At: o.World.Clock.Advance(time.Minute),
			}
			if want = append(want, e.Kind); n < 2 {
				want = nil
			}
			if err := tx.AddEvent(ctx, e); err != nil {
				return err
			}
		}
		return nil
	})
	var got []string
	for _, e := range o.page(t, o.Mara, o.Northwind.ID).Events {
		got = append(got, e.Kind)
	}
	wantSame(t, "the events", got, want)
}

// What came from the CRM carries the partner too, though nobody registered it here.
func TestPartnerPage_countsWhatNobodyRegistered(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	x := o.Opportunity(o.Account(t, "Umbrella", "umbrella.com"), "Umbrella Cloud", 50_000_000)
	x.PartnerID, x.Attribution = &o.Northwind.ID, forecast.Sourced
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.InsertOpportunity(ctx, x) })
	if got := o.page(t, o.Cora, o.Northwind.ID); got.Open.Minor != 50_000_000 || got.Sourced != 1 || len(got.Deals) > 0 {
		t.Errorf("open %s, %d sourced, deals %v", got.Open, got.Sourced, numbers(got.Deals))
	}
}

// What may be done with a partner depends on who asks, and with one that has left nothing may.
func TestPartnerPage_May(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if _, err := o.AssignStep(t.Context(), o.Actor(o.Mara), o.Northwind.ID, "kickoff", &o.Remy.ID, ""); err != nil {
		t.Fatal(err)
	}
	run := []domain.Act{domain.ActStep, domain.ActRunPartner, domain.ActReassign, domain.ActPark}
	milo := o.manager(t, "Milo")
	for _, c := range []struct {
		by   domain.Person
		want []domain.Act
	}{
		{o.Sam, nil},
		{o.Cora, nil},
		{milo, nil},
		{o.Remy, run[:1]},
		{o.Mara, run},
		{o.Lena, append(slices.Clone(run), domain.ActExit)},
		{o.Ada, []domain.Act{domain.ActReassign}},
	} {
		wantSame(t, "what "+c.by.Name+" may", o.page(t, c.by, o.Northwind.ID).May, c.want)
	}
	wantSame(t, "what Remy may say is done", o.page(t, o.Remy, o.Northwind.ID).Steps, []string{"kickoff"})
	lone := o.lone(t, "Lone")
	wantSame(t, "what a manager may with one whom nobody owns", o.page(t, milo, lone.ID).May, []domain.Act{domain.ActReassign})
	o.turn(t, o.Northwind.ID, func(p *domain.Partner) { p.Status = domain.PartnerExited })
	wantSame(t, "what the lead may with one that has left", o.page(t, o.Lena, o.Northwind.ID).May, []domain.Act(nil))
	if got := o.page(t, o.Lena, lone.ID); got.Owner != nil || got.Standing.Concern.Reason == "" {
		t.Errorf("nobody owns it, and it is shown as %+v of %v", got.Standing, got.Owner)
	}
}

func TestPartnerNamed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	trade := o.Partner(t, "Northwind", "") // the beginning of another's name
	gone := o.Partner(t, "Gone Ltd", "")
	o.turn(t, gone.ID, func(p *domain.Partner) { p.Status = domain.PartnerExited })
	for text, want := range map[string]domain.ID{
		"globex": o.Globex.ID, " GLOB ": o.Globex.ID, "northwind": trade.ID, "traders": o.Northwind.ID,
	} {
		p, err := o.PartnerNamed(t.Context(), o.Actor(o.Sam), text)
		if err != nil || p.Partner.ID != want {
			t.Errorf("%q is %s, %v", text, p.Partner.Name, err)
		}
	}
	for text, want := range map[string]domain.Code{"north": domain.Invalid, "": domain.Invalid, "acme": domain.NotFound, "gone": domain.NotFound} {
		_, err := o.PartnerNamed(t.Context(), o.Actor(o.Sam), text)
		if domain.CodeOf(err) != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	if p := o.page(t, o.Sam, gone.ID); p.Standing.Status != activation.Exited {
		t.Errorf("who left is shown as %+v", p.Standing)
	}
	_, err := o.PartnerPage(t.Context(), o.Actor(o.Sam), domaintest.NewID())
	wantCode(t, err, domain.NotFound)
}
