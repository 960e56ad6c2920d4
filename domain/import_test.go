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
