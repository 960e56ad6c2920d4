package slack

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	slackgo "github.com/slack-go/slack"
)

// api is what is called of Slack's Web API.
type api interface {
	AuthTestContext(ctx context.Context) (*slackgo.AuthTestResponse, error)
	PostMessageContext(ctx context.Context, channel string, options ...slackgo.MsgOption) (string, string, error)
	UpdateMessageContext(ctx context.Context, channel, ts string, options ...slackgo.MsgOption) (string, string, string, error)
	PostEphemeralContext(ctx context.Context, channel, user string, options ...slackgo.MsgOption) (string, error)
	OpenViewContext(ctx context.Context, trigger string, v slackgo.ModalViewRequest) (*slackgo.ViewResponse, error)
	UpdateViewContext(ctx context.Context, v slackgo.ModalViewRequest, externalID, hash, viewID string) (*slackgo.ViewResponse, error)
	PublishViewContext(ctx context.Context, r slackgo.PublishViewContextRequest) (*slackgo.ViewResponse, error)
	GetUserInfoContext(ctx context.Context, user string, options ...slackgo.GetUserInfoOption) (*slackgo.User, error)
	GetConversationInfoContext(ctx context.Context, in *slackgo.GetConversationInfoInput) (*slackgo.Channel, error)
}

var _ api = (*slackgo.Client)(nil)

// client is a copy of the HTTP client that is given, or one of our own, made safe: it has a timeout, and follows no
// redirect, which would take the token or the message to another host.
func client(given *http.Client) *http.Client {
	c := &http.Client{Transport: transport()}
	if given != nil {
		*c = *given
	}
	if c.Timeout == 0 {
		c.Timeout = callTimeout
	}
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return c
}

func transport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	// Every call goes to one host. The default of two idle connections for each would churn through them under load.
	t.MaxIdleConns, t.MaxIdleConnsPerHost = 100, 100
	// A connection that Slack has closed meanwhile makes a send whose outcome is unknown.
	t.IdleConnTimeout = 30 * time.Second
	return t
}

func newAPI(c Config, h *http.Client) api {
	options := []slackgo.Option{slackgo.OptionHTTPClient(h)}
	if c.APIURL != "" {
		options = append(options, slackgo.OptionAPIURL(strings.TrimSuffix(c.APIURL, "/")+"/"))
	}
	return slackgo.New(string(c.Token), options...)
}

// Installed is where a bot token belongs, and what it may do.
type Installed struct {
	Team, TeamName string
	BotUser        string
	Scopes         []string // OAuth scopes of the token, in Slack's order
}

// AuthTest asks Slack whose token it is. It needs Token of the config, and APIURL and HTTP where they are set. An error
// of Slack's is a *bot.SendError, whose Verdict says whether to ask again.
func AuthTest(ctx context.Context, c Config) (Installed, error) {
	if c.Token == "" {
		return Installed{}, errors.New("the bot token is missing: copy it from OAuth & Permissions of the app at api.slack.com/apps")
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	r, err := newAPI(c, client(c.HTTP)).AuthTestContext(ctx)
	if err != nil {
		return Installed{}, sendError(err, false)
	}
	scopes := strings.FieldsFunc(r.Header.Get("X-OAuth-Scopes"), func(c rune) bool { return c == ',' || c == ' ' })
	return Installed{Team: r.TeamID, TeamName: r.Team, BotUser: r.UserID, Scopes: scopes}, nil
}
