package domaintest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
)

// insert keeps r.
func (w *World) insert(ctx context.Context, r domain.Registration) (domain.Registration, error) {
	err := w.Store.Change(ctx, func(ctx context.Context, tx domain.Tx) error { return tx.InsertRegistration(ctx, &r) })
	return r, err
}

// update changes the registration with the id.
func (w *World) update(ctx context.Context, id domain.ID, fn func(*domain.Registration)) (got domain.Registration, err error) {
	err = w.Store.Change(ctx, func(ctx context.Context, tx domain.Tx) error {
		got, err = tx.UpdateRegistration(ctx, id, func(r *domain.Registration) error {
			fn(r)
			return nil
		})
		return err
	})
	return got, err
}

func registrationRoundTrip(t *testing.T, w *World) {
	a := w.Account(t, "Acme", "acme.com")
	o := w.Opportunity(a, "Acme Cloud", 1000)
	w.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.InsertOpportunity(ctx, o) })
	want := w.Registration(w.Northwind, a)
	want.Claim.NoWebsite, want.Claim.Country = "none", "DE"
	want.Status, want.Reason, want.Remark = domain.Approved, domain.ReasonDirect, `a "quoted" remark <&>`
	want.AskedAt = want.SubmittedAt.Add(time.Minute)
	want.DecidedBy, want.DecidedAt = &w.Remy.ID, want.SubmittedAt.Add(time.Hour)
	want.ProtectedFrom, want.ProtectedUntil = want.DecidedAt, want.DecidedAt.AddDate(0, 0, 90)
	want.OpportunityID = &o.ID
	want.Findings = []domain.Finding{{Kind: domain.SimilarName, Effect: domain.Warn, Ref: "D-1", Text: "looks like Acme"}}
	got, err := w.insert(t.Context(), want)
	if err != nil {
		t.Fatal(err)
	}
	want.Number, want.Revision = 1001, 1
	wantFull(t, want)
	wantFull(t, want.Claim, "Account") // the registration has it
	wantFull(t, want.Findings[0])
	wantSame(t, "what InsertRegistration leaves", got, want)
	got, err = w.Store.Registration(t.Context(), want.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "registration", got, want)
	got, err = w.Store.RegistrationByNumber(t.Context(), w.Program.ID, 1001)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "registration by number", got, want)
	_, err = w.Store.Registration(t.Context(), NewID())
	wantCode(t, err, domain.NotFound)
	_, err = w.Store.RegistrationByNumber(t.Context(), w.Program.ID, 1002)
	wantCode(t, err, domain.NotFound)
	_, err = w.update(t.Context(), NewID(), func(*domain.Registration) {})
	wantCode(t, err, domain.NotFound)
}

func registrationNumbers(t *testing.T, w *World) {
	var got []int64
	for _, site := range []string{"a.com", "b.com", "c.com"} {
		r, err := w.insert(t.Context(), w.Registration(w.Northwind, w.Account(t, site, site)))
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, r.Number)
	}
	other := NewProgram(w.Tenant.ID, w.Clock.Now())
	other.PartnerType = domain.Referral
	w.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.InsertProgram(ctx, other) })
	w.Program = other
	r, err := w.insert(t.Context(), w.Registration(w.Northwind, w.Account(t, "a.com", "a.com")))
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "numbers", append(got, r.Number), []int64{1001, 1002, 1003, 1001})
}

func registrationRejections(t *testing.T, w *World) {
	wantSame(t, "of none", must(w.Store.Rejections(t.Context(), w.Program.ID)), map[domain.Reason]int{})
	reject := func(site string, status domain.Status, reason domain.Reason) {
		r := w.Registration(w.Northwind, w.Account(t, site, site))
		r.Status, r.Reason = status, reason
		if _, err := w.insert(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	reject("a.com", domain.Rejected, domain.ReasonDirect)
	reject("b.com", domain.Rejected, domain.ReasonThinEvidence)
	reject("c.com", domain.Rejected, domain.ReasonDirect)
	reject("d.com", domain.Appealed, domain.ReasonDirect)
	reject("e.com", domain.InReview, "")
	other := NewProgram(w.Tenant.ID, w.Clock.Now())
	other.PartnerType = domain.Referral
	w.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.InsertProgram(ctx, other) })
	w.Program, other = other, w.Program
	reject("a.com", domain.Rejected, domain.ReasonDirect)
	wantSame(t, "by reason", must(w.Store.Rejections(t.Context(), other.ID)),
		map[domain.Reason]int{domain.ReasonDirect: 2, domain.ReasonThinEvidence: 1})
}

// Every change builds on the one before: none is lost, and each has its revision.
func registrationUpdateAtOnce(t *testing.T, w *World) {
	r, err := w.insert(t.Context(), w.Registration(w.Northwind, w.Account(t, "Acme", "acme.com")))
	if err != nil {
		t.Fatal(err)
	}
	const writers = 20
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			if _, err := w.update(t.Context(), r.ID, func(r *domain.Registration) { r.Claim.Amount.Minor++ }); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	got, err := w.Store.Registration(t.Context(), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	r.Claim.Amount.Minor += writers
	r.Revision += writers
	wantSame(t, "registration", got, r)
}

func registrationUpdateFails(t *testing.T, w *World) {
	r, err := w.insert(t.Context(), w.Registration(w.Northwind, w.Account(t, "Acme", "acme.com")))
	if err != nil {
		t.Fatal(err)
	}
	cause := errors.New("no")
	w.Change(t, func(ctx context.Context, tx domain.Tx) error {
		_, err := tx.UpdateRegistration(ctx, r.ID, func(r *domain.Registration) error {
			r.Remark = "changed"
			return cause
		})
		if !errors.Is(err, cause) {
			t.Errorf("got %v, want the error of fn", err)
		}
		return nil
	})
	wantSame(t, "registration", must(w.Store.Registration(t.Context(), r.ID)), r)
}

func registrationFilter(t *testing.T, w *World) {
	now := w.Clock.Now()
	acme, hooli := w.Account(t, "Acme", "acme.com"), w.Account(t, "Hooli", "hooli.com")
	make3 := []domain.Registration{w.Registration(w.Northwind, acme), w.Registration(w.Globex, hooli), w.Registration(w.Globex, acme)}
	make3[1].SubmittedBy, make3[1].DecideBy = w.Mara.ID, now.Add(time.Hour)
	make3[2].Status, make3[2].DecideBy = domain.Expired, time.Time{}
	make3[2].ProtectedFrom, make3[2].ProtectedUntil = now, now.Add(24*time.Hour)
	for i, r := range make3 {
		make3[i] = must(w.insert(t.Context(), r))
	}
	one, two, three := make3[0], make3[1], make3[2]
	for _, c := range []struct {
		name   string
		filter domain.RegistrationFilter
		want   []domain.Registration
	}{
		{"everything, newest first", domain.RegistrationFilter{}, []domain.Registration{three, two, one}},
		{"at most two", domain.RegistrationFilter{Limit: 2}, []domain.Registration{three, two}},
		{"of an account", domain.RegistrationFilter{Account: acme.ID}, []domain.Registration{three, one}},
		{"of a partner", domain.RegistrationFilter{Partner: w.Globex.ID}, []domain.Registration{three, two}},
		{"by a person", domain.RegistrationFilter{SubmittedBy: w.Mara.ID}, []domain.Registration{two}},
		{"in a status", domain.RegistrationFilter{Statuses: []domain.Status{domain.Expired, domain.Won}}, []domain.Registration{three}},
		{"to be decided before", domain.RegistrationFilter{DecideByEnd: now.Add(2 * time.Hour)}, []domain.Registration{two}},
		{"not due at the very moment", domain.RegistrationFilter{DecideByEnd: now.Add(time.Hour)}, []domain.Registration{}},
		{"soonest first", domain.RegistrationFilter{Soonest: true}, []domain.Registration{two, three, one}},
		{"protected until before", domain.RegistrationFilter{ExpireByEnd: now.Add(25 * time.Hour)}, []domain.Registration{three}},
		{
			"all at once",
			domain.RegistrationFilter{Account: acme.ID, Partner: w.Globex.ID, SubmittedBy: w.Sam.ID, Statuses: []domain.Status{domain.Expired}},
			[]domain.Registration{three},
		},
	} {
		got, err := w.Store.Registrations(t.Context(), w.Program.ID, c.filter)
		if err != nil {
			t.Fatal(err)
		}
		wantSame(t, c.name, got, c.want)
		c.filter.Limit = 0
		n, err := w.Store.CountRegistrations(t.Context(), w.Program.ID, c.filter)
		if c.name != "at most two" && (err != nil || n != len(c.want)) {
			t.Errorf("%s: counted %d (%v), want %d", c.name, n, err, len(c.want))
		}
	}
}
