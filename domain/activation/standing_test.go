package activation_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// signed is the day on which the partners of these tests signed.
var signed = calendar.On(2026, time.January, 5)

func day(n int) calendar.Date { return signed.AddDays(n) }

// partner is one whom somebody owns, on the default path, of whom something was heard on a day.
func partner(done int, heard int) activation.Facts {
	f := activation.Facts{SignedOn: signed, Owned: true, Checkpoints: activation.DefaultPath().Plan(signed), ActiveOn: day(heard)}
	for i := range done {
		f.Checkpoints[i].Done = day(1)
	}
	if done >= 5 {
		f.ActivatedOn, f.DealtOn = day(heard), day(heard)
	}
	return f
}

func with(f activation.Facts, change func(*activation.Facts)) activation.Facts {
	change(&f)
	return f
}

func TestJudge(t *testing.T) {
	t.Parallel()
	overdue := func(key string, due int) activation.Concern {
		return activation.Concern{Reason: activation.Overdue, Key: key, Since: day(due + 1)}
	}
	for name, c := range map[string]struct {
		facts activation.Facts
		on    int
		want  activation.Status
		wrong activation.Concern
	}{
		"eight days before it is due":      {partner(2, 5), 22, activation.OnTrack, activation.Concern{}},
		"a week before":                    {partner(2, 5), 23, activation.DueSoon, activation.Concern{}},
		"on the day":                       {partner(2, 5), 30, activation.DueSoon, activation.Concern{}},
		"a day over":                       {partner(2, 25), 31, activation.Late, overdue("certification", 30)},
		"14 days over":                     {partner(2, 25), 44, activation.Late, overdue("certification", 30)},
		"15 days over":                     {partner(2, 25), 45, activation.Stalled, overdue("certification", 30)},
		"silent for 30 days":               {partner(3, 5), 35, activation.OnTrack, activation.Concern{}},
		"silent for 31 days":               {partner(3, 5), 36, activation.Stalled, activation.Concern{Reason: activation.Idle, Since: day(36)}},
		"late, and silent for longer":      {partner(2, -5), 31, activation.Stalled, overdue("certification", 30)},
		"activated, silent for 90 days":    {partner(6, 20), 110, activation.OnTrack, activation.Concern{}},
		"activated, silent for 91 days":    {partner(6, 20), 111, activation.Dormant, activation.Concern{Reason: activation.Silent, Since: day(111)}},
		"activated, and late with the win": {partner(5, 60), 125, activation.Late, overdue("first_win", 120)},
		"everything done":                  {partner(6, 60), 100, activation.OnTrack, activation.Concern{}},
		"nobody owns it":                   {with(partner(2, 5), func(f *activation.Facts) { f.Owned = false }), 6, activation.Stalled, activation.Concern{Reason: activation.Unowned, Since: signed}},
		"nobody owns one with a past":      {with(partner(2, 5), func(f *activation.Facts) { f.Owned, f.WatchedOn = false, day(6) }), 6, activation.Stalled, activation.Concern{Reason: activation.Unowned, Since: day(6)}},
		"a past that is long silent":       {with(partner(6, 5), func(f *activation.Facts) { f.WatchedOn = day(300) }), 390, activation.OnTrack, activation.Concern{}},
		"silent since it is watched":       {with(partner(6, 5), func(f *activation.Facts) { f.WatchedOn = day(300) }), 391, activation.Dormant, activation.Concern{Reason: activation.Silent, Since: day(391)}},
		"never activated, and watched":     {with(partner(6, 5), func(f *activation.Facts) { f.WatchedOn, f.ActivatedOn = day(300), calendar.Date{} }), 331, activation.Stalled, activation.Concern{Reason: activation.Idle, Since: day(331)}},
		"parked":                           {with(partner(2, 5), func(f *activation.Facts) { f.ParkedUntil = day(90) }), 89, activation.Parked, activation.Concern{}},
		"back from being parked":           {with(partner(6, 5), func(f *activation.Facts) { f.ParkedUntil = day(200) }), 200, activation.OnTrack, activation.Concern{}},
		"exited":                           {with(partner(0, 5), func(f *activation.Facts) { f.Exited, f.Owned, f.ParkedUntil = true, false, day(90) }), 50, activation.Exited, activation.Concern{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := activation.Judge(c.facts, day(c.on), activation.DefaultTerms())
			if got.Status != c.want {
				t.Errorf("the status is %s, want %s", got.Status, c.want)
			}
			if diff := cmp.Diff(c.wrong, got.Concern); diff != "" {
				t.Errorf("the concern (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCurrent(t *testing.T) {
	t.Parallel()
	all := activation.DefaultPath().Plan(signed)
	if c := activation.Current(all); c.Key != "owner" || c.Due != day(2) {
		t.Errorf("the first is %+v", c)
	}
	all[0].Done, all[1].Due = day(1), day(50) // a new date puts it behind the next
	if c := activation.Current(all); c.Key != "certification" {
		t.Errorf("then comes %+v", c)
	}
	for i := range all {
		all[i].Done = day(1)
	}
	if c := activation.Current(all); c != nil {
		t.Errorf("at the end comes %+v", c)
	}
}
