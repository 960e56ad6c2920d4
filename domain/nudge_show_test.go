package domain_test

import (
	"context"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

// nudged keeps a nudge of now about these partners as they stand, to a reader or, with nil, to the channel.
func (o *office) nudged(t *testing.T, reader *domain.ID, partners ...domain.Partner) domain.Nudge {
	t.Helper()
	n := domain.Nudge{
		ID: domaintest.NewID(), ProgramID: o.World.Program.ID, ReaderID: reader, Day: o.today(), JudgedOn: o.today(), At: o.Clock.Now(), More: 3,
	}
	for _, p := range partners {
		s := o.page(t, o.Lena, p.ID).Standing
		n.Items = append(n.Items, domain.NudgeItem{PartnerID: p.ID, Concern: s.Concern, Status: s.Status, Rung: activation.First})
	}
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.InsertNudge(ctx, n) })
	return n
}

func (o *office) nudgeCard(t *testing.T, n domain.Nudge) domain.NudgeCard {
	t.Helper()
	c, err := o.NudgeFor(t.Context(), n.ID)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestNudgeFor(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	lone := o.lone(t, "Lone")
	n := o.nudged(t, &o.Lena.ID, o.Northwind, lone)
	got := o.nudgeCard(t, n)
	wantSame(t, "the nudge", got.Nudge, n)
	if got.Program.ID != o.World.Program.ID || got.Reader == nil || got.Reader.ID != o.Lena.ID || got.Settled() || len(got.Lines) != 2 {
		t.Fatalf("the card is %+v", got)
	}
	first, second := got.Lines[0], got.Lines[1]
	if first.Partner.ID != o.Northwind.ID || first.Step != "Kick-off" || first.Owner == nil || first.Owner.ID != o.Mara.ID || !first.Open || !first.ByHand || first.Last != nil {
		t.Errorf("the first line is %+v", first)
	}
	// What is wrong with one whom nobody owns is no checkpoint; its next one is named.
	if second.Item.Concern.Reason != activation.Unowned || second.Step != "Owner named" || second.Owner != nil || second.ByHand || !second.Open {
		t.Errorf("the second line is %+v", second)
	}
	if c := o.nudgeCard(t, o.nudged(t, nil, o.Globex)); c.Reader != nil || len(c.Lines) != 1 {
		t.Errorf("the channel's card is %+v", c)
	}
	_, err := o.NudgeFor(t.Context(), domaintest.NewID())
	wantCode(t, err, domain.NotFound)
}

// A line is settled by what settles its concern, and by nothing else.
func TestNudgeFor_Settled(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		act  func(o *office, a domain.Actor, id domain.ID) (domain.Partner, error)
		open bool
		kind string
	}{
		"the checkpoint is done": {func(o *office, a domain.Actor, id domain.ID) (domain.Partner, error) {
			return o.CompleteStep(t.Context(), a, id, "kickoff", domain.StepDone{Evidence: "notes"})
		}, false, domain.EventStepDone},
		"it has a new date": {func(o *office, a domain.Actor, id domain.ID) (domain.Partner, error) {
			return o.SetDue(t.Context(), a, id, "kickoff", o.today().AddDays(9), "Later")
		}, false, domain.EventNewDate},
		"it is put off": {func(o *office, a domain.Actor, id domain.ID) (domain.Partner, error) {
			return o.Snooze(t.Context(), a, id, o.today().AddDays(9), "Later")
		}, false, domain.EventSnoozed},
		"help is asked for": {func(o *office, a domain.Actor, id domain.ID) (domain.Partner, error) {
			return o.AskHelp(t.Context(), a, id, "A trainer")
		}, false, domain.EventHelpAsked},
		"it is parked": {func(o *office, a domain.Actor, id domain.ID) (domain.Partner, error) {
			return o.Park(t.Context(), a, id, o.today().AddDays(9), "Later")
		}, false, domain.EventParked},
		"somebody called": {func(o *office, a domain.Actor, id domain.ID) (domain.Partner, error) {
			return o.LogContact(t.Context(), a, id, calendar.Date{}, "Called")
		}, true, domain.EventContact},
	} {
		o := newOffice(t)
		if _, err := o.LogContact(t.Context(), o.Actor(o.Mara), o.Northwind.ID, calendar.Date{}, "Before"); err != nil {
			t.Fatal(err)
		}
		o.Clock.Advance(time.Minute)
		n := o.nudged(t, &o.Mara.ID, o.Northwind)
		if l := o.nudgeCard(t, n).Lines[0]; l.Last != nil || !l.Open {
			t.Errorf("before %s: %+v", name, l)
		}
		o.Clock.Advance(time.Minute)
		if _, err := c.act(o, o.Actor(o.Mara), o.Northwind.ID); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		card := o.nudgeCard(t, n)
		l := card.Lines[0]
		if l.Open != c.open || card.Settled() == c.open || l.Last == nil || l.Last.Kind != c.kind || l.Step != "Kick-off" {
			t.Errorf("%s: %+v, last %+v", name, l, l.Last)
		}
		o.days(9)
		if l := o.nudgeCard(t, n).Lines[0]; name == "it is put off" && !l.Open {
			t.Errorf("%s, and that is over: %+v", name, l)
		}
	}
}

// Help that somebody asks for leaves the line open for who is asked: the others, and the channel.
func TestNudgeFor_helpIsAskedOfTheOthers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	mine, hers, ours := o.nudged(t, &o.Mara.ID, o.Northwind), o.nudged(t, &o.Lena.ID, o.Northwind), o.nudged(t, nil, o.Northwind)
	o.Clock.Advance(time.Minute)
	if _, err := o.AskHelp(t.Context(), o.Actor(o.Mara), o.Northwind.ID, "A trainer"); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		n    domain.Nudge
		open bool
	}{"who asks": {mine, false}, "the lead": {hers, true}, "the channel": {ours, true}} {
		if l := o.nudgeCard(t, c.n).Lines[0]; l.Open != c.open || l.Last == nil || l.Last.Kind != domain.EventHelpAsked {
			t.Errorf("of %s: %+v", name, l)
		}
	}
}

// Who has the partner no more has nothing to settle, and reads who has it.
func TestNudgeFor_ofWhoHasItNoMore(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	milo := o.manager(t, "Milo")
	n := o.nudged(t, &o.Mara.ID, o.Northwind)
	o.Clock.Advance(time.Minute)
	if _, err := o.Reassign(t.Context(), o.Actor(o.Lena), o.Northwind.ID, milo.ID, ""); err != nil {
		t.Fatal(err)
	}
	o.Clock.Advance(time.Minute)
	if _, err := o.LogContact(t.Context(), o.Actor(milo), o.Northwind.ID, calendar.Date{}, "Called"); err != nil {
		t.Fatal(err)
	}
	if l := o.nudgeCard(t, n).Lines[0]; l.Open || l.Last == nil || l.Last.Kind != domain.EventOwner {
		t.Errorf("%+v", l)
	}
}

// Whoever the round tells of a partner finds it open, and nobody else: the owner, the lead, and who gets the alerts of either.
func TestNudgeFor_isOpenForWhoHearsOfIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	milo, mika := o.manager(t, "Milo"), o.manager(t, "Mika")
	open := func(want map[string]bool) {
		t.Helper()
		for _, p := range []domain.Person{o.Mara, o.Lena, milo, mika} {
			if l := o.nudgeCard(t, o.nudged(t, &p.ID, o.Northwind)).Lines[0]; l.Open != want[p.Name] {
				t.Errorf("for %s it is open: %v", p.Name, l.Open)
			}
			o.Clock.Advance(24 * time.Hour) // a nudge a day
		}
	}
	hears := map[string]bool{"Mara Manager": true, "Lena Lead": true}
	open(hears)
	if err := o.handOver(t, o.Actor(o.Lena), milo.ID); err != nil {
		t.Fatal(err)
	}
	hears["Milo"] = true
	open(hears)
	if err := o.handOver(t, o.Actor(o.Mara), mika.ID); err != nil {
		t.Fatal(err)
	}
	hears["Mika"] = true
	open(hears)
	mika, err := o.PersonFor(t.Context(), mika.ID)
	if err != nil {
		t.Fatal(err)
	}
	mika.Roles = nil // who may not run partners stands in for nobody
	o.SavePerson(t, &mika)
	hears["Mika"] = false
	open(hears)
}

// Another checkpoint that moves is not what settled the one that was overdue.
func TestNudgeFor_ofTheCheckpointItself(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := o.nudged(t, &o.Mara.ID, o.Northwind)
	o.Clock.Advance(time.Minute)
	if _, err := o.CompleteStep(t.Context(), o.Actor(o.Mara), o.Northwind.ID, "kickoff", domain.StepDone{Evidence: "notes"}); err != nil {
		t.Fatal(err)
	}
	o.Clock.Advance(time.Minute)
	if _, err := o.SetDue(t.Context(), o.Actor(o.Mara), o.Northwind.ID, "certification", o.today().AddDays(9), "Later"); err != nil {
		t.Fatal(err)
	}
	if l := o.nudgeCard(t, n).Lines[0]; l.Open || l.Last == nil || l.Last.Kind != domain.EventStepDone {
		t.Errorf("%+v, last %+v", l, l.Last)
	}
}

// Help that was asked for before a nudge settles nothing of it: it is told because the help has not come, or because
// something else is wrong.
func TestNudgeFor_helpWasAskedForBefore(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if _, err := o.AskHelp(t.Context(), o.Actor(o.Mara), o.Northwind.ID, "A trainer"); err != nil {
		t.Fatal(err)
	}
	o.Clock.Advance(time.Minute)
	if c := o.nudgeCard(t, o.nudged(t, &o.Mara.ID, o.Northwind)); c.Settled() || c.Lines[0].Last != nil {
		t.Errorf("it is settled before anybody has seen it: %+v", c.Lines)
	}
}

// What settles a line is told, whatever else happened afterwards.
func TestNudgeFor_tellsWhatSettledIt(t *testing.T) {
	t.Parallel()
	for kind, act := range map[string]func(o *office) (domain.Partner, error){
		domain.EventHelpAsked: func(o *office) (domain.Partner, error) {
			return o.AskHelp(t.Context(), o.Actor(o.Mara), o.Northwind.ID, "A trainer")
		},
		domain.EventSnoozed: func(o *office) (domain.Partner, error) {
			return o.Snooze(t.Context(), o.Actor(o.Mara), o.Northwind.ID, o.today().AddDays(9), "Later")
		},
	} {
		o := newOffice(t)
		n := o.nudged(t, &o.Mara.ID, o.Northwind)
		o.Clock.Advance(time.Minute)
		if _, err := act(o); err != nil {
			t.Fatal(err)
		}
		o.Clock.Advance(time.Minute)
		if _, err := o.AssignStep(t.Context(), o.Actor(o.Mara), o.Northwind.ID, "certification", &o.Remy.ID, ""); err != nil {
			t.Fatal(err)
		}
		if l := o.nudgeCard(t, n).Lines[0]; l.Open || l.Last == nil || l.Last.Kind != kind {
			t.Errorf("after %s: open %v, last %+v", kind, l.Open, l.Last)
		}
	}
}

// Whatever changes of a partner, the nudges that show it are drawn again.
func TestActsDrawNudgesAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := o.nudged(t, &o.Mara.ID, o.Northwind)
	card := o.Card(n.ID)
	card.Kind, card.Key, card.State, card.Wanted, card.Shown = domain.StallNudge, "nudge:"+n.ID.String(), domain.Sent, 1, 1
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.Post(ctx, card) })
	want := 1
	acts := o.acts(t, o.Northwind.ID)
	for _, name := range []string{
		"CompleteStep", "SetDue", "AssignStep", "Snooze", "AskHelp", "Helped", "LogContact", "Reassign", "Park", "Unpark", "Exit",
	} {
		if err := acts[name](o.Actor(o.Lena)); err != nil {
			t.Fatal(err)
		}
		want++
		if d := o.posted(t, card.Key); d.Wanted != want {
			t.Errorf("after %s it is wanted %d times, want %d", name, d.Wanted, want)
		}
	}
}
