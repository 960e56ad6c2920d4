package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/partnerbot/partnerbot/bot/bottest"
	"github.com/partnerbot/partnerbot/bot/playground"
	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
	"github.com/partnerbot/partnerbot/cmd/partnerbot/sample"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// localConfig is what a chat on this machine is made of. The database is empty.
type localConfig struct {
	Database database
	Clock    *movableClock
	Log      *slog.Logger
	Page     net.Listener   // where the stand-in is served
	Chat     sample.Chat    // the platform that is stood in for
	Zone     *time.Location // of the program, for the buttons of the clock
	Guide    []playground.Step
	Busy     bool // the program has a history
	Deal     storyDeal
	// Agents takes the place of the stand-in for Teams; nil: it does not. Page is then the proxy before it.
	Agents *agentsPlayground
	Note   func(botconnector.Sent) // is told what it sent; nil for nobody
	// Fill gives the program its history, and leaves the clock where the reader takes over.
	Fill func(ctx context.Context, l *local) error
}

// local is a chat on this machine with the app that serves it: nothing of the app knows that it is no real one.
type local struct {
	in     standIn
	chat   sample.Chat
	app    *app
	clock  *movableClock
	zone   *time.Location
	busy   bool
	deal   storyDeal
	agents *agentsPlayground
}

// standIn plays a chat platform.
type standIn interface {
	// serve answers until ctx ends.
	serve(ctx context.Context) error
	// connect says how the app reaches it.
	connect(ctx context.Context, c *appConfig) error
	// add brings the app to where it is used, before anything happened.
	add(ctx context.Context, l *local) error
	// driver acts for the people in it.
	driver(l *local) bottest.Driver
	// morning is what people said before the reader came, who takes over then.
	morning(ctx context.Context) error
	// begin says that the reader takes over.
	begin()
	close()
}

// runLocal starts everything, calls ready when it runs, and stops in good order when ready returns or ctx ends.
func runLocal(ctx context.Context, c localConfig, ready func(ctx context.Context, l *local) error) error {
	requests, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listen for the chat's requests: %w", err)
	}
	defer requests.Close() // for the errors before it is served
	store, err := c.Database.open(ctx, c.Clock.Now, c.Log)
	if err != nil {
		return err
	}
	defer store.Close()
	l := &local{clock: c.Clock, zone: c.Zone, busy: c.Busy, deal: c.Deal, chat: c.Chat, agents: c.Agents}
	if l.in, err = c.standIn(l, "http://"+requests.Addr().String()); err != nil {
		return err
	}
	defer l.in.close()
	work, ctx := errgroup.WithContext(ctx)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	work.Go(func() error { return l.in.serve(ctx) })
	work.Go(func() error {
		defer stop()
		if err := l.connect(ctx, appConfig{Store: store, Clock: c.Clock.Now, Log: c.Log}); err != nil {
			return err
		}
		if err := l.in.add(ctx, l); err != nil {
			return err
		}
		if err := c.Fill(ctx, l); err != nil {
			return err
		}
		work.Go(func() error {
			defer stop()
			return ready(ctx, l)
		})
		return l.app.runBeside(ctx, requests, c.Database)
	})
	return work.Wait()
}

// standIn makes the platform for an app at an address.
func (c localConfig) standIn(l *local, app string) (standIn, error) {
	switch {
	case c.Agents != nil:
		return newLocalAgents(c, l, app)
	case c.Chat.Platform == domain.Teams:
		return newLocalTeams(c, l, app)
	}
	return newLocalSlack(c, l, app)
}

// connect makes the app, as serve does.
func (l *local) connect(ctx context.Context, c appConfig) error {
	err := l.in.connect(ctx, &c)
	if err != nil {
		return err
	}
	l.app, err = newApp(ctx, c)
	return err
}

// serveUntil serves until ctx ends.
func serveUntil(ctx context.Context, h http.Handler, on net.Listener) error {
	s := newServer(h)
	s.WriteTimeout = 0                                          // the page is told of changes over one long answer
	stopped := context.AfterFunc(ctx, func() { _ = s.Close() }) // which would never end by itself
	defer stopped()
	if err := s.Serve(on); ctx.Err() == nil {
		return err
	}
	return nil
}

// advance moves the clock and lets the schedule see what has come.
func (l *local) advance(_ context.Context, to time.Time) error {
	l.clock.Advance(to)
	l.app.loop.Wake()
	return nil
}

// nextWorkday is nine o'clock on the next working day.
func (l *local) nextWorkday(now time.Time) time.Time {
	day := calendar.DateOf(now.In(l.zone)).AddDays(1)
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		day = day.AddDays(1)
	}
	return day.In(l.zone).Add(9 * time.Hour)
}

// inDays is one minute after nine o'clock, so many days from now.
func (l *local) inDays(now time.Time, days int) time.Time {
	return calendar.DateOf(now.In(l.zone)).AddDays(days).In(l.zone).Add(9*time.Hour + time.Minute)
}

// nextMonday is one minute after the Monday post, on a Monday after today: what was done today is in its number.
func (l *local) nextMonday(now time.Time) time.Time {
	return calendar.DateOf(now.In(l.zone)).AddDays(7).Monday().In(l.zone).Add(8*time.Hour + time.Minute)
}
