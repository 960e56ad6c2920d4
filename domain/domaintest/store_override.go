package domaintest

import (
	"context"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
)

// override is Lena's, of now. It is not kept yet.
func (w *World) override(gate domain.Gate) domain.Override {
	return domain.Override{
		ID: NewID(), ProgramID: w.Program.ID, Gate: gate, Reason: "The fair is next week", ByID: w.Lena.ID, By: "Lena Lead",
		At: w.Clock.Now(),
	}
}

func overrideRoundTrip(t *testing.T, w *World) {
	older := w.override(domain.GateRecruit)
	w.Clock.Advance(time.Hour)
	newer := w.override(domain.GateCohort)
	newer.Type = domain.SI
	save := func(o domain.Override) {
		w.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.SaveOverride(ctx, o) })
	}
	save(newer)
	save(older)
	wantSame(t, "overrides", must(w.Store.Overrides(t.Context(), w.Program.ID)), []domain.Override{older, newer})

	older.UsedAt = w.Clock.Advance(time.Hour)
	older.ResolvedAt = w.Clock.Advance(time.Hour)
	wantFull(t, older, "Type")
	changed := older
	changed.Reason, changed.Gate, changed.Type, changed.ByID, changed.By, changed.At = "Other", domain.GateCohort, domain.SI, w.Sam.ID, "Sam", w.Clock.Now()
	save(changed) // only that it is used and resolved is taken
	wantSame(t, "overrides after that", must(w.Store.Overrides(t.Context(), w.Program.ID)), []domain.Override{older, newer})
	wantSame(t, "another program's", must(w.Store.Overrides(t.Context(), NewID())), []domain.Override{})
}
