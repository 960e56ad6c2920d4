package domain_test

import (
	"slices"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/postgres"
)

func TestDigestTime(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	_, err := f.SetDigestTime(t.Context(), f.actor(t, "UADA"), "08:00")
	wantCode(t, err, domain.Forbidden)
	if _, err := f.SetUp(t.Context(), f.actor(t, "UADA"), goodSetup(), f.lookup); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"", "8", "25:00", "08:60", "noon"} {
		_, err := f.SetDigestTime(t.Context(), f.actor(t, "UADA"), bad)
		wantCode(t, err, domain.Invalid)
	}
	f.clock.Set(time.Date(2026, 11, 9, 12, 0, 0, 0, time.UTC)) // Monday 07:00 in New York
	set := func(at, want string) {
		t.Helper()
		s, err := f.SetDigestTime(t.Context(), f.actor(t, "UADA"), at)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.NextDue.Format(time.RFC3339); got != want || s.At() != at {
			t.Errorf("at %s it is next due %s, want %s", s.At(), got, want)
		}
	}
	set("07:15", "2026-11-09T12:15:00Z")
	set("06:45", "2026-11-09T12:00:00Z") // over for today, and this week's post is still to come: it comes now
	weekly := func(_ domain.Schedule, at time.Time) (time.Time, error) { return at.AddDate(0, 0, 7), nil }
	if _, err := f.store.(*postgres.Store).ClaimDue(t.Context(), f.clock.Now(), weekly); err != nil {
		t.Fatal(err)
	}
	set("06:30", "2026-11-16T11:30:00Z") // it has come
}

// A request that is delivered again, late, does not undo what was set since.
func TestDigestTime_SameRequestAgain(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	if _, err := f.SetUp(t.Context(), f.actor(t, "UADA"), goodSetup(), f.lookup); err != nil {
		t.Fatal(err)
	}
	first, second := f.actor(t, "UADA"), f.actor(t, "UADA")
	for _, c := range []struct {
		by       domain.Actor
		at, want string
	}{{first, "09:00", "09:00"}, {second, "10:00", "10:00"}, {first, "09:00", "10:00"}} {
		s, err := f.SetDigestTime(t.Context(), c.by, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if s.At() != c.want {
			t.Errorf("asked for %s: it is at %s, want %s", c.at, s.At(), c.want)
		}
	}
}

func TestProgramStatusIsComputed(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	standing := func(user string) (out []bool, next string) {
		s, err := f.ProgramStatus(t.Context(), f.actor(t, user))
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range s.Pillars {
			out = append(out, p.Standing)
			if p.Number != i+1 || p.Evidence == "" {
				t.Errorf("pillar %+v", p)
			}
		}
		return out, s.Next
	}
	got, next := standing("UADA")
	wantSame(t, "before setup", got, []bool{false, false, false, false})
	if next != "Set the program up: one partner type and the joint solution." {
		t.Errorf("next %q", next)
	}
	if _, err := f.SetUp(t.Context(), f.actor(t, "UADA"), goodSetup(), f.lookup); err != nil {
		t.Fatal(err)
	}
	got, next = standing("USAM")
	wantSame(t, "after setup", got, []bool{false, false, false, false})
	if next != "Write the ideal partner profile: it is the filter for everyone you recruit." {
		t.Errorf("next %q", next)
	}
	if _, err := f.WriteProfile(t.Context(), f.actor(t, "ULENA"), "", 0, domain.WrittenProfile{Criteria: goodCriteria, Threshold: "50"}); err != nil {
		t.Fatal(err)
	}
	got, next = standing("USAM")
	wantSame(t, "with a profile", got, []bool{true, false, false, false})
	if next != "Register the first deal and have it decided, which shows that the entry point works." {
		t.Errorf("next %q", next)
	}
	_, err := f.ProgramStatus(t.Context(), f.actor(t, "GUEST"))
	wantCode(t, err, domain.Forbidden)
}

// Every pillar stands by what is kept, and says what is missing until it does.
func TestProgramStatusFollowsTheBuildOrder(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	want := func(step, next string, standing ...bool) {
		t.Helper()
		s, err := o.ProgramStatus(t.Context(), o.Actor(o.Lena))
		if err != nil {
			t.Fatal(err)
		}
		var got []bool
		for _, p := range s.Pillars {
			got = append(got, p.Standing)
			if first := append(slices.Clone(p.Missing), "")[0]; p.Next != first || p.Standing != (first == "") {
				t.Errorf("%s: pillar %+v", step, p)
			}
		}
		wantSame(t, step, got, standing)
		if s.Next != next {
			t.Errorf("%s: next %q, want %q", step, s.Next, next)
		}
	}
	evidence := func(pillar int, want string) {
		t.Helper()
		s, err := o.ProgramStatus(t.Context(), o.Actor(o.Sam))
		if err != nil || s.Pillars[pillar-1].Evidence != want {
			t.Errorf("evidence %q, %v; want %q", s.Pillars[pillar-1].Evidence, err, want)
		}
	}
	want("at first", "Write the ideal partner profile: it is the filter for everyone you recruit.", false, false, false, false)
	o.writeProfile(t)
	want("with a profile", "Register the first deal and have it decided, which shows that the entry point works.", true, false, false, false)
	evidence(1, "Resellers, with the joint solution “Initech on tap”; 3 criteria, threshold 50.")
	d := o.approved(t)
	want("with a deal decided", "Look at the activation path and save it, as it is or as you change it.", true, true, false, false)
	evidence(2, "1 registration, 1 decided; 2 reviewers.")
	if _, err := o.WritePath(t.Context(), o.Actor(o.Lena), "", 0, goodSteps); err != nil {
		t.Fatal(err)
	}
	want("with a path", "Choose the partner team's channel in the program's setup: that is where stall alerts go.", true, true, false, false)
	o.changeProgram(t, func(p *domain.Program) { p.Channels = append(p.Channels, teamChannel()) })
	want("with a channel", "Wait for the first Monday post.", true, true, true, false)
	evidence(3, "4 checkpoints on the path; 2 partners, 2 with an owner, 1 activated, 0 producing.")
	o.turn(t, o.Globex.ID, func(p *domain.Partner) { p.OwnerID = nil })
	want("with a partner whom nobody owns", "Give 1 partner an owner: partners without one stall.", true, true, false, false)
	o.turn(t, o.Globex.ID, func(p *domain.Partner) { p.Status = domain.PartnerExited })
	want("with that one gone", "Wait for the first Monday post.", true, true, true, false)
	if _, err := o.Win(t.Context(), o.Actor(o.Sam), d.Registration.ID, d.Registration.Revision, usd(100), o.today()); err != nil {
		t.Fatal(err)
	}
	evidence(3, "4 checkpoints on the path; 1 partner, 1 with an owner, 1 activated, 1 producing.")
	evidence(4, "The goal for 2026-Q4 is $1M. No Monday post was sent in the last two weeks.")
	o.sendPost(t)
	want("with a post of last week", "", true, true, true, true)
	evidence(4, "The goal for 2026-Q4 is $1M. The last Monday post was sent.")
	o.days(14)
	want("two weeks later", "Wait for the first Monday post.", true, true, true, false)
}

// Alerts that go to people only need no channel.
func TestThePathNeedsNoChannelWhenPeopleAreToldThemselves(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if _, err := o.WritePath(t.Context(), o.Actor(o.Lena), "", 0, goodSteps); err != nil {
		t.Fatal(err)
	}
	for where, want := range map[domain.NudgeWhere]bool{
		domain.NudgeBoth: false, domain.NudgeChannel: false, domain.NudgeDirect: true,
	} {
		o.settings(t, func(s *domain.Settings) { s.NudgeWhere = where })
		s, err := o.ProgramStatus(t.Context(), o.Actor(o.Lena))
		if err != nil || s.Pillars[2].Standing != want {
			t.Errorf("alerts go to %s: %+v, %v", where, s.Pillars[2], err)
		}
	}
}
