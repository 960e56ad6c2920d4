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
	p := newProgram(t)
	p.draw(t)
	one, two := open(t, "one", "2026-10-01T12:00", 10_00, "2026-12-10"), open(t, "two", "2026-10-01T12:00", 20_00, "2026-12-10")
	check := func(name string, got domain.ImportCount, err error, want domain.ImportCount) {
		t.Helper()
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v; want %+v", name, got, err, want)
		}
	}
	openDeals := func() int {
		t.Helper()
		g, err := p.Forecast(t.Context(), p.actor, calendar.Date{})
		if err != nil {
			t.Fatal(err)
		}
		return g.Forecast.OpenDeals
	}

	got, err := p.TryImport(t.Context(), p.actor, rows(one, two))
	check("a try", got, err, domain.ImportCount{Added: 2})
	if n := openDeals(); n != 0 {
		t.Errorf("a try left %d deals", n)
	}
	got, err = p.Import(t.Context(), p.actor, rows(one, two))
	check("the first time", got, err, domain.ImportCount{Added: 2})
	got, err = p.Import(t.Context(), p.actor, rows(one, two))
	check("again", got, err, domain.ImportCount{Unchanged: 2})
	two = then(t, two, "2026-11-20T12:00", 25_00, forecast.Won, "2026-11-20")
	got, err = p.Import(t.Context(), p.actor, rows(one, two))
	check("with news", got, err, domain.ImportCount{Changed: 1, Unchanged: 1})

	broken := errors.New("line 3 is bad")
	_, err = p.Import(t.Context(), p.actor, func(yield func(domain.ImportedDeal, error) bool) {
		_ = yield(open(t, "three", "2026-10-01T12:00", 30_00, "2026-12-10"), nil) && yield(domain.ImportedDeal{}, broken)
	})
	if !errors.Is(err, broken) {
		t.Errorf("a bad row: %v", err)
	}
	if n := openDeals(); n != 1 {
		t.Errorf("%d deals are open, want 1: all of an import or nothing", n)
	}
	events, err := p.store.Events(t.Context(), p.actor.ProgramID)
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
	p := newProgram(t)
	if _, err := p.Import(t.Context(), p.actor, rows()); domain.CodeOf(err) != domain.Unready {
		t.Errorf("before the program is set up: %v", err)
	}
	p.draw(t)
	if _, err := p.Import(t.Context(), p.as(p.person(t, "Sam", domain.Seller)), rows()); domain.CodeOf(err) != domain.Forbidden {
		t.Errorf("by a seller: %v", err)
	}
}

func TestDrawRefuses(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	_, err := p.Draw(t.Context(), p.actor, domain.Outline{FiscalStart: 13, Goals: []domain.Goal{{Quarter: calendar.Quarter{Year: 2026, N: 1}}}})
	var refusal *domain.Error
	if !errors.As(err, &refusal) || len(refusal.Fields) != 6 {
		t.Errorf("got %v, want six fields at fault", err)
	}
	good := domain.Outline{Name: "P", PartnerType: domain.SI, Currency: "EUR", TimeZone: "Europe/Berlin", FiscalStart: time.July}
	if _, err := p.Draw(t.Context(), p.as(p.person(t, "Sam", domain.Seller)), good); domain.CodeOf(err) != domain.Forbidden {
		t.Errorf("by a seller: %v", err)
	}
	if got, err := p.Draw(t.Context(), p.actor, good); err != nil || got.SetUpAt.IsZero() || got.Currency != "EUR" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestOperate(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	want := func(name string, code domain.Code) {
		t.Helper()
		if a, err := p.Operate(t.Context(), name); domain.CodeOf(err) != code || code == "" && a.ProgramID != p.actor.ProgramID {
			t.Errorf("%q: %+v, %v", name, a, err)
		}
	}
	want("", "")
	want("Partner program", "")
	want("Other", domain.NotFound)
	if _, err := p.Install(t.Context(), domain.Slack, "T2", "Another"); err != nil {
		t.Fatal(err)
	}
	want("", domain.Invalid)
	p.draw(t)
	want("Resellers", "")
	want("Other", domain.NotFound)
}
