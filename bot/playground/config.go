package playground

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"
)

// Config says who is in the workspace and how to reach the bot.
type Config struct {
	// BotURL is the base URL on which the bot listens: it is sent events at
	// /slack/events, commands at /slack/commands, interactions at
	// /slack/interactions and option loads at /slack/options. It may be set
	// later with SetBotURL.
	BotURL string
	// SigningSecret signs what is sent to the bot. Required.
	SigningSecret string
	// BotToken is the one token that the Web API accepts. Required.
	BotToken string
	// Now is the shared clock: message times, signatures and the expiry of
	// trigger ids and response URLs all follow it. Required.
	Now func() time.Time
	// Advance moves the shared clock forward. Without it the page has no clock buttons.
	Advance func(ctx context.Context, to time.Time) error
	// NextWorkday and NextMonday say where the two clock buttons go.
	NextWorkday, NextMonday func(now time.Time) time.Time

	Workspace Workspace
	// Commands are the slash commands of the app, Shortcuts its shortcuts.
	Commands  []Command
	Shortcuts []Shortcut
	// Events are the bot events to which the app subscribes: app_home_opened,
	// app_mention, message.channels, message.groups, message.im. Nil means
	// app_home_opened, app_mention and message.im.
	Events []string
	// Scopes are the OAuth scopes of BotToken. Nil means all of them.
	Scopes []string
	// Guide is the "Try this" list beside the conversation.
	Guide []Step
	// Beyond is what stands below the guide: what there is to try elsewhere, and the command for that.
	Beyond Beyond

	// AckTimeout is how long the bot has to answer a request; 0 means Slack's 3 s.
	AckTimeout time.Duration
	// OneMessagePerSecond turns on Slack's limit of one message per second and channel.
	OneMessagePerSecond bool
	// Log gets refused calls and failed deliveries; nil means none.
	Log *slog.Logger
}

// Workspace is the team, its people and its channels.
type Workspace struct {
	TeamID, Name, Domain string
	App                  App
	Channels             []Channel
	Users                []User
}

// App is the bot's own identity in the workspace. Empty fields get defaults.
type App struct {
	ID     string `json:"id"`
	BotID  string `json:"bot_id"`
	UserID string `json:"user_id"`
	Name   string `json:"name"`
}

// User is a person or a bot.
type User struct {
	ID       string
	Name     string // the handle, without @
	RealName string
	Title    string // what the person does, as shown beside the name
	Email    string
	TZ       string // IANA zone; empty means UTC
	TeamID   string // empty means this workspace
	IsBot    bool
	// IsStranger marks a person of another organization who is met only in
	// shared channels: no e-mail, no commands, no message shortcuts.
	IsStranger bool
	Deleted    bool
}

// Channel is a public or private channel. The app posts only where it is a member.
type Channel struct {
	ID, Name, Topic string
	Private         bool
	ExtShared       bool // shared with another organization (Slack Connect)
	Archived        bool
	Members         []string // user ids
}

// Command is a slash command as the composer offers it.
type Command struct {
	Name        string   `json:"name"` // with its slash: "/deal"
	Description string   `json:"description"`
	Usage       string   `json:"usage"` // the hint after the name: "register Acme"
	Words       []string `json:"words"` // complete lines to offer: "/deal list mine"
}

// Shortcut is a global shortcut, or with Message set one on a message.
type Shortcut struct {
	CallbackID string `json:"callback_id"`
	Name       string `json:"name"`
	Message    bool   `json:"message"`
}

const defaultAckTimeout = 3 * time.Second // docs.slack.dev: handling-user-interaction

func (c Config) withDefaults() (Config, error) {
	if c.SigningSecret == "" || c.BotToken == "" || c.Now == nil {
		return c, errors.New("playground: SigningSecret, BotToken and Now are required")
	}
	if c.Events == nil {
		c.Events = []string{"app_home_opened", "app_mention", "message.im"}
	}
	if c.AckTimeout == 0 {
		c.AckTimeout = defaultAckTimeout
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	w := &c.Workspace
	w.TeamID = orElse(w.TeamID, "T0PLAYGRND")
	w.Name = orElse(w.Name, "Playground")
	w.Domain = orElse(w.Domain, "playground")
	w.App.ID = orElse(w.App.ID, "A0PLAYGRND")
	w.App.BotID = orElse(w.App.BotID, "B0PLAYGRND")
	w.App.UserID = orElse(w.App.UserID, "U0PLAYBOT")
	w.App.Name = orElse(w.App.Name, "partnerbot")
	w.Users = slices.Clone(w.Users)
	for i := range w.Users {
		w.Users[i].TZ = orElse(w.Users[i].TZ, "UTC")
		w.Users[i].TeamID = orElse(w.Users[i].TeamID, w.TeamID)
		w.Users[i].RealName = orElse(w.Users[i].RealName, w.Users[i].Name)
	}
	if !slices.ContainsFunc(w.Users, func(u User) bool { return u.ID == w.App.UserID }) {
		w.Users = append(w.Users, User{
			ID: w.App.UserID, Name: w.App.Name, RealName: w.App.Name,
			TZ: "UTC", TeamID: w.TeamID, IsBot: true,
		})
	}
	return c, w.check()
}

func (w Workspace) check() error {
	known := map[string]bool{}
	for _, u := range w.Users {
		if u.ID == "" || known[u.ID] {
			return fmt.Errorf("playground: user id %q is empty or used twice", u.ID)
		}
		if _, err := time.LoadLocation(u.TZ); err != nil {
			return fmt.Errorf("playground: user %s: %w", u.ID, err)
		}
		known[u.ID] = true
	}
	for _, c := range w.Channels {
		if c.ID == "" || known[c.ID] {
			return fmt.Errorf("playground: channel id %q is empty or used twice", c.ID)
		}
		known[c.ID] = true
		for _, m := range c.Members {
			if !slices.ContainsFunc(w.Users, func(u User) bool { return u.ID == m }) {
				return fmt.Errorf("playground: channel %s: member %s is not a user", c.Name, m)
			}
		}
	}
	return nil
}

func orElse(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}
