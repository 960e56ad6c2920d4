package teams

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/inbound"
	"github.com/partnerbot/partnerbot/bot/insiders"
	"github.com/partnerbot/partnerbot/domain"
)

// Handler decides what to answer. It never fails.
type Handler interface {
	Handle(ctx context.Context, r bot.Request) bot.Reply
}

// Contacts keep how people, teams and channels are reached: Teams lets a bot write only where it has been met.
type Contacts interface {
	// Meet keeps a contact; what is empty in it leaves what was kept.
	Meet(ctx context.Context, c domain.Contact) error
	// Contact is NotFound when it never was met.
	Contact(ctx context.Context, p domain.Platform, workspace, id string) (domain.Contact, error)
	// Endpoint is the newest service address of a workspace, "" when there is none.
	Endpoint(ctx context.Context, p domain.Platform, workspace string) (string, error)
	// Teams are the ids of the teams whose channels can be written to, at most limit.
	Teams(ctx context.Context, p domain.Platform, workspace string, limit int) ([]string, error)
	// Welcome tells whether a contact is to be said hello to: once, until it is lost.
	Welcome(ctx context.Context, p domain.Platform, workspace, id string) (bool, error)
	// Lose marks a contact as one that cannot be written to.
	Lose(ctx context.Context, p domain.Platform, workspace, id string) error
	// LoseTeam is Lose for a team with all its channels.
	LoseTeam(ctx context.Context, p domain.Platform, workspace, team string) error
}

// Rooms are told what the channels are called that the program posts to.
type Rooms interface {
	// RenameChannel keeps the new name of a channel, if the program has it.
	RenameChannel(ctx context.Context, p domain.Platform, workspace, id, name string) error
}

// Config is what Teams needs. Tenants are the Entra tenant ids whose people may use the bot, the first one that of the
// company. ServiceHosts is nil and MetadataURL "" for Microsoft's own, HTTP nil for a client of our own.
type Config struct {
	Bot      Handler
	Seen     inbound.Seen // keeps a message from being taken twice, by whichever process
	Contacts Contacts
	Rooms    Rooms
	// Deciders are who may decide on registrations, by their accounts of a workspace: their review cards have buttons.
	Deciders     func(ctx context.Context, p domain.Platform, workspace string) ([]domain.Identity, error)
	Credential   Credential
	Tenants      []string
	ServiceHosts []string
	MetadataURL  string
	Clock        domain.Clock
	Log          *slog.Logger
	HTTP         *http.Client
	// Unpaced leaves out our own pace, for a stand-in that has no limits.
	Unpaced bool
}

// Teams takes what Teams sends, and sends to it.
type Teams struct {
	config    Config
	validator *Validator
	connector *connector
	insiders  *insiders.Memory
	door      *inbound.Door
	log       *slog.Logger
}

var _ bot.Poster = (*Teams)(nil)

// New makes a Teams that serves the people of some tenants. It asks nobody anything.
func New(c Config) (*Teams, error) {
	validator, conn, err := c.parts()
	if err != nil {
		return nil, err
	}
	if c.Bot == nil || c.Seen == nil || c.Contacts == nil || c.Rooms == nil || c.Deciders == nil {
		return nil, errors.New("teams needs a Bot, a Seen, Contacts, Rooms and Deciders")
	}
	return &Teams{
		config: c, validator: validator, connector: conn, log: c.Log, insiders: insiders.New(c.Clock),
		door: inbound.New(inbound.Config{Platform: "teams", MaxBody: maxBody, Log: c.Log}),
	}, nil
}

// parts are who judges what comes in, and who sends.
func (c Config) parts() (*Validator, *connector, error) {
	validator, err := NewValidator(ValidatorConfig{
		AppID: c.Credential.AppID, Tenants: c.Tenants, ServiceHosts: c.ServiceHosts, MetadataURL: c.MetadataURL,
		HTTP: c.HTTP, Clock: c.Clock, Log: c.Log,
	})
	if err != nil {
		return nil, nil, err
	}
	conn, err := newConnector(connectorConfig{
		Credential: c.Credential, ServiceHosts: c.ServiceHosts, HTTP: c.HTTP, Clock: c.Clock, Log: c.Log, Unpaced: c.Unpaced,
	})
	return validator, conn, err
}

// Handler serves POST /teams/messages: everything that Teams sends comes to one address.
func (t *Teams) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /teams/messages", t.door.Serve(t.receive))
	return mux
}

// Drain waits for what is still being carried out after an acknowledgment. The server must have stopped taking
// requests. An error is that of ctx.
func (t *Teams) Drain(ctx context.Context) error { return t.door.Drain(ctx) }
