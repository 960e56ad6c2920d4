package domain_test

import (
	"context"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

const inTeam = "weekly:slack:" + domaintest.Workspace + ":C0TEAM:2026-W49"

// weekOffice has the partner team's channel, on Monday 2026-11-30 at nine. Its partners signed on 2026-09-01, 90 days ago.
func weekOffice(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	o.changeProgram(t, func(p *domain.Program) { p.Channels = append(p.Channels, teamChannel()) })
	o.Clock.Set(newYork(t, "2026-11-30T09:00"))
	return o
}

// sound makes a partner of whom nothing is to be decided.
func (o *office) sound(t *testing.T, id domain.ID) {
	t.Helper()
	o.steps(t, id, func(c *domain.Checkpoint) { c.Due = o.today().AddDays(30) })
	o.turn(t, id, func(p *domain.Partner) { p.ActiveOn, p.DealtOn = o.today(), o.today() })
}

func (o *office) takeWeekly(t *testing.T, due string) {
	t.Helper()
	if err := o.TakeWeekly(t.Context(), occurrence(t, o.World.Program.ID, due)); err != nil {
		t.Fatal(err)
	}
}

func (o *office) weekly(t *testing.T) domain.Weekly {
	t.Helper()
	w, err := o.Weekly(t.Context(), o.Actor(o.Sam))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestWeekly(t *testing.T) {
	t.Parallel()
	o := weekOffice(t)
	for name, c := range map[string]struct{ signed, activated, produced int }{ // days ago; 0: not
		"Eight":    {120, 8, 0}, // a day before the post of a week ago
		"Seven":    {120, 7, 8}, // on the day of it, and maybe after it
		"Today":    {40, -1, 7},
		"Quick":    {100, 60, 0},
		"Ripening": {90, 0, 0},
		"Ripe":     {91, 0, 0},
	} {
		p := o.Partner(t, name, "")
		o.sound(t, p.ID)
		o.turn(t, p.ID, func(p *domain.Partner) {
			p.SignedOn = o.today().AddDays(-c.signed)
			if c.activated != 0 {
				p.ActivatedOn = o.today().AddDays(-max(c.activated, 0))
			}
			if c.produced != 0 {
				p.ProducedOn = o.today().AddDays(-c.produced)
			}
		})
		if name == "Ripe" { // who left counts in the rates, and in nothing else
			o.turn(t, p.ID, func(p *domain.Partner) { p.Status = domain.PartnerExited })
		}
	}
	o.sound(t, o.Northwind.ID)
	o.sound(t, o.Globex.ID)
	got := o.weekly(t)
	if got.Day != date(t, "2026-11-30") || got.Program.ID != o.World.Program.ID || len(got.Decide) != 0 {
		t.Errorf("of %s: %+v", got.Day, got)
	}
	wantSame(t, "activated this week", partnerNames(got.Activated), []string{"Seven", "Today"})
	wantSame(t, "producing since this week", partnerNames(got.Produced), []string{"Today"})
	// Ripe are Eight, Seven, Quick and Ripe: Quick took 40 days, Eight 112 and Seven 113, Today 40.
	wantSame(t, "the rates", got.Rates, activation.Rates{Activated: 1, Ripe: 4, Open: 4, Reached: 4, NotYet: 3, MedianDays: 40})
	wantSame(t, "the counts", got.Counts, map[activation.Status]int{activation.OnTrack: 7})
	o.settings(t, func(s *domain.Settings) { s.ActivationDays = 112 })
	if r := o.weekly(t).Rates; r.Activated != 1 || r.Ripe != 2 {
		t.Errorf("with a longer window the rates are %+v", r)
	}
}

func partnerNames(all []domain.Partner) []string {
	var out []string
	for _, p := range all {
		out = append(out, p.Name)
	}
	return out
}

// To decide on is who has stood still for long, and whose owner asks for help; the longest first.
func TestWeekly_Decide(t *testing.T) {
	t.Parallel()
	o := weekOffice(t)
	for _, c := range []struct {
		name   string
		due    int // days ago
		change func(*domain.Partner)
	}{
		{"Thirty days", 30, func(*domain.Partner) {}},
		{"A day less", 29, func(*domain.Partner) {}},
		{"Longer", 50, func(p *domain.Partner) { p.SnoozedUntil = o.today().AddDays(9) }}, // snoozed is not decided
		{"Helpless", -30, func(p *domain.Partner) { p.HelpAsked = "A trainer" }},
		{"Parked", 50, func(p *domain.Partner) { p.ParkedUntil = o.today().AddDays(9) }},
		{"Gone", 50, func(p *domain.Partner) { p.Status = domain.PartnerExited }},
	} {
		p := o.Partner(t, c.name, "")
		o.steps(t, p.ID, func(s *domain.Checkpoint) { s.Due = o.today().AddDays(-c.due) })
		o.turn(t, p.ID, func(p *domain.Partner) {
			p.ActiveOn = o.today()
			c.change(p)
		})
	}
	o.sound(t, o.Northwind.ID)
	o.sound(t, o.Globex.ID)
	var got []string
	for _, l := range o.weekly(t).Decide {
		got = append(got, l.Partner.Name)
		if l.Owner == nil || l.Owner.ID != o.Mara.ID || l.Step == "" {
			t.Errorf("%s: owned by %v, next %q", l.Partner.Name, l.Owner, l.Step)
		}
	}
	wantSame(t, "to decide on", got, []string{"Longer", "Thirty days", "Helpless"})

	o.cohort(t, 25)
	o.World.Clock.Set(newYork(t, "2027-11-30T09:00")) // by now, everyone
	if n := len(o.weekly(t).Decide); n != 20 {
		t.Errorf("%d are named, want 20", n)
	}
}

func TestTakeWeekly(t *testing.T) {
	t.Parallel()
	o := weekOffice(t)
	for range 3 { // once for each channel and week, whenever in it
		o.takeWeekly(t, "2026-11-30T09:00")
		o.days(1)
	}
	post := o.posted(t, inTeam)
	if post == nil || post.Kind != domain.TeamWeekly || post.Subject != o.World.Program.ID || post.To.Channel != "C0TEAM" || post.Wanted != 1 {
		t.Fatalf("posted %+v", post)
	}
	if want := newYork(t, "2026-11-30T09:00"); !post.CreatedAt.Equal(want) {
		t.Errorf("posted at %s, want the first one of %s", post.CreatedAt, want)
	}
	if want := newYork(t, "2026-12-01T18:00"); !post.UsefulUntil.Equal(want) {
		t.Errorf("of use until %s, want %s", post.UsefulUntil, want)
	}
	for _, elsewhere := range []string{"C0DESK", "C0FORECAST"} {
		if d := o.posted(t, "weekly:slack:"+domaintest.Workspace+":"+elsewhere+":2026-W49"); d != nil {
			t.Errorf("posted in %s", elsewhere)
		}
	}
	o.takeWeekly(t, "2026-12-07T09:00")
	if o.posted(t, "weekly:slack:"+domaintest.Workspace+":C0TEAM:2026-W50") == nil {
		t.Error("nothing the week after")
	}
}

func TestTakeWeekly_Nothing(t *testing.T) {
	t.Parallel()
	leave := func(t *testing.T, o *office) {
		for _, id := range []domain.ID{o.Northwind.ID, o.Globex.ID} {
			o.turn(t, id, func(p *domain.Partner) { p.Status = domain.PartnerExited })
		}
	}
	for name, c := range map[string]struct {
		change func(*testing.T, *office)
		want   bool
	}{
		"as it is": {func(*testing.T, *office) {}, true},
		"with nobody left, which is told as well": {leave, true},
		"before setup": {func(t *testing.T, o *office) {
			o.changeProgram(t, func(p *domain.Program) { p.SetUpAt = domain.Program{}.SetUpAt })
		}, false},
		"with outside people in the channel": {func(t *testing.T, o *office) {
			o.changeProgram(t, func(p *domain.Program) { p.Channels[2].External = true })
		}, false},
	} {
		o := weekOffice(t)
		c.change(t, o)
		o.takeWeekly(t, "2026-11-30T09:00")
		if got := o.posted(t, inTeam) != nil; got != c.want {
			t.Errorf("%s: posted %v", name, got)
		}
	}
}

// With no partner at all there is nothing to say.
func TestTakeWeekly_NoPartner(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	s := goodSetup()
	s.Partners, s.Channels = nil, append(s.Channels, teamChannel())
	p, err := f.SetUp(t.Context(), f.actor(t, "UADA"), s, f.lookup)
	if err != nil {
		t.Fatal(err)
	}
	f.clock.Set(newYork(t, "2026-11-30T09:00"))
	post := func() error {
		if err := f.TakeWeekly(t.Context(), occurrence(t, p.ID, "2026-11-30T09:00")); err != nil {
			t.Fatal(err)
		}
		_, err := f.store.DeliveryByKey(t.Context(), p.ID, inTeam)
		return err
	}
	wantCode(t, post(), domain.NotFound)
	err = f.store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error {
		return tx.InsertPartner(ctx, domain.Partner{
			ID: domaintest.NewID(), ProgramID: p.ID, Name: "Northwind", SignedOn: date(t, "2026-11-30"), Status: domain.PartnerActive,
		}, nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := post(); err != nil {
		t.Errorf("with one: %v", err)
	}
}
