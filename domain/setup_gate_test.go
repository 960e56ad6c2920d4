package domain_test

import (
	"context"
	"fmt"
	"strings"
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

// Partners who are named while the program is set up signed before there was one; whoever is new later is recruited or imported.
func TestSetUpNamesNobodyNewLater(t *testing.T) {
	t.Parallel()
	o, _ := recruiting(t) // no gate is closed
	s := o.setup()
	s.Name, s.Channels, s.Partners = "Another name", append(s.Channels, teamChannel()), []string{"globex", "Contoso"}
	_, err := o.SetUp(t.Context(), o.Actor(o.Ada), s, anybody)
	wantFields(t, "a new name", err, "partners")
	for _, want := range []string{"Contoso is new", "`/partner add`", "`partnerbot import partners`"} {
		if err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("refused with %v, without %q", err, want)
		}
	}
	if p, err := o.Desk.Program(t.Context(), o.Actor(o.Ada)); err != nil || p.Name != "Reseller program" {
		t.Errorf("the program is called %q, %v: half of a setup was kept", p.Name, err)
	}
	before := o.partner(t, o.Globex.ID)
	s.Partners = []string{"globex"}
	if _, err := o.SetUp(t.Context(), o.Actor(o.Ada), s, anybody); err != nil {
		t.Errorf("with partners that are known: %v", err)
	}
	wantSame(t, "who was known", o.partner(t, o.Globex.ID), before)
}

// While the program is set up, whoever is named is a partner by no gate, and the candidate of that name has signed.
func TestSetUpOfPartnersWhoSignedBefore(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	if _, err := f.SetUp(t.Context(), f.actor(t, "UADA"), part(domain.PartProgram), f.lookup); err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteProfile(t.Context(), f.actor(t, "ULENA"), "", 0, domain.WrittenProfile{Criteria: goodCriteria, Threshold: "50"}); err != nil {
		t.Fatal(err)
	}
	k, err := f.AddCandidate(t.Context(), f.actor(t, "ULENA"), domain.Candidacy{Name: "GLOBEX", Levels: bestLevels()})
	if err != nil {
		t.Fatal(err)
	}
	p, err := f.SetUp(t.Context(), f.actor(t, "UADA"), part(domain.PartActivation), f.lookup)
	if err != nil {
		t.Fatal(err)
	}
	found, err := f.store.Partners(t.Context(), p.ID, "", 10)
	today := p.DateOf(f.clock.Now())
	if err != nil || len(found) != 2 || found[0].Name != "Globex" || found[0].SignedOn != today || found[0].OwnerID == nil {
		t.Fatalf("partners %+v, %v", found, err)
	}
	if fit := found[0].Fit; fit == nil || *fit != 100 || found[1].Fit != nil {
		t.Errorf("they fit %v and %v, want as the candidate did", fit, found[1].Fit)
	}
	if k, err = f.Candidate(t.Context(), f.actor(t, "ULENA"), k.ID); err != nil || k.Status != domain.CandidateSigned || *k.PartnerID != found[0].ID {
		t.Errorf("the candidate is %+v, %v", k, err)
	}
	path, err := f.store.Checkpoints(t.Context(), found[0].ID)
	if err != nil || len(path) == 0 || path[0].Step.Key != "owner" || path[0].DoneOn != today {
		t.Errorf("the path is %+v, %v; want it owned by the one manager", path, err)
	}
	events, err := f.store.Events(t.Context(), found[0].ID)
	if err != nil || len(events) != 1 || events[0].Kind != domain.EventSigned || events[0].Reason != "named in the setup" ||
		*events[0].ActorID != f.actor(t, "UADA").Person.ID {
		t.Errorf("events %+v, %v", events, err)
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
	s := o.setup()
	s.Partners = []string{"globex"}
	if _, err := o.SetUp(t.Context(), o.Actor(o.Ada), s, anybody); err != nil {
		t.Error(err)
	}
}

// Another partner type is a second program in all but name: it waits until the first went through all four pillars.
func TestSetUpOfASecondPartnerType(t *testing.T) {
	t.Parallel()
	o, d := recruiting(t)
	s := o.setup()
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
