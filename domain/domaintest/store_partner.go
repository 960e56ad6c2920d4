package domaintest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// fullPartner is one of whom everything is known, contradictions included. It is not kept yet.
func (w *World) fullPartner(name string) domain.Partner {
	on := func(d int) calendar.Date { return calendar.On(2026, time.October, d) }
	p := w.partner(name, "hooli.example")
	p.Type, p.TheirOwner, p.TheirMail, p.Fit = domain.SI, "Hal Hooli", "hal@hooli.example", new(73)
	p.Status, p.StatusReason, p.ParkedUntil = domain.PartnerParked, "They move offices", on(1)
	p.SnoozedUntil, p.SnoozeReason, p.HelpAsked, p.HelpedAt = on(2), "On holiday", "A trainer", w.Clock.Now()
	p.WatchedOn, p.ActiveOn, p.DealtOn, p.ActivatedOn, p.ProducedOn = on(3), on(4), on(5), on(6), on(7)
	return p
}

// sign keeps a partner with its path.
func (w *World) sign(ctx context.Context, p domain.Partner) error {
	return w.Store.Change(ctx, func(ctx context.Context, tx domain.Tx) error { return tx.InsertPartner(ctx, p, w.path(p)) })
}

// turnPartner changes the partner with the id.
func (w *World) turnPartner(ctx context.Context, id domain.ID, fn func(*domain.Partner)) (got domain.Partner, err error) {
	err = w.Store.Change(ctx, func(ctx context.Context, tx domain.Tx) error {
		got, err = tx.UpdatePartner(ctx, id, func(p *domain.Partner) error {
			fn(p)
			return nil
		})
		return err
	})
	return got, err
}

func partnerRoundTrip(t *testing.T, w *World) {
	want := w.fullPartner("Hooli")
	if err := w.sign(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	want.Revision = 1
	wantFull(t, want)
	wantSame(t, "partner", must(w.Store.Partner(t.Context(), want.ID)), want)
	_, err := w.Store.Partner(t.Context(), NewID())
	wantCode(t, err, domain.NotFound)
}

func partnerUpdate(t *testing.T, w *World) {
	full := w.fullPartner("Globex Ltd")
	full.ID = w.Globex.ID
	full.Status, full.SignedOn = domain.PartnerExited, full.SignedOn.AddDays(1)
	for revision, want := range []domain.Partner{
		1: full,
		2: {ID: full.ID, ProgramID: full.ProgramID, Name: "G", SignedOn: full.SignedOn, Status: domain.PartnerActive},
	} {
		if revision == 0 {
			continue
		}
		got, err := w.turnPartner(t.Context(), full.ID, func(p *domain.Partner) { *p = want })
		if err != nil {
			t.Fatal(err)
		}
		want.Revision = revision + 1
		wantSame(t, "what UpdatePartner gives", got, want)
		wantSame(t, "what was kept", must(w.Store.Partner(t.Context(), full.ID)), want)
	}
	wantSame(t, "the other partner", must(w.Store.Partner(t.Context(), w.Northwind.ID)), w.Northwind)

	cause := errors.New("no")
	err := w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error {
		_, err := tx.UpdatePartner(ctx, w.Globex.ID, func(*domain.Partner) error { return cause })
		if !errors.Is(err, cause) {
			t.Errorf("got %v, want the error of fn", err)
		}
		_, err = tx.UpdatePartner(ctx, NewID(), func(*domain.Partner) error { return nil })
		return err
	})
	wantCode(t, err, domain.NotFound)
}

func partnerUpdateAtOnce(t *testing.T, w *World) {
	const writers = 10
	atOnce(writers, func(int) {
		_, err := w.turnPartner(t.Context(), w.Globex.ID, func(p *domain.Partner) { p.ActiveOn = p.SignedOn.AddDays(p.Revision) })
		if err != nil {
			t.Error(err)
		}
	})
	want := w.Globex
	want.ActiveOn, want.Revision = want.SignedOn.AddDays(writers), writers+1
	wantSame(t, "partner", must(w.Store.Partner(t.Context(), want.ID)), want)
}

func partnerNameAlone(t *testing.T, w *World) {
	wantCode(t, w.sign(t.Context(), w.partner("GLOBEX", "")), domain.Conflict)
	_, err := w.turnPartner(t.Context(), w.Northwind.ID, func(p *domain.Partner) { p.Name = "gLOBEX" })
	wantCode(t, err, domain.Conflict)
}

func partnerSearch(t *testing.T, w *World) {
	percent := w.Partner(t, `100% Cloud_9 \o/`, "")
	gone := w.partner("A northwind that left", "")
	gone.Status = domain.PartnerExited
	if err := w.sign(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text  string
		limit int
		want  []domain.Partner
	}{
		{"", 10, []domain.Partner{percent, w.Globex, w.Northwind}},
		{"", 2, []domain.Partner{percent, w.Globex}},
		{"WIND", 10, []domain.Partner{w.Northwind}},
		{"%", 10, []domain.Partner{percent}},
		{"_", 10, []domain.Partner{percent}},
		{`\`, 10, []domain.Partner{percent}},
		{"nobody", 10, []domain.Partner{}},
	} {
		got, err := w.Store.Partners(t.Context(), w.Program.ID, c.text, c.limit)
		if err != nil {
			t.Fatal(err)
		}
		wantSame(t, "partners with "+c.text, got, c.want)
	}
}

func partnerKnown(t *testing.T, w *World) {
	same := w.Partner(t, "An agency of Globex", "globex.example")
	w.Partner(t, "Nowhere", "")
	for _, name := range []string{"Globex", "gLOBEX"} {
		wantSame(t, "the partner called "+name, must(w.Store.PartnerByName(t.Context(), w.Program.ID, name)), w.Globex)
	}
	for name, program := range map[string]domain.ID{"Glob": w.Program.ID, "Globex%": w.Program.ID, "": w.Program.ID, "Globex": NewID()} {
		_, err := w.Store.PartnerByName(t.Context(), program, name)
		wantCode(t, err, domain.NotFound)
	}
	for site, want := range map[string][]domain.Partner{
		"globex.example": {same, w.Globex}, "northwind.example": {w.Northwind}, "example": {}, "": {},
	} {
		wantSame(t, "partners at "+site, must(w.Store.PartnersByDomain(t.Context(), w.Program.ID, site)), want)
	}
	wantSame(t, "partners of another program", must(w.Store.PartnersByDomain(t.Context(), NewID(), "globex.example")), []domain.Partner{})
}

func checkpointRoundTrip(t *testing.T, w *World) {
	wantSame(t, "the path of who signed", must(w.Store.Checkpoints(t.Context(), w.Globex.ID)), w.path(w.Globex))
	want := w.path(w.Globex)
	c := &want[2]
	c.Step = activation.Step{
		Key: c.Step.Key, Name: "Two exams", Kind: activation.Certification, DueDay: 31, People: 3, Needs: []string{"owner", "kickoff"},
	}
	c.Due, c.OwnerID, c.TheirOwner, c.People = want[1].Due, &w.Sam.ID, "Gil Globex", []string{"Gil", "Gwen"}
	c.DoneOn, c.DoneByID, c.DoneBy, c.Evidence = c.Due, &w.Mara.ID, "Mara Manager", "https://globex.example/exam.pdf"
	wantFull(t, *c)
	wantFull(t, c.Step)
	// One more, which is due on the same day as two others: they come by key.
	last := domain.Checkpoint{PartnerID: w.Globex.ID, Step: activation.Step{Key: "apply", Kind: activation.Manual}, Due: c.Due}
	for _, c := range []domain.Checkpoint{*c, last} {
		w.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.SaveCheckpoint(ctx, c) })
	}
	want = []domain.Checkpoint{want[0], last, want[2], want[1], want[3], want[4], want[5]}
	wantSame(t, "after a change", must(w.Store.Checkpoints(t.Context(), w.Globex.ID)), want)
	wantSame(t, "another's path", must(w.Store.Checkpoints(t.Context(), w.Northwind.ID)), w.path(w.Northwind))
	wantSame(t, "nobody's path", must(w.Store.Checkpoints(t.Context(), NewID())), []domain.Checkpoint{})
}
