package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/postgres"
)

type doctorCommand struct {
	slackSettings
	teamsSettings
	databaseSettings
}

// errUnwell is the outcome of a checkup that found something; each finding was printed.
var errUnwell = errors.New("not everything is well")

// Run checks one thing after the other and prints a line for each. What hangs on a check that failed
// is left out.
func (c doctorCommand) Run(ctx context.Context, term terminal, clock domain.Clock) error {
	d := doctor{term: term, well: true}
	inSlack, inTeams, err := chosen(c.slackSettings, c.teamsSettings)
	d.tell("Settings", "what is needed of "+strings.Join(served(inSlack, inTeams), " and ")+" is set", err)
	if inSlack != nil && inSlack.Token != "" {
		d.slack(ctx, slack.Config{Token: inSlack.Token, APIURL: inSlack.APIURL})
	}
	if inTeams != nil && inTeams.Credential.AppID != "" {
		d.teams(ctx, inTeams, clock)
	}
	d.database(ctx, c.databaseSettings, clock)
	if !d.well {
		return errUnwell
	}
	return nil
}

type doctor struct {
	term terminal
	well bool
}

// tell prints how one thing is: good when err is nil.
func (d *doctor) tell(what, good string, err error) {
	if err == nil {
		fmt.Fprintf(d.term.out, "ok    %-10s %s\n", what, good)
		return
	}
	d.well = false
	for line := range strings.Lines(withCause(err).Error()) {
		fmt.Fprintf(d.term.out, "MEND  %-10s %s\n", what, strings.TrimSpace(line))
	}
}

func (d *doctor) slack(ctx context.Context, c slack.Config) {
	found, err := slack.AuthTest(ctx, c)
	d.tell("Slack", fmt.Sprintf("the token is for the workspace %s (%s)", found.TeamName, found.Team), err)
	if err != nil {
		return
	}
	lacking := slices.DeleteFunc(slack.Scopes(), func(s string) bool { return slices.Contains(found.Scopes, s) })
	if len(lacking) > 0 {
		err = fmt.Errorf("the app lacks %s: put what `partnerbot manifest slack` prints in App Manifest at api.slack.com/apps, and install the app again", strings.Join(lacking, ", "))
	}
	d.tell("Scopes", "the app may do all that it needs to", err)
}

// served are the platforms that are.
func served(inSlack *slackApp, inTeams *teamsApp) []string {
	var all []string
	if inSlack != nil {
		all = append(all, "Slack")
	}
	if inTeams != nil {
		all = append(all, "Microsoft Teams")
	}
	return all
}

func (d *doctor) teams(ctx context.Context, t *teamsApp, clock domain.Clock) {
	signIn, keys := teams.Checkup(ctx, teams.Config{
		Credential: t.Credential, Tenants: t.Tenants, ServiceHosts: t.ServiceHosts, MetadataURL: t.MetadataURL,
		Clock: clock, Log: slog.New(slog.DiscardHandler),
	})
	d.tell("Teams", "Microsoft takes the app id, the tenant and the secret", signIn)
	d.tell("Keys", "the keys of the Bot Connector can be fetched", keys)
}

// database looks at the database. A Postgres of our own is started for that, and stopped again; one that has no data yet
// is left without.
func (d *doctor) database(ctx context.Context, c databaseSettings, clock domain.Clock) {
	log := slog.New(slog.DiscardHandler)
	db, err := c.look(ctx, d.term, log)
	if err != nil {
		d.tell("Database", "", err)
		return
	}
	well := "the one that DATABASE_URL names answers"
	switch {
	case db.own == nil:
	case db.own.Throwaway():
		well = "a Postgres of its own starts, and has no data yet"
	default:
		well = "a Postgres of its own starts, with its data in " + db.own.Data()
	}
	err = d.ready(ctx, db, clock, log)
	if domain.CodeOf(err) == domain.Unready {
		well, err = well+"; serve brings its schema up to date", nil
	}
	d.tell("Database", well, err)
	if err := db.stop(ctx); err != nil {
		d.tell("Database", "", err)
	}
}

func (d *doctor) ready(ctx context.Context, db database, clock domain.Clock, log *slog.Logger) error {
	store, err := postgres.Open(ctx, postgres.Config{URL: string(db.url), Clock: clock, Log: log})
	if err != nil {
		return err
	}
	defer store.Close()
	return store.Ready(ctx)
}
