package main

import (
	"fmt"
	"net/url"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/slack"
)

type manifestCommand struct {
	Slack slackManifestCommand `cmd:"" help:"Print the manifest of the Slack app, to paste at api.slack.com/apps under Create New App, From a manifest."`
}

type slackManifestCommand struct {
	URL           *url.URL `required:"" placeholder:"ADDRESS" help:"Address at which Slack reaches partnerbot, such as https://partnerbot.example.com."`
	CommandPrefix string   `env:"PARTNERBOT_COMMAND_PREFIX" placeholder:"WORD" help:"Word before every command name, the same as for serve."`
}

// Run prints the manifest. It is made from the router, so it names exactly what the bot answers.
func (c slackManifestCommand) Run(term terminal) error {
	router := bot.New(bot.Config{Prefix: c.CommandPrefix})
	m, err := slack.Manifest(c.URL.String(), router.Commands(), router.Shortcuts())
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(term.out, "%s", m)
	return err
}
