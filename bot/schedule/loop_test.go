package schedule_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot/schedule"
	"github.com/partnerbot/partnerbot/domain"
)

type store struct {
	rounds             []string
	claimErr, sweepErr error
}

func (s *store) ClaimDue(_ context.Context, now time.Time, next func(domain.Schedule, time.Time) (time.Time, error)) (int, error) {
	due, err := next(domain.Schedule{Spec: "0 8 * * 1", Zone: "UTC"}, now)
	if err != nil {
		return 0, err
	}
	s.rounds = append(s.rounds, "claim "+due.Format(time.DateOnly))
	return 1, s.claimErr
}

func (s *store) Sweep(context.Context, time.Time) error {
	s.rounds = append(s.rounds, "sweep")
	return s.sweepErr
}

func TestLoop_LooksAtStartAtTicksAndWhenWoken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
		tick, s := make(chan time.Time), &store{}
		loop := schedule.New(schedule.Config{
			Store: s, Tick: tick, Clock: func() time.Time { return now },
			Log: slog.New(slog.NewTextHandler(&log, nil)),
		})
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { loop.Run(ctx); close(done) }()
		synctest.Wait()
		if got := loop.LastRound(); !got.Equal(now) {
			t.Errorf("LastRound: got %s, want %s", got, now)
		}

		s.claimErr, s.sweepErr = errors.New("the database is away"), errors.New("the database is away")
		now = now.Add(time.Second)
		tick <- now
		synctest.Wait()
		if got := loop.LastRound(); got.Equal(now) {
			t.Error("a failed round counts as a good one")
		}

		// One schedule that cannot be followed keeps no message back, and the process is as good as any other.
		s.claimErr, s.sweepErr = errors.New("no such zone"), nil
		now = now.Add(time.Second)
		tick <- now
		synctest.Wait()
		if got := loop.LastRound(); !got.Equal(now) {
			t.Errorf("after a schedule that cannot be followed: LastRound %s, want %s", got, now)
		}

		s.claimErr, now = nil, now.AddDate(0, 0, 7)
		loop.Wake()
		synctest.Wait()
		stop()
		<-done
		want := []string{
			"claim 2026-11-23", "sweep", "claim 2026-11-23", "sweep", "claim 2026-11-23", "sweep", "claim 2026-11-30", "sweep",
		}
		if diff := cmp.Diff(want, s.rounds); diff != "" {
			t.Errorf("rounds (-want +got):\n%s", diff)
		}
		for _, failure := range []string{"the database is away", "no such zone"} {
			if !strings.Contains(log.String(), failure) {
				t.Errorf("%q is not in the log: %s", failure, log.String())
			}
		}
	})
}

type desk struct{ did []string }

func (d *desk) TakeDigest(context.Context, domain.Occurrence) error {
	d.did = append(d.did, "digest")
	return nil
}

func (d *desk) ExpireDue(context.Context, domain.Occurrence) error {
	d.did = append(d.did, "expiry")
	return nil
}

func (d *desk) NudgeDue(context.Context, domain.Occurrence) error {
	d.did = append(d.did, "nudge")
	return nil
}

func (d *desk) TakeWeekly(context.Context, domain.Occurrence) error {
	d.did = append(d.did, "weekly")
	return nil
}

func TestOccur(t *testing.T) {
	t.Parallel()
	d := &desk{}
	occur := schedule.Occur(d)
	for kind, wantErr := range map[domain.ScheduleKind]bool{
		domain.DigestSchedule: false, domain.ExpirySchedule: false, domain.NudgeSchedule: false,
		domain.WeeklySchedule: false, "unheard of": true,
	} {
		d.did = nil
		err := occur(t.Context(), domain.Occurrence{Schedule: domain.Schedule{Kind: kind}})
		if (err != nil) != wantErr {
			t.Errorf("%s: %v", kind, err)
		}
		if !wantErr && (len(d.did) != 1 || d.did[0] != string(kind)) {
			t.Errorf("%s did %v", kind, d.did)
		}
	}
}
