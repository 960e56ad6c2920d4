package domaintest

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
)

func holdAtOnce(t *testing.T, w *World) {
	const n = 50
	a := w.Account(t, "Acme", "acme.com")
	errs := make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		partner := w.Northwind
		if i%2 == 1 {
			partner = w.Globex
		}
		wg.Go(func() { _, errs[i] = w.insert(t.Context(), w.Registration(partner, a)) })
	}
	wg.Wait()
	kept := 0
	for _, err := range errs {
		if err == nil {
			kept++
			continue
		}
		wantCode(t, err, domain.Conflict)
	}
	if kept != 1 {
		t.Errorf("%d of %d got the hold, want 1", kept, n)
	}
}

func holdStatuses(t *testing.T, w *World) {
	a := w.Account(t, "Acme", "acme.com")
	first := must(w.insert(t.Context(), w.Registration(w.Northwind, a)))
	for _, s := range []domain.Status{
		domain.Draft, domain.Submitted, domain.InReview, domain.NeedsInfo, domain.Approved, domain.Rejected, domain.Appealed,
		domain.Converted, domain.Won, domain.Lost, domain.Expired, domain.Withdrawn, domain.Cancelled,
	} {
		if _, err := w.update(t.Context(), first.ID, func(r *domain.Registration) { r.Status = s }); err != nil {
			t.Fatal(err)
		}
		second, err := w.insert(t.Context(), w.Registration(w.Globex, a))
		if s.Held() {
			wantCode(t, err, domain.Conflict)
			continue
		}
		if err != nil {
			t.Errorf("a claim beside one that is %s: %v", s, err)
			continue
		}
		// The first may not come back into its place while the second has it.
		_, err = w.update(t.Context(), first.ID, func(r *domain.Registration) { r.Status = domain.Appealed })
		wantCode(t, err, domain.Conflict)
		if _, err := w.update(t.Context(), second.ID, func(r *domain.Registration) { r.Status = domain.Withdrawn }); err != nil {
			t.Fatal(err)
		}
	}
}

func holdWindow(t *testing.T, w *World) {
	a := w.Account(t, "Acme", "acme.com")
	r := w.Registration(w.Northwind, a)
	r.Status, r.ProtectedFrom, r.ProtectedUntil = domain.Approved, w.Clock.Now(), w.Clock.Now().Add(time.Hour)
	must(w.insert(t.Context(), r))
	w.Clock.Advance(time.Hour - time.Second)
	_, err := w.insert(t.Context(), w.Registration(w.Globex, a))
	wantCode(t, err, domain.Conflict)
	w.Clock.Advance(time.Second) // the window's end is no more part of it
	if _, err := w.insert(t.Context(), w.Registration(w.Globex, a)); err != nil {
		t.Errorf("a claim at the end of another's window: %v", err)
	}
}

func holdScope(t *testing.T, w *World) {
	a := w.Account(t, "Acme", "acme.com")
	must(w.insert(t.Context(), w.Registration(w.Northwind, a)))
	other := w.Registration(w.Globex, a)
	other.Claim.Product = "Initech Edge"
	if _, err := w.insert(t.Context(), other); err != nil {
		t.Errorf("a claim on another product: %v", err)
	}
	if _, err := w.insert(t.Context(), w.Registration(w.Globex, w.Account(t, "Hooli", "hooli.com"))); err != nil {
		t.Errorf("a claim on another account: %v", err)
	}
	same := w.Registration(w.Globex, a)
	same.Claim.Product = "  initech   CLOUD "
	err := w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error { return tx.InsertRegistration(ctx, &same) })
	wantCode(t, err, domain.Conflict)
}
