package domain_test

import (
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

func TestSnooze(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	snooze := func(days int, reason string) error {
		_, err := o.Snooze(t.Context(), o.Actor(o.Mara), o.Northwind.ID, o.today().AddDays(days), reason)
		return err
	}
	for name, c := range map[string]struct {
		days   int
		reason string
		want   string
	}{
		"yesterday": {-1, "Why not", "until"}, "today": {0, "Why not", "until"}, "too far": {91, "Why not", "until"},
		"no reason": {9, "\n", "reason"}, "a long tale": {9, strings.Repeat("r", 501), "reason"},
	} {
		wantFields(t, name, snooze(c.days, c.reason), c.want)
	}
	_, err := o.Snooze(t.Context(), o.Actor(o.Mara), o.Northwind.ID, calendar.Date{}, "Why not")
	wantFields(t, "no day", err, "until")
	for _, days := range []int{1, 90} {
		if err := snooze(days, " On holiday "); err != nil {
			t.Errorf("%d days: %v", days, err)
		}
	}
	p := o.partner(t, o.Northwind.ID)
	if p.SnoozedUntil != o.today().AddDays(90) || p.SnoozeReason != "On holiday" || p.Status != domain.PartnerActive || !p.ActiveOn.IsZero() {
		t.Errorf("the partner is %+v", p)
	}
	e := o.lastOf(t, o.Northwind.ID, domain.EventSnoozed)
	if e.New != "2027-02-01" || e.Reason != "On holiday" {
		t.Errorf("the event is %+v", e)
	}
	o.wantHeard(t, e)
	// Alerts are kept back; how the partner stands is not.
	page, err := o.PartnerPage(t.Context(), o.Actor(o.Mara), o.Northwind.ID)
	if err != nil || page.Standing.Status != activation.Stalled || page.Standing.Concern.None() {
		t.Errorf("it stands %+v, %v", page.Standing, err)
	}
}

func TestHelp(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Ada.Roles = append(o.Ada.Roles, domain.PartnershipsLead)
	o.SavePerson(t, &o.Ada)
	for name, need := range map[string]string{"nothing": " ", "a long tale": strings.Repeat("n", 1001)} {
		_, err := o.AskHelp(t.Context(), o.Actor(o.Mara), o.Northwind.ID, need)
		wantFields(t, name, err, "need")
	}
	_, err := o.Helped(t.Context(), o.Actor(o.Mara), o.Northwind.ID)
	wantCode(t, err, domain.Conflict)

	a := o.Actor(o.Mara)
	for range 2 { // the same request
		if _, err := o.AskHelp(t.Context(), a, o.Northwind.ID, " A trainer "); err != nil {
			t.Fatal(err)
		}
	}
	if p := o.partner(t, o.Northwind.ID); p.HelpAsked != "A trainer" || !p.ActiveOn.IsZero() {
		t.Errorf("the partner is %+v", p)
	}
	asked := o.events(t, o.Northwind.ID, domain.EventHelpAsked)
	if len(asked) != 1 || asked[0].New != "A trainer" {
		t.Fatalf("the events are %+v", asked)
	}
	o.wantHeard(t, asked[0], o.Lena, o.Ada)
	_, err = o.AskHelp(t.Context(), o.Actor(o.Ada), o.Northwind.ID, "A better one")
	if err != nil {
		t.Fatal(err)
	}
	o.wantHeard(t, o.lastOf(t, o.Northwind.ID, domain.EventHelpAsked), o.Lena, o.Mara) // who asks knows

	p, err := o.Helped(t.Context(), o.Actor(o.Lena), o.Northwind.ID)
	if err != nil || p.HelpAsked != "" || o.partner(t, o.Northwind.ID).HelpAsked != "" {
		t.Errorf("the partner is %+v, %v", p, err)
	}
	e := o.lastOf(t, o.Northwind.ID, domain.EventHelped)
	if e.Old != "A better one" {
		t.Errorf("the event is %+v", e)
	}
	o.wantHeard(t, e, o.Mara)
	_, err = o.Helped(t.Context(), o.Actor(o.Lena), o.Northwind.ID)
	wantCode(t, err, domain.Conflict)
}

// The owner who says so knows it, and of a partner whom nobody owns nobody is told.
func TestHelped_NobodyToTell(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, c := range []struct {
		by domain.Person
		of domain.Partner
	}{{o.Mara, o.Northwind}, {o.Lena, o.lone(t, "Lone")}} {
		if _, err := o.AskHelp(t.Context(), o.Actor(c.by), c.of.ID, "A trainer"); err != nil {
			t.Fatal(err)
		}
		p, err := o.Helped(t.Context(), o.Actor(c.by), c.of.ID)
		if err != nil || p.HelpAsked != "" {
			t.Errorf("%s: %+v, %v", c.of.Name, p, err)
		}
		o.wantHeard(t, o.lastOf(t, c.of.ID, domain.EventHelped))
	}
}

func TestLogContact(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	log := func(on calendar.Date, note string) error {
		_, err := o.LogContact(t.Context(), o.Actor(o.Mara), o.Northwind.ID, on, note)
		return err
	}
	for name, c := range map[string]struct {
		on   calendar.Date
		note string
		want string
	}{
		"tomorrow":          {o.today().AddDays(1), "Called", "day"},
		"before they did":   {o.Northwind.SignedOn.AddDays(-1), "Called", "day"},
		"no word of it":     {o.today(), "", "note"},
		"more than a novel": {o.today(), strings.Repeat("n", 2001), "note"},
	} {
		wantFields(t, name, log(c.on, c.note), c.want)
	}
	for _, c := range []struct{ on, active string }{
		{"2026-09-01", "2026-09-01"},
		{"2026-10-30", "2026-10-30"},
		{"2026-10-02", "2026-10-30"}, // kept later than it happened
		{"", "2026-11-03"},
	} {
		var on calendar.Date
		if c.on != "" {
			on = date(t, c.on)
		}
		if err := log(on, "We met.\nThey will send names."); err != nil {
			t.Fatal(err)
		}
		p, e := o.partner(t, o.Northwind.ID), o.lastOf(t, o.Northwind.ID, domain.EventContact)
		if p.ActiveOn != date(t, c.active) || !p.DealtOn.IsZero() {
			t.Errorf("in touch on %q: the partner is %+v", c.on, p)
		}
		if want := c.on; want != "" && e.New != want || e.Reason != "We met.\nThey will send names." {
			t.Errorf("the event is %+v", e)
		}
	}
}

// Before activation, contact is what keeps a partner from stalling.
func TestLogContact_KeepsFromStalling(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.turn(t, o.Northwind.ID, func(p *domain.Partner) { p.ActiveOn = o.today().AddDays(-31) })
	for _, key := range []string{"kickoff", "certification", "joint_plan", "first_registration"} {
		if _, err := o.SetDue(t.Context(), o.Actor(o.Mara), o.Northwind.ID, key, o.today().AddDays(40), "Later"); err != nil {
			t.Fatal(err)
		}
	}
	status := func() activation.Status {
		page, err := o.PartnerPage(t.Context(), o.Actor(o.Mara), o.Northwind.ID)
		if err != nil {
			t.Fatal(err)
		}
		return page.Standing.Status
	}
	before := status()
	if _, err := o.LogContact(t.Context(), o.Actor(o.Mara), o.Northwind.ID, calendar.Date{}, "Called"); err != nil {
		t.Fatal(err)
	}
	if after := status(); before != activation.Stalled || after != activation.OnTrack {
		t.Errorf("it was %s and is %s", before, after)
	}
}
