package main

import (
	"context"
	"crypto/rand"
	"net"
	"strings"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/bottest"
	"github.com/partnerbot/partnerbot/bot/playground"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/cmd/partnerbot/sample"
)

// localSlack is the playground: a Slack workspace with its page in the browser.
type localSlack struct {
	play *playground.Server
	page net.Listener
	app  slackApp
}

func newLocalSlack(c localConfig, l *local, app string) (*localSlack, error) {
	signing, token, url := rand.Text(), "xoxb-"+rand.Text(), "http://"+c.Page.Addr().String()
	play, err := playground.New(playground.Config{
		BotURL: app, SigningSecret: signing, BotToken: token, Scopes: slack.Scopes(), Events: slack.Events(),
		Now: c.Clock.Now, Advance: l.advance, NextWorkday: l.nextWorkday, NextMonday: l.nextMonday,
		Workspace: sample.Workspace(), Commands: localCommands(), Shortcuts: localShortcuts(), Guide: c.Guide, Beyond: inTeams, Log: c.Log,
	})
	if err != nil {
		return nil, err
	}
	play.SetURL(url)
	return &localSlack{play: play, page: c.Page, app: slackApp{
		Token: bot.Secret(token), SigningSecret: bot.Secret(signing), APIURL: url + "/api/", Unpaced: true,
	}}, nil
}

func (s *localSlack) serve(ctx context.Context) error {
	return serveUntil(ctx, s.play.Handler(), s.page)
}

func (s *localSlack) close() { s.play.Close() }

func (s *localSlack) connect(ctx context.Context, c *appConfig) error {
	app := s.app
	var err error
	app.Workspace, err = findWorkspace(ctx, slack.Config{Token: app.Token, APIURL: app.APIURL}, c.Log)
	c.Slack = &app
	return err
}

// add has nothing to do: the workspace begins with the app in its channels.
func (*localSlack) add(context.Context, *local) error { return nil }

func (s *localSlack) driver(l *local) bottest.Driver {
	return &bottest.Slack{Server: s.play, App: appName, Now: l.clock.Now, NextMonday: l.nextMonday, InDays: l.inDays, Advance: l.advance}
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

// morning is what people said this morning where sellers meet.
func (s *localSlack) morning(ctx context.Context) error {
	for _, said := range []struct{ who, text string }{
		{sample.Dana, "Morning all. Partner deals go through */deal register* from now on, not through my inbox. The deal desk decides within two working days."},
		{sample.Ben, "Registered one yesterday, it took a minute. The card was decided before lunch."},
		{sample.Viktor, "And I get one number on Monday instead of three spreadsheets. Keep them current, please."},
	} {
		if _, err := s.play.As(said.who).Says(ctx, sample.Sales, said.text); err != nil {
			return err
		}
	}
	s.begin()
	return nil
}

func (s *localSlack) begin() { s.play.BeginGuide() }

// inTeams is where the same can be tried in Microsoft Teams.
var inTeams = playground.Beyond{
	Title: "In Microsoft Teams",
	Text: "The same program, in Microsoft's own Agents Playground, behind a proxy that signs what it sends. It needs npm. " +
		"End this demo and run",
	Command: "partnerbot demo --on teams",
}
