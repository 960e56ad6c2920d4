package domain_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain"
)

func TestConflicts(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	own, other, account := goodClaim().PartnerID, uuid.UUID{2}, uuid.UUID{3}
	claimOf := func(partner uuid.UUID, product string, s domain.Status) domain.Registration {
		return domain.Registration{Number: 1042, PartnerID: partner, Status: s, Claim: domain.Claim{Product: product}}
	}
	until := func(r domain.Registration, days int) domain.Registration {
		r.ProtectedUntil = now.AddDate(0, 0, days)
		return r
	}
	type found struct {
		Kind   domain.FindingKind
		Effect domain.Effect
	}
	for _, c := range []struct {
		name  string
		claim domain.Registration
		want  []found
	}{
		{"same partner, in review", claimOf(own, "Core", domain.InReview), []found{{domain.SamePartnerClaim, domain.Block}}},
		{"same partner, approved", until(claimOf(own, "Core", domain.Converted), 9), []found{{domain.SamePartnerClaim, domain.Block}}},
		{"same partner, spelled otherwise", claimOf(own, " core ", domain.InReview), []found{{domain.SamePartnerClaim, domain.Block}}},
		{"same partner, other product", claimOf(own, "Edge", domain.InReview), nil},
		{"same partner, expired lately", until(claimOf(own, "Core", domain.Expired), -3), []found{{domain.RecentlyExpired, domain.Warn}}},
		{"other partner, just submitted", claimOf(other, "Core", domain.Submitted), []found{{domain.PendingClaim, domain.Block}}},
		{"other partner, in review", claimOf(other, "Core", domain.InReview), []found{{domain.PendingClaim, domain.Block}}},
		{"other partner, needs info", claimOf(other, "Core", domain.NeedsInfo), []found{{domain.PendingClaim, domain.Block}}},
		{"other partner, appealed", claimOf(other, "Core", domain.Appealed), []found{{domain.PendingClaim, domain.Block}}},
		{"other partner, approved", until(claimOf(other, "Core", domain.Approved), 9), []found{{domain.OtherPartnerClaim, domain.Block}}},
		{"other partner, in the pipeline", until(claimOf(other, "Core", domain.Converted), 9), []found{{domain.OtherPartnerClaim, domain.Block}}},
		{"other partner, other product", until(claimOf(other, "Edge", domain.Converted), 9), []found{{domain.OtherProductClaim, domain.Route}}},
		{"other partner, over but not yet said so", until(claimOf(other, "Core", domain.Converted), 0), []found{{domain.RecentlyExpired, domain.Route}}},
		{"other partner, expired 29 days ago", until(claimOf(other, "Core", domain.Expired), -29), []found{{domain.RecentlyExpired, domain.Route}}},
		{"other partner, expired 30 days ago", until(claimOf(other, "Core", domain.Expired), -30), nil},
		{"other partner, other product, expired", until(claimOf(other, "Edge", domain.Expired), -1), nil},
		{"won", claimOf(other, "Edge", domain.Won), []found{{domain.ExistingCustomer, domain.Route}}},
		{"rejected", claimOf(other, "Core", domain.Rejected), nil},
		{"withdrawn", claimOf(other, "Core", domain.Withdrawn), nil},
		{"canceled", claimOf(other, "Core", domain.Cancelled), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			all := domain.Check(goodClaim(), account, domain.Rivals{
				Claims: []domain.Registration{c.claim}, Partners: map[domain.ID]string{own: "Northwind", other: "Contoso"},
			}, domain.DefaultSettings(), now)
			var got []found
			for _, f := range all {
				got = append(got, found{f.Kind, f.Effect})
				if f.Ref != "D-1042" || !strings.Contains(f.Text, "D-1042") {
					t.Errorf("finding %+v does not name D-1042", f)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("found (-want +got):\n%s", diff)
			}
		})
	}
}

func TestConflictsWithThePipelineAndNames(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	other, account, linked := uuid.UUID{2}, uuid.UUID{3}, uuid.UUID{4}
	got := domain.Check(goodClaim(), account, domain.Rivals{
		Claims: []domain.Registration{{
			Number: 7, PartnerID: other, Status: domain.Converted, OpportunityID: &linked,
			Claim: domain.Claim{Product: "Edge"}, ProtectedUntil: now.AddDate(0, 0, 1),
		}},
		Open: []domain.Opportunity{
			{ID: linked, Name: "is D-7, which is found already", CreatedAt: now},
			{ID: uuid.UUID{5}, Name: "Acme renewal", Stage: "Proposal", CreatedAt: now},
			{ID: uuid.UUID{6}, Name: "Acme rollout", Stage: "Solution", CreatedAt: now, PartnerID: &other},
		},
		Similar:  []domain.Account{{ID: account, Name: "Acme"}, {ID: uuid.UUID{8}, Name: "Acme Labs", Domain: "acmelabs.com"}},
		Partners: map[domain.ID]string{other: "Contoso"},
	}, domain.DefaultSettings(), now)
	want := []domain.Finding{
		{Kind: domain.OtherProductClaim, Effect: domain.Route, Ref: "D-7", Text: "Another product is registered by Contoso for Edge (D-7, approved)."},
		{Kind: domain.DirectOpportunity, Effect: domain.Route, Ref: "Acme renewal", Text: "An open opportunity is on this account since 2026-11-23: Acme renewal, stage Proposal."},
		{Kind: domain.DirectOpportunity, Effect: domain.Route, Ref: "Acme rollout", Text: "An open opportunity is on this account since 2026-11-23: Acme rollout, stage Solution. It carries Contoso."},
		{Kind: domain.SimilarName, Effect: domain.Warn, Ref: "Acme Labs", Text: "Another customer has a similar name: Acme Labs (acmelabs.com). Check that they are not the same."},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// TestSameProduct: what looks the same is the same.
func TestSameProduct(t *testing.T) {
	t.Parallel()
	for _, same := range []string{"cloud", " Cloud ", "Clo\u200bud", "\ufeffCloud", "Clo\u00adud", "\u202dCloud\u202c", "Clo\u200dud"} {
		if !domain.SameProduct("Cloud", same) {
			t.Errorf("%q is another product than Cloud", same)
		}
	}
	if domain.SameProduct("Cloud", "Clouds") {
		t.Error("Clouds is Cloud")
	}
}
