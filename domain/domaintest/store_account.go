package domaintest

import (
	"context"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
)

func accountSingle(t *testing.T, w *World) {
	first := domain.Account{ID: NewID(), ProgramID: w.Program.ID, Name: "Acme", Domain: "acme.com", Country: "US", Key: "acme.com"}
	again := domain.Account{ID: NewID(), ProgramID: w.Program.ID, Name: "Acme Inc", Country: "DE", Key: "acme.com"}
	wantFull(t, first)
	w.Change(t, func(ctx context.Context, tx domain.Tx) error {
		for _, a := range []domain.Account{first, again} {
			got, err := tx.LockAccount(ctx, a)
			if err != nil {
				return err
			}
			wantSame(t, "account", got, first)
		}
		return nil
	})
	got, err := w.Store.Account(t.Context(), first.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "account", got, first)
	_, err = w.Store.Account(t.Context(), again.ID)
	wantCode(t, err, domain.NotFound)
	got, err = w.Store.AccountByKey(t.Context(), w.Program.ID, first.Key)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "account by key", got, first)
	_, err = w.Store.AccountByKey(t.Context(), NewID(), first.Key)
	wantCode(t, err, domain.NotFound)
}

// Two transactions that read, decide and write under the lock must not interleave: the second sees what the first did.
func accountHeld(t *testing.T, w *World) {
	a := domain.Account{ProgramID: w.Program.ID, Name: "Acme", Domain: "acme.com", Key: "acme.com"}
	done := make(chan error, 8)
	for range cap(done) {
		go func() {
			done <- w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error {
				mine := a
				mine.ID = NewID()
				held, err := tx.LockAccount(ctx, mine)
				if err != nil {
					return err
				}
				there, err := tx.CountRegistrations(ctx, w.Program.ID, domain.RegistrationFilter{Account: held.ID})
				if err != nil || there > 0 {
					return err
				}
				r := w.Registration(w.Northwind, held)
				return tx.InsertRegistration(ctx, &r)
			})
		}()
	}
	for range cap(done) {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	n, err := w.Store.CountRegistrations(t.Context(), w.Program.ID, domain.RegistrationFilter{})
	if err != nil || n != 1 {
		t.Errorf("%d registrations (%v), want 1", n, err)
	}
}

func accountSimilar(t *testing.T, w *World) {
	near := w.Account(t, "Acme GmbH", "acme.de")
	further := w.Account(t, "Acme Corporation", "acme.com")
	w.Account(t, "Umbrella", "umbrella.com")
	got, err := w.Store.SimilarAccounts(t.Context(), w.Program.ID, "ACME Gmbh & Co", 5)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "accounts like ACME Gmbh & Co", got, []domain.Account{near})
	got, err = w.Store.SimilarAccounts(t.Context(), w.Program.ID, "Acme Corp", 1)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "accounts like Acme Corp", got, []domain.Account{further})
	got, err = w.Store.SimilarAccounts(t.Context(), NewID(), "Acme Corp", 5)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "accounts of another program", got, []domain.Account{})
}

func accountSearch(t *testing.T, w *World) {
	acme, umbrella := w.Account(t, "Acme", "acme.com"), w.Account(t, "umbrella", "umbrella.com")
	percent := w.Account(t, `100% Cloud_9 \o/`, "cloud9.com")
	for _, c := range []struct {
		text  string
		limit int
		want  []domain.Account
	}{
		{"", 10, []domain.Account{percent, acme, umbrella}},
		{"", 2, []domain.Account{percent, acme}},
		{"BRELL", 10, []domain.Account{umbrella}},
		{"m", 10, []domain.Account{acme, umbrella}},
		{"%", 10, []domain.Account{percent}},
		{"_", 10, []domain.Account{percent}},
		{`\`, 10, []domain.Account{percent}},
		{"nobody", 10, []domain.Account{}},
	} {
		wantSame(t, "accounts with "+c.text, must(w.Store.Accounts(t.Context(), w.Program.ID, c.text, c.limit)), c.want)
	}
	wantSame(t, "accounts of another program", must(w.Store.Accounts(t.Context(), NewID(), "", 10)), []domain.Account{})
}
