package domain_test

import (
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
		got, err := o.SetNudges(t.Context(), a, domain.NudgeDirect, " 6 ", "50")
		if s := got.Settings; err != nil || s.NudgeWhere != domain.NudgeDirect || s.NudgeHour != 6 || s.NudgesPerDay != 50 {
			t.Errorf("%+v, %v", s, err)
		}
	}
	o.event(t, o.World.Program.ID, domain.EventNudgesSet)
	o.changeProgram(t, func(p *domain.Program) { p.Channels = append(p.Channels, teamChannel()) })
	want := domain.DefaultSettings()
	want.NudgeWhere, want.NudgeHour, want.NudgesPerDay = domain.NudgeChannel, 11, 1
	got, err := o.SetNudges(t.Context(), o.Actor(o.Lena), domain.NudgeChannel, "11", "1")
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
		_, err := o.SetNudges(t.Context(), o.Actor(o.Lena), c.where, c.hour, c.perDay)
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
		_, err := o.SetNudges(t.Context(), o.Actor(o.Lena), domain.NudgeChannel, "9", "20")
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
	if err := o.HandOver(t.Context(), o.Actor(o.Mara), milo.ID); err != nil {
		t.Fatal(err)
	}
	wantSame(t, "what Milo may", o.page(t, milo, o.Northwind.ID).May, []domain.Act{domain.ActStep, domain.ActRunPartner, domain.ActPark})
	all := map[string]bool{}
	for _, name := range run {
		all[name] = true
	}
	try(all)
	if err := o.HandOver(t.Context(), o.Actor(o.Mara), o.Mara.ID); err != nil {
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
		if err := o.HandOver(t.Context(), a, o.Lena.ID); err != nil {
			t.Fatal(err)
		}
		to(&o.Lena.ID)
	}
	if e := o.event(t, o.Mara.ID, domain.EventNudgesSet); e.New != "Lena Lead" {
		t.Errorf("the event is %+v", e)
	}
	for name, id := range map[string]domain.ID{
		"a seller": o.Sam.ID, "from outside": o.Pia.ID, "another tenant's": o.stranger(t).ID, "unknown": domaintest.NewID(),
	} {
		wantFields(t, name, o.HandOver(t.Context(), o.Actor(o.Mara), id), "owner")
	}
	to(&o.Lena.ID)
	for _, id := range []domain.ID{{}, o.Mara.ID} { // both take them back
		if err := o.HandOver(t.Context(), o.Actor(o.Mara), o.Lena.ID); err != nil {
			t.Fatal(err)
		}
		if err := o.HandOver(t.Context(), o.Actor(o.Mara), id); err != nil {
			t.Fatal(err)
		}
		to(nil)
		if e := o.lastOf(t, o.Mara.ID, domain.EventNudgesSet); e.New != "" {
			t.Errorf("the event is %+v", e)
		}
	}
	if err := o.HandOver(t.Context(), a, o.Lena.ID); err != nil {
		t.Fatal(err)
	}
	to(nil) // the first request, delivered once more
}
