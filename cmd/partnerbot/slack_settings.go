package main

import (
	"cmp"
	"errors"
	"strings"

	"github.com/partnerbot/partnerbot/bot"
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

// used tells whether any of the settings is given.
func (s slackSettings) used() bool {
	return cmp.Or(string(s.SlackSigningSecret), s.SlackSigningSecretFile, string(s.SlackBotToken), s.SlackBotTokenFile, s.SlackAPI) != ""
}
