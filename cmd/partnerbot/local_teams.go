package main

import (
	"context"
	"crypto/rand"
	"net"
	"slices"
	"time"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/bottest"
	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/cmd/partnerbot/sample"
)

// localTeams is the stand-in for Microsoft Teams. It has no page: what happens in it is told by a story.
type localTeams struct {
	server *botconnector.Server
	page   net.Listener
	bot    string // where the app takes what Teams sends
	app    teamsApp
}

// welcomeWithin is how long the app may take to welcome everybody.
const welcomeWithin = time.Minute

// localAppID is the app's in the stand-in.
const localAppID = "00000000-0000-0000-0000-00000000b07b"

func newLocalTeams(c localConfig, _ *local, app string) (*localTeams, error) {
	secret, endpoint := rand.Text(), app+"/teams/messages"
	server, err := botconnector.New(botconnector.Config{
		BotURL: endpoint, AppID: localAppID, Secret: secret, AppName: appName, Now: c.Clock.Now,
		Organization: sample.Organization(), Log: c.Log,
	})
	if err != nil {
		return nil, err
	}
	url := "http://" + c.Page.Addr().String()
	server.SetURL(url)
	return &localTeams{server: server, page: c.Page, bot: endpoint, app: teamsApp{
		teamsAccess: teamsAccess{
			Credential: teams.Credential{
				AppID: localAppID, Tenant: sample.Tenant, Secret: bot.Secret(secret), LoginURL: server.Issuer.LoginURL(),
			},
			Tenants: []string{sample.Tenant}, MetadataURL: server.Issuer.MetadataURL(), ServiceHosts: []string{url},
		},
		Unpaced: true,
	}}, nil
}

func (t *localTeams) serve(ctx context.Context) error {
	return serveUntil(ctx, t.server.Handler(), t.page)
}

func (t *localTeams) close() { t.server.Close() }

func (t *localTeams) connect(_ context.Context, c *appConfig) error {
	c.Teams = &t.app
	return nil
}

// add installs the app in the company's team and for its people. The app answers at an address of its own for that: it
// is not served yet.
func (t *localTeams) add(ctx context.Context, l *local) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go func() { _ = serveUntil(ctx, l.app.handler(), listener) }() // it ends with this function
	t.server.SetBotURL("http://" + listener.Addr().String() + "/teams/messages")
	defer t.server.SetBotURL(t.bot)
	if err := t.server.As(l.chat.User(sample.Dana)).Install(ctx, l.chat.Channel(sample.Sales)); err != nil {
		return err
	}
	for _, u := range sample.Staff() {
		if err := t.server.As(l.chat.User(u)).Install(ctx, "@app"); err != nil {
			return err
		}
	}
	return t.welcomed(ctx, l)
}

// welcomed waits for the welcomes, which follow the acknowledgments: one that came later would stand among the answers to
// what people write first.
func (t *localTeams) welcomed(ctx context.Context, l *local) error {
	ctx, stop := context.WithTimeout(ctx, welcomeWithin)
	defer stop()
	return t.server.Wait(ctx, func() bool {
		return !slices.ContainsFunc(sample.Staff(), func(u string) bool {
			return len(t.server.As(l.chat.User(u)).Posts(ctx, "@app")) == 0
		})
	})
}

func (t *localTeams) driver(l *local) bottest.Driver {
	return &bottest.Teams{Server: t.server, Now: l.clock.Now, NextMonday: l.nextMonday, InDays: l.inDays, Advance: l.advance}
}

// morning is silent: a story says what happens.
func (*localTeams) morning(context.Context) error { return nil }

func (*localTeams) begin() {}
