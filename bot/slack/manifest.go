package slack

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/partnerbot/partnerbot/bot"
)

// manifest is an app manifest (docs.slack.dev: reference/app-manifest), as far as this bot has need of it. slack-go's
// own type leaves false out, which Slack reads as its default.
type manifest struct {
	Display  display  `json:"display_information"`
	Features features `json:"features"`
	OAuth    oauth    `json:"oauth_config"`
	Settings settings `json:"settings"`
}

type display struct {
	Name        string `json:"name"`
	Description string `json:"description"`
	Color       string `json:"background_color"`
}

type features struct {
	Home      appHome            `json:"app_home"`
	Bot       botUser            `json:"bot_user"`
	Shortcuts []manifestShortcut `json:"shortcuts,omitempty"`
	Commands  []manifestCommand  `json:"slash_commands,omitempty"`
}

type appHome struct {
	Home     bool `json:"home_tab_enabled"`
	Messages bool `json:"messages_tab_enabled"`
	ReadOnly bool `json:"messages_tab_read_only_enabled"`
}

type botUser struct {
	Name   string `json:"display_name"`
	Online bool   `json:"always_online"`
}

type manifestShortcut struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	CallbackID  string `json:"callback_id"`
	Description string `json:"description"`
}

type manifestCommand struct {
	Command     string `json:"command"`
	URL         string `json:"url"`
	Description string `json:"description"`
	Usage       string `json:"usage_hint,omitempty"`
	Escape      bool   `json:"should_escape"`
}

type oauth struct {
	Scopes scopes `json:"scopes"`
}

type scopes struct {
	Bot []string `json:"bot"`
}

type settings struct {
	Events        events        `json:"event_subscriptions"`
	Interactivity interactivity `json:"interactivity"`
	OrgDeploy     bool          `json:"org_deploy_enabled"`
	SocketMode    bool          `json:"socket_mode_enabled"`
	TokenRotation bool          `json:"token_rotation_enabled"`
}

type events struct {
	URL string   `json:"request_url"`
	Bot []string `json:"bot_events"`
}

type interactivity struct {
	Enabled bool   `json:"is_enabled"`
	URL     string `json:"request_url"`
	Options string `json:"message_menu_options_url"`
}

// botScopes are what the bot may do, each for a reason: answer commands; post; write to people; know who asks, and the
// e-mail that tells the same person on another platform; know whether a channel is shared with another organization.
var botScopes = []string{
	"commands", "chat:write", "im:write", "users:read", "users:read.email", "channels:read", "groups:read",
}

// Scopes are the OAuth scopes that the bot's token must have.
func Scopes() []string { return slices.Clone(botScopes) }

// botEvents are what the bot is told of.
var botEvents = []string{"app_home_opened", "app_uninstalled", "tokens_revoked"}

// Events are the events that the app subscribes to.
func Events() []string { return slices.Clone(botEvents) }

// Manifest is the app manifest for a bot that Slack reaches at an address such as https://bot.example.com, made from
// what the router knows. An error names what breaks a limit of Slack's.
func Manifest(address string, commands []bot.CommandHelp, shortcuts []bot.ShortcutHelp) ([]byte, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("%q is not the address of a web server that begins with https://", address)
	}
	base := strings.TrimSuffix(address, "/") + "/slack/"
	m := manifest{
		Display: display{Name: "partnerbot", Description: "Runs the partner program from chat: deals, reviews and the Monday number", Color: "#1f2a44"},
		Features: features{
			Home:      appHome{Home: true, Messages: true, ReadOnly: true},
			Bot:       botUser{Name: "partnerbot", Online: true},
			Shortcuts: manifestShortcuts(shortcuts),
			Commands:  manifestCommands(base+"commands", commands),
		},
		OAuth: oauth{Scopes: scopes{Bot: botScopes}},
		Settings: settings{
			Events:        events{URL: base + "events", Bot: botEvents},
			Interactivity: interactivity{Enabled: true, URL: base + "interactions", Options: base + "options"},
		},
	}
	if err := checkManifest(m); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err = e.Encode(m)
	return out.Bytes(), err
}

func manifestCommands(address string, commands []bot.CommandHelp) []manifestCommand {
	var all []manifestCommand
	for _, c := range commands {
		var words []string
		for _, w := range c.Words {
			words = append(words, w.Name)
		}
		all = append(all, manifestCommand{
			Command: "/" + c.Name, URL: address, Description: c.What, Usage: "[" + strings.Join(words, ", ") + "]",
		})
	}
	return all
}

func manifestShortcuts(shortcuts []bot.ShortcutHelp) []manifestShortcut {
	var all []manifestShortcut
	for _, s := range shortcuts {
		kind := "global"
		if s.OnMessage {
			kind = "message"
		}
		all = append(all, manifestShortcut{Name: s.Name, Type: kind, CallbackID: s.ID, Description: s.What})
	}
	return all
}

func checkManifest(m manifest) error {
	var f faults
	f.add("name", within(m.Display.Name, 1, maxAppName))
	f.add("description", within(m.Display.Description, 1, maxAppDescription))
	f.add("commands", atMost(len(m.Features.Commands), maxCommands))
	f.add("shortcuts", atMost(len(m.Features.Shortcuts), maxShortcuts))
	f.add("bot events", atMost(len(m.Settings.Events.Bot), maxManifestBotEvents))
	f.add("address", within(m.Settings.Interactivity.Options, 1, maxManifestURL))
	for _, c := range m.Features.Commands {
		f.add("command "+c.Command, within(c.Command, 2, maxCommandName))
		f.add("description of "+c.Command, within(c.Description, 1, maxCommandDesc))
		f.add("usage of "+c.Command, within(c.Usage, 0, maxUsageHint))
		if strings.ContainsAny(c.Command[1:], " /") || c.Command != strings.ToLower(c.Command) {
			f.add("command "+c.Command, errors.New("must be one word in small letters"))
		}
	}
	for _, s := range m.Features.Shortcuts {
		f.add("shortcut "+s.Name, within(s.Name, 1, maxShortcutName))
		f.add("id of shortcut "+s.Name, within(s.CallbackID, 1, maxCallbackID))
		f.add("description of shortcut "+s.Name, within(s.Description, 1, maxShortcutDesc))
	}
	return f.err()
}
