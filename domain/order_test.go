package domain_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

// watched is a store that tells which rows an act locks, in order, and that cannot change one registration.
type watched struct {
	domain.Store
	locks  []string
	broken domain.ID
}

func (w *watched) Change(ctx context.Context, fn func(context.Context, domain.Tx) error) error {
	return w.Store.Change(ctx, func(ctx context.Context, tx domain.Tx) error { return fn(ctx, watchedTx{tx, w}) })
}

type watchedTx struct {
	domain.Tx
	w *watched
}

var errBroken = errors.New("this registration cannot be changed")

func (t watchedTx) UpdateRegistration(ctx context.Context, id domain.ID, fn func(*domain.Registration) error) (domain.Registration, error) {
	t.w.locks = append(t.w.locks, "registration")
	if id == t.w.broken {
		return domain.Registration{}, errBroken
	}
	return t.Tx.UpdateRegistration(ctx, id, fn)
}

func (t watchedTx) UpdateOpportunity(ctx context.Context, id domain.ID, now time.Time, fn func(*domain.Opportunity) error) (domain.Opportunity, error) {
	t.w.locks = append(t.w.locks, "opportunity")
	return t.Tx.UpdateOpportunity(ctx, id, now, fn)
}

func (o *office) watch() (*watched, *domain.Desk) {
	w := &watched{Store: o.Store}
	return w, domain.NewDesk(domain.DeskConfig{Store: w, Clock: o.Clock.Now, NewID: domaintest.NewID})
}

// Two acts on one deal at the same moment would wait for each other for ever, had they another order.
func TestActsLockTheOpportunityBeforeTheRegistration(t *testing.T) {
	t.Parallel()
	for name, act := range map[string]func(context.Context, *domain.Desk, domain.Actor, domain.ID) error{
		"update": func(ctx context.Context, d *domain.Desk, a domain.Actor, id domain.ID) error {
			_, err := d.Update(ctx, a, id, 2, domain.Update{NextStep: ptr("Call")})
			return err
		},
		"win": func(ctx context.Context, d *domain.Desk, a domain.Actor, id domain.ID) error {
			_, err := d.Win(ctx, a, id, 2, usd(1), calendar.On(2026, time.November, 3))
			return err
		},
		"lose": func(ctx context.Context, d *domain.Desk, a domain.Actor, id domain.ID) error {
			_, err := d.Lose(ctx, a, id, 2, "Price")
			return err
		},
		"cancel": func(ctx context.Context, d *domain.Desk, a domain.Actor, id domain.ID) error {
			_, err := d.Withdraw(ctx, a, id, 2, "Price")
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			deal := o.approved(t)
			w, desk := o.watch()
			if err := act(t.Context(), desk, o.Actor(o.Remy), deal.Registration.ID); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(w.locks, []string{"opportunity", "registration"}) {
				t.Errorf("locks %q, want the opportunity and then the registration", w.locks)
			}
		})
	}
}

func TestARegistrationThatCannotExpireKeepsNoOtherBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first, second := o.approved(t), o.approve(t, o.registerAs(t, o.Sam, o.Claim(o.Globex, "Hooli", "hooli.com")))
	o.Clock.Set(second.Registration.ProtectedUntil.Add(time.Second))
	w, desk := o.watch()
	w.broken = second.Registration.ID // the newest comes first
	err := desk.ExpireDue(t.Context(), domain.Occurrence{
		Schedule: domain.Schedule{ProgramID: o.World.Program.ID}, TenantID: o.Tenant.ID, Due: o.Clock.Now(),
	})
	if !errors.Is(err, errBroken) {
		t.Errorf("error %v, want that of the one that failed, so that it is tried again", err)
	}
	if r := o.kept(t, first); r.Status != domain.Expired {
		t.Errorf("it is %s beside one that fails, want expired", r.Status)
	}
	o.expire(t)
	if r := o.kept(t, second); r.Status != domain.Expired {
		t.Errorf("it is %s at the next moment of the schedule, want expired", r.Status)
	}
}
