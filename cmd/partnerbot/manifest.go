package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/manifests"
)

type manifestCommand struct {
	Slack slackManifestCommand `cmd:"" help:"Print the manifest of the Slack app, to paste at api.slack.com/apps under Create New App, From a manifest."`
	Teams teamsManifestCommand `cmd:"" help:"Write the package of the Teams app, to upload in the Teams admin center under Teams apps, Manage apps."`
}

type slackManifestCommand struct {
	URL           *url.URL      `required:"" placeholder:"ADDRESS" help:"Address at which Slack reaches partnerbot, such as https://partnerbot.example.com."`
	CommandPrefix commandPrefix `env:"PARTNERBOT_COMMAND_PREFIX" placeholder:"WORD" help:"Word before every command name, the same as for serve."`
}

// Run prints the manifest. It is made from the router, so it names exactly what the bot answers.
func (c slackManifestCommand) Run(term terminal) error {
	router := bot.New(bot.Config{Prefix: string(c.CommandPrefix)})
	m, err := slack.Manifest(c.URL.String(), router.Commands(), router.Shortcuts())
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(term.out, "%s", m)
	return err
}

type teamsManifestCommand struct {
	URL           string        `required:"" placeholder:"ADDRESS" help:"Address at which Teams reaches partnerbot, such as https://partnerbot.example.com."`
	AppID         string        `required:"" env:"TEAMS_APP_ID" placeholder:"ID" help:"Microsoft App ID: portal.azure.com, Configuration of the Azure Bot."`
	AppVersion    string        `default:"1.0.0" placeholder:"NUMBERS" help:"Version of the package. Raise it for each one that you upload in the place of another. Default: ${default}."`
	Company       string        `default:"partnerbot" placeholder:"NAME" help:"Who is named in Teams as the app's developer. Default: ${default}."`
	Website       string        `placeholder:"ADDRESS" help:"Page about the bot that Teams links to. Default: the start page at --url."`
	Privacy       string        `placeholder:"ADDRESS" help:"Your privacy statement, which Teams links to. Default: the website."`
	Terms         string        `placeholder:"ADDRESS" help:"Your terms of use, which Teams links to. Default: the website."`
	CommandPrefix commandPrefix `env:"PARTNERBOT_COMMAND_PREFIX" placeholder:"WORD" help:"Word before every command name, the same as for serve."`
	Out           string        `placeholder:"FILE" help:"File to write the package to. Default: standard output."`
}

// Run writes the package. It is made from the router, so it names exactly what the bot answers.
func (c teamsManifestCommand) Run(term terminal) error {
	router := bot.New(bot.Config{Prefix: string(c.CommandPrefix)})
	p, err := teams.Package(teams.PackageConfig{
		AppID: c.AppID, Address: c.URL, Version: c.AppVersion, Company: c.Company,
		Website: c.Website, Privacy: c.Privacy, Terms: c.Terms,
		Commands: router.Commands(), Shortcuts: router.Shortcuts(), Color: manifests.TeamsColor, Outline: manifests.TeamsOutline,
	})
	switch {
	case err != nil:
		return err
	case c.Out != "":
		if err := os.WriteFile(c.Out, p, 0o644); err != nil {
			return err
		}
		_, err = fmt.Fprintf(term.err, "Wrote %s. Upload it in the Teams admin center, under Manage apps.\n", c.Out)
		return err
	case isTerminal(term.out):
		return errors.New("the package is a zip, which a terminal cannot show: name a file with --out, such as --out partnerbot.zip")
	}
	_, err = term.out.Write(p)
	return err
}
