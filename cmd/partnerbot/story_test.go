package main

import (
	"context"
	"log/slog"
	"net"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/bottest"
	"github.com/partnerbot/partnerbot/cmd/partnerbot/sample"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

// testConns is what one store of a test may use: many run side by side on one server.
const testConns = 8

// testLog puts the program's log into the test's.
func testLog(t *testing.T) *slog.Logger {
	return slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
}

func testListener(t *testing.T) net.Listener {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() }) // closed already when it was served
	return l
}

// sampleFor is the sample company on a database of the test's own.
func sampleFor(t *testing.T, until time.Time, history bool) localConfig {
	t.Helper()
	return sampleIn(t, sample.InSlack(), until, history)
}

func sampleIn(t *testing.T, in sample.Chat, until time.Time, history bool) localConfig {
	t.Helper()
	db := database{url: bot.Secret(postgrestest.Database(t)), maxConns: testConns}
	c, err := sampleLocal(in, db, testListener(t), wallClock, until, testLog(t), history)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// startLocal runs a workspace until the test ends, and gives it once it works.
func startLocal(t *testing.T, c localConfig) *local {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	started, ended := make(chan *local, 1), make(chan error, 1)
	go func() {
		ended <- runLocal(ctx, c, func(ctx context.Context, l *local) error {
			started <- l
			<-ctx.Done()
			return nil
		})
	}()
	select {
	case l := <-started:
		t.Cleanup(func() {
			stop()
			if err := <-ended; err != nil {
				t.Errorf("the workspace did not end well: %v", err)
			}
		})
		return l
	case err := <-ended:
		stop()
		t.Fatalf("the workspace did not start: %v", err)
		return nil
	}
}

func at(t *testing.T, when string) time.Time {
	t.Helper()
	out, err := time.Parse(time.RFC3339, when)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestStories(t *testing.T) {
	t.Parallel()
	for _, in := range []sample.Chat{sample.InSlack(), sample.InTeams()} {
		for _, s := range bottest.Stories() {
			t.Run(s.Name+" on "+string(in.Platform), func(t *testing.T) {
				t.Parallel()
				c := sampleIn(t, in, at(t, "2026-11-18T15:00:00Z"), false)
				if err := playStory(t.Context(), c, s, teller{t.Output(), false}); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// The demo starts at any time of any day: the story must come out the same.
func TestRegisterToDigest_WheneverTheDemoStarts(t *testing.T) {
	t.Parallel()
	for _, start := range []string{
		"2026-11-22T22:06:00-05:00", // a Sunday night
		"2026-11-23T00:05:00-05:00", // a Monday before the Monday post
		"2027-03-13T12:00:00-05:00", // the day before the clock goes forward
	} {
		t.Run(start, func(t *testing.T) {
			t.Parallel()
			c := sampleFor(t, at(t, start), true)
			if err := playStory(t.Context(), c, bottest.RegisterToDigest, teller{t.Output(), false}); err != nil {
				t.Error(err)
			}
		})
	}
}
