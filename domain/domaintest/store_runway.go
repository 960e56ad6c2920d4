package domaintest

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

func (w *World) runways(t *testing.T, program domain.ID) []domain.Runway {
	t.Helper()
	var all []domain.Runway
	for r, err := range w.Store.Runways(t.Context(), program) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// runway is how a partner is to be seen of whom nothing was told.
func (w *World) runway(t *testing.T, id domain.ID) domain.Runway {
	t.Helper()
	r := domain.Runway{Partner: must(w.Store.Partner(t.Context(), id)), Checkpoints: []activation.Checkpoint{}}
	for _, c := range must(w.Store.Checkpoints(t.Context(), id)) {
		r.Checkpoints = append(r.Checkpoints, activation.Checkpoint{Key: c.Step.Key, Due: c.Due, Done: c.DoneOn})
	}
	return r
}

func runwayStream(t *testing.T, w *World) {
	full, gone, bare := w.fullPartner("Hooli"), w.partner("Gone", ""), w.partner("Bare", "")
	gone.Status = domain.PartnerExited
	other := NewProgram(w.Tenant.ID, w.Clock.Now())
	other.PartnerType = domain.SI
	elsewhere := w.partner("Elsewhere", "")
	elsewhere.ProgramID = other.ID
	w.Change(t, func(ctx context.Context, tx domain.Tx) error {
		if err := tx.InsertProgram(ctx, other); err != nil {
			return err
		}
		return tx.InsertPartner(ctx, bare, nil)
	})
	for _, p := range []domain.Partner{full, gone, elsewhere} {
		if err := w.sign(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	put := w.path(w.Globex)[5]
	put.Due, put.DoneOn = w.Globex.SignedOn, w.today()
	w.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.SaveCheckpoint(ctx, put) })

	want := []domain.Runway{
		w.runway(t, w.Northwind.ID), w.runway(t, w.Globex.ID), w.runway(t, full.ID), w.runway(t, bare.ID),
	}
	slices.SortFunc(want, func(a, b domain.Runway) int { return bytes.Compare(a.Partner.ID[:], b.Partner.ID[:]) })
	wantSame(t, "runways", w.runways(t, w.Program.ID), want)
	wantSame(t, "the other program's", w.runways(t, other.ID), []domain.Runway{w.runway(t, elsewhere.ID)})
	wantSame(t, "nobody's", w.runways(t, NewID()), []domain.Runway(nil))
}

func runwaysLeftEarly(t *testing.T, w *World) {
	for range 50 { // more often than there are connections: each must be given back
		for _, err := range w.Store.Runways(t.Context(), w.Program.ID) {
			if err != nil {
				t.Fatal(err)
			}
			break
		}
		for _, err := range w.Store.SignedPartners(t.Context(), w.Program.ID) {
			if err != nil {
				t.Fatal(err)
			}
			break
		}
	}
}

func signedStream(t *testing.T, w *World) {
	gone := w.fullPartner("Gone")
	gone.Status = domain.PartnerExited
	if err := w.sign(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
	var got []activation.Signed
	for s, err := range w.Store.SignedPartners(t.Context(), w.Program.ID) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, s)
	}
	slices.SortFunc(got, func(a, b activation.Signed) int { return a.ActivatedOn.Compare(b.ActivatedOn) })
	want := []activation.Signed{
		{SignedOn: w.Northwind.SignedOn},
		{SignedOn: w.Globex.SignedOn},
		{Type: string(gone.Type), SignedOn: gone.SignedOn, ActivatedOn: gone.ActivatedOn, Imported: true, Exited: true, Fit: gone.Fit},
	}
	wantSame(t, "signed partners", got, want)
}

func producedCount(t *testing.T, w *World) {
	none, gone, full := w.partner("None", ""), w.fullPartner("Gone"), w.fullPartner("Full")
	gone.Type, gone.Status, full.Type = "", domain.PartnerExited, domain.SI
	for _, p := range []domain.Partner{none, gone, full} {
		if err := w.sign(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	wantSame(t, "produced", must(w.Store.Produced(t.Context(), w.Program.ID)), map[domain.PartnerType]int{"": 1, domain.SI: 1})
	wantSame(t, "elsewhere", must(w.Store.Produced(t.Context(), NewID())), map[domain.PartnerType]int{})
}

// told is what was told of Globex.
func (w *World) told(t *testing.T) []domain.PartnerTold {
	t.Helper()
	all := w.runways(t, w.Program.ID)
	i := slices.IndexFunc(all, func(r domain.Runway) bool { return r.Partner.ID == w.Globex.ID })
	return all[i].Told
}

// tell nudges a reader about a concern of Globex's, on the reader's day after the program's.
func (w *World) tell(t *testing.T, reader *domain.ID, day calendar.Date, c activation.Concern, rung activation.Rung) domain.PartnerTold {
	t.Helper()
	n := w.nudge(reader, day.AddDays(1), w.Northwind, w.Globex)
	n.JudgedOn = day
	n.Items[1].Concern, n.Items[1].Rung = c, rung
	if err := w.insertNudge(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	told := domain.PartnerTold{Told: activation.Told{Concern: c, Rung: rung, On: n.Day}}
	if reader != nil {
		told.Reader = *reader
	}
	return told
}

func toldKept(t *testing.T, w *World) {
	wantSame(t, "at first", w.told(t), []domain.PartnerTold(nil))
	day, again := w.today(), overdue
	again.Since = overdue.Since.AddDays(20) // the same checkpoint with another date is another concern
	w.tell(t, &w.Mara.ID, day, overdue, activation.First)
	channel := w.tell(t, nil, day.AddDays(1), overdue, activation.First)
	worse := w.tell(t, &w.Mara.ID, day.AddDays(2), overdue, activation.Again)
	other := w.tell(t, &w.Mara.ID, day.AddDays(3), again, activation.First)
	lead := w.tell(t, &w.Lena.ID, day.AddDays(4), overdue, activation.ToLead)
	wantFull(t, lead)
	wantFull(t, lead.Told)
	want := []domain.PartnerTold{channel, worse, other, lead}
	wantSame(t, "what was told last", w.told(t), want)

	err := w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error {
		if err := tx.InsertNudge(ctx, w.nudge(&w.Sam.ID, day, w.Globex)); err != nil {
			return err
		}
		return tx.InsertNudge(ctx, w.nudge(&w.Sam.ID, day, w.Globex))
	})
	wantCode(t, err, domain.Conflict)
	wantSame(t, "after one that was undone", w.told(t), want)
}

// What was told of a partner more than 400 days before the reader's next nudge about it is forgotten.
func toldForgotten(t *testing.T, w *World) {
	day := w.today()
	w.tell(t, &w.Mara.ID, day, overdue, activation.First)
	channel := w.tell(t, nil, day, overdue, activation.First)
	another := activation.Concern{Reason: activation.Idle, Since: day}
	kept := w.tell(t, &w.Mara.ID, day.AddDays(1), another, activation.First)
	third := activation.Concern{Reason: activation.Silent, Since: day.AddDays(300)}
	last := w.tell(t, &w.Mara.ID, day.AddDays(401), third, activation.First)
	wantSame(t, "what was told", w.told(t), []domain.PartnerTold{channel, kept, last})
}

// What two were told who became one, that one was told: the last of it.
func toldMerged(t *testing.T, w *World) {
	met := w.InTeams(t, "Mara in Teams", "")
	day := w.today()
	w.tell(t, &w.Mara.ID, day, overdue, activation.Decide)
	later := w.tell(t, &met.ID, day.AddDays(1), overdue, activation.Again)
	w.merge(t, met, w.Mara)
	later.Reader = w.Mara.ID
	wantSame(t, "what was told", w.told(t), []domain.PartnerTold{later})
	last := w.tell(t, &w.Mara.ID, day.AddDays(2), overdue, activation.ToLead)
	wantSame(t, "what was told after that", w.told(t), []domain.PartnerTold{last})
}

// Who owns a runway and who gets whose nudges is read as who they became.
func runwayMerged(t *testing.T, w *World) {
	met := w.InTeams(t, "Sam in Teams", "")
	if _, err := w.turnPartner(t.Context(), w.Globex.ID, func(p *domain.Partner) { p.OwnerID = &met.ID }); err != nil {
		t.Fatal(err)
	}
	w.Sam.NudgesTo, w.Remy.NudgesTo = &met.ID, &met.ID
	w.SavePerson(t, &w.Sam)
	w.SavePerson(t, &w.Remy)
	w.merge(t, met, w.Sam)
	wantSame(t, "owner", must(w.Store.Partner(t.Context(), w.Globex.ID)).OwnerID, &w.Sam.ID)
	for _, r := range w.runways(t, w.Program.ID) {
		if want := map[domain.ID]domain.ID{w.Globex.ID: w.Sam.ID, w.Northwind.ID: w.Mara.ID}[r.Partner.ID]; *r.Partner.OwnerID != want {
			t.Errorf("the runway of %s is owned by %s, want %s", r.Partner.Name, r.Partner.OwnerID, want)
		}
	}
	wantSame(t, "who gets another's nudges", must(w.Store.Person(t.Context(), w.Remy.ID)).NudgesTo, &w.Sam.ID)
	if to := must(w.Store.Person(t.Context(), w.Sam.ID)).NudgesTo; to != nil {
		t.Errorf("who became one with whom their nudges went to has them sent to %s, want to themselves", to)
	}
}
