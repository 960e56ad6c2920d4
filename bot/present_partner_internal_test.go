package bot

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

var novemberNinth = reader{zone: time.UTC, now: time.Date(2026, 11, 9, 9, 0, 0, 0, time.UTC)}

// What happened by itself is the partner's doing, not the program's.
func TestPartnerHistory_ofWhatHappenedByItself(t *testing.T) {
	t.Parallel()
	zed, max := domain.Partner{Name: "Zed Corp"}, uuid.UUID{1}
	for want, e := range map[string]domain.Event{
		"Zed Corp signed, imported from partners.csv":               {Kind: domain.EventSigned, Reason: "imported from partners.csv"},
		"Zed Corp is done with Kick-off: minutes.pdf":               {Kind: domain.EventStepDone, New: "Kick-off", Reason: "minutes.pdf"},
		"Zed Corp was given to Lena Lead":                           {Kind: domain.EventOwner, New: "Lena Lead"},
		"Zed Corp left the program: Never started":                  {Kind: domain.EventExited, Reason: "Never started"},
		"Zed Corp is activated: its first registration is approved": {Kind: domain.EventActivated},
		"Zed Corp won its first deal":                               {Kind: domain.EventProduced},
		"partnerbot gave the help that was asked for":               {Kind: domain.EventHelped},
		"Max Vogt signed it, fit 80":                                {Kind: domain.EventSigned, Reason: "fit 80", ActorID: &max, ActorName: "Max Vogt"},
		"Max Vogt activated it: its first registration is approved": {Kind: domain.EventActivated, ActorID: &max, ActorName: "Max Vogt"},
	} {
		if e.ActorID == nil {
			e.ActorName = "partnerbot"
		}
		s := historyOf(zed, e, novemberNinth)
		if got := s.Who + " " + s.What; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := settledBy(&domain.Event{Kind: domain.EventStepDone, ActorName: "partnerbot", At: novemberNinth.now}, novemberNinth); got != "Done on Nov 9" {
		t.Errorf("settled: %q", got)
	}
}

// What comes next is named once, and not as something to come when its day has passed.
func TestPartnerLead_saysOnceWhatIsNext(t *testing.T) {
	t.Parallel()
	page := domain.PartnerPage{
		Program:     domain.Program{Settings: domain.DefaultSettings()},
		Checkpoints: []domain.Checkpoint{{Step: activation.Step{Key: "certification", Name: "Certification"}}},
	}
	due := calendar.On(2026, time.September, 21)
	for want, s := range map[string]activation.Standing{
		"Certification is 49 days overdue.": {
			Current: "certification", Due: due,
			Concern: activation.Concern{Reason: activation.Overdue, Key: "certification", Since: due.AddDays(1)},
		},
		"Nothing has happened for 40 days. Certification was due on Sep 21.": {
			Current: "certification", Due: due,
			Concern: activation.Concern{Reason: activation.Idle, Since: calendar.On(2026, time.October, 31)},
		},
		"Certification is due by Nov 20.": {Current: "certification", Due: calendar.On(2026, time.November, 20)},
	} {
		page.Standing = s
		if got := (partnerWords{page, novemberNinth, page.Program.DateOf(novemberNinth.now)}).lead(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Two checkpoints that are equally overdue stand equally, whichever comes next.
func TestPartnerPage_ofCheckpointsThatAreOverdue(t *testing.T) {
	t.Parallel()
	page := domain.PartnerPage{Program: domain.Program{Settings: domain.DefaultSettings()}, Partner: domain.Partner{Name: "Contoso"}}
	today := page.Program.DateOf(novemberNinth.now)
	for n, over := range []int{15, 15, 14, 1, 0, -20} {
		key := string(rune('a' + n))
		page.Checkpoints = append(page.Checkpoints, domain.Checkpoint{Step: activation.Step{Key: key, Name: key}, Due: today.AddDays(-over)})
	}
	page.Standing = activation.Standing{Status: activation.Stalled, Current: "a", Due: page.Checkpoints[0].Due}
	var got []string
	for _, c := range partnerPage(page, novemberNinth).Checkpoints {
		got = append(got, c.Status.Text)
	}
	if want := "Stalled Stalled Late Late Open Open"; strings.Join(got, " ") != want {
		t.Errorf("they stand %v, want %s", got, want)
	}
}

// Most partners are more than half of them.
func TestLessonsOf_most(t *testing.T) {
	t.Parallel()
	const begin = "What the program taught so far: "
	for want, stuck := range map[string]int{
		begin + "“Certification” holds up 1 of 13 partners now.":       1,
		begin + "“Certification” holds up 6 of 13 partners now.":       6,
		begin + "most partners stall at “Certification”, 7 of 13 now.": 7,
	} {
		if got := lessonsOf(domain.Lessons{Partners: 13, Step: "Certification", Stuck: stuck}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
