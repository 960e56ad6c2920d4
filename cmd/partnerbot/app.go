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
	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/postgres"
)

// appConfig is what the program is built from. It serves Slack, Teams or both, as one program.
type appConfig struct {
	Store  *postgres.Store
	Clock  domain.Clock
	Log    *slog.Logger
	Prefix string    // before every command name
	Slack  *slackApp // nil: not served
	Teams  *teamsApp // nil: not served
}

// slackApp is the app in Slack. Workspace and its name are what Slack's auth.test gave.
type slackApp struct {
	Token         bot.Secret
	SigningSecret bot.Secret
	APIURL        string // "" for Slack's own
	Workspace     slack.Installed
	Unpaced       bool // for a stand-in of Slack, which has no limits
}

// teamsApp is the app in Microsoft Teams.
type teamsApp struct {
	teamsAccess
	Unpaced bool // for a stand-in, which has no limits
}

// platform is a chat platform that is served.
type platform interface {
	bot.Poster
	Handler() http.Handler
	Drain(ctx context.Context) error
}

// app is the whole program, wired: serve, demo and the tests build the same one.
type app struct {
	store     *postgres.Store
	desk      *domain.Desk
	bot       *bot.Bot
	platforms map[domain.Platform]platform
	courier   *bot.Courier
	loop      *schedule.Loop
	ticker    *time.Ticker
	clock     domain.Clock
	log       *slog.Logger
	stopping  atomic.Bool
}

// newApp wires the parts and makes sure that the workspaces have their tenant.
func newApp(ctx context.Context, c appConfig) (*app, error) {
	desk := domain.NewDesk(domain.DeskConfig{Store: c.Store, Clock: c.Clock, NewID: newID})
	if _, err := desk.Install(ctx, c.workspaces()...); err != nil {
		return nil, fmt.Errorf("install the workspace: %w", err)
	}
	router := bot.New(bot.Config{Desk: desk, Clock: c.Clock, Log: c.Log, Prefix: c.Prefix})
	platforms, err := c.platforms(router, desk)
	if err != nil {
		return nil, err
	}
	posters := map[domain.Platform]bot.Poster{}
	for name, p := range platforms {
		posters[name] = p
	}
	courier := bot.NewCourier(bot.CourierConfig{Desk: desk, Outbox: c.Store, Posters: posters, Clock: c.Clock, Log: c.Log})
	ticker := time.NewTicker(time.Second)
	return &app{
		store: c.Store, desk: desk, bot: router, platforms: platforms, courier: courier, ticker: ticker, clock: c.Clock, log: c.Log,
		loop: schedule.New(schedule.Config{Store: c.Store, Clock: c.Clock, Log: c.Log, Tick: ticker.C}),
	}, nil
}

// workspaces are where the bot is installed: all of one company.
func (c appConfig) workspaces() []domain.Workspace {
	var all []domain.Workspace
	if c.Slack != nil {
		all = append(all, domain.Workspace{Platform: domain.Slack, ID: c.Slack.Workspace.Team, Name: c.Slack.Workspace.TeamName})
	}
	if c.Teams != nil {
		for _, tenant := range c.Teams.Tenants {
			all = append(all, domain.Workspace{Platform: domain.Teams, ID: tenant, Name: "Microsoft Teams"})
		}
	}
	return all
}

func (c appConfig) platforms(router *bot.Bot, desk *domain.Desk) (map[domain.Platform]platform, error) {
	all := map[domain.Platform]platform{}
	if c.Slack != nil {
		s, err := slack.New(slack.Config{
			Bot: router, Seen: c.Store, Token: c.Slack.Token, SigningSecret: c.Slack.SigningSecret, APIURL: c.Slack.APIURL,
			Workspace: c.Slack.Workspace.Team, Clock: c.Clock, Log: c.Log, Unpaced: c.Slack.Unpaced,
		})
		if err != nil {
			return nil, err
		}
		all[domain.Slack] = s
	}
	if c.Teams != nil {
		t, err := teams.New(teams.Config{
			Bot: router, Seen: c.Store, Contacts: c.Store, Rooms: desk, Deciders: desk.Deciders,
			Credential: c.Teams.Credential, Tenants: c.Teams.Tenants, ServiceHosts: c.Teams.ServiceHosts,
			MetadataURL: c.Teams.MetadataURL, Clock: c.Clock, Log: c.Log, Unpaced: c.Teams.Unpaced,
		})
		if err != nil {
			return nil, err
		}
		all[domain.Teams] = t
	}
	return all, nil
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
	err = errors.Join(err, server.Shutdown(late), a.drain(late))
	stopLoop()
	loop.Wait()
	a.ticker.Stop()
	return errors.Join(err, workers.Stop(late))
}

// drain waits for what is still being carried out after acknowledgments.
func (a *app) drain(ctx context.Context) error {
	var err error
	for _, p := range a.platforms {
		err = errors.Join(err, p.Drain(ctx))
	}
	return err
}

// newServer bounds everything that a peer can make slow or large. The platforms send a few kilobytes and wait some
// seconds.
func newServer(h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 20 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10,
	}
}
