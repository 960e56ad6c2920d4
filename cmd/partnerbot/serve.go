package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"github.com/sethvargo/go-retry"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/domain"
)

type serveCommand struct {
	Listen        string        `env:"PARTNERBOT_LISTEN" default:":8080" placeholder:"ADDRESS" help:"Where to listen for what Slack and Teams send. Put a proxy with TLS before it. Default: ${default}."`
	CommandPrefix commandPrefix `env:"PARTNERBOT_COMMAND_PREFIX" placeholder:"WORD" help:"Word before every command name, for a workspace where another app owns /deal."`
	slackSettings
	teamsSettings
	databaseSettings
	logSettings
}

// Run serves until ctx ends or the database is gone.
func (c serveCommand) Run(ctx context.Context, term terminal, clock domain.Clock) (err error) {
	config := appConfig{Clock: clock, Prefix: string(c.CommandPrefix), Log: c.logger(term.err)}
	if config.Slack, config.Teams, err = chosen(c.slackSettings, c.teamsSettings); err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listen for requests: %w", err)
	}
	defer listener.Close() // for the errors between here and Serve, which closes it
	db, err := c.start(ctx, term, config.Log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.stop(ctx)) }()
	if config.Store, err = db.open(ctx, clock, config.Log); err != nil {
		return err
	}
	defer config.Store.Close()
	if s := config.Slack; s != nil {
		if s.Workspace, err = findWorkspace(ctx, slack.Config{Token: s.Token, APIURL: s.APIURL}, config.Log); err != nil {
			return err
		}
	}
	a, err := newApp(ctx, config)
	if err != nil {
		return err
	}
	return a.runBeside(ctx, listener, db)
}

// chosen are the platforms that there are settings for: one at least. With none, what is missing for Slack is told, and
// that it may be Teams instead.
func chosen(s slackSettings, t teamsSettings) (*slackApp, *teamsApp, error) {
	var inSlack *slackApp
	var inTeams *teamsApp
	var err error
	if s.used() || !t.used() {
		creds, wrong := s.credentials()
		inSlack, err = &slackApp{Token: creds.token, SigningSecret: creds.signing, APIURL: s.SlackAPI}, wrong
	}
	if t.used() {
		access, wrong := t.config()
		inTeams, err = &teamsApp{teamsAccess: access}, errors.Join(err, wrong)
	}
	if err != nil && !s.used() && !t.used() {
		err = errors.Join(err, errors.New("or serve Microsoft Teams, with TEAMS_APP_ID, TEAMS_TENANT_ID and TEAMS_APP_SECRET"))
	}
	return inSlack, inTeams, err
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
			log.WarnContext(ctx, "slack does not answer; trying again", "err", withCause(err))
			return retry.RetryableError(err)
		}
		return err
	})
	return found, err
}
