package domain_test

import (
	"cmp"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

func TestSetNudges(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	a := o.Actor(o.Lena)
	for range 2 { // the same request
		got, err := o.SetNudges(t.Context(), a, forAll(domain.NudgeDirect, " 6 ", "50"))
		if s := got.Settings; err != nil || s.NudgeWhere != domain.NudgeDirect || s.NudgeHour != 6 || s.NudgesPerDay != 50 {
			t.Errorf("%+v, %v", s, err)
		}
	}
	o.event(t, o.World.Program.ID, domain.EventNudgesSet)
	o.changeProgram(t, func(p *domain.Program) { p.Channels = append(p.Channels, teamChannel()) })
	want := domain.DefaultSettings()
	want.NudgeWhere, want.NudgeHour, want.NudgesPerDay = domain.NudgeChannel, 11, 1
	got, err := o.SetNudges(t.Context(), o.Actor(o.Lena), forAll(domain.NudgeChannel, "11", "1"))
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "the settings", got.Settings, want)
	for name, c := range map[string]struct {
		where        domain.NudgeWhere
		hour, perDay string
		want         []string
	}{
		"nowhere":       {"", "9", "20", []string{"where"}},
		"somewhere":     {"moon", "9", "20", []string{"where"}},
		"too early":     {domain.NudgeBoth, "5", "20", []string{"hour"}},
		"at noon":       {domain.NudgeBoth, "12", "20", []string{"hour"}},
		"sometime":      {domain.NudgeBoth, "", "20", []string{"hour"}},
		"of nobody":     {domain.NudgeBoth, "9", "0", []string{"most"}},
		"of too many":   {domain.NudgeBoth, "9", "51", []string{"most"}},
		"of some":       {domain.NudgeBoth, "9", "some", []string{"most"}},
		"nothing right": {"moon", "x", "x", []string{"where", "hour", "most"}},
	} {
		_, err := o.SetNudges(t.Context(), o.Actor(o.Lena), forAll(c.where, c.hour, c.perDay))
		wantFields(t, name, err, c.want...)
	}
	p, err := o.Store.Program(t.Context(), o.World.Program.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "the settings after that", p.Settings, want)
}

// Alerts that went to a channel alone that is not there would reach nobody.
func TestSetNudges_NoChannel(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	set := func() error {
		_, err := o.SetNudges(t.Context(), o.Actor(o.Lena), forAll(domain.NudgeChannel, "9", "20"))
		return err
	}
	err := set()
	wantFields(t, "without a channel", err, "where")
	if err != nil && !strings.Contains(err.Error(), "`/program setup activation`") {
		t.Errorf("%v does not say what to do", err)
	}
	shared := teamChannel()
	shared.External = true
	o.changeProgram(t, func(p *domain.Program) { p.Channels = append(p.Channels, shared) })
	wantFields(t, "with people from outside", set(), "where")
	o.changeProgram(t, func(p *domain.Program) { p.Channels[len(p.Channels)-1].External = false })
	if err := set(); err != nil {
		t.Errorf("with a channel: %v", err)
	}
	_, err = o.SetUp(t.Context(), o.Actor(o.Ada), o.setup(), anybody)
	wantFields(t, "a setup that takes the channel away", err, "partner_team")
}

// Who gets somebody's alerts runs their partners meanwhile, and parts with none and gives none away.
func TestHandOver_StandIn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	milo := o.manager(t, "Milo")
	run := []string{"CompleteStep", "SetDue", "AssignStep", "Snooze", "AskHelp", "Helped", "LogContact", "Park", "Unpark"}
	try := func(want map[string]bool) {
		t.Helper()
		for name, act := range o.acts(t, o.Northwind.ID) {
			if err := act(o.Actor(milo)); (domain.CodeOf(err) != domain.Forbidden) != want[name] {
				t.Errorf("%s by the stand-in: %v", name, err)
			}
		}
	}
	try(nil)
	if err := o.handOver(t, o.Actor(o.Mara), milo.ID); err != nil {
		t.Fatal(err)
	}
	wantSame(t, "what Milo may", o.page(t, milo, o.Northwind.ID).May, []domain.Act{domain.ActStep, domain.ActRunPartner, domain.ActPark})
	all := map[string]bool{}
	for _, name := range run {
		all[name] = true
	}
	try(all)
	if err := o.handOver(t, o.Actor(o.Mara), o.Mara.ID); err != nil {
		t.Fatal(err)
	}
	try(nil)
}

func TestHandOver(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	to := func(want *domain.ID) {
		t.Helper()
		p, err := o.PersonFor(t.Context(), o.Mara.ID)
		if err != nil {
			t.Fatal(err)
		}
		wantSame(t, "who gets Mara's alerts", p.NudgesTo, want)
		wantSame(t, "her roles", p.Roles, o.Mara.Roles)
	}
	a := o.Actor(o.Mara)
	for range 2 { // the same request
		if err := o.handOver(t, a, o.Lena.ID); err != nil {
			t.Fatal(err)
		}
		to(&o.Lena.ID)
	}
	e := o.event(t, o.Mara.ID, domain.EventNudgesSet)
	if e.New != "Lena Lead" {
		t.Errorf("the event is %+v", e)
	}
	o.wantHeard(t, e, o.Lena)
	for name, id := range map[string]domain.ID{
		"a seller": o.Sam.ID, "from outside": o.Pia.ID, "another tenant's": o.stranger(t).ID, "unknown": domaintest.NewID(),
	} {
		wantFields(t, name, o.handOver(t, o.Actor(o.Mara), id), "hand_over")
	}
	to(&o.Lena.ID)
	for _, id := range []domain.ID{{}, o.Mara.ID} { // both take them back
		if err := o.handOver(t, o.Actor(o.Mara), o.Lena.ID); err != nil {
			t.Fatal(err)
		}
		if err := o.handOver(t, o.Actor(o.Mara), id); err != nil {
			t.Fatal(err)
		}
		to(nil)
		e := o.lastOf(t, o.Mara.ID, domain.EventNudgesSet)
		if e.New != "" {
			t.Errorf("the event is %+v", e)
		}
		o.wantHeard(t, e)
	}
	if err := o.handOver(t, a, o.Lena.ID); err != nil {
		t.Fatal(err)
	}
	to(nil) // the first request, delivered once more
}

// What is wrong with either is told at once, and neither is kept then.
func TestSetNudges_AllOrNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := forAll(domain.NudgeDirect, "10", "0")
	s.To = &o.Sam.Identities[0]
	_, err := o.SetNudges(t.Context(), o.Actor(o.Lena), s)
	wantFields(t, "a number and a stand-in", err, "most", "hand_over")
	s.All.PerDay = "5"
	_, err = o.SetNudges(t.Context(), o.Actor(o.Lena), s)
	wantFields(t, "a stand-in", err, "hand_over")
	p, err := o.Store.Program(t.Context(), o.World.Program.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "the settings after that", p.Settings, domain.DefaultSettings())
}

// What is set as it was is no news.
func TestSetNudges_SameAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := forAll(domain.NudgeDirect, "10", "5")
	s.To = &o.Mara.Identities[0]
	var first domain.Program
	for range 2 {
		got, err := o.SetNudges(t.Context(), o.Actor(o.Lena), s)
		if err != nil {
			t.Fatal(err)
		}
		first.Revision = cmp.Or(first.Revision, got.Revision)
		wantSame(t, "the revision", got.Revision, first.Revision)
	}
	s.To = nil
	if _, err := o.SetNudges(t.Context(), o.Actor(o.Lena), s); err != nil {
		t.Fatal(err)
	}
	o.event(t, o.World.Program.ID, domain.EventNudgesSet)
	o.event(t, o.Lena.ID, domain.EventNudgesSet)
	if p, err := o.PersonFor(t.Context(), o.Lena.ID); err != nil || p.NudgesTo == nil || *p.NudgesTo != o.Mara.ID {
		t.Errorf("left as it is, Lena's go to %v, %v", p.NudgesTo, err)
	}
}

func forAll(where domain.NudgeWhere, hour, perDay string) domain.NudgeSetting {
	return domain.NudgeSetting{All: &domain.NudgeTerms{Where: where, Hour: hour, PerDay: perDay}}
}

// handOver gives the actor's alerts to a person; nobody for the zero ID.
func (o office) handOver(t *testing.T, a domain.Actor, to domain.ID) error {
	t.Helper()
	var by domain.Identity
	if to != (domain.ID{}) {
		by = slackUser("UNOBODY")
		if p, err := o.PersonFor(t.Context(), to); err == nil && len(p.Identities) > 0 {
			by = p.Identities[0]
		}
	}
	_, err := o.SetNudges(t.Context(), a, domain.NudgeSetting{To: &by})
	return err
}
