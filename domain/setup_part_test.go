package domain_test

import (
	"slices"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
)

// part is a setup that fills one part in, and has nothing in the fields of the others.
func part(p domain.SetupPart) domain.Setup {
	whole, s := goodSetup(), domain.Setup{Parts: []domain.SetupPart{p}, People: map[domain.Role][]domain.Identity{}}
	role := map[domain.SetupPart]domain.Role{
		domain.PartProgram: domain.PartnershipsLead, domain.PartRegistration: domain.RevOps,
		domain.PartActivation: domain.PartnerManager, domain.PartForecast: domain.CRO,
	}[p]
	s.People[role] = whole.People[role]
	switch p {
	case domain.PartProgram:
		s.Name, s.PartnerType, s.Solution, s.TimeZone = whole.Name, whole.PartnerType, whole.Solution, whole.TimeZone
	case domain.PartRegistration:
		s.Channels, s.Products = whole.Channels[:1], whole.Products
	case domain.PartActivation:
		s.Partners = whole.Partners
	case domain.PartForecast:
		s.Channels, s.Goal, s.Currency, s.FiscalStart = whole.Channels[1:], whole.Goal, whole.Currency, whole.FiscalStart
	}
	return s
}

// Whatever the order of the parts, the program is set up when the last of those that it needs is filled in, and then it is
// the one that all of it at once makes.
func TestSetUpInParts(t *testing.T) {
	t.Parallel()
	orders := [][]domain.SetupPart{
		{domain.PartProgram, domain.PartRegistration, domain.PartActivation, domain.PartForecast},
		{domain.PartForecast, domain.PartActivation, domain.PartRegistration, domain.PartProgram},
	}
	for _, order := range orders {
		f, want := newFresh(t), newFresh(t)
		whole, err := want.SetUp(t.Context(), want.actor(t, "UADA"), goodSetup(), want.lookup)
		if err != nil {
			t.Fatal(err)
		}
		var got domain.Program
		for n, p := range order {
			if got, err = f.SetUp(t.Context(), f.actor(t, "UADA"), part(p), f.lookup); err != nil {
				t.Fatalf("%s: %v", p, err)
			}
			last := n == len(order)-1
			if got.SetUpAt.IsZero() == last {
				t.Errorf("after %v it is set up at %s", order[:n+1], got.SetUpAt)
			}
			if all, err := f.store.Schedules(t.Context(), got.ID); err != nil || (len(all) > 0) != last {
				t.Errorf("after %v there are %d schedules, %v", order[:n+1], len(all), err)
			}
		}
		slices.SortFunc(got.Channels, func(a, b domain.Channel) int { return len(a.Purpose) - len(b.Purpose) })
		slices.SortFunc(whole.Channels, func(a, b domain.Channel) int { return len(a.Purpose) - len(b.Purpose) })
		got.ID, got.TenantID, got.Revision = whole.ID, whole.TenantID, whole.Revision
		wantSame(t, "the program", got, whole)
		if partners, err := f.Partners(t.Context(), f.actor(t, "UADA"), ""); err != nil || len(partners) != 2 {
			t.Errorf("%d partners, %v", len(partners), err)
		}
	}
}

func TestSetUpOfOnePartLeavesTheOthers(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	before, err := f.SetUp(t.Context(), f.actor(t, "UADA"), goodSetup(), f.lookup)
	if err != nil {
		t.Fatal(err)
	}
	s := part(domain.PartRegistration)
	s.Products, s.Channels[0].ID, s.People[domain.RevOps] = []string{"Cloud"}, "C9", nil
	// What belongs to another part is not looked at, whoever puts it there.
	s.Name, s.Partners, s.People[domain.PartnerManager] = "Another", []string{"Hooli"}, nil
	after, err := f.SetUp(t.Context(), f.actor(t, "ULENA"), s, f.lookup)
	if err != nil {
		t.Fatal(err)
	}
	if after.Products[0] != "Cloud" || after.ChannelsFor(domain.DealDesk)[0].ID != "C9" {
		t.Errorf("the part is %v, %v", after.Products, after.Channels)
	}
	wantSame(t, "roles of who was RevOps", f.actor(t, "UREMY").Person.Roles, []domain.Role{domain.Seller})
	wantSame(t, "roles of the manager", f.actor(t, "UMARA").Person.Roles, []domain.Role{domain.Seller, domain.PartnerManager})
	after.Products, after.Channels, after.Revision = before.Products, before.Channels, before.Revision
	wantSame(t, "the rest of the program", after, before)
	if partners, err := f.Partners(t.Context(), f.actor(t, "ULENA"), ""); err != nil || len(partners) != 2 {
		t.Errorf("%d partners, %v", len(partners), err)
	}
}

// Somebody must decide on registrations, whichever part the roles are taken away in.
func TestSetUpOfOnePartKeepsSomebodyWhoDecides(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	if _, err := f.SetUp(t.Context(), f.actor(t, "UADA"), goodSetup(), f.lookup); err != nil {
		t.Fatal(err)
	}
	s := part(domain.PartProgram)
	s.People[domain.PartnershipsLead] = nil // Remy is RevOps still
	if _, err := f.SetUp(t.Context(), f.actor(t, "UADA"), s, f.lookup); err != nil {
		t.Fatal(err)
	}
	s = part(domain.PartRegistration)
	s.People[domain.RevOps] = nil
	_, err := f.SetUp(t.Context(), f.actor(t, "UADA"), s, f.lookup)
	wantFields(t, "nobody decides", err, "revops")
}

func TestSetupState(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	undone := func() []domain.SetupPart {
		t.Helper()
		s, err := f.SetupState(t.Context(), f.actor(t, "UADA"))
		if err != nil {
			t.Fatal(err)
		}
		return s.Undone
	}
	wantSame(t, "at the beginning", undone(), domain.SetupParts())
	ada := func() domain.Actor { return f.actor(t, "UADA") }
	for n, p := range domain.SetupParts() {
		var err error
		switch p {
		case domain.PartProfile:
			_, err = f.WriteProfile(t.Context(), ada(), "", 0, domain.WrittenProfile{Criteria: "Team | 1 | none; some\nSponsor | 1 | nobody; named\nCustomers | 1 | none; some", Threshold: "50"})
		case domain.PartPath:
			_, err = f.WritePath(t.Context(), ada(), "", 0, domain.PathText(mustProgram(t, f).Path))
		default:
			_, err = f.SetUp(t.Context(), ada(), part(p), f.lookup)
		}
		if err != nil {
			t.Fatalf("%s: %v", p, err)
		}
		f.clock.Advance(time.Hour)
		if got, want := undone(), domain.SetupParts()[n+1:]; !slices.Equal(got, want) {
			t.Errorf("after %s the rest is %v, want %v", p, got, want)
		}
	}
	_, err := f.SetupState(t.Context(), f.actor(t, "USAM"))
	wantCode(t, err, domain.Forbidden)
}

// An admin who does not lead the program is not led to what only its lead writes.
func TestSetupStateOfAnAdmin(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	for range 2 { // the second time Lena leads, as the form says
		if _, err := f.SetUp(t.Context(), f.actor(t, "UADA"), goodSetup(), f.lookup); err != nil {
			t.Fatal(err)
		}
	}
	for user, want := range map[string][]domain.SetupPart{"UADA": nil, "ULENA": {domain.PartProfile, domain.PartPath}} {
		s, err := f.SetupState(t.Context(), f.actor(t, user))
		if err != nil || !slices.Equal(s.Undone, want) {
			t.Errorf("%s is led to %v, %v; want %v", user, s.Undone, err, want)
		}
	}
}

func mustProgram(t *testing.T, f *fresh) domain.Program {
	t.Helper()
	p, err := f.Program(t.Context(), f.actor(t, "UADA"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}
