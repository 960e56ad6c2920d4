package domain_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/domaintest"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

// fresh is a desk with the bot just installed in the workspace, and nobody known.
type fresh struct {
	*domain.Desk
	store domain.Store
	clock *domaintest.Clock
	// asked counts how often the platform was asked for somebody's profile.
	mu    sync.Mutex
	asked int
}

func newFresh(t *testing.T) *fresh {
	t.Helper()
	f := &fresh{clock: domaintest.NewClock()}
	f.store = postgrestest.Open(t, postgres.Config{Clock: f.clock.Now})
	f.Desk = domain.NewDesk(domain.DeskConfig{Store: f.store, Clock: f.clock.Now, NewID: domaintest.NewID})
	if _, err := f.Install(t.Context(), domain.Workspace{Platform: domain.Slack, ID: domaintest.Workspace, Name: "Initech"}); err != nil {
		t.Fatal(err)
	}
	return f
}

// lookup is the platform: guests have ids that begin with G.
func (f *fresh) lookup(_ context.Context, who domain.Identity) (domain.Profile, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked++
	return domain.Profile{
		Name: "Name of " + who.User, Email: who.User + "@Initech.example", TimeZone: "Europe/Berlin", Outside: who.User[0] == 'G',
	}, nil
}

func slackUser(id string) domain.Identity {
	return domain.Identity{Platform: domain.Slack, Workspace: domaintest.Workspace, User: id}
}

func (f *fresh) actor(t *testing.T, user string) domain.Actor {
	t.Helper()
	chat := domain.Chat{Platform: domain.Slack, Workspace: domaintest.Workspace, Key: domaintest.NewID().String()}
	a, err := f.Recognize(t.Context(), slackUser(user), chat, f.lookup)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func goodSetup() domain.Setup {
	return domain.Setup{
		Name: "Reseller program", PartnerType: domain.Reseller, Solution: "Initech on tap", Currency: "usd",
		TimeZone: "America/New_York", FiscalStart: time.February, Goal: "2.5m",
		Channels: []domain.Channel{
			{Purpose: domain.DealDesk, Platform: domain.Slack, Workspace: domaintest.Workspace, ID: "C1", Name: "deal-desk"},
			{Purpose: domain.ForecastChannel, Platform: domain.Slack, Workspace: domaintest.Workspace, ID: "C2", Name: "forecast"},
		},
		People: map[domain.Role][]domain.Identity{
			domain.RevOps: {slackUser("UREMY")}, domain.PartnershipsLead: {slackUser("ULENA")},
			domain.PartnerManager: {slackUser("UMARA")}, domain.CRO: nil,
		},
		Partners: []string{" Northwind ", "northwind", "", "Globex"}, Products: []string{"Cloud", "Edge"},
	}
}

func TestSetUp(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	ada := f.actor(t, "UADA")
	p, err := f.SetUp(t.Context(), ada, goodSetup(), f.lookup)
	if err != nil {
		t.Fatal(err)
	}
	if p.Currency != "USD" || p.SetUpAt.IsZero() || len(p.Channels) != 2 || len(p.Stages) == 0 {
		t.Errorf("program %+v", p)
	}
	// 2026-11-03 is in the fourth quarter of the year that began in February.
	wantSame(t, "goals", p.Goals, []domain.Goal{{Quarter: calendar.Quarter{Year: 2027, N: 4}, Minor: 250_000_000}})
	for user, roles := range map[string][]domain.Role{
		"UADA":  {domain.Seller, domain.PartnershipsLead, domain.Admin},
		"UREMY": {domain.Seller, domain.RevOps}, "ULENA": {domain.Seller, domain.PartnershipsLead},
		"UMARA": {domain.Seller, domain.PartnerManager},
	} {
		wantSame(t, "roles of "+user, f.actor(t, user).Person.Roles, roles)
	}
	partners, err := f.Partners(t.Context(), ada, "")
	if err != nil || len(partners) != 2 || *partners[1].OwnerID != f.actor(t, "UMARA").Person.ID {
		t.Errorf("partners %+v, %v; want two, of the one manager", partners, err)
	}
	events, err := f.store.Events(t.Context(), ada.Person.ID)
	if err != nil || len(events) != 1 || events[0].Kind != domain.EventAdminAppointed {
		t.Errorf("events %+v, %v; want who became admin", events, err)
	}
	f.wantSchedules(t, p, "08:00", "2026-11-09 08:00", "2026-11-03 07:00")
}

// wantSchedules wants the Monday post and the daily expiry next at these times in New York, the partner team's post on
// the same Monday at nine, and who has their morning to be looked for at once.
func (f *fresh) wantSchedules(t *testing.T, p domain.Program, at, digest, expiry string) {
	t.Helper()
	all, err := f.store.Schedules(t.Context(), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	next := map[domain.ScheduleKind]string{}
	for _, s := range all {
		next[s.Kind] = s.NextDue.In(p.Location()).Format("2006-01-02 15:04")
		if s.Kind == domain.DigestSchedule && s.At() != at {
			t.Errorf("the Monday post is at %s, want %s", s.At(), at)
		}
	}
	wantSame(t, "next", next, map[domain.ScheduleKind]string{
		domain.DigestSchedule: digest, domain.ExpirySchedule: expiry, domain.WeeklySchedule: digest[:len("2006-01-02")] + " 09:00",
		domain.NudgeSchedule: f.clock.Now().In(p.Location()).Format("2006-01-02 15:04"),
	})
}

func TestSetUpAgain(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	ada := f.actor(t, "UADA")
	first, err := f.SetUp(t.Context(), ada, goodSetup(), f.lookup)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.SetDigestTime(t.Context(), f.actor(t, "UADA"), "09:30"); err != nil {
		t.Fatal(err)
	}
	f.clock.Advance(24 * time.Hour)
	s := goodSetup()
	s.Goal, s.Partners, s.People[domain.RevOps] = "3,000,000", []string{"globex", "Northwind"}, []domain.Identity{slackUser("UROB")}
	p, err := f.SetUp(t.Context(), f.actor(t, "ULENA"), s, f.lookup)
	if err != nil {
		t.Fatal(err)
	}
	if !p.SetUpAt.Equal(first.SetUpAt) || len(p.Goals) != 1 || p.Goals[0].Minor != 300_000_000 {
		t.Errorf("set up at %s with goals %v", p.SetUpAt, p.Goals)
	}
	wantSame(t, "roles of who is RevOps no more", f.actor(t, "UREMY").Person.Roles, []domain.Role{domain.Seller})
	// Lena is the lead now, as the form says; Ada stays admin.
	wantSame(t, "roles of Ada", f.actor(t, "UADA").Person.Roles, []domain.Role{domain.Seller, domain.Admin})
	partners, err := f.Partners(t.Context(), f.actor(t, "ULENA"), "")
	if err != nil || len(partners) != 2 {
		t.Errorf("%d partners, %v; want the same 2", len(partners), err)
	}
	f.wantSchedules(t, p, "09:30", "2026-11-09 09:30", "2026-11-04 07:00")
	_, err = f.SetUp(t.Context(), f.actor(t, "USAM"), goodSetup(), f.lookup)
	wantCode(t, err, domain.Forbidden)
}

// TestSetUpOfAnotherTime: of two who have the form open, the second is told, and may save again.
func TestSetUpOfAnotherTime(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	lena := f.actor(t, "ULENA")
	p, err := f.SetUp(t.Context(), lena, goodSetup(), f.lookup)
	if err != nil {
		t.Fatal(err)
	}
	first, second := goodSetup(), goodSetup()
	first.Name, first.Seen, second.Name, second.Seen = "First", p.Revision, "Second", p.Revision
	if _, err := f.SetUp(t.Context(), f.actor(t, "ULENA"), first, f.lookup); err != nil {
		t.Fatal(err)
	}
	_, err = f.SetUp(t.Context(), f.actor(t, "ULENA"), second, f.lookup)
	wantCode(t, err, domain.Stale)
	if p, err = f.Program(t.Context(), lena); err != nil || p.Name != "First" {
		t.Errorf("the program is %q, %v", p.Name, err)
	}
	second.Seen = p.Revision
	if p, err = f.SetUp(t.Context(), f.actor(t, "ULENA"), second, f.lookup); err != nil || p.Name != "Second" {
		t.Errorf("the program is %q, %v", p.Name, err)
	}
}

func TestSetUpTakesAGoalAway(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	s := goodSetup()
	if _, err := f.SetUp(t.Context(), f.actor(t, "UADA"), s, f.lookup); err != nil {
		t.Fatal(err)
	}
	s.Goal = ""
	p, err := f.SetUp(t.Context(), f.actor(t, "UADA"), s, f.lookup)
	if err != nil || len(p.Goals) > 0 {
		t.Errorf("goals %v, %v; want none", p.Goals, err)
	}
}

// A goal of 2.5 million dollars is not one of 250 million yen.
func TestSetUpInAnotherCurrencyForgetsTheGoals(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	s := goodSetup()
	if _, err := f.SetUp(t.Context(), f.actor(t, "UADA"), s, f.lookup); err != nil {
		t.Fatal(err)
	}
	f.clock.Advance(100 * 24 * time.Hour) // the next quarter
	s.Currency, s.Goal = "JPY", "1,000"
	p, err := f.SetUp(t.Context(), f.actor(t, "UADA"), s, f.lookup)
	if err != nil || len(p.Goals) != 1 || p.Goals[0].Minor != 1000 {
		t.Errorf("goals %v, %v; want that in JPY alone", p.Goals, err)
	}
}

// A goal is one for certain months. Where a fiscal year that starts elsewhere has the same quarters by other names, it
// moves along; else it is no goal any more.
func TestSetUpOfAnotherFiscalYear(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		start time.Month
		want  string
	}{
		"the same quarters": {time.April, "[{2027-Q2 1000} {2027-Q3 2000}]"},
		"other quarters":    {time.March, "[{2027-Q4 2000}]"},
	} {
		f := newFresh(t)
		s := goodSetup()
		s.FiscalStart, s.Goal = time.January, "10"
		f.clock.Set(time.Date(2026, 8, 10, 12, 0, 0, 0, time.UTC)) // 2026-Q3
		if _, err := f.SetUp(t.Context(), f.actor(t, "UADA"), s, f.lookup); err != nil {
			t.Fatal(err)
		}
		f.clock.Set(time.Date(2026, 12, 10, 12, 0, 0, 0, time.UTC)) // 2026-Q4
		s.FiscalStart, s.Goal = c.start, "20"
		p, err := f.SetUp(t.Context(), f.actor(t, "UADA"), s, f.lookup)
		if got := fmt.Sprint(p.Goals); err != nil || got != c.want {
			t.Errorf("%s: goals %s, %v; want %s", name, got, err, c.want)
		}
	}
}

func TestTheCurrencyStaysOnceDealsAreImported(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Clock.Set(newYork(t, wednesday))
	if _, err := o.Import(t.Context(), o.system(), rows(open(t, "one", "2026-10-01T12:00", 10_00, "2026-12-10"))); err != nil {
		t.Fatal(err)
	}
	s := o.setup()
	s.Currency = "JPY"
	nobody := func(context.Context, domain.Identity) (domain.Profile, error) {
		return domain.Profile{Name: "Somebody"}, nil
	}
	_, err := o.SetUp(t.Context(), o.Actor(o.Ada), s, nobody)
	var refused *domain.Error
	if !errors.As(err, &refused) || len(refused.Fields) != 1 || refused.Fields[0].Field != "currency" {
		t.Errorf("error %v, want the currency refused", err)
	}
}

func TestTheFirstSetUpMakesOneAdmin(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	errs := make([]error, 4)
	var actors []domain.Actor
	for i := range errs {
		actors = append(actors, f.actor(t, fmt.Sprintf("U%d", i)))
	}
	var wg sync.WaitGroup
	for i, a := range actors {
		wg.Go(func() { _, errs[i] = f.SetUp(t.Context(), a, goodSetup(), f.lookup) })
	}
	wg.Wait()
	admins := 0
	for i := range errs {
		p := f.actor(t, fmt.Sprintf("U%d", i)).Person
		if p.Has(domain.Admin) {
			admins++
		}
		if (errs[i] == nil) != p.Has(domain.Admin) {
			t.Errorf("%s: %v, admin %v", p.Name, errs[i], p.Has(domain.Admin))
		}
	}
	if admins != 1 {
		t.Errorf("%d admins, want 1", admins)
	}
}

func TestSetUpFaults(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	_, err := f.SetUp(t.Context(), f.actor(t, "UADA"), domain.Setup{Currency: "DOLLARS"}, f.lookup)
	var refused *domain.Error
	if !errors.As(err, &refused) {
		t.Fatalf("error %v", err)
	}
	wantSame(t, "fields", fields(refused.Fields), []string{
		"name", "partner_type", "solution", "time_zone", "fiscal_start", "currency", "deal_desk", "forecast", "partnerships_lead",
	})
	for name, c := range map[string]struct {
		spoil func(*domain.Setup)
		want  string
	}{
		"goal that is no number":   {func(s *domain.Setup) { s.Goal = "lots" }, "goal"},
		"goal of nothing":          {func(s *domain.Setup) { s.Goal = "0" }, "goal"},
		"zone of this machine":     {func(s *domain.Setup) { s.TimeZone = "Local" }, "time_zone"},
		"channel with outsiders":   {func(s *domain.Setup) { s.Channels[1].External = true }, "forecast"},
		"guest as RevOps":          {func(s *domain.Setup) { s.People[domain.RevOps] = []domain.Identity{slackUser("GUEST")} }, "revops"},
		"thirteenth month":         {func(s *domain.Setup) { s.FiscalStart = 13 }, "fiscal_start"},
		"partner with a long name": {func(s *domain.Setup) { s.Partners = []string{fmt.Sprintf("%0121d", 0)} }, "partners"},
	} {
		s := goodSetup()
		c.spoil(&s)
		_, err := f.SetUp(t.Context(), f.actor(t, "UADA"), s, f.lookup)
		if !errors.As(err, &refused) || len(refused.Fields) != 1 || refused.Fields[0].Field != c.want {
			t.Errorf("%s: %v, want %s at fault", name, err, c.want)
		}
	}
	if p, err := f.Program(t.Context(), f.actor(t, "UADA")); err != nil || !p.SetUpAt.IsZero() {
		t.Errorf("a program with faults was set up at %s, %v", p.SetUpAt, err)
	}
}

func TestTheCurrencyStaysOnceThereAreDeals(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.register(t)
	s := o.setup()
	s.Currency = "EUR"
	lookup := func(_ context.Context, who domain.Identity) (domain.Profile, error) {
		return domain.Profile{Name: who.User}, nil
	}
	_, err := o.SetUp(t.Context(), o.Actor(o.Ada), s, lookup)
	var refused *domain.Error
	if !errors.As(err, &refused) {
		t.Fatalf("error %v", err)
	}
	wantSame(t, "fields", fields(refused.Fields), []string{"currency"})
}
