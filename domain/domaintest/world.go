package domaintest

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// Workspace is the Slack workspace that the world's bot is installed in.
const Workspace = "T0HOME"

// World is a company with a program that is set up, kept in a store.
type World struct {
	Store   domain.Store
	Clock   *Clock
	Tenant  domain.Tenant
	Program domain.Program
	// The people, by what they do. Pia works for Northwind, which is an outside person.
	Sam, Mara, Lena, Remy, Cora, Ada, Pia domain.Person
	// The partners. Mara looks after both.
	Northwind, Globex domain.Partner
}

// NewID is a fresh id.
func NewID() domain.ID { return uuid.Must(uuid.NewV7()) }

// NewWorld puts a program, its people and its partners into an empty store.
func NewWorld(t testing.TB, store domain.Store, clock *Clock) *World {
	t.Helper()
	w := &World{Store: store, Clock: clock, Tenant: domain.Tenant{ID: NewID(), Name: "Initech"}}
	w.Change(t, func(ctx context.Context, tx domain.Tx) error {
		w.fill()
		if err := tx.InsertTenant(ctx, w.Tenant); err != nil {
			return err
		}
		if err := tx.InsertWorkspace(ctx, w.Tenant.ID, domain.Workspace{Platform: domain.Slack, ID: Workspace}); err != nil {
			return err
		}
		if err := tx.InsertProgram(ctx, w.Program); err != nil {
			return err
		}
		if err := w.keepPeople(ctx, tx); err != nil {
			return err
		}
		return w.read(ctx, tx)
	})
	return w
}

// fill makes what the world consists of.
func (w *World) fill() {
	w.Program = NewProgram(w.Tenant.ID, w.Clock.Now())
	w.Sam = w.person("Sam Seller", "U0SAM", domain.Seller)
	w.Mara = w.person("Mara Manager", "U0MARA", domain.PartnerManager)
	w.Lena = w.person("Lena Lead", "U0LENA", domain.PartnershipsLead)
	w.Remy = w.person("Remy RevOps", "U0REMY", domain.RevOps)
	w.Cora = w.person("Cora CRO", "U0CORA", domain.CRO)
	w.Ada = w.person("Ada Admin", "U0ADA", domain.Admin)
	w.Northwind = w.partner("Northwind Traders", "northwind.example")
	w.Globex = w.partner("Globex", "globex.example")
	w.Pia = domain.Person{
		ID: NewID(), TenantID: w.Tenant.ID, Name: "Pia Partner", Email: "pia@northwind.example", Outside: true,
		PartnerID:  &w.Northwind.ID,
		Identities: []domain.Identity{{Platform: domain.Slack, Workspace: "T0NORTHWIND", User: "U0PIA"}},
	}
}

// keepPeople keeps the people and the partners: Mara before the partners that are hers, Pia after the one that is hers.
func (w *World) keepPeople(ctx context.Context, tx domain.Tx) error {
	for _, p := range []domain.Person{w.Sam, w.Mara, w.Lena, w.Remy, w.Cora, w.Ada} {
		if err := tx.SavePerson(ctx, p); err != nil {
			return err
		}
	}
	for _, p := range []domain.Partner{w.Northwind, w.Globex} {
		if err := tx.InsertPartner(ctx, p, w.path(p)); err != nil {
			return err
		}
	}
	return tx.SavePerson(ctx, w.Pia)
}

// read takes everything as it was kept.
func (w *World) read(ctx context.Context, tx domain.Tx) (err error) {
	for _, p := range []*domain.Person{&w.Sam, &w.Mara, &w.Lena, &w.Remy, &w.Cora, &w.Ada, &w.Pia} {
		if *p, err = tx.Person(ctx, p.ID); err != nil {
			return err
		}
	}
	for _, p := range []*domain.Partner{&w.Northwind, &w.Globex} {
		if *p, err = tx.Partner(ctx, p.ID); err != nil {
			return err
		}
	}
	w.Program, err = tx.Program(ctx, w.Program.ID)
	return err
}

// NewProgram is a program in New York that was set up at the given moment, with a goal for 2026 Q4 and two channels.
func NewProgram(tenant domain.ID, at time.Time) domain.Program {
	return domain.Program{
		ID: NewID(), TenantID: tenant, Name: "Reseller program",
		Motion:   domain.Motion{PartnerType: domain.Reseller, Solution: "Initech on tap", Path: activation.DefaultPath()},
		Currency: "USD", TimeZone: "America/New_York", FiscalStart: time.January, Workdays: domain.DefaultWorkdays(),
		Holidays: []calendar.Date{calendar.On(2026, time.November, 26)},
		Goals:    []domain.Goal{{Quarter: calendar.Quarter{Year: 2026, N: 4}, Minor: 100_000_000}},
		Channels: []domain.Channel{
			{Purpose: domain.DealDesk, Platform: domain.Slack, Workspace: Workspace, ID: "C0DESK", Name: "deal-desk"},
			{Purpose: domain.ForecastChannel, Platform: domain.Slack, Workspace: Workspace, ID: "C0FORECAST", Name: "forecast"},
		},
		Stages: domain.DefaultStages(), Products: []string{"Initech Cloud", "Initech Edge"},
		Settings: domain.DefaultSettings(), SetUpAt: at,
	}
}

func (w *World) person(name, user string, role domain.Role) domain.Person {
	return domain.Person{
		ID: NewID(), TenantID: w.Tenant.ID, Name: name, Email: user + "@initech.example", Roles: []domain.Role{role},
		Identities: []domain.Identity{{Platform: domain.Slack, Workspace: Workspace, User: user}},
	}
}

func (w *World) partner(name, site string) domain.Partner {
	return domain.Partner{
		ID: NewID(), ProgramID: w.Program.ID, Name: name, Domain: site, OwnerID: &w.Mara.ID,
		SignedOn: calendar.On(2026, time.September, 1), Status: domain.PartnerActive,
	}
}

// path is the program's path as a partner has it who has just signed. Who owns the runway is named.
func (w *World) path(p domain.Partner) []domain.Checkpoint {
	var path []domain.Checkpoint
	for i, c := range w.Program.Path.Plan(p.SignedOn) {
		path = append(path, domain.Checkpoint{PartnerID: p.ID, Step: w.Program.Path[i], Due: c.Due})
		if w.Program.Path[i].Kind == activation.OwnerNamed && p.OwnerID != nil {
			path[i].DoneOn = p.SignedOn
		}
	}
	return path
}

// SavePerson keeps p and leaves in it what was kept.
func (w *World) SavePerson(t testing.TB, p *domain.Person) {
	t.Helper()
	w.Change(t, func(ctx context.Context, tx domain.Tx) error {
		if err := tx.SavePerson(ctx, *p); err != nil {
			return err
		}
		kept, err := tx.Person(ctx, p.ID)
		*p = kept
		return err
	})
}

// Partner signs a partner.
func (w *World) Partner(t testing.TB, name, site string) domain.Partner {
	t.Helper()
	p := w.partner(name, site)
	w.Change(t, func(ctx context.Context, tx domain.Tx) error {
		if err := tx.InsertPartner(ctx, p, w.path(p)); err != nil {
			return err
		}
		var err error
		p, err = tx.Partner(ctx, p.ID)
		return err
	})
	return p
}

// Account makes the customer's account.
func (w *World) Account(t testing.TB, name, site string) domain.Account {
	t.Helper()
	a := domain.Account{ID: NewID(), ProgramID: w.Program.ID, Name: name, Domain: site, Key: site}
	w.Change(t, func(ctx context.Context, tx domain.Tx) error {
		var err error
		a, err = tx.LockAccount(ctx, a)
		return err
	})
	return a
}

// Claim is what the partner would fill in for the customer: nothing in it is wrong.
func (w *World) Claim(p domain.Partner, customer, site string) domain.Claim {
	return domain.Claim{
		PartnerID: p.ID, Customer: customer, Website: "https://www." + site, ContactName: "Kim Kay",
		ContactEmail: "kim@" + site, Amount: domain.Money{Minor: 4_200_000, Currency: "USD"},
		CloseDate: calendar.On(2026, time.December, 15), Product: "Initech Cloud",
		HowEngaged: "We ran two workshops with their head of IT.", NextStep: "Send the quote",
	}
}

// Registration is the claim of a partner on an account, submitted now by Sam and in review. It is not kept yet.
func (w *World) Registration(p domain.Partner, a domain.Account) domain.Registration {
	now := w.Clock.Now()
	return domain.Registration{
		ID: NewID(), ProgramID: w.Program.ID, PartnerID: p.ID, AccountID: a.ID, Claim: w.Claim(p, a.Name, a.Domain),
		Status: domain.InReview, SubmittedBy: w.Sam.ID, SubmittedAt: now, DecideBy: now.Add(48 * time.Hour),
		Findings: []domain.Finding{},
	}
}

// Opportunity is an open deal of Northwind's on an account, created now. It is not kept yet.
func (w *World) Opportunity(a domain.Account, name string, amount int64) domain.Opportunity {
	now := w.Clock.Now()
	return domain.Opportunity{
		ID: NewID(), ProgramID: w.Program.ID, AccountID: &a.ID, Name: name, Product: "Initech Cloud", OwnerID: &w.Sam.ID,
		PartnerID: &w.Northwind.ID, Attribution: forecast.Sourced, Amount: amount, Stage: "Qualified",
		Category: forecast.Pipeline, Outcome: forecast.Open, NextStep: "Call", CreatedAt: now, StageSince: now,
		CloseDate: calendar.On(2026, time.December, 15),
	}
}

// Card is a review card for the deal desk, queued now. It is not kept yet.
func (w *World) Card(subject domain.ID) domain.Delivery {
	id := NewID()
	return domain.Delivery{
		ID: id, ProgramID: w.Program.ID, Kind: domain.ReviewCard, Key: "review:" + id.String(), Subject: subject,
		To:     domain.Address{Platform: domain.Slack, Workspace: Workspace, Channel: "C0DESK"},
		Wanted: 1, State: domain.Queued, CreatedAt: w.Clock.Now(),
	}
}

// Actor is the person asking in the deal desk's channel, by a request that was never delivered before.
func (w *World) Actor(p domain.Person) domain.Actor {
	return domain.Actor{
		Person: p, TenantID: w.Tenant.ID, ProgramID: w.Program.ID,
		Chat: domain.Chat{Platform: domain.Slack, Workspace: Workspace, Channel: "C0DESK", Key: NewID().String()},
	}
}

// Change runs fn in a transaction that must succeed.
func (w *World) Change(t testing.TB, fn func(ctx context.Context, tx domain.Tx) error) {
	t.Helper()
	if err := w.Store.Change(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}
