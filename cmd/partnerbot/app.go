package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/schedule"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/postgres"
)

// appConfig is what the program is built from. Workspace and its name are what Slack's auth.test gave.
type appConfig struct {
	Store         *postgres.Store
	Clock         domain.Clock
	Log           *slog.Logger
	Token         bot.Secret
	SigningSecret bot.Secret
	APIURL        string // "" for Slack's own
	Prefix        string // before every command name
	Workspace     slack.Installed
	Unpaced       bool // for a stand-in of Slack, which has no limits
}

// app is the whole program, wired: serve, demo and the tests build the same one.
type app struct {
	store    *postgres.Store
	desk     *domain.Desk
	bot      *bot.Bot
	slack    *slack.Slack
	courier  *bot.Courier
	loop     *schedule.Loop
	ticker   *time.Ticker
	clock    domain.Clock
	log      *slog.Logger
	stopping atomic.Bool
}

// newApp wires the parts and makes sure that the workspace has its tenant.
func newApp(ctx context.Context, c appConfig) (*app, error) {
	desk := domain.NewDesk(domain.DeskConfig{Store: c.Store, Clock: c.Clock, NewID: newID})
	if _, err := desk.Install(ctx, domain.Workspace{Platform: domain.Slack, ID: c.Workspace.Team, Name: c.Workspace.TeamName}); err != nil {
		return nil, fmt.Errorf("install the workspace: %w", err)
	}
	router := bot.New(bot.Config{Desk: desk, Clock: c.Clock, Log: c.Log, Prefix: c.Prefix})
	platform, err := slack.New(slack.Config{
		Bot: router, Seen: c.Store, Token: c.Token, SigningSecret: c.SigningSecret, APIURL: c.APIURL, Workspace: c.Workspace.Team,
		Clock: c.Clock, Log: c.Log, Unpaced: c.Unpaced,
	})
	if err != nil {
		return nil, err
	}
	courier := bot.NewCourier(bot.CourierConfig{
		Desk: desk, Outbox: c.Store, Posters: map[domain.Platform]bot.Poster{domain.Slack: platform}, Clock: c.Clock, Log: c.Log,
	})
	ticker := time.NewTicker(time.Second)
	return &app{
		store: c.Store, desk: desk, bot: router, slack: platform, courier: courier, ticker: ticker, clock: c.Clock, log: c.Log,
		loop: schedule.New(schedule.Config{Store: c.Store, Clock: c.Clock, Log: c.Log, Tick: ticker.C}),
	}, nil
}

// newID is random enough to be unique and sorts by time. It panics when the system has no randomness left to give.
func newID() domain.ID { return uuid.Must(uuid.NewV7()) }

// stopWithin is how long a graceful stop may take; an orchestrator waits 30 seconds before it kills.
const stopWithin = 25 * time.Second

// run serves on the listener and works until ctx ends, then stops in good order: no new requests, those under way
// answered and followed up, no new jobs, those under way done. What is left undone is done by whoever starts next.
func (a *app) run(ctx context.Context, l net.Listener) error {
	workers, err := a.store.Work(ctx, postgres.WorkConfig{Deliver: a.courier.Deliver, Occur: schedule.Occur(a.desk)})
	if err != nil {
		return err
	}
	looping, stopLoop := context.WithCancel(context.WithoutCancel(ctx))
	var loop sync.WaitGroup
	loop.Go(func() { a.loop.Run(looping) })

	server := newServer(a.handler())
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	a.log.InfoContext(ctx, "serving", "address", l.Addr().String())
	select {
	case err = <-served:
	case <-ctx.Done():
	}
	a.stopping.Store(true)
	a.log.InfoContext(ctx, "stopping")
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	err = errors.Join(err, server.Shutdown(late), a.slack.Drain(late))
	stopLoop()
	loop.Wait()
	a.ticker.Stop()
	return errors.Join(err, workers.Stop(late))
}

// newServer bounds everything that a peer can make slow or large. Slack sends a few kilobytes and waits three seconds.
func newServer(h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 20 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10,
	}
}
