package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/playground"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// localConfig is what a workspace on this machine is made of. The database is empty.
type localConfig struct {
	Database  database
	Clock     *movableClock
	Log       *slog.Logger
	Page      net.Listener // where the workspace is served
	Workspace playground.Workspace
	Zone      *time.Location // of the program, for the buttons of the clock
	Guide     []playground.Step
	Busy      bool // the program has a history
	Deal      storyDeal
	// Fill gives the program its history, and leaves the clock where the reader takes over.
	Fill func(ctx context.Context, l *local) error
}

// local is a workspace on this machine with the app that serves it: nothing of the app knows that it is not Slack.
type local struct {
	play  *playground.Server
	app   *app
	clock *movableClock
	zone  *time.Location
	busy  bool
	deal  storyDeal
}

// runLocal starts everything, calls ready when it runs, and stops in good order when ready returns or ctx ends.
func runLocal(ctx context.Context, c localConfig, ready func(ctx context.Context, l *local) error) error {
	requests, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listen for the workspace's requests: %w", err)
	}
	defer requests.Close() // for the errors before it is served
	store, err := c.Database.open(ctx, c.Clock.Now, c.Log)
	if err != nil {
		return err
	}
	defer store.Close()
	l := &local{clock: c.Clock, zone: c.Zone, busy: c.Busy, deal: c.Deal}
	app, err := l.workspace(c, "http://"+requests.Addr().String())
	if err != nil {
		return err
	}
	defer l.play.Close()
	work, ctx := errgroup.WithContext(ctx)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	work.Go(func() error { return servePage(ctx, l.play, c.Page) })
	work.Go(func() error {
		defer stop()
		app.Store = store
		if err := l.connect(ctx, app); err != nil {
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

// workspace makes the workspace of an app at an address, and says how that app reaches it.
func (l *local) workspace(c localConfig, app string) (appConfig, error) {
	signing, token, url := rand.Text(), "xoxb-"+rand.Text(), "http://"+c.Page.Addr().String()
	var err error
	l.play, err = playground.New(playground.Config{
		BotURL: app, SigningSecret: signing, BotToken: token, Scopes: slack.Scopes(), Events: slack.Events(),
		Now: c.Clock.Now, Advance: l.advance, NextWorkday: l.nextWorkday, NextMonday: l.nextMonday, Workspace: c.Workspace,
		Commands: localCommands(), Shortcuts: localShortcuts(), Guide: c.Guide, Log: c.Log,
	})
	if err != nil {
		return appConfig{}, err
	}
	l.play.SetURL(url)
	return appConfig{
		Clock: c.Clock.Now, Log: c.Log, Token: bot.Secret(token), SigningSecret: bot.Secret(signing), APIURL: url + "/api/",
		Unpaced: true,
	}, nil
}

// connect makes the app, as serve does.
func (l *local) connect(ctx context.Context, c appConfig) error {
	var err error
	if c.Workspace, err = findWorkspace(ctx, slack.Config{Token: c.Token, APIURL: c.APIURL}, c.Log); err != nil {
		return err
	}
	l.app, err = newApp(ctx, c)
	return err
}

// servePage serves the workspace until ctx ends.
func servePage(ctx context.Context, play *playground.Server, on net.Listener) error {
	s := newServer(play.Handler())
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

// nextMonday is one minute after the Monday post, on a Monday after today: what was done today is in its number.
func (l *local) nextMonday(now time.Time) time.Time {
	return calendar.DateOf(now.In(l.zone)).AddDays(7).Monday().In(l.zone).Add(8*time.Hour + time.Minute)
}

// localCommands are the app's commands as the workspace offers them, made from the router.
func localCommands() []playground.Command {
	var out []playground.Command
	for _, c := range bot.New(bot.Config{}).Commands() {
		p := playground.Command{Name: "/" + c.Name, Description: c.What}
		var names []string
		for _, w := range c.Words {
			names = append(names, w.Name)
			p.Words = append(p.Words, p.Name+" "+w.Name)
		}
		p.Usage = "[" + strings.Join(names, ", ") + "]"
		out = append(out, p)
	}
	return out
}

func localShortcuts() []playground.Shortcut {
	var out []playground.Shortcut
	for _, s := range bot.New(bot.Config{}).Shortcuts() {
		out = append(out, playground.Shortcut{CallbackID: s.ID, Name: s.Name, Message: s.OnMessage})
	}
	return out
}
