package domain_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// wantLife wants Northwind active, with a deal, activated and producing since these days; "" for not at all.
func (o *office) wantLife(t *testing.T, what, active, dealt, activated, produced string) {
	t.Helper()
	p := o.partner(t, o.Northwind.ID)
	got := [...]string{p.ActiveOn.String(), p.DealtOn.String(), p.ActivatedOn.String(), p.ProducedOn.String()}
	if want := [...]string{active, dealt, activated, produced}; got != want {
		t.Errorf("%s: active, dealt, activated and produced on %q, want %q", what, got, want)
	}
	path := o.path(t, o.Northwind.ID)
	for key, on := range map[string]calendar.Date{"first_registration": p.ActivatedOn, "first_win": p.ProducedOn} {
		if c := path[key]; c.DoneOn != on || c.DoneBy != "" || c.DoneByID != nil {
			t.Errorf("%s: the checkpoint is %+v", what, c)
		}
	}
}

func TestTheFirstDealCompletesCheckpoints(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.wantLife(t, "at first", "", "", "", "")
	first := o.register(t)
	o.wantLife(t, "registered", "2026-11-03", "2026-11-03", "", "")
	o.days(1)
	first = o.approve(t, first)
	o.wantLife(t, "approved", "2026-11-04", "2026-11-04", "2026-11-04", "")
	o.days(1)
	second := o.approve(t, o.registerAs(t, o.Sam, o.Claim(o.Northwind, "Umbrella", "umbrella.com")))
	o.wantLife(t, "approved again", "2026-11-05", "2026-11-05", "2026-11-04", "")
	o.days(1)
	if _, err := o.Win(t.Context(), o.Actor(o.Sam), first.Registration.ID, first.Registration.Revision, usd(100), date(t, "2026-11-05")); err != nil {
		t.Fatal(err)
	}
	o.wantLife(t, "won yesterday", "2026-11-06", "2026-11-06", "2026-11-04", "2026-11-05")
	o.days(1)
	if _, err := o.Win(t.Context(), o.Actor(o.Sam), second.Registration.ID, second.Registration.Revision, usd(100), o.today()); err != nil {
		t.Fatal(err)
	}
	o.wantLife(t, "won again", "2026-11-07", "2026-11-07", "2026-11-04", "2026-11-05")

	for kind, want := range map[string]string{domain.EventActivated: "2026-11-04", domain.EventProduced: "2026-11-05"} {
		if all := o.events(t, o.Northwind.ID, kind); len(all) != 1 || all[0].New != want {
			t.Errorf("%s: %+v, want one of %s", kind, all, want)
		}
	}
	done := o.events(t, o.Northwind.ID, domain.EventStepDone)
	if len(done) != 2 || done[0].New != "First approved registration" || *done[0].ActorID != o.Remy.ID || done[1].New != "First closed-won" {
		t.Errorf("checkpoints done: %+v", done)
	}
	if p := o.partner(t, o.Globex.ID); p.Revision != o.Globex.Revision {
		t.Errorf("Globex is touched: %+v", p)
	}
}

// A rejection is a sign of life no more than a loss: somebody on our side did it.
func TestARejectionActivatesNobody(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.register(t)
	o.days(1)
	if _, err := o.Reject(t.Context(), o.Actor(o.Remy), d.Registration.ID, 1, domain.ReasonDuplicate, "No"); err != nil {
		t.Fatal(err)
	}
	o.wantLife(t, "rejected", "2026-11-03", "2026-11-03", "", "")
}

// On a path that ends before the first win, the win is kept all the same.
func TestAWinOffThePath(t *testing.T) {
	t.Parallel()
	o, d := recruiting(t)
	p, err := o.Sign(t.Context(), o.Actor(o.Lena), domain.Signing{Candidate: o.listed(t, "Hooli").ID, Owner: o.Mara.ID})
	if err != nil {
		t.Fatal(err)
	}
	d = o.approve(t, o.registerAs(t, o.Sam, o.Claim(p, "Umbrella", "umbrella.com")))
	if _, err := o.Win(t.Context(), o.Actor(o.Sam), d.Registration.ID, d.Registration.Revision, usd(100), o.today()); err != nil {
		t.Fatal(err)
	}
	got, path := o.partner(t, p.ID), o.path(t, p.ID)
	if got.ActivatedOn != o.today() || got.ProducedOn != o.today() || path["first_deal"].DoneOn != o.today() || len(path) != 4 {
		t.Errorf("the partner is %+v with the path %+v", got, path)
	}
}

// Registrations of one day do not stand in line for the partner's row, which would stay as it is.
func TestTheSecondDealOfADayLeavesThePartnerAlone(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.register(t)
	before := o.partner(t, o.Northwind.ID)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	a := o.Actor(o.Sam)
	o.World.Change(t, func(_ context.Context, tx domain.Tx) error {
		_, err := tx.UpdatePartner(ctx, o.Northwind.ID, func(*domain.Partner) error {
			// The row is held, and the registration goes through beside it.
			_, err := o.Register(ctx, a, o.Claim(o.Northwind, "Umbrella", "umbrella.com"))
			return err
		})
		if err != nil {
			return err
		}
		_, err = tx.UpdatePartner(ctx, o.Northwind.ID, func(p *domain.Partner) error {
			if p.Revision != before.Revision+1 {
				t.Errorf("the partner is at revision %d, want no more than this test's own", p.Revision)
			}
			return nil
		})
		return err
	})
	o.days(1)
	o.registerAs(t, o.Sam, o.Claim(o.Northwind, "Hooli", "hooli.com"))
	if p := o.partner(t, o.Northwind.ID); p.DealtOn != o.today() {
		t.Errorf("the next day, the partner is %+v", p)
	}
}

// Of two first approvals at once, one is the first.
func TestTwoFirstApprovalsAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	deals := []domain.Deal{o.register(t), o.registerAs(t, o.Sam, o.Claim(o.Northwind, "Umbrella", "umbrella.com"))}
	var wg sync.WaitGroup
	for _, d := range deals {
		a := o.Actor(o.Remy)
		wg.Go(func() {
			if _, err := o.Approve(t.Context(), a, d.Registration.ID, 1); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := len(o.events(t, o.Northwind.ID, domain.EventActivated)); n != 1 {
		t.Errorf("activated %d times", n)
	}
	o.wantLife(t, "approved", "2026-11-03", "2026-11-03", "2026-11-03", "")
}

// Who exits while a deal of theirs is decided stays as they were, and the deal goes through.
func TestADealOfWhoExitedMeanwhile(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.register(t)
	o.days(1)
	var gone domain.Partner
	crossed := o.crossedBy(func() { gone = o.exit(t, o.Northwind) })
	got, err := crossed.Approve(t.Context(), o.Actor(o.Remy), d.Registration.ID, d.Registration.Revision)
	if err != nil || got.Registration.Status != domain.Converted || got.Partner.Status != domain.PartnerExited {
		t.Errorf("the deal is %+v, %v", got, err)
	}
	wantSame(t, "the partner", o.partner(t, o.Northwind.ID), gone)
	o.wantLast(t, o.Northwind.ID, domain.EventExited)
	if c := o.path(t, o.Northwind.ID)["first_registration"]; !c.DoneOn.IsZero() {
		t.Errorf("the checkpoint is %+v", c)
	}
}
