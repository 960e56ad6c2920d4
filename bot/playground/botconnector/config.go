package botconnector

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"
)

// Config says who is in the organization, and how to reach the bot.
type Config struct {
	// BotURL is the bot's messaging endpoint, such as http://127.0.0.1:8080/teams/messages. It may be set later with
	// SetBotURL.
	BotURL string
	// AppID and Secret are the app's. AppName is what people mention it by; empty means partnerbot.
	AppID, Secret, AppName string
	// Now is the shared clock: message ids, tokens and rate limits follow it. Required.
	Now func() time.Time
	// Organization is the tenant that the app is registered in, with its people, teams and group chats.
	Organization Organization
	// AckTimeout is how long the bot has to answer an activity; 0 means the Bot Connector's 15 s.
	AckTimeout time.Duration
	// RateLimits turns on Teams' limits per conversation.
	RateLimits bool
	// Log gets what the stand-in refuses; nil means none.
	Log *slog.Logger
}

// Organization is an Entra tenant.
type Organization struct {
	Tenant string // Entra tenant id
	Users  []User
	Teams  []Team
	Chats  []Chat
	// HidesEmail leaves e-mail addresses and principal names out of what the bot is told of people.
	HidesEmail bool
	// PageOf is the most people that a page of a roster has; 0 means Teams' own limit, 500.
	PageOf int
}

// User is a person.
type User struct {
	ID    string // Entra object id
	Name  string
	Email string // empty when the person has no mailbox
	UPN   string // user principal name; empty means Email
	Guest bool
	// Tenant is that of somebody who belongs to another organization; empty means this one.
	Tenant  string
	Zone    string // IANA zone; empty means UTC
	Locale  string // empty means en-US
	Country string // empty means US
}

// Team is a team with its channels. Its id is that of its first channel, which is General.
type Team struct {
	ID      string // 19:…@thread.tacv2
	Name    string
	GroupID string // Entra group id
	Members []string
	// Channels are those beside General.
	Channels []Channel
}

// Channel is a channel of a team. Everybody in the team is in a standard one.
type Channel struct {
	ID      string // 19:…@thread.tacv2
	Name    string
	Type    string   // standard, private or shared; empty means standard
	Members []string // of a private or a shared one
}

// Chat is a group chat.
type Chat struct {
	ID      string // 19:…@thread.v2
	Topic   string
	Members []string
}

// defaultAckTimeout is when the Bot Connector gives an activity up (msteams-docs issue 6461: 10 to 15 s).
const defaultAckTimeout = 15 * time.Second

func (c Config) withDefaults() (Config, error) {
	if c.AppID == "" || c.Secret == "" || c.Organization.Tenant == "" || c.Now == nil {
		return c, errors.New("botconnector: AppID, Secret, Organization.Tenant and Now are required")
	}
	c.AppName = cmp.Or(c.AppName, "partnerbot")
	c.AckTimeout = cmp.Or(c.AckTimeout, defaultAckTimeout)
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	o := &c.Organization
	o.Users = slices.Clone(o.Users)
	for i := range o.Users {
		u := &o.Users[i]
		u.UPN = cmp.Or(u.UPN, u.Email)
		u.Tenant = cmp.Or(u.Tenant, o.Tenant)
		u.Zone = cmp.Or(u.Zone, "UTC")
		u.Locale = cmp.Or(u.Locale, "en-US")
		u.Country = cmp.Or(u.Country, "US")
	}
	return c, o.check()
}

func (o Organization) check() error {
	known := map[string]bool{}
	for _, u := range o.Users {
		if u.ID == "" || known[u.ID] {
			return fmt.Errorf("botconnector: the id %q of a user is empty or used twice", u.ID)
		}
		if _, err := time.LoadLocation(u.Zone); err != nil {
			return fmt.Errorf("botconnector: user %s: %w", u.ID, err)
		}
		known[u.ID] = true
	}
	for _, t := range o.Teams {
		if err := t.check(o); err != nil {
			return err
		}
	}
	for _, c := range o.Chats {
		if err := o.checkRoom(c.ID, "@thread.v2", c.Members); err != nil {
			return err
		}
	}
	return nil
}

func (t Team) check(o Organization) error {
	if t.GroupID == "" {
		return fmt.Errorf("botconnector: team %s has no GroupID", t.Name)
	}
	if err := o.checkRoom(t.ID, "@thread.tacv2", t.Members); err != nil {
		return err
	}
	for _, c := range t.Channels {
		if err := o.checkRoom(c.ID, "@thread.tacv2", c.Members); err != nil {
			return err
		}
	}
	return nil
}

func (o Organization) checkRoom(id, suffix string, members []string) error {
	if !strings.HasPrefix(id, "19:") || !strings.HasSuffix(id, suffix) {
		return fmt.Errorf("botconnector: the id %q should be 19:…%s", id, suffix)
	}
	for _, m := range members {
		if !slices.ContainsFunc(o.Users, func(u User) bool { return u.ID == m }) {
			return fmt.Errorf("botconnector: the member %s of %s is no user", m, id)
		}
	}
	return nil
}
