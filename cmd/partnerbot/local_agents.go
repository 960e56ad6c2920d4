package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"os"
	"path/filepath"

	"golang.org/x/sync/errgroup"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/bottest"
	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/cmd/partnerbot/sample"
)

// localAgents is Microsoft's Agents Playground in the place of Teams, with the proxy that signs what it sends. People
// act on its page: no story is played in it.
type localAgents struct {
	playground *agentsPlayground
	proxy      *botconnector.Proxy
	listener   net.Listener // of the proxy
	app        teamsApp
}

func newLocalAgents(c localConfig, l *local, app string) (*localAgents, error) {
	in := botconnector.Config{
		AppID: localAppID, AppName: appName, Secret: rand.Text(), Now: c.Clock.Now, Organization: sample.AgentsOrganization(),
	}
	settings, err := botconnector.PlaygroundConfig(in, l.chat.User(sample.Ruth))
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(c.Agents.Dir, agentsConfigFile), settings, 0o600); err != nil {
		return nil, fmt.Errorf("keep the Agents Playground's configuration: %w", err)
	}
	issuer, err := botconnector.NewIssuer(in.AppID, in.Secret, sample.Tenant, c.Clock.Now)
	if err != nil {
		return nil, err
	}
	url := "http://" + c.Page.Addr().String()
	issuer.SetURL(url)
	proxy, err := botconnector.NewProxy(botconnector.ProxyConfig{
		Issuer: issuer, BotURL: app + "/teams/messages", PlaygroundURL: c.Agents.page(), Note: c.Note, Log: c.Log,
	})
	return &localAgents{playground: c.Agents, proxy: proxy, listener: c.Page, app: teamsApp{
		teamsAccess: teamsAccess{
			Credential: teams.Credential{
				AppID: in.AppID, Tenant: sample.Tenant, Secret: bot.Secret(in.Secret), LoginURL: issuer.LoginURL(),
			},
			Tenants: []string{sample.Tenant}, MetadataURL: issuer.MetadataURL(), ServiceHosts: []string{url},
		},
		Unpaced: true,
	}}, err
}

// serve runs the playground too, unless somebody else starts it.
func (a *localAgents) serve(ctx context.Context) error {
	all, ctx := errgroup.WithContext(ctx)
	all.Go(func() error { return serveUntil(ctx, a.proxy.Handler(), a.listener) })
	if len(a.playground.Command) > 0 {
		all.Go(func() error { return a.playground.run(ctx, "http://"+a.listener.Addr().String()) })
	}
	return all.Wait()
}

func (*localAgents) close() {}

func (a *localAgents) connect(_ context.Context, c *appConfig) error {
	c.Teams = &a.app
	return nil
}

// add has nothing to do: the page adds the app when it is opened.
func (*localAgents) add(context.Context, *local) error { return nil }

func (*localAgents) driver(*local) bottest.Driver { return nil }

func (*localAgents) morning(context.Context) error { return nil }

func (*localAgents) begin() {}
