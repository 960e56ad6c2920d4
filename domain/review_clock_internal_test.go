package domain

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

func newYork(t testing.TB) Program {
	t.Helper()
	p := Program{TimeZone: "America/New_York", Settings: DefaultSettings(), Holidays: []calendar.Date{calendar.On(2026, time.November, 26)}}
	if p.Location() == time.UTC {
		t.Fatal("this machine does not know New York's time zone")
	}
	return p
}

func at(t interface{ Fatal(...any) }, p Program, wall string) time.Time {
	got, err := time.ParseInLocation("2006-01-02 15:04", wall, p.Location())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestDecideBy(t *testing.T) {
	t.Parallel()
	p := newYork(t)
	for _, c := range []struct{ name, from, want string }{
		{"within a week", "2026-11-16 10:00", "2026-11-18 10:00"},
		{"over a weekend", "2026-11-20 15:30", "2026-11-24 15:30"},
		{"over Thanksgiving", "2026-11-25 09:00", "2026-11-30 09:00"},
		{"from a Saturday, as from Monday", "2026-11-21 12:00", "2026-11-25 00:00"},
		{"over the night the clocks go back", "2026-10-30 17:00", "2026-11-03 17:00"},
		{"over the night they go forward", "2026-03-06 17:00", "2026-03-10 17:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got, want := p.decideBy(at(t, p, c.from)), at(t, p, c.want); !got.Equal(want) {
				t.Errorf("due %s, want %s", got.In(p.Location()), want)
			}
		})
	}
}

func TestTheClockStandsStillUntilTheAnswer(t *testing.T) {
	t.Parallel()
	p := newYork(t)
	due := p.decideBy(at(t, p, "2026-11-16 10:00")) // Wednesday 10:00
	asked := at(t, p, "2026-11-17 16:00")           // 18 hours are left
	answered := at(t, p, "2026-11-20 22:00")        // Friday: 2 hours of it, and 16 on Monday
	if got, want := p.resumed(due, asked, answered), at(t, p, "2026-11-23 16:00"); !got.Equal(want) {
		t.Errorf("due %s, want %s", got.In(p.Location()), want)
	}
}

func TestAnAnswerDoesNotGiveALateDecisionMoreTime(t *testing.T) {
	t.Parallel()
	p := newYork(t)
	asked := at(t, p, "2026-11-18 10:00")
	answered := at(t, p, "2026-11-19 10:00")
	if got := p.resumed(at(t, p, "2026-11-17 10:00"), asked, answered); !got.Equal(answered) {
		t.Errorf("due %s, want at once, %s", got, answered)
	}
}

func TestProtectionIsDaysOnTheWall(t *testing.T) {
	t.Parallel()
	p := newYork(t)
	from, until := p.protection(at(t, p, "2026-09-01 12:00"))
	if !from.Equal(at(t, p, "2026-09-01 12:00")) || !until.Equal(at(t, p, "2026-11-30 12:00")) {
		t.Errorf("protected from %s until %s, want 90 days at noon", from, until.In(p.Location()))
	}
}

func TestWorkingTimeAddsUp(t *testing.T) {
	t.Parallel()
	p := newYork(t)
	c := p.workClock()
	rapid.Check(t, func(t *rapid.T) {
		from := at(t, p, "2026-10-20 00:00").Add(time.Duration(rapid.Int64Range(0, 60*24*3600).Draw(t, "from")) * time.Second)
		d := time.Duration(rapid.Int64Range(0, 20*24*3600).Draw(t, "d")) * time.Second
		end := c.add(from, d)
		// The hour that a wall clock shows twice belongs to a Sunday, which is not worked: nothing is counted twice.
		if got := c.between(from, end); got != d {
			t.Fatalf("%s after %s is %s, but between them are %s", d, from, end, got)
		}
	})
}
