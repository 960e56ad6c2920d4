package domain_test

import (
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// park has somebody park Northwind until so many days from now.
func (o *office) park(t *testing.T, by domain.Person, days int, reason string) error {
	t.Helper()
	_, err := o.Park(t.Context(), o.Actor(by), o.Northwind.ID, o.today().AddDays(days), reason)
	return err
}

// stands is how Northwind stands.
func (o *office) stands(t *testing.T) activation.Standing {
	t.Helper()
	page, err := o.PartnerPage(t.Context(), o.Actor(o.Mara), o.Northwind.ID)
	if err != nil {
		t.Fatal(err)
	}
	return page.Standing
}

func TestPark(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if err := o.complete(t, "kickoff", domain.StepDone{Evidence: "notes"}); err != nil {
		t.Fatal(err)
	}
	if err := o.park(t, o.Lena, 30, " They move offices "); err != nil {
		t.Fatal(err)
	}
	p := o.partner(t, o.Northwind.ID)
	if p.Status != domain.PartnerParked || p.ParkedUntil != date(t, "2026-12-03") || p.StatusReason != "They move offices" {
		t.Errorf("the partner is %+v", p)
	}
	wantSame(t, "the dates", o.dues(t, o.Northwind.ID), map[string]string{
		"owner": "2026-09-03", "kickoff": "2026-09-08", // these are done
		"certification": "2026-10-31", "joint_plan": "2026-11-15", "first_registration": "2026-11-30", "first_win": "2027-01-29",
	})
	e := o.lastOf(t, o.Northwind.ID, domain.EventParked)
	if e.New != "2026-12-03" || e.Reason != "They move offices" {
		t.Errorf("the event is %+v", e)
	}
	o.wantHeard(t, e, o.Mara)
	o.days(29)
	if s := o.stands(t); s.Status != activation.Parked || !s.Concern.None() {
		t.Errorf("on the last day it stands %+v", s)
	}
	o.days(1)
	// Back by itself, with as many days lost on its path as it had lost before.
	s := o.stands(t)
	if s.Status != activation.Stalled || s.Current != "certification" || s.Concern.Since != date(t, "2026-11-01") {
		t.Errorf("once it is back it stands %+v", s)
	}
}

func TestPark_Again(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, c := range []struct {
		days                          int
		kickoff, registration, winDay string
	}{
		{30, "2026-10-08", "2026-11-30", "2027-01-29"},
		{40, "2026-10-18", "2026-12-10", "2027-02-08"}, // ten days more
		{40, "2026-10-18", "2026-12-10", "2027-02-08"},
		{10, "2026-11-03", "2026-11-10", "2027-01-09"}, // back earlier, but nothing is due before today
	} {
		if err := o.park(t, o.Mara, c.days, "They move offices"); err != nil {
			t.Fatal(err)
		}
		got := o.dues(t, o.Northwind.ID)
		if got["kickoff"] != c.kickoff || got["first_registration"] != c.registration || got["first_win"] != c.winDay {
			t.Errorf("parked for %d days: %v, want %+v", c.days, got, c)
		}
		o.wantHeard(t, o.lastOf(t, o.Northwind.ID, domain.EventParked)) // it was her own decision
	}
	o.days(20) // back for ten days by now
	if err := o.park(t, o.Mara, 5, "Once more"); err != nil {
		t.Fatal(err)
	}
	if got := o.dues(t, o.Northwind.ID)["first_win"]; got != "2027-01-14" {
		t.Errorf("parked once more, the win is due %s", got)
	}
}

// The same request again moves nothing twice.
func TestPark_SameRequest(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	a := o.Actor(o.Mara)
	for range 2 {
		if _, err := o.Park(t.Context(), a, o.Northwind.ID, o.today().AddDays(30), "Moving"); err != nil {
			t.Fatal(err)
		}
	}
	if got := o.dues(t, o.Northwind.ID)["first_win"]; got != "2027-01-29" || o.partner(t, o.Northwind.ID).Revision != 2 {
		t.Errorf("the win is due %s", got)
	}
}

// A parked partner may be back before its day: its checkpoints move back with it, and it counts from then on.
func TestUnpark(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	due := func() calendar.Date {
		path, err := o.Store.Checkpoints(t.Context(), o.Northwind.ID)
		if err != nil {
			t.Fatal(err)
		}
		return path[len(path)-1].Due
	}
	_, err := o.Unpark(t.Context(), o.Actor(o.Mara), o.Northwind.ID)
	wantCode(t, err, domain.Conflict)
	before := due()
	if _, err := o.Park(t.Context(), o.Actor(o.Lena), o.Northwind.ID, o.today().AddDays(60), "They move offices"); err != nil {
		t.Fatal(err)
	}
	o.days(20)
	back, err := o.Unpark(t.Context(), o.Actor(o.Lena), o.Northwind.ID)
	if err != nil || back.Status != domain.PartnerActive || back.ParkedUntil != o.today() || back.StatusReason != "" {
		t.Errorf("back, it is %+v, %v", back, err)
	}
	if got := due().DaysSince(before); got != 20 {
		t.Errorf("its last checkpoint moved by %d days, want the 20 that it was parked", got)
	}
	events, err := o.Store.Events(t.Context(), o.Northwind.ID)
	if err != nil || len(events) != 2 || events[1].Kind != domain.EventUnparked || events[1].Old == "" {
		t.Errorf("the events are %+v, %v", events, err)
	}
	_, err = o.Unpark(t.Context(), o.Actor(o.Lena), o.Northwind.ID)
	wantCode(t, err, domain.Conflict)
}

func TestPark_Refused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for name, c := range map[string]struct {
		days   int
		reason string
		want   string
	}{
		"today": {0, "Moving", "until"}, "too far": {366, "Moving", "until"}, "no reason": {9, " ", "reason"},
		"a long tale": {9, strings.Repeat("r", 501), "reason"},
	} {
		wantFields(t, name, o.park(t, o.Mara, c.days, c.reason), c.want)
	}
	wantSame(t, "the partner", o.partner(t, o.Northwind.ID), o.Northwind)
	for _, days := range []int{1, 365} {
		if err := o.park(t, o.Mara, days, "Moving"); err != nil {
			t.Errorf("%d days: %v", days, err)
		}
	}
}

func TestExit(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	wait := o.register(t)
	id := o.Northwind.ID
	if _, err := o.AskHelp(t.Context(), o.Actor(o.Mara), id, "A trainer"); err != nil {
		t.Fatal(err)
	}
	if err := o.park(t, o.Mara, 10, "Moving"); err != nil {
		t.Fatal(err)
	}
	_, err := o.Exit(t.Context(), o.Actor(o.Lena), id, " ")
	wantFields(t, "no reason", err, "reason")
	_, err = o.Exit(t.Context(), o.Actor(o.Mara), id, "They sold")
	wantCode(t, err, domain.Forbidden)
	if _, err := o.Exit(t.Context(), o.Actor(o.Lena), id, "They were sold"); err != nil {
		t.Fatal(err)
	}
	left := o.partner(t, id)
	if left.Status != domain.PartnerExited || left.StatusReason != "They were sold" || left.HelpAsked != "" {
		t.Errorf("the partner is %+v", left)
	}
	e := o.lastOf(t, id, domain.EventExited)
	if e.Old != "parked" || e.New != "exited" || e.Reason != "They were sold" {
		t.Errorf("the event is %+v", e)
	}
	o.wantHeard(t, e, o.Mara)
	if s := o.stands(t); s.Status != activation.Exited || !s.Concern.None() {
		t.Errorf("it stands %+v", s)
	}
	// Nothing about it changes any more, whoever asks, though its deals go on.
	path := o.path(t, id)
	for name, act := range o.acts(t, id) {
		if err := act(o.Actor(o.Lena)); domain.CodeOf(err) != domain.Conflict {
			t.Errorf("%s: %v, want Conflict", name, err)
		}
	}
	_, err = o.Register(t.Context(), o.Actor(o.Sam), o.Claim(o.Northwind, "Umbrella", "umbrella.com"))
	wantFields(t, "one more deal", err, "partner")
	o.days(1)
	d := o.approve(t, wait)
	if _, err := o.Win(t.Context(), o.Actor(o.Sam), d.Registration.ID, d.Registration.Revision, usd(100), o.today()); err != nil {
		t.Fatal(err)
	}
	wantSame(t, "the partner", o.partner(t, id), left)
	wantSame(t, "its path", o.path(t, id), path)
}

// acts is every act on one partner, by name: each of them is in order for the lead of an active partner.
func (o *office) acts(t *testing.T, id domain.ID) map[string]func(domain.Actor) error {
	t.Helper()
	ctx, ahead := t.Context(), o.today().AddDays(5)
	partner := func(_ domain.Partner, err error) error { return err }
	return map[string]func(domain.Actor) error{
		"CompleteStep": func(a domain.Actor) error {
			return partner(o.CompleteStep(ctx, a, id, "kickoff", domain.StepDone{Evidence: "notes"}))
		},
		"SetDue":     func(a domain.Actor) error { return partner(o.SetDue(ctx, a, id, "joint_plan", ahead, "Later")) },
		"AssignStep": func(a domain.Actor) error { return partner(o.AssignStep(ctx, a, id, "joint_plan", &o.Remy.ID, "")) },
		"Snooze":     func(a domain.Actor) error { return partner(o.Snooze(ctx, a, id, ahead, "Later")) },
		"AskHelp":    func(a domain.Actor) error { return partner(o.AskHelp(ctx, a, id, "A trainer")) },
		"Helped":     func(a domain.Actor) error { return partner(o.Helped(ctx, a, id)) },
		"LogContact": func(a domain.Actor) error { return partner(o.LogContact(ctx, a, id, calendar.Date{}, "Called")) },
		"Reassign":   func(a domain.Actor) error { return partner(o.Reassign(ctx, a, id, o.Lena.ID, "")) },
		"Park":       func(a domain.Actor) error { return partner(o.Park(ctx, a, id, ahead, "Later")) },
		"Unpark":     func(a domain.Actor) error { return partner(o.Unpark(ctx, a, id)) },
		"Exit":       func(a domain.Actor) error { return partner(o.Exit(ctx, a, id, "They were sold")) },
	}
}
