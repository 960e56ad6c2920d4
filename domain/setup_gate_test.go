package domain_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

func anybody(_ context.Context, who domain.Identity) (domain.Profile, error) {
	return domain.Profile{Name: "Name of " + who.User}, nil
}

// wantGate wants a refusal by a gate.
func wantGate(t *testing.T, what string, err error, want domain.Gate) {
	t.Helper()
	if got := domain.ClosedGate(err); got != want || want != "" && domain.CodeOf(err) != domain.Unready {
		t.Errorf("%s: %v, by the gate %q, want %q", what, err, got, want)
	}
}

// Partners who are named in the first setup signed before there was a program; whoever is named later is recruited.
func TestSetUpRecruitsNobodyBeforeThePillarsStand(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := goodSetup()
	s.Name, s.Channels, s.Partners = "Another name", append(s.Channels, teamChannel()), []string{"globex", "Contoso"}
	_, err := o.SetUp(t.Context(), o.Actor(o.Ada), s, anybody)
	wantGate(t, "before the pillars stand", err, domain.GateRecruit)
	if p, err := o.Desk.Program(t.Context(), o.Actor(o.Ada)); err != nil || p.Name != "Reseller program" {
		t.Errorf("the program is called %q, %v: half of a setup was kept", p.Name, err)
	}
	s.Partners = []string{"globex"}
	if _, err := o.SetUp(t.Context(), o.Actor(o.Ada), s, anybody); err != nil {
		t.Errorf("with partners that are known: %v", err)
	}

	open, _ := recruiting(t)
	s.Partners = []string{"globex", "Contoso"}
	if _, err := open.SetUp(t.Context(), open.Actor(open.Ada), s, anybody); err != nil {
		t.Fatal(err)
	}
	found, err := open.Store.Partners(t.Context(), open.World.Program.ID, "", 10)
	if err != nil || len(found) != 3 || found[0].Name != "Contoso" || found[0].SignedOn != open.today() || found[0].OwnerID == nil {
		t.Fatalf("partners %+v, %v", found, err)
	}
	wantSame(t, "the path of Contoso", open.dues(t, found[0].ID), map[string]string{
		"owner": "2026-11-05", "kickoff": "2026-11-10", "exam": "2026-12-03", "first_deal": "2027-01-02",
	})
	if done := open.path(t, found[0].ID)["owner"].DoneOn; done != open.today() {
		t.Errorf("the one manager owns Contoso since %q", done)
	}
	wantSame(t, "events", open.happened(t, found[0].ID), []string{"partner.signed||Contoso|named in the setup"})
	if e := open.lastOf(t, found[0].ID, domain.EventSigned); e.ActorID == nil || *e.ActorID != open.Ada.ID {
		t.Errorf("it was named by %+v", e)
	}
}

// Each partner that one setup names counts against the cap of the first cohort.
func TestSetUpKeepsTheCap(t *testing.T) {
	t.Parallel()
	o, _ := recruiting(t)
	o.settings(t, func(s *domain.Settings) { s.CohortCap = 4 })
	s := goodSetup()
	s.Channels, s.Partners = append(s.Channels, teamChannel()), []string{"Contoso", "Hooli", "Umbrella"}
	_, err := o.SetUp(t.Context(), o.Actor(o.Ada), s, anybody)
	wantGate(t, "one too many", err, domain.GateCohort)
	s.Partners = s.Partners[:2]
	if _, err := o.SetUp(t.Context(), o.Actor(o.Ada), s, anybody); err != nil {
		t.Errorf("as many as there may be: %v", err)
	}
}

// A partner is known by name, however many others have that name in theirs.
func TestSetUpKnowsAPartnerAmongMany(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error {
		for n := range 101 {
			p := o.Globex
			p.ID, p.Name = domaintest.NewID(), fmt.Sprintf("A %03d Globex", n)
			if err := tx.InsertPartner(ctx, p, nil); err != nil {
				return err
			}
		}
		return nil
	})
	s := goodSetup()
	s.Partners = []string{"globex"}
	if _, err := o.SetUp(t.Context(), o.Actor(o.Ada), s, anybody); err != nil {
		t.Error(err)
	}
}

// Another partner type is a second program in all but name: it waits until the first went through all four pillars.
func TestSetUpOfASecondPartnerType(t *testing.T) {
	t.Parallel()
	o, d := recruiting(t)
	s := goodSetup()
	s.PartnerType, s.Partners, s.Channels = domain.SI, nil, append(s.Channels, teamChannel())
	s.Goal = "1m"
	_, err := o.SetUp(t.Context(), o.Actor(o.Ada), s, anybody)
	wantGate(t, "with pillar 4 missing", err, domain.GateSecondType)
	o.sendPost(t)
	_, err = o.SetUp(t.Context(), o.Actor(o.Ada), s, anybody)
	wantGate(t, "with nobody producing", err, domain.GateSecondType)
	if _, err := o.Win(t.Context(), o.Actor(o.Sam), d.Registration.ID, d.Registration.Revision, usd(100), o.today()); err != nil {
		t.Fatal(err)
	}
	p, err := o.SetUp(t.Context(), o.Actor(o.Ada), s, anybody)
	if err != nil || p.PartnerType != domain.SI {
		t.Errorf("once a partner produces: %s, %v", p.PartnerType, err)
	}
}

// As long as nobody has signed, a program may change its mind.
func TestSetUpOfAnotherTypeWithoutPartners(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	s := goodSetup()
	s.Partners = nil
	if _, err := f.SetUp(t.Context(), f.actor(t, "UADA"), s, f.lookup); err != nil {
		t.Fatal(err)
	}
	s.PartnerType = domain.Referral
	p, err := f.SetUp(t.Context(), f.actor(t, "UADA"), s, f.lookup)
	if err != nil || p.PartnerType != domain.Referral {
		t.Errorf("%s, %v", p.PartnerType, err)
	}
}
