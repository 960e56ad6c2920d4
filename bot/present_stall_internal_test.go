package bot

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// stalled is an alert to the lead of partners whom nobody owns, each raised to a rung.
func stalled(reason activation.Reason, rungs ...activation.Rung) domain.NudgeCard {
	lead := domain.Person{ID: uuid.UUID{1}, Name: "Ann Lee", Roles: []domain.Role{domain.PartnershipsLead}}
	c := domain.NudgeCard{Program: domain.Program{Settings: domain.DefaultSettings()}, Reader: &lead}
	concern := activation.Concern{Reason: reason, Since: calendar.On(2026, time.November, 2)}
	for n, rung := range rungs {
		c.Lines = append(c.Lines, domain.NudgeLine{
			Partner: domain.Partner{ID: uuid.UUID{2, byte(n)}, Name: []string{"Contoso", "Fabrikam"}[n], SignedOn: concern.Since},
			Item:    domain.NudgeItem{Concern: concern, Rung: rung}, Standing: activation.Standing{Concern: concern}, Open: true,
		})
	}
	return c
}

func drawnStall(c domain.NudgeCard) view.StallAlert {
	return stallAlert(c, domain.Address{}, reader{zone: time.UTC, now: time.Date(2026, 12, 7, 9, 0, 0, 0, time.UTC)})
}

func stallLabels(all []view.Action) string {
	var out []string
	for _, a := range all {
		out = append(out, a.Label)
	}
	return strings.Join(out, ", ")
}

// Nothing moves while nobody owns the runway, so that comes first, and is the one button that stands out.
func TestStallAlert_ofNobodys(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		card domain.NudgeCard
		want string
	}{
		"told":                      {stalled(activation.Unowned, activation.First), "Give it an owner, Snooze, Need help"},
		"to decide":                 {stalled(activation.Unowned, activation.Decide), "Give it an owner, Help, Park, Exit"},
		"to decide, for the others": {stalled(activation.Idle, activation.Decide), "Give it an owner, Help, Park, Exit"},
		"of another reason":         {stalled(activation.Idle, activation.First), "Log a contact, Snooze, Need help, Give it an owner"},
	} {
		buttons := drawnStall(c.card).Items[0].Actions
		if got := stallLabels(buttons); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		good := 0
		for _, a := range buttons {
			if a.Tone == view.Good {
				good++
			}
		}
		if good != 1 {
			t.Errorf("%s: %d buttons stand out", name, good)
		}
	}
}

// What the decisions mean is said once, however many there are to make.
func TestStallAlert_ofSeveralToDecide(t *testing.T) {
	t.Parallel()
	v := drawnStall(stalled(activation.Unowned, activation.Decide, activation.Decide))
	if !strings.HasPrefix(v.Lead, "Contoso needs you most. ") || strings.Count(v.Lead, "at most a year from now") != 1 {
		t.Errorf("the alert begins %q", v.Lead)
	}
	for _, i := range v.Items {
		if i.Consequence != "Decide now: help, park or exit." || stallLabels(i.Actions) != "Give it an owner, Help, Park, Exit" {
			t.Errorf("%s reads %+v", i.Name, i)
		}
	}
	v = drawnStall(stalled(activation.Unowned, activation.Decide, activation.First))
	if v.Lead != "Contoso needs you most." || !strings.Contains(v.Items[0].Consequence, "at most a year from now") {
		t.Errorf("with one to decide on: %q, %+v", v.Lead, v.Items[0])
	}
}

// What was put off comes back, and is not done.
func TestStallAlert_thatIsPutOff(t *testing.T) {
	t.Parallel()
	const forNow, done = "Nothing is left to do for now. Thank you.", "Nothing is left to do. Thank you."
	for name, c := range map[string]struct {
		standing activation.Standing
		want     string
	}{
		"snoozed": {stalled(activation.Unowned, activation.First).Lines[0].Standing, forNow},
		"parked":  {activation.Standing{Status: activation.Parked}, forNow},
		"done":    {activation.Standing{Status: activation.OnTrack}, done},
		"left":    {activation.Standing{Status: activation.Exited}, done},
	} {
		card := stalled(activation.Unowned, activation.First)
		card.Lines[0].Open, card.Lines[0].Standing = false, c.standing
		if got := drawnStall(card).Lead; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// An alert that comes in spite of help says so; help from before it began, or after the alert, is not why it comes.
func TestStallAlert_inSpiteOfHelp(t *testing.T) {
	t.Parallel()
	on := func(day int) time.Time { return time.Date(2026, time.November, day, 15, 0, 0, 0, time.UTC) }
	for name, c := range map[string]struct {
		helped time.Time
		want   bool
	}{
		"never": {}, "before it was wrong": {helped: on(1)}, "for this": {helped: on(12), want: true}, "since the alert": {helped: on(21)},
	} {
		card := stalled(activation.Idle, activation.Decide)
		card.Nudge.At, card.Lines[0].Partner.HelpedAt = on(20), c.helped
		if got := drawnStall(card).Items[0].Detail; strings.Contains(got, "help was given on Nov 12") != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}
