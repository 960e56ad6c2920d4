package bot_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// occurs is a moment of a schedule that comes now.
func (o *office) occurs(kind domain.ScheduleKind) domain.Occurrence {
	a := o.actor(ann)
	return domain.Occurrence{
		Schedule: domain.Schedule{ProgramID: a.ProgramID, Kind: kind, Zone: "America/New_York"}, TenantID: a.TenantID, Due: o.clock(),
	}
}

// postbox is the store with a look at what is queued in it.
type postbox struct {
	domain.Store
	o *office
}

func (p postbox) Change(ctx context.Context, fn func(context.Context, domain.Tx) error) error {
	return p.Store.Change(ctx, func(ctx context.Context, tx domain.Tx) error { return fn(ctx, slot{tx, p.o}) })
}

type slot struct {
	domain.Tx
	o *office
}

func (s slot) Post(ctx context.Context, d domain.Delivery) error {
	s.o.mu.Lock()
	s.o.posted = append(s.o.posted, d)
	s.o.mu.Unlock()
	return s.Tx.Post(ctx, d)
}

// nudged is the stall alert that came due last for a reader, "" for the partner team's channel; ok is false for none.
func (o *office) nudged(reader string) (d domain.Delivery, ok bool) {
	o.t.Helper()
	o.posted = nil
	if err := o.desk.NudgeDue(o.t.Context(), o.occurs(domain.NudgeSchedule)); err != nil {
		o.t.Fatal(err)
	}
	return o.queued(domain.StallNudge, reader)
}

func (o *office) queued(kind domain.DeliveryKind, reader string) (domain.Delivery, bool) {
	for _, d := range o.posted {
		if d.Kind == kind && (reader == "" && d.To.Channel == team || reader != "" && d.To.PersonID != nil && *d.To.PersonID == o.actor(reader).Person.ID) {
			return d, true
		}
	}
	return domain.Delivery{}, false
}

// alerted delivers the alert that comes due for a reader, and gives what they read.
func (o *office) alerted(c *bot.Courier, r *room, reader string) (view.StallAlert, domain.Delivery) {
	o.t.Helper()
	d, ok := o.nudged(reader)
	if !ok {
		o.t.Fatalf("no alert comes for %q", reader)
	}
	return o.read(c, r, d).(view.StallAlert), d
}

// read delivers a message and gives what stands there then.
func (o *office) read(c *bot.Courier, r *room, d domain.Delivery) view.View {
	o.t.Helper()
	_, after := o.deliver(c, d)
	if after.State != domain.Sent {
		o.t.Fatalf("the %s is %s: %s", d.Kind, after.State, after.Problem)
	}
	var n int
	if _, err := fmt.Sscan(after.Message.TS, &n); err != nil {
		o.t.Fatal(err)
	}
	return r.messages[n-1].view
}

func TestStallAlert_isDrawnEditedAndSettled(t *testing.T) {
	t.Parallel()
	o, r := newProgram(t), &room{}
	c := o.courier(toSlack(r))
	o.wait(8 * day) // Tuesday morning, a day after the kick-offs were due
	v, d := o.alerted(c, r, max)
	if v.Title != "2 partners need you" || len(v.Items) != 2 || len(v.People) != 0 || r.messages[0].to.Channel != max {
		t.Fatalf("Max reads %+v", v)
	}
	i := v.Items[0]
	if i.Name != "Contoso" || i.Problem != "Kick-off is 1 day overdue" || i.Status.Text != "Late" || i.Consequence != "" ||
		i.Detail != "signed Nov 9 · nobody on their side is named · no contact yet" {
		t.Errorf("the first is %+v", i)
	}
	if got := labels(i.Actions); got != "Done, New date, Snooze, Need help, Reassign" {
		t.Errorf("its buttons are %q", got)
	}
	o.fills(max, i.Actions[0].Intent, form.Values{"evidence": {"minutes.pdf"}})
	v = o.read(c, r, d).(view.StallAlert)
	if v.Items[0].Settled != "Done by Max Vogt on Nov 17" || v.Items[0].Problem != "Kick-off is 1 day overdue" || v.Title != "A partner needs you" {
		t.Errorf("after one is done: %+v", v)
	}
	o.wait(2 * day) // an alert goes out on its day, and is brought up to date on any
	o.fills(max, v.Items[1].Actions[2].Intent, form.Values{"until": {"2026-12-01"}, "reason": {"Dana is away"}})
	v = o.read(c, r, d).(view.StallAlert)
	if v.Items[1].Settled != "Snoozed until Dec 1 by Max Vogt: Dana is away" || v.Title != "All 2 are settled" || len(r.messages) != 1 {
		t.Errorf("after both: %+v", v)
	}
	if d, ok := o.nudged(max); ok {
		t.Errorf("a second alert on one day: %+v", d)
	}
}

func TestStallAlert_settledBeforeItGoesOutIsPointless(t *testing.T) {
	t.Parallel()
	o, r := newProgram(t), &room{}
	o.wait(8 * day)
	d, ok := o.nudged(max)
	if !ok {
		t.Fatal("no alert comes")
	}
	for _, name := range []string{"Northwind", "Contoso"} {
		o.fills(max, o.onPartner(name, intent.StepDone, "kickoff"), form.Values{"evidence": {"minutes.pdf"}})
	}
	if _, after := o.deliver(o.courier(toSlack(r)), d); after.State != domain.Dropped || len(r.messages) != 0 {
		t.Errorf("it is %s with %d messages", after.State, len(r.messages))
	}
}

// Who stands in for an owner is told in the owner's place, and does what is to be done.
func TestStallAlert_ofTheStandIn(t *testing.T) {
	t.Parallel()
	o, r := newProgram(t), &room{}
	v := setUpValues()
	v["partner_managers"] = []string{max, cam}
	o.saved(o.submit(ann, form.SetUpRunway, "", v), form.SetUpRunway)
	o.posted = nil
	o.notice(o.fills(max, intent.Intent{Name: intent.NudgeSettings}, form.Values{"hand_over": {cam}}))
	told, ok := o.queued(domain.PartnerNote, cam)
	if !ok || len(o.posted) != 1 {
		t.Fatalf("Cam is not told of it: %+v", o.posted)
	}
	if n := o.read(o.courier(toSlack(r)), r, told).(view.Notice); n.Text != "The stall alerts of Max Vogt come to you from now on." {
		t.Errorf("Cam reads %+v", n)
	}
	o.wait(8 * day)
	alert, d := o.alerted(o.courier(toSlack(r)), r, cam)
	i := alert.Items[0]
	if got := labels(i.Actions); got != "Done, New date, Snooze, Need help" {
		t.Fatalf("Cam is offered %q", got)
	}
	if !strings.Contains(i.Detail, "you stand in for Max Vogt") {
		t.Errorf("Cam reads %q", i.Detail)
	}
	o.partnerPage(o.fills(cam, i.Actions[2].Intent, form.Values{"until": {"2026-12-01"}, "reason": {"Max is away"}}))
	alert = o.read(o.courier(toSlack(r)), r, d).(view.StallAlert)
	if got := alert.Items[0].Settled; got != "Snoozed until Dec 1 by Cam Ruiz: Max is away" {
		t.Errorf("after that: %q", got)
	}
}

func TestStallAlert_isRaised(t *testing.T) {
	t.Parallel()
	o, r := built(t), &room{}
	c := o.courier(toSlack(r))
	o.fills(max, o.onPartner("Northwind", intent.Snooze), form.Values{"until": {"2027-02-01"}, "reason": {"Not this one"}})
	o.wait(22 * day) // Dec 1, 15 days after the kick-off of Contoso was due
	v, _ := o.alerted(c, r, max)
	if i := v.Items[0]; i.Status.Text != "Stalled" || i.Consequence != "The partnerships lead hears of it, too." || i.Problem != "Kick-off is 15 days overdue" {
		t.Errorf("Max reads %+v", i)
	}
	d, _ := o.queued(domain.StallNudge, ann)
	lead := o.read(c, r, d).(view.StallAlert)
	if i := lead.Items[0]; i.Consequence != "Max Vogt was told before, and it has not moved." || !strings.Contains(i.Detail, "owner Max Vogt") {
		t.Errorf("Ann reads %+v", i)
	}
	d, _ = o.queued(domain.StallNudge, "")
	channel := o.read(c, r, d).(view.StallAlert)
	if want := []view.Mention{{Name: "Max Vogt", User: max}}; len(channel.People) != 1 || channel.People[0] != want[0] || channel.Title != "A partner is behind" {
		t.Errorf("the channel reads %+v", channel)
	}
	o.wait(16 * day) // Dec 17
	v, _ = o.alerted(c, r, max)
	if i := v.Items[0]; v.Title != "A partner needs a decision" || !strings.HasPrefix(i.Consequence, "Decide now: help, park or exit.") || labels(i.Actions) != "Help, Park" {
		t.Errorf("Max decides on %+v", v)
	}
	d, _ = o.queued(domain.StallNudge, ann)
	lead = o.read(c, r, d).(view.StallAlert)
	if got := labels(lead.Items[0].Actions); got != "Help, Park, Exit" {
		t.Errorf("Ann decides with %q", got)
	}
	home := o.bot.Handle(t.Context(), o.request(ann, bot.Home)).View.(view.Home)
	if home.Sections[0].Title != "Needs your decision (2)" || home.Sections[0].Partners[0].Name != "Contoso" || !strings.Contains(home.Lead, "2 partners to decide on") {
		t.Errorf("Ann's page is %+v", home)
	}
	home = o.bot.Handle(t.Context(), o.request(max, bot.Home)).View.(view.Home)
	if home.Sections[0].Title != "Stalled partners (2)" || !strings.Contains(home.Lead, "2 stalled partners") {
		t.Errorf("Max's page is %+v", home)
	}
	o.fills(ann, lead.Items[0].Actions[2].Intent, form.Values{"reason": {"Nobody there answers"}, "confirm": {form.Parting}})
	if v := o.read(c, r, d).(view.StallAlert); v.Items[0].Settled != "Parted with by Ann Lee: Nobody there answers" || v.Title != "Contoso is settled" {
		t.Errorf("after the exit: %+v", v)
	}
}

func TestPartnerNotes_goToWhomItConcerns(t *testing.T) {
	t.Parallel()
	o, r := built(t), &room{}
	c := o.courier(toSlack(r))
	for _, x := range []struct {
		who, reader string
		act         intent.Name
		step        string
		v           form.Values
		text, next  string
	}{
		{max, ann, intent.AskHelp, "", form.Values{"need": {"A sponsor there"}}, "Max Vogt asks for help with Northwind: A sponsor there.", "Open Northwind, Helped"},
		{max, cam, intent.AssignStep, "kickoff", form.Values{"owner": {cam}, "their_owner": {"Dana"}}, "Max Vogt asks you to see to “Kick-off” with Northwind. On their side it is Dana.", "Open Northwind"},
		{ann, max, intent.Park, "", form.Values{"until": {"2027-02-01"}, "reason": {"Their merger"}}, "Northwind: Ann Lee parked it until Feb 1, 2027: Their merger.", "Open Northwind"},
		{max, ann, intent.Reassign, "", form.Values{"owner": {ann}, "reason": {"I leave"}}, "Max Vogt gave Northwind to you: I leave", "Open Northwind"},
		{ann, max, intent.Reassign, "", form.Values{"owner": {max}}, "Ann Lee gave Northwind to you", "Open Northwind"},
		{ann, max, intent.Reassign, "", form.Values{"owner": {ann}, "reason": {"You are away"}}, "Ann Lee gave Northwind to themselves: You are away", "Open Northwind"},
	} {
		o.posted = nil
		o.fills(x.who, o.onPartner("Northwind", x.act, x.step), x.v)
		d, ok := o.queued(domain.PartnerNote, x.reader)
		if !ok {
			t.Errorf("%s: nobody is told", x.act)
			continue
		}
		if n := o.read(c, r, d).(view.Notice); n.Text != x.text || labels(n.Actions) != x.next || n.Next == "" {
			t.Errorf("%s: %s reads %+v", x.act, x.reader, n)
		}
	}
}

func TestTeamWeekly_isPostedAndAskedFor(t *testing.T) {
	t.Parallel()
	o, r := built(t), &room{}
	o.wait(7 * day)
	o.posted = nil
	if err := o.desk.TakeWeekly(t.Context(), o.occurs(domain.WeeklySchedule)); err != nil {
		t.Fatal(err)
	}
	d, _ := o.queued(domain.TeamWeekly, "")
	v := o.read(o.courier(toSlack(r)), r, d).(view.TeamWeekly)
	if v.Headline != "Nobody has signed long enough for a rate: 2 partners in the first 90 days." || len(v.Activated) != 1 ||
		v.Activated[0] != "Northwind, on the day it signed" || fact(v.Facts, "Time to first deal") != "0 days (median), 1 not there yet" {
		t.Errorf("the team reads %+v", v)
	}
	if asked := o.types(max, "partner", "week").View.(view.TeamWeekly); asked.Headline != v.Headline {
		t.Errorf("Max reads %+v", asked)
	}
	if n := o.notice(o.types(pat, "partner", "week")); n.Tone != view.Bad {
		t.Errorf("a partner's own people read %+v", n)
	}
}
