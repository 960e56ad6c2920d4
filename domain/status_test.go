package domain_test

import (
	"context"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
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
	wantSame(t, "after setup", got, []bool{true, false, false, false})
	if next != "Register the first deal and have it decided, which shows that the entry point works." {
		t.Errorf("next %q", next)
	}
	_, err := f.ProgramStatus(t.Context(), f.actor(t, "GUEST"))
	wantCode(t, err, domain.Forbidden)
}

func TestProgramStatusWithDealsAndAPost(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.approved(t)
	status := func() domain.ProgramState {
		s, err := o.ProgramStatus(t.Context(), o.Actor(o.Lena))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := status()
	if !s.Pillars[1].Standing || s.Pillars[2].Standing || s.Next != "Get a first deal registered with 1 partner." {
		t.Errorf("pillars %+v, next %q", s.Pillars, s.Next)
	}
	if want := "2 partners: 2 with an owner, 1 with a first approved registration."; len(s.Pillars[2].Evidence) < len(want) || s.Pillars[2].Evidence[:len(want)] != want {
		t.Errorf("evidence %q", s.Pillars[2].Evidence)
	}
	o.approve(t, o.registerAs(t, o.Sam, o.Claim(o.Globex, "Umbrella", "umbrella.com")))
	if s = status(); !s.Pillars[2].Standing || s.Pillars[3].Standing || s.Next != "Wait for the first Monday post." {
		t.Errorf("pillars %+v, next %q", s.Pillars, s.Next)
	}
	post := o.Card(o.World.Program.ID)
	post.Kind, post.State, post.Key = domain.DigestPost, domain.Sent, "digest:slack:"+domaintest.Workspace+":C0FORECAST:2026-W44"
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.Post(ctx, post) })
	if s = status(); !s.Pillars[3].Standing || s.Next != "" {
		t.Errorf("pillars %+v, next %q", s.Pillars, s.Next)
	}
}
