package activation_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

func TestLadder(t *testing.T) {
	t.Parallel()
	c := activation.Concern{Reason: activation.Overdue, Key: "kickoff", Since: day(8)}
	for on, want := range map[int]activation.Rung{
		7: activation.Untold, 8: activation.First, 13: activation.First, 14: activation.Again, 20: activation.Again,
		21: activation.ToLead, 36: activation.ToLead, 37: activation.Decide, 999: activation.Decide,
	} {
		if got := c.Rung(day(on), activation.DefaultTerms()); got != want {
			t.Errorf("on day %d it is raised to %d, want %d", on, got, want)
		}
	}
}

func TestDue(t *testing.T) {
	t.Parallel()
	terms := activation.DefaultTerms()
	late := activation.Standing{Concern: activation.Concern{Reason: activation.Overdue, Key: "kickoff", Since: day(8)}}
	told := func(rung activation.Rung, on int) activation.Told {
		return activation.Told{Concern: late.Concern, Rung: rung, On: day(on)}
	}
	for name, c := range map[string]struct {
		to      activation.Reader
		unowned bool
		last    activation.Told
		on      int
		east    int // the reader's day is so many days ahead
		snoozed calendar.Date
		helped  calendar.Date
		want    activation.Rung
	}{
		"the owner, first":                       {on: 8, want: activation.First},
		"the owner, the day after":               {last: told(activation.First, 8), on: 9},
		"the owner, again":                       {last: told(activation.First, 8), on: 15, want: activation.Again},
		"the owner, told late, not yet":          {last: told(activation.First, 12), on: 15},
		"the owner, told late, again":            {last: told(activation.First, 12), on: 19, want: activation.Again},
		"the owner, worse within days":           {last: told(activation.Again, 19), on: 21, want: activation.ToLead},
		"the owner of another's":                 {unowned: true, on: 8},
		"the lead, too early":                    {to: activation.Lead, on: 20},
		"the lead":                               {to: activation.Lead, on: 21, want: activation.ToLead},
		"the lead, of one whom nobody owns":      {to: activation.Lead, unowned: true, on: 8, want: activation.First},
		"the lead, to decide":                    {to: activation.Lead, last: told(activation.ToLead, 21), on: 37, want: activation.Decide},
		"the lead, who knows that":               {to: activation.Lead, last: told(activation.Decide, 37), on: 300},
		"the channel":                            {to: activation.Team, on: 8, want: activation.First},
		"the owner, on the last day of a snooze": {on: 8, snoozed: day(9)},
		"the owner, after it":                    {on: 9, snoozed: day(9), want: activation.First},
		"the lead, after one, once more":         {to: activation.Lead, last: told(activation.Decide, 37), on: 50, snoozed: day(50), want: activation.Decide},
		"the lead, after that":                   {to: activation.Lead, last: told(activation.Decide, 50), on: 90, snoozed: day(50)},
		"the lead, after one within a week":      {to: activation.Lead, last: told(activation.Decide, 37), on: 43, snoozed: day(40)},
		"the lead, when that week is over":       {to: activation.Lead, last: told(activation.Decide, 37), on: 44, snoozed: day(40), want: activation.Decide},
		"the lead, after help, once more":        {to: activation.Lead, last: told(activation.Decide, 37), on: 45, helped: day(38), want: activation.Decide},
		"the lead, helped on the day itself":     {to: activation.Lead, last: told(activation.Decide, 37), on: 44, helped: day(37), want: activation.Decide},
		"the lead, after help within a week":     {to: activation.Lead, last: told(activation.Decide, 37), on: 44, helped: day(38)},
		"the lead, helped later":                 {to: activation.Lead, last: told(activation.Decide, 37), on: 50, helped: day(44)},
		"the lead, a week after that":            {to: activation.Lead, last: told(activation.Decide, 37), on: 51, helped: day(44), want: activation.Decide},
		"the lead, helped before":                {to: activation.Lead, last: told(activation.Decide, 37), on: 90, helped: day(36)},
		"the owner, worse after one":             {last: told(activation.First, 8), on: 21, snoozed: day(21), want: activation.ToLead},
		"the owner in the east, after it":        {on: 8, east: 1, snoozed: day(9), want: activation.First},
		"the owner in the east, once":            {last: told(activation.First, 9), on: 13, east: 1, snoozed: day(9)},
		"the owner in the west, in it still":     {on: 9, east: -1, snoozed: day(9)},
	} {
		if got := activation.Due(late, !c.unowned, c.to, c.last, activation.Morning{Today: day(c.on), Own: day(c.on + c.east)}, activation.Relief{SnoozedUntil: c.snoozed, HelpedOn: c.helped}, terms); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
	if got := activation.Due(activation.Standing{}, true, activation.Team, activation.Told{}, activation.Morning{Today: day(8), Own: day(8)}, activation.Relief{}, terms); got != activation.Untold {
		t.Errorf("with no concern: %d", got)
	}
}

// history is a partner to whom things happen, and what its owner was told.
type history struct {
	r     *rand.Rand
	facts activation.Facts
	done  activation.Relief
	told  []activation.Told
}

// happen is one day of a partner's life.
func (h *history) happen(today calendar.Date) {
	f := &h.facts
	switch h.r.IntN(40) {
	case 0:
		if c := activation.Current(f.Checkpoints); c != nil {
			c.Done, f.ActiveOn = today, today
		}
	case 1:
		if c := activation.Current(f.Checkpoints); c != nil {
			c.Due = today.AddDays(h.r.IntN(40))
		}
	case 2:
		h.done.SnoozedUntil = today.AddDays(1 + h.r.IntN(30))
	case 3:
		f.Owned = !f.Owned
		f.WatchedOn = today
	case 4:
		f.ActiveOn, f.ActivatedOn = today, today
	case 5:
		f.DealtOn = today
	case 6:
		f.ParkedUntil = today.AddDays(h.r.IntN(60))
	case 7:
		f.Exited = f.Exited || h.r.IntN(10) == 0
	case 8:
		h.done.HelpedOn = today
	}
}

func (h *history) last(c activation.Concern) activation.Told {
	for _, t := range slices.Backward(h.told) {
		if t.Concern == c {
			return t
		}
	}
	return activation.Told{}
}

// Over random histories: the status is one of the list and the same for the same facts, nothing comes after exited, a
// snooze is kept and ends with its day, and the same is not told again within a week unless it is worse, and later than
// that only on the rung for it, or once after a snooze or help.
func TestHistories(t *testing.T) {
	t.Parallel()
	terms, afterSnooze, afterHelp := activation.DefaultTerms(), 0, 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		h := &history{r: r, facts: partner(0, 0)}
		for n := range 400 {
			today, exited := day(n), h.facts.Exited
			h.happen(today)
			s := activation.Judge(h.facts, today, terms)
			if s != activation.Judge(h.facts, today, terms) || !slices.Contains(activation.Statuses(), s.Status) {
				t.Fatalf("seed %d, day %d: %+v", seed, n, s)
			}
			if exited && s.Status != activation.Exited {
				t.Fatalf("seed %d, day %d: %s comes after exited", seed, n, s.Status)
			}
			last := h.last(s.Concern)
			own := today.AddDays(int(seed) % 2) // in the program's zone, or east of it
			rung := activation.Due(s, h.facts.Owned, activation.Owner, last, activation.Morning{Today: today, Own: own}, h.done, terms)
			snoozed := own.Before(h.done.SnoozedUntil)
			woken := h.done.SnoozedUntil.After(last.On)
			unhelped := !h.done.HelpedOn.Before(last.On) && own.DaysSince(h.done.HelpedOn) >= 7
			resumes := last.Rung != activation.Untold && (woken || unhelped) && own.DaysSince(last.On) >= 7
			switch {
			case rung == activation.Untold:
				news := last.Rung == activation.Untold || resumes
				if want := s.Concern.Rung(today, terms); !snoozed && h.facts.Owned && news && want != activation.Untold {
					t.Fatalf("seed %d, day %d: nothing is told of %+v", seed, n, s)
				}
			case snoozed:
				t.Fatalf("seed %d, day %d: told in a snooze until %s", seed, n, h.done.SnoozedUntil)
			case rung < last.Rung, rung == last.Rung && !resumes,
				rung == activation.Again && last.Rung != activation.Untold && own.DaysSince(last.On) < 7:
				t.Fatalf("seed %d, day %d: told %d again after %+v", seed, n, rung, last)
			default:
				h.told = append(h.told, activation.Told{Concern: s.Concern, Rung: rung, On: own})
				if rung == last.Rung && woken {
					afterSnooze++
				} else if rung == last.Rung {
					afterHelp++
				}
			}
		}
	}
	if afterSnooze == 0 || afterHelp == 0 {
		t.Errorf("the same is told again after %d snoozes, and after help %d times", afterSnooze, afterHelp)
	}
}

// Judge is defined for whatever it is given.
func FuzzJudge(f *testing.F) {
	f.Add(0, 0, 0, 0, 0, 0, true, false)
	f.Add(-800000, 99, 5, -3, 1<<20, 7, false, true)
	f.Fuzz(func(t *testing.T, signedOn, activated, active, dealt, parked, today int, owned, exited bool) {
		d := func(n int) calendar.Date {
			if n == 0 {
				return calendar.Date{}
			}
			return day(n % 1_000_000)
		}
		facts := activation.Facts{
			SignedOn: d(signedOn), ActivatedOn: d(activated), ActiveOn: d(active), DealtOn: d(dealt), ParkedUntil: d(parked),
			Owned: owned, Exited: exited, Checkpoints: activation.DefaultPath().Plan(d(signedOn)),
		}
		s := activation.Judge(facts, d(today), activation.DefaultTerms())
		if !slices.Contains(activation.Statuses(), s.Status) || exited != (s.Status == activation.Exited) {
			t.Errorf("%+v is %+v", facts, s)
		}
	})
}
