package slack

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/inbound"
	"github.com/partnerbot/partnerbot/bot/insiders"
	"github.com/partnerbot/partnerbot/bot/outbound"
	"github.com/partnerbot/partnerbot/domain"
)

// Handler decides what to answer. It never fails.
type Handler interface {
	Handle(ctx context.Context, r bot.Request) bot.Reply
}

// Config is what Slack needs. Workspace is the team id that AuthTest gives. APIURL is "" for Slack itself, HTTP nil for
// a client of our own.
type Config struct {
	Bot           Handler
	Seen          inbound.Seen // keeps a request from being taken twice, by whichever process
	Token         bot.Secret
	SigningSecret bot.Secret
	APIURL        string
	Workspace     string
	Clock         domain.Clock
	Log           *slog.Logger
	HTTP          *http.Client
	// Unpaced leaves out our own pace, for a stand-in that has no limits.
	Unpaced bool
}

// Slack takes what Slack sends, and sends to it.
type Slack struct {
	config   Config
	verifier *verifier
	api      api
	http     *http.Client
	log      *slog.Logger
	pace     paces
	insiders *insiders.Memory
	door     *inbound.Door
}

var _ bot.Poster = (*Slack)(nil)

// New makes a Slack that serves one workspace.
func New(c Config) (*Slack, error) {
	switch {
	case c.SigningSecret == "":
		return nil, errors.New("the signing secret is missing: copy it from Basic Information of the app at api.slack.com/apps")
	case c.Token == "":
		return nil, errors.New("the bot token is missing: copy it from OAuth & Permissions of the app at api.slack.com/apps")
	case c.Workspace == "":
		return nil, errors.New("the workspace is missing: AuthTest gives its id")
	case c.Bot == nil || c.Seen == nil || c.Clock == nil || c.Log == nil:
		return nil, errors.New("slack needs a Bot, a Seen, a Clock and a Log")
	}
	h := outbound.Client(c.HTTP)
	return &Slack{
		config: c, verifier: newVerifier([]byte(c.SigningSecret)), api: newAPI(c, h), http: h, log: c.Log, insiders: insiders.New(c.Clock),
		door: inbound.New(inbound.Config{Platform: "slack", MaxBody: maxBody, Log: c.Log}),
	}, nil
}

// Handler serves POST /slack/commands, /slack/interactions, /slack/options and /slack/events.
func (s *Slack) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /slack/commands", s.verified(s.command))
	mux.Handle("POST /slack/interactions", s.verified(s.interaction))
	mux.Handle("POST /slack/options", s.verified(s.interaction))
	mux.Handle("POST /slack/events", s.verified(s.event))
	return mux
}

// Drain waits for what is still being carried out after an acknowledgment. The server must have stopped taking
// requests. An error is that of ctx.
func (s *Slack) Drain(ctx context.Context) error { return s.door.Drain(ctx) }
