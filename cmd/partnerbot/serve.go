package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"time"

	"github.com/sethvargo/go-retry"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/domain"
)

// slackSettings say how to talk with Slack.
type slackSettings struct {
	SlackSigningSecret     bot.Secret `env:"SLACK_SIGNING_SECRET" placeholder:"SECRET" group:"Slack" help:"Signing secret of the app: api.slack.com/apps, Basic Information. Better set in the environment than typed."`
	SlackSigningSecretFile string     `env:"SLACK_SIGNING_SECRET_FILE" placeholder:"FILE" group:"Slack" help:"File that holds it."`
	SlackBotToken          bot.Secret `env:"SLACK_BOT_TOKEN" placeholder:"TOKEN" group:"Slack" help:"Bot token of the app, xoxb-…: api.slack.com/apps, OAuth & Permissions. Better set in the environment than typed."`
	SlackBotTokenFile      string     `env:"SLACK_BOT_TOKEN_FILE" placeholder:"FILE" group:"Slack" help:"File that holds it."`
	SlackAPI               string     `name:"slack-api" env:"SLACK_API" placeholder:"URL" group:"Slack" help:"Address of Slack's Web API, for GovSlack or a stand-in. Default: https://slack.com/api/."`
}

// credentials are what Slack gave the app.
type credentials struct{ signing, token bot.Secret }

// credentials are checked all at once, so that what is missing is told once.
func (s slackSettings) credentials() (credentials, error) {
	signing, err1 := chooseSecret("SLACK_SIGNING_SECRET", s.SlackSigningSecret, s.SlackSigningSecretFile)
	token, err2 := chooseSecret("SLACK_BOT_TOKEN", s.SlackBotToken, s.SlackBotTokenFile)
	if err1 == nil && signing == "" {
		err1 = errors.New("SLACK_SIGNING_SECRET is missing: copy the signing secret from Basic Information of your app at api.slack.com/apps")
	}
	switch {
	case err2 != nil:
	case token == "":
		err2 = errors.New("SLACK_BOT_TOKEN is missing: copy the bot user OAuth token from OAuth & Permissions of your app at api.slack.com/apps")
	case !strings.HasPrefix(string(token), "xoxb-"):
		err2 = errors.New("SLACK_BOT_TOKEN is not a bot token: it starts with xoxb- and stands under OAuth & Permissions of your app at api.slack.com/apps")
	}
	return credentials{signing, token}, errors.Join(err1, err2)
}

type serveCommand struct {
	Listen        string `env:"PARTNERBOT_LISTEN" default:":8080" placeholder:"ADDRESS" help:"Where to listen for Slack's requests. Put a proxy with TLS before it. Default: ${default}."`
	CommandPrefix string `env:"PARTNERBOT_COMMAND_PREFIX" placeholder:"WORD" help:"Word before every command name, for a workspace where another app owns /deal."`
	slackSettings
	databaseSettings
	logSettings
}

// Run serves until ctx ends or the database is gone.
func (c serveCommand) Run(ctx context.Context, term terminal, clock domain.Clock) (err error) {
	creds, err := c.credentials()
	if err != nil {
		return err
	}
	log := c.logger(term.err)
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listen for Slack's requests: %w", err)
	}
	defer listener.Close() // for the errors between here and Serve, which closes it
	db, err := c.start(ctx, term, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.stop(ctx)) }()
	store, err := db.open(ctx, clock, log)
	if err != nil {
		return err
	}
	defer store.Close()
	workspace, err := findWorkspace(ctx, slack.Config{Token: creds.token, APIURL: c.SlackAPI}, log)
	if err != nil {
		return err
	}
	a, err := newApp(ctx, appConfig{
		Store: store, Clock: clock, Log: log, Prefix: c.CommandPrefix,
		Slack: &slackApp{Token: creds.token, SigningSecret: creds.signing, APIURL: c.SlackAPI, Workspace: workspace},
	})
	if err != nil {
		return err
	}
	return a.runBeside(ctx, listener, db)
}

// runBeside runs until ctx ends or a Postgres of our own does; the latter is an error, so that a supervisor starts
// everything anew.
func (a *app) runBeside(ctx context.Context, l net.Listener, db database) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		select {
		case <-db.gone():
			cancel(fmt.Errorf("the database has ended: %w", db.own.Err()))
		case <-ctx.Done():
		}
	}()
	err := a.run(ctx, l)
	cancel(nil)
	<-watched
	if cause := context.Cause(ctx); !errors.Is(cause, context.Canceled) {
		err = errors.Join(cause, err)
	}
	return err
}

// findWorkspace asks Slack whose token it is, for a minute when Slack does not answer.
func findWorkspace(ctx context.Context, c slack.Config, log *slog.Logger) (slack.Installed, error) {
	var found slack.Installed
	wait := retry.WithMaxDuration(time.Minute, retry.WithCappedDuration(10*time.Second, retry.NewExponential(500*time.Millisecond)))
	err := retry.Do(ctx, wait, func(ctx context.Context) (err error) {
		found, err = slack.AuthTest(ctx, c)
		var refused *bot.SendError
		if errors.As(err, &refused) && refused.Verdict != bot.Refused {
			log.WarnContext(ctx, "slack does not answer; trying again", "err", err)
			return retry.RetryableError(err)
		}
		return err
	})
	return found, err
}
