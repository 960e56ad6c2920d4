package domain_test

import (
	"context"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
)

// A candidate whose name an imported partner has is one no more, whether the partner is new or known.
func TestImportPartners_candidates(t *testing.T) {
	t.Parallel()
	o := withProfile(t)
	for _, name := range []string{"HOOLI inc", "umbrella", "Other"} {
		o.listed(t, name)
	}
	o.lone(t, "Umbrella") // as an earlier release could sign it beside the list
	rows := []domain.ImportedPartner{hooli(t), {Name: "Umbrella"}}
	o.bring(t, domain.ImportCount{Added: 1, Changed: 1}, rows...)
	left, err := o.Candidates(t.Context(), o.Actor(o.Lena), "")
	if err != nil || len(left) != 1 || left[0].Name != "Other" {
		t.Errorf("on the short list are %+v, %v", left, err)
	}
	signed, err := o.Store.Candidates(t.Context(), o.World.Program.ID, domain.CandidateFilter{Text: "l"}, 10)
	if err != nil || len(signed) != 2 {
		t.Fatalf("%+v, %v", signed, err)
	}
	for i, name := range []string{"Hooli Inc", "Umbrella"} {
		p, _ := o.partnerCalled(t, name)
		if c := signed[i]; c.Status != domain.CandidateSigned || c.PartnerID == nil || *c.PartnerID != p.ID || p.Fit == nil || *p.Fit != c.Fit {
			t.Errorf("%s is %+v of %+v", name, p, c)
		}
	}
	o.bring(t, domain.ImportCount{Unchanged: 2}, rows...)
}

// A candidate is known by its website as well, under whatever name the partner comes.
func TestImportPartners_candidatesByWebsite(t *testing.T) {
	t.Parallel()
	o := withProfile(t)
	o.turn(t, o.Northwind.ID, func(p *domain.Partner) { p.Domain = "northwind.example" })
	fresh, moved, kept := o.listedWith(t, "Hooli", "hooli.com"), o.listedWith(t, "GX", "globex.de"), o.listedWith(t, "Initrode", "initrode.com")
	one := o.listedWith(t, "NW", "nw.com")
	one.Domain = "northwind.example" // as an earlier release could keep it beside the partner
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.SaveCandidate(ctx, one) })
	rows := []domain.ImportedPartner{hooli(t), {Name: "Globex", Website: "globex.de"}, {Name: "Northwind Traders"}}
	o.bring(t, domain.ImportCount{Added: 1, Changed: 2}, rows...)
	for name, c := range map[string]domain.Candidate{"Hooli Inc": fresh, "Globex": moved, "Northwind Traders": one} {
		p, _ := o.partnerCalled(t, name)
		got, err := o.Candidate(t.Context(), o.Actor(o.Lena), c.ID)
		if err != nil || got.Status != domain.CandidateSigned || got.PartnerID == nil || *got.PartnerID != p.ID || p.Fit == nil || *p.Fit != c.Fit {
			t.Errorf("%s is %+v of %+v, %v", name, p, got, err)
		}
	}
	o.wantListed(t, kept)
	o.bring(t, domain.ImportCount{Unchanged: 3}, rows...)
}

// By its website no candidate is signed who may as well be another, nor by a partner who has exited.
func TestImportPartners_candidatesLeft(t *testing.T) {
	t.Parallel()
	o := withProfile(t)
	two := []domain.Candidate{o.listedWith(t, "Hooli", "hooli.com"), o.listedWith(t, "Hooli Labs", "hooli-labs.com")}
	two[1].Domain = "hooli.com" // as an earlier release could keep it
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.SaveCandidate(ctx, two[1]) })
	again := o.listedWith(t, "Initrode Neo", "initrode.com")
	o.bring(t, domain.ImportCount{Added: 2}, hooli(t), domain.ImportedPartner{
		Name: "Initrode", Website: "initrode.com", SignedOn: day(t, "2026-08-03"), Status: domain.PartnerExited, Reason: "They were sold",
	})
	o.wantListed(t, two[0], two[1], again)
}

// wantListed wants candidates on the short list.
func (o *office) wantListed(t *testing.T, want ...domain.Candidate) {
	t.Helper()
	for _, c := range want {
		if got, err := o.Candidate(t.Context(), o.Actor(o.Lena), c.ID); err != nil || got.Status != domain.CandidateListed {
			t.Errorf("%s is %+v, %v", c.Name, got, err)
		}
	}
}
