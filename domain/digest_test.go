package domain_test

import (
	"context"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

// program is a program in New York with a store of its own and a clock that the test sets.
type program struct {
	*domain.Desk
	store  *postgres.Store
	clock  time.Time
	tenant domain.Tenant
	actor  domain.Actor
}

// newProgram makes it on Wednesday 2026-11-25 at noon, with a goal of $1,000 for the quarter from October to December.
func newProgram(t *testing.T) *program {
	t.Helper()
	p := &program{clock: newYork(t, "2026-11-25T12:00")}
	p.store = postgrestest.Open(t, postgres.Config{Clock: func() time.Time { return p.clock }})
	p.Desk = domain.NewDesk(domain.DeskConfig{
		Store: p.store, Clock: func() time.Time { return p.clock }, NewID: func() domain.ID { return uuid.Must(uuid.NewV7()) },
	})
	tenant, err := p.Install(t.Context(), domain.Slack, "T1", "Example")
	if err != nil {
		t.Fatal(err)
	}
	empty, err := p.store.ProgramOf(t.Context(), tenant.ID)
	if err != nil {
		t.Fatal(err)
	}
	p.tenant, p.actor = tenant, domain.System(tenant.ID, empty.ID)
	return p
}

func (p *program) draw(t *testing.T) {
	t.Helper()
	_, err := p.Draw(t.Context(), p.actor, domain.Outline{
		Name: "Resellers", PartnerType: domain.Reseller, Currency: "USD", TimeZone: "America/New_York",
		FiscalStart: time.January, Goals: []domain.Goal{{Quarter: calendar.Quarter{Year: 2026, N: 4}, Minor: 1_000_00}},
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (p *program) add(t *testing.T, deals ...domain.ImportedDeal) {
	t.Helper()
	if _, err := p.Import(t.Context(), p.actor, rows(deals...)); err != nil {
		t.Fatal(err)
	}
}

func (p *program) channels(t *testing.T, channels ...domain.Channel) {
	t.Helper()
	err := p.store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error {
		_, err := tx.UpdateProgram(ctx, p.actor.ProgramID, func(p *domain.Program) error {
			p.Channels = channels
			return nil
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (p *program) person(t *testing.T, name string, roles ...domain.Role) domain.Person {
	t.Helper()
	person := domain.Person{
		ID: uuid.Must(uuid.NewV7()), TenantID: p.tenant.ID, Name: name, Roles: roles,
		Identities: []domain.Identity{{Platform: domain.Slack, Workspace: "T1", User: "U" + name}},
	}
	err := p.store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error { return tx.SavePerson(ctx, person) })
	if err != nil {
		t.Fatal(err)
	}
	return person
}

func (p *program) as(person domain.Person) domain.Actor {
	a := p.actor
	a.Person = person
	a.Chat = domain.Chat{Platform: domain.Slack, Workspace: "T1"}
	return a
}

func rows(deals ...domain.ImportedDeal) iter.Seq2[domain.ImportedDeal, error] {
	return func(yield func(domain.ImportedDeal, error) bool) {
		for _, d := range deals {
			if !yield(d, nil) {
				return
			}
		}
	}
}

func newYork(t testing.TB, s string) time.Time {
	t.Helper()
	loc, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02T15:04", s, loc)
	if err != nil {
		t.Fatal(err)
	}
	return at.UTC()
}

// open is a deal that stands open from an instant on; won and lost are what came of it.
func open(t *testing.T, key, at string, amount int64, closes string) domain.ImportedDeal {
	d := domain.ImportedDeal{
		SourceKey: key, Name: "Deal " + key, Partner: "Northwind", Attribution: forecast.Sourced, Product: "Cloud",
		Account: domain.Account{Name: "Acme", Key: domain.AccountKey("Acme", "", "")},
	}
	return then(t, d, at, amount, forecast.Open, closes)
}

func then(t *testing.T, d domain.ImportedDeal, at string, amount int64, outcome forecast.Outcome, closes string) domain.ImportedDeal {
	v := domain.DealVersion{
		At: newYork(t, at), Amount: amount, Stage: "Proposal", Category: forecast.BestCase, Outcome: outcome, CloseDate: date(t, closes),
	}
	switch outcome {
	case forecast.Won:
		v.Stage, v.Category = "Won", forecast.Closed
	case forecast.Lost:
		v.Stage, v.Category = "Lost", forecast.Omitted
	}
	d.Versions = append(slices.Clone(d.Versions), v)
	return d
}

func date(t testing.TB, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (p *program) history(t *testing.T) {
	t.Helper()
	p.draw(t)
	p.add(t,
		open(t, "steady", "2026-10-01T12:00", 300_00, "2026-12-10"),
		then(t, open(t, "won", "2026-10-02T12:00", 200_00, "2026-12-10"), "2026-11-17T12:00", 250_00, forecast.Won, "2026-11-17"),
		then(t, open(t, "monday", "2026-10-02T12:00", 50_00, "2026-12-10"), "2026-11-23T00:00", 60_00, forecast.Won, "2026-11-23"),
		then(t, open(t, "tuesday", "2026-10-02T12:00", 20_00, "2026-12-10"), "2026-11-24T23:59", 20_00, forecast.Lost, "2026-11-24"),
		open(t, "fresh", "2026-11-24T12:00", 40_00, "2026-12-20"),
	)
}

func TestForecast(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.history(t)
	type w = forecast.Waterfall
	for _, c := range []struct {
		asOf      string
		at        time.Time
		won, open int64
		want      w
	}{
		{"", p.clock, 310_00, 340_00, w{Start: 320_00, Created: 40_00, Lost: 20_00, End: 340_00}},
		{"2026-11-25", p.clock, 310_00, 340_00, w{Start: 320_00, Created: 40_00, Lost: 20_00, End: 340_00}},
		{"2026-11-24", newYork(t, "2026-11-25T00:00"), 310_00, 340_00, w{Start: 320_00, Created: 40_00, Lost: 20_00, End: 340_00}},
		// A Monday is compared with its own first moment, at which the deal of midnight was won already.
		{"2026-11-23", newYork(t, "2026-11-24T00:00"), 310_00, 320_00, w{Start: 320_00, End: 320_00}},
		{"2026-11-22", newYork(t, "2026-11-23T00:00"), 310_00, 320_00, w{Start: 570_00, Up: 60_00, Won: 310_00, End: 320_00}},
		{"2026-10-01", newYork(t, "2026-10-02T00:00"), 0, 300_00, w{Created: 300_00, End: 300_00}},
		{"2026-09-30", newYork(t, "2026-10-01T00:00"), 0, 0, w{}},
	} {
		t.Run(c.asOf, func(t *testing.T) {
			var asOf calendar.Date
			if c.asOf != "" {
				asOf = date(t, c.asOf)
			}
			got, err := p.Forecast(t.Context(), p.actor, asOf)
			if err != nil {
				t.Fatal(err)
			}
			if !got.At.Equal(c.at) {
				t.Errorf("the forecast is of %s, want %s", got.At, c.at)
			}
			f := got.Forecast
			if f.Won != c.won || f.OpenPipeline() != c.open {
				t.Errorf("won %d and open %d, want %d and %d", f.Won, f.OpenPipeline(), c.won, c.open)
			}
			if diff := cmp.Diff(c.want, f.Waterfall); diff != "" {
				t.Errorf("waterfall: -want +got\n%s", diff)
			}
			for _, m := range f.Movers {
				if got.Partners[m.Deal.PartnerID].Name != "Northwind" {
					t.Errorf("the partner of %s is not named: %v", m.Deal.Name, got.Partners)
				}
			}
		})
	}
}

func TestForecastRefuses(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	seller, cro := p.as(p.person(t, "Sam", domain.Seller)), p.as(p.person(t, "Cora", domain.CRO))
	if _, err := p.Forecast(t.Context(), cro, calendar.Date{}); domain.CodeOf(err) != domain.Unready {
		t.Errorf("before the program is set up: %v", err)
	}
	p.draw(t)
	if _, err := p.Forecast(t.Context(), seller, calendar.Date{}); domain.CodeOf(err) != domain.Forbidden {
		t.Errorf("for a seller: %v", err)
	}
	if _, err := p.Forecast(t.Context(), cro, date(t, "2026-11-26")); domain.CodeOf(err) != domain.Invalid {
		t.Errorf("for tomorrow: %v", err)
	}
	if _, err := p.Forecast(t.Context(), cro, calendar.Date{}); err != nil {
		t.Errorf("for the CRO: %v", err)
	}
}

func (p *program) monday(t *testing.T, due string) domain.Occurrence {
	t.Helper()
	return domain.Occurrence{
		TenantID: p.tenant.ID, Due: newYork(t, due),
		Schedule: domain.Schedule{ProgramID: p.actor.ProgramID, Kind: domain.DigestSchedule},
	}
}

func forecastChannel(id string) domain.Channel {
	return domain.Channel{Purpose: domain.ForecastChannel, Platform: domain.Slack, Workspace: "T1", ID: id, Name: "forecast"}
}

func TestTakeDigest(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.history(t)
	p.channels(t, forecastChannel("C1"), domain.Channel{Purpose: domain.DealDesk, Platform: domain.Slack, Workspace: "T1", ID: "C2"})
	for range 3 {
		if err := p.TakeDigest(t.Context(), p.monday(t, "2026-11-23T08:00")); err != nil {
			t.Fatal(err)
		}
		p.clock = p.clock.Add(time.Hour)
	}
	post, err := p.store.DeliveryByKey(t.Context(), p.actor.ProgramID, "digest:slack:T1:C1:2026-W48")
	if err != nil {
		t.Fatal(err)
	}
	detail, err := p.store.DeliveryByKey(t.Context(), p.actor.ProgramID, "digest_detail:slack:T1:C1:2026-W48")
	if err != nil {
		t.Fatal(err)
	}
	if detail.Parent == nil || *detail.Parent != post.ID || detail.Subject != post.Subject {
		t.Errorf("the detail %+v is not in the thread of the post %+v", detail, post)
	}
	if want := newYork(t, "2026-11-24T18:00"); !post.UsefulUntil.Equal(want) || !detail.UsefulUntil.Equal(want) {
		t.Errorf("of use until %s and %s, want %s", post.UsefulUntil, detail.UsefulUntil, want)
	}
	if _, err := p.store.DeliveryByKey(t.Context(), p.actor.ProgramID, "digest:slack:T1:C2:2026-W48"); domain.CodeOf(err) != domain.NotFound {
		t.Errorf("a post for the deal desk: %v", err)
	}

	// What happens after the snapshot does not change what the post says.
	p.add(t, open(t, "late", "2026-11-20T12:00", 99_00, "2026-12-10"))
	got, err := p.DigestOf(t.Context(), post.Subject)
	if err != nil {
		t.Fatal(err)
	}
	if !got.At.Equal(newYork(t, "2026-11-23T00:00")) || !got.TakenAt.Equal(newYork(t, "2026-11-25T12:00")) || got.Snapshot.Monday != date(t, "2026-11-23") {
		t.Errorf("of %s, taken %s: %+v", got.At, got.TakenAt, got.Snapshot)
	}
	want := forecast.Waterfall{Start: 570_00, Up: 60_00, Won: 310_00, End: 320_00}
	if diff := cmp.Diff(want, got.Forecast.Waterfall); diff != "" {
		t.Errorf("waterfall: -want +got\n%s", diff)
	}
	if f := got.Forecast; f.Terms.AsOf != date(t, "2026-11-23") || f.Terms.Before != date(t, "2026-11-16") || f.Won != 310_00 {
		t.Errorf("%+v", f)
	}
}

func TestTakeDigestPostsNothingToOutsidePeople(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.history(t)
	p.person(t, "Ada", domain.Admin)
	shared := forecastChannel("C9")
	shared.External = true
	p.channels(t, shared)
	for range 2 {
		if err := p.TakeDigest(t.Context(), p.monday(t, "2026-11-23T08:00")); err != nil {
			t.Fatal(err)
		}
	}
	post, err := p.store.DeliveryByKey(t.Context(), p.actor.ProgramID, "digest:slack:T1:C9:2026-W48")
	if err != nil || post.State != domain.Failed || post.Due() || !strings.Contains(post.Problem, "another organization") {
		t.Errorf("got %+v, %v; want a delivery that failed", post, err)
	}
	if _, err := p.store.DeliveryByKey(t.Context(), p.actor.ProgramID, "digest_detail:slack:T1:C9:2026-W48"); domain.CodeOf(err) != domain.NotFound {
		t.Errorf("the detail: %v", err)
	}
	troubled, err := p.store.Troubled(t.Context(), p.actor.ProgramID, 10)
	if err != nil || len(troubled) != 1 || troubled[0].ID != post.ID {
		t.Errorf("the admins are told of %+v, %v", troubled, err)
	}
}

func TestTakeDigestBeforeSetup(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	if err := p.TakeDigest(t.Context(), p.monday(t, "2026-11-23T08:00")); err != nil {
		t.Fatal(err)
	}
	if _, err := p.store.SnapshotOn(t.Context(), p.actor.ProgramID, date(t, "2026-11-23")); domain.CodeOf(err) != domain.NotFound {
		t.Errorf("a snapshot was taken: %v", err)
	}
}

// A post that was due while the bot was down is of the Monday that it was due on, and has a week to compare with.
func TestTakeDigestLate(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.history(t)
	p.clock = newYork(t, "2026-12-01T07:00")
	if err := p.TakeDigest(t.Context(), p.monday(t, "2026-11-30T08:00")); err != nil {
		t.Fatal(err)
	}
	s, err := p.store.SnapshotOn(t.Context(), p.actor.ProgramID, date(t, "2026-11-30"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := p.DigestOf(t.Context(), s.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := forecast.Waterfall{Start: 320_00, Created: 40_00, Lost: 20_00, End: 340_00}
	if diff := cmp.Diff(want, got.Forecast.Waterfall); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestForecastNamesWhatWaits(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.draw(t)
	p.channels(t, domain.Channel{Purpose: domain.DealDesk, Platform: domain.Slack, Workspace: "T1", ID: "C2"})
	p.add(t, open(t, "one", "2026-10-01T12:00", 10_00, "2026-12-10")) // brings the partner
	partners, err := p.store.Partners(t.Context(), p.actor.ProgramID, "Northwind", 1)
	if err != nil || len(partners) != 1 {
		t.Fatal(partners, err)
	}
	sam, lea := p.as(p.person(t, "Sam", domain.Seller)), p.as(p.person(t, "Lea", domain.PartnershipsLead))
	var claimed []domain.Deal
	for _, site := range []string{"contoso.com", "fabrikam.com"} {
		deal, err := p.Register(t.Context(), sam, domain.Claim{
			PartnerID: partners[0].ID, Customer: site, Website: site, ContactName: "Kim", ContactEmail: "kim@" + site,
			Amount: domain.Money{Minor: 500_00, Currency: "USD"}, CloseDate: date(t, "2026-12-20"), Product: "Cloud",
			HowEngaged: "They asked Northwind to run the migration.", NextStep: "Workshop",
		})
		if err != nil {
			t.Fatal(err)
		}
		claimed = append(claimed, deal)
	}
	look := func(at string) (waiting, expiring []int64) {
		t.Helper()
		p.clock = newYork(t, at)
		got, err := p.Forecast(t.Context(), lea, calendar.Date{})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range got.Waiting {
			waiting = append(waiting, d.Registration.Number)
		}
		for _, d := range got.Expiring {
			expiring = append(expiring, d.Registration.Number)
		}
		return waiting, expiring
	}
	first, second := claimed[0].Registration, claimed[1].Registration
	if _, err := p.Approve(t.Context(), lea, first.ID, first.Revision); err != nil {
		t.Fatal(err)
	}
	if waiting, expiring := look("2026-11-26T12:00"); len(waiting)+len(expiring) > 0 {
		t.Errorf("in time: %v wait, %v expire", waiting, expiring)
	}
	if waiting, expiring := look("2026-12-01T12:00"); !slices.Equal(waiting, []int64{second.Number}) || len(expiring) > 0 {
		t.Errorf("past the decision time: %v wait, %v expire; want %d to wait", waiting, expiring, second.Number)
	}
	if _, expiring := look("2027-02-15T12:00"); !slices.Equal(expiring, []int64{first.Number}) {
		t.Errorf("near the end of the protection: %v expire, want %d", expiring, first.Number)
	}
	past, err := p.Forecast(t.Context(), lea, date(t, "2027-02-14"))
	if err != nil || len(past.Waiting)+len(past.Expiring) > 0 {
		t.Errorf("of a past day: %d wait, %d expire, %v", len(past.Waiting), len(past.Expiring), err)
	}
}
