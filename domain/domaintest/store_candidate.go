package domaintest

import (
	"context"
	"fmt"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
)

// candidate is one who fits that well. It is not kept yet.
func (w *World) candidate(name string, fit int) domain.Candidate {
	return domain.Candidate{
		ID: NewID(), ProgramID: w.Program.ID, Name: name, Levels: map[string]int{"reach": 2}, Fit: fit,
		Status: domain.CandidateListed,
	}
}

func (w *World) saveCandidate(ctx context.Context, c domain.Candidate) error {
	return w.Store.Change(ctx, func(ctx context.Context, tx domain.Tx) error { return tx.SaveCandidate(ctx, c) })
}

func candidateRoundTrip(t *testing.T, w *World) {
	want := w.candidate("Hooli", 40)
	want.Domain, want.Levels, want.Reason, want.Note = "hooli.example", map[string]int{"reach": 0, "skill": 3}, "They asked", "Call in May"
	want.Type = domain.SI
	for revision := range 2 {
		if err := w.saveCandidate(t.Context(), want); err != nil {
			t.Fatal(err)
		}
		want.Revision = revision + 1
		wantSame(t, "candidate", must(w.Store.Candidate(t.Context(), want.ID)), want)
		want.Name, want.Domain, want.Levels, want.Fit, want.Reason, want.Note = "Hooli Inc", "hooli.com", map[string]int{"reach": 1}, 70, "Why not", "-"
		want.Type = domain.Referral
		want.Status, want.PartnerID = domain.CandidateSigned, &w.Globex.ID
	}
	wantFull(t, want)
	_, err := w.Store.Candidate(t.Context(), NewID())
	wantCode(t, err, domain.NotFound)
	want.Revision--
	wantCode(t, w.saveCandidate(t.Context(), want), domain.Stale)
	want.Revision = 0
	wantCode(t, w.saveCandidate(t.Context(), want), domain.Stale)
}

func candidateNameAlone(t *testing.T, w *World) {
	for name, want := range map[string]domain.Code{"Hooli": "", "Umbrella": ""} {
		wantCode(t, w.saveCandidate(t.Context(), w.candidate(name, 1)), want)
	}
	wantCode(t, w.saveCandidate(t.Context(), w.candidate("HOOLI", 1)), domain.Conflict)
	c := must(w.Store.CandidateByName(t.Context(), w.Program.ID, "umbrella"))
	_, err := w.Store.CandidateByName(t.Context(), w.Program.ID, "Umbrell")
	wantCode(t, err, domain.NotFound)
	c.Name = "hooli"
	wantCode(t, w.saveCandidate(t.Context(), c), domain.Conflict)
}

func candidateSearch(t *testing.T, w *World) {
	worse, better, same := w.candidate("A% worse", 10), w.candidate("better", 90), w.candidate("Also better", 90)
	declined := w.candidate("best", 95)
	declined.Status, declined.Domain = domain.CandidateDeclined, "best.com"
	worse.Domain = "best.com"
	other := NewProgram(w.Tenant.ID, w.Clock.Now())
	other.PartnerType = domain.SI
	elsewhere := w.candidate("Better elsewhere", 99)
	elsewhere.ProgramID = other.ID
	w.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.InsertProgram(ctx, other) })
	for _, c := range []*domain.Candidate{&worse, &better, &same, &declined, &elsewhere} {
		if err := w.saveCandidate(t.Context(), *c); err != nil {
			t.Fatal(err)
		}
		c.Revision = 1
	}
	for _, c := range []struct {
		filter domain.CandidateFilter
		limit  int
		want   []domain.Candidate
	}{
		{domain.CandidateFilter{}, 10, []domain.Candidate{declined, same, better, worse}},
		{domain.CandidateFilter{}, 1, []domain.Candidate{declined}},
		{domain.CandidateFilter{Text: "BETTER"}, 10, []domain.Candidate{better, same}},
		{domain.CandidateFilter{Text: "BETTE"}, 1, []domain.Candidate{same}},
		{domain.CandidateFilter{Text: "%"}, 10, []domain.Candidate{worse}},
		{domain.CandidateFilter{Text: "nobody"}, 10, []domain.Candidate{}},
		{domain.CandidateFilter{Status: domain.CandidateListed}, 2, []domain.Candidate{same, better}},
		{domain.CandidateFilter{Status: domain.CandidateDeclined}, 10, []domain.Candidate{declined}},
		{domain.CandidateFilter{Domain: "best.com"}, 10, []domain.Candidate{declined, worse}},
		{domain.CandidateFilter{Domain: "best.com", Status: domain.CandidateListed, Text: "w"}, 10, []domain.Candidate{worse}},
	} {
		wantSame(t, fmt.Sprintf("candidates by %+v", c.filter), must(w.Store.Candidates(t.Context(), w.Program.ID, c.filter, c.limit)), c.want)
	}
}
