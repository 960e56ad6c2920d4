package domain_test

import (
	"errors"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

func TestImport(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Clock.Set(newYork(t, wednesday))
	one, two := open(t, "one", "2026-10-01T12:00", 10_00, "2026-12-10"), open(t, "two", "2026-10-01T12:00", 20_00, "2026-12-10")
	check := func(name string, got domain.ImportCount, err error, want domain.ImportCount) {
		t.Helper()
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v; want %+v", name, got, err, want)
		}
	}
	openDeals := func() int {
		t.Helper()
		g, err := o.Forecast(t.Context(), o.system(), calendar.Date{})
		if err != nil {
			t.Fatal(err)
		}
		return g.Forecast.OpenDeals
	}

	got, err := o.TryImport(t.Context(), o.system(), rows(one, two))
	check("a try", got, err, domain.ImportCount{Added: 2})
	if n := openDeals(); n != 0 {
		t.Errorf("a try left %d deals", n)
	}
	got, err = o.Import(t.Context(), o.system(), rows(one, two))
	check("the first time", got, err, domain.ImportCount{Added: 2})
	got, err = o.Import(t.Context(), o.system(), rows(one, two))
	check("again", got, err, domain.ImportCount{Unchanged: 2})
	two = then(t, two, "2026-11-20T12:00", 25_00, forecast.Won, "2026-11-20")
	got, err = o.Import(t.Context(), o.system(), rows(one, two))
	check("with news", got, err, domain.ImportCount{Changed: 1, Unchanged: 1})

	broken := errors.New("line 3 is bad")
	_, err = o.Import(t.Context(), o.system(), func(yield func(domain.ImportedDeal, error) bool) {
		_ = yield(open(t, "three", "2026-10-01T12:00", 30_00, "2026-12-10"), nil) && yield(domain.ImportedDeal{}, broken)
	})
	if !errors.Is(err, broken) {
		t.Errorf("a bad row: %v", err)
	}
	if n := openDeals(); n != 1 {
		t.Errorf("%d deals are open, want 1: all of an import or nothing", n)
	}
	events, err := o.Store.Events(t.Context(), o.World.Program.ID)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, e := range events {
		if e.Kind == domain.EventImported {
			said = append(said, e.New)
		}
	}
	if len(said) != 3 || said[0] != "2 added, 0 changed, 0 unchanged" {
		t.Errorf("events: %q", said)
	}
}

// Who comes with deals lives by them, and is told of to nobody: the path begins on the day of the import.
func TestImport_bringsPartners(t *testing.T) {
	t.Parallel()
	o := withProfile(t)
	o.manager(t, "Max Manager")
	c := o.listed(t, "umbrella")
	late, early, plain := open(t, "one", "2025-03-01T02:00", 10_00, "2025-06-01"), open(t, "two", "2025-02-01T12:00", 10_00, "2025-06-01"), open(t, "three", "2025-01-01T12:00", 10_00, "2025-06-01")
	plain.Attribution = ""
	early = then(t, early, "2025-05-01T12:00", 25_00, forecast.Won, "2025-05-01")
	known := open(t, "four", "2026-09-20T12:00", 10_00, "2026-12-10")
	for _, d := range []*domain.ImportedDeal{&late, &early, &plain} {
		d.Partner = "Umbrella"
	}
	known.Partner = "globex"
	if _, err := o.Import(t.Context(), o.system(), rows(late, early, plain, known)); err != nil {
		t.Fatal(err)
	}
	p, steps := o.partnerCalled(t, "Umbrella")
	want := domain.Partner{
		ID: p.ID, ProgramID: o.World.Program.ID, Name: "Umbrella", SignedOn: date(t, "2025-01-01"), Status: domain.PartnerActive,
		WatchedOn: o.today(), ActiveOn: date(t, "2025-05-01"), DealtOn: date(t, "2025-05-01"), ActivatedOn: date(t, "2025-02-01"),
		ProducedOn: date(t, "2025-05-01"), Fit: &c.Fit, Revision: 2,
	}
	wantSame(t, "partner", p, want)
	for key, on := range map[string]calendar.Date{"owner": {}, "kickoff": {}, "first_registration": p.ActivatedOn, "first_win": p.ProducedOn} {
		if s := steps[key]; s.DoneOn != on || s.Due != o.today().AddDays(s.Step.DueDay) {
			t.Errorf("%s is due on %s and done on %s, want %s", key, s.Due, s.DoneOn, on)
		}
	}
	wantSame(t, "events", o.happened(t, p.ID), []string{
		"partner.signed||Umbrella|imported with its deals", "partner.step_done||First approved registration|",
		"partner.activated||2025-02-01|", "partner.step_done||First closed-won|", "partner.produced||2025-05-01|",
	})
	if k, err := o.Candidate(t.Context(), o.Actor(o.Lena), c.ID); err != nil || k.Status != domain.CandidateSigned || *k.PartnerID != p.ID {
		t.Errorf("the candidate is %+v, %v", k, err)
	}
	g, steps := o.partnerCalled(t, "Globex")
	if g.ActivatedOn != date(t, "2026-09-20") || g.DealtOn != g.ActivatedOn || g.SignedOn != o.Globex.SignedOn || steps["first_registration"].DoneOn != g.ActivatedOn ||
		steps["kickoff"].Due != date(t, "2026-09-08") {
		t.Errorf("who was known is %+v", g)
	}
	if _, err := o.Import(t.Context(), o.system(), rows(late, early, plain, known)); err != nil {
		t.Fatal(err)
	}
	again, _ := o.partnerCalled(t, "Umbrella")
	wantSame(t, "the same deals again", again, want)
}

// Who exits while their deals are imported stays as they were.
func TestImport_exitedMeanwhile(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := open(t, "one", "2026-09-20T12:00", 10_00, "2026-12-10")
	d.Partner = "Globex"
	var gone domain.Partner
	crossed := o.crossedBy(func() { gone = o.exit(t, o.Globex) })
	if n, err := crossed.Import(t.Context(), o.system(), rows(d)); err != nil || n != (domain.ImportCount{Added: 1}) {
		t.Errorf("%+v, %v", n, err)
	}
	wantSame(t, "the partner", o.partner(t, o.Globex.ID), gone)
	o.wantLast(t, o.Globex.ID, domain.EventExited)
}

// The one partner manager owns who comes with deals.
func TestImport_givesPartnersToTheOneManager(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := open(t, "one", "2025-03-01T12:00", 10_00, "2025-06-01")
	d.Partner = "Umbrella"
	if _, err := o.Import(t.Context(), o.system(), rows(d)); err != nil {
		t.Fatal(err)
	}
	p, steps := o.partnerCalled(t, "Umbrella")
	if p.OwnerID == nil || *p.OwnerID != o.Mara.ID || steps["owner"].DoneOn != o.today() {
		t.Errorf("the partner is %+v, its owner's checkpoint %+v", p, steps["owner"])
	}
}

func TestImportRefuses(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, err := o.Import(t.Context(), o.unset(t), rows())
	wantCode(t, err, domain.Unready)
	_, err = o.Import(t.Context(), o.Actor(o.Sam), rows())
	wantCode(t, err, domain.Forbidden)
	_, err = o.Import(t.Context(), o.Actor(o.Remy), rows())
	wantCode(t, err, "")
}

func TestDraw(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	actor := o.unset(t)
	_, err := o.Draw(t.Context(), actor, domain.Outline{FiscalStart: 13, Goals: []domain.Goal{{Quarter: calendar.Quarter{Year: 2026, N: 1}}}})
	var refusal *domain.Error
	if !errors.As(err, &refusal) || len(refusal.Fields) != 6 {
		t.Errorf("got %v, want six fields at fault", err)
	}
	outline := domain.Outline{
		Name: "P", PartnerType: domain.SI, Currency: "EUR", TimeZone: "Europe/Berlin", FiscalStart: time.July,
		Goals: []domain.Goal{{Quarter: calendar.Quarter{Year: 2026, N: 2}, Minor: 5_00}},
	}
	_, err = o.Draw(t.Context(), o.Actor(o.Sam), outline)
	wantCode(t, err, domain.Forbidden)
	got, err := o.Draw(t.Context(), actor, outline)
	if err != nil || got.SetUpAt.IsZero() || got.Currency != "EUR" || len(got.Stages) == 0 {
		t.Errorf("got %+v, %v", got, err)
	}
	wantSame(t, "goals", got.Goals, outline.Goals)
}

func TestOperate(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	want := func(name string, code domain.Code) {
		t.Helper()
		if a, err := o.Operate(t.Context(), name); domain.CodeOf(err) != code || code == "" && a.ProgramID != o.World.Program.ID {
			t.Errorf("%q: %+v, %v", name, a, err)
		}
	}
	want("", "")
	want("Other", domain.NotFound)
	o.unset(t)
	want("", domain.Invalid)
	want(o.World.Program.Name, "")
	want("Other", domain.NotFound)
}
