package slack

import (
	"context"
	"errors"
	"net/http"
	"strings"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/outbound"
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
	ctx, cancel := context.WithTimeout(ctx, outbound.Timeout)
	defer cancel()
	r, err := newAPI(c, outbound.Client(c.HTTP)).AuthTestContext(ctx)
	if err != nil {
		return Installed{}, sendError(err, false)
	}
	scopes := strings.FieldsFunc(r.Header.Get("X-OAuth-Scopes"), func(c rune) bool { return c == ',' || c == ' ' })
	return Installed{Team: r.TeamID, TeamName: r.Team, BotUser: r.UserID, Scopes: scopes}, nil
}
