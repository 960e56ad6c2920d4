package slack

import (
	"context"
	"encoding/json"
	"log/slog"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/inbound"
	"github.com/partnerbot/partnerbot/domain"
)

// envelope is what is read of an event (docs.slack.dev: Events API). The event itself is read only when its type is
// known: fields change their type between events, and an error would make Slack send it again.
type envelope struct {
	Type           string `json:"type"`
	Challenge      string `json:"challenge"`
	TeamID         string `json:"team_id"`
	EventID        string `json:"event_id"`
	Authorizations []struct {
		TeamID string `json:"team_id"`
	} `json:"authorizations"`
	Event json.RawMessage `json:"event"`
}

// event acknowledges every event, and draws the Home tab after that when it was opened. That Slack sends an event again
// is no reason to drop it: the first one may have been lost.
func (s *Slack) event(ctx context.Context, body []byte) (answer, error) {
	var e envelope
	if json.Unmarshal(body, &e) != nil || e.Type == "" {
		return answer{}, inbound.ErrMalformed
	}
	if e.Type == "url_verification" {
		return answer{Body: map[string]string{"challenge": e.Challenge}}, nil
	}
	var inner struct {
		Type string `json:"type"`
	}
	if e.Type != "event_callback" || json.Unmarshal(e.Event, &inner) != nil || e.workspace() != s.config.Workspace {
		return answer{}, nil
	}
	switch inner.Type {
	case "app_home_opened":
		return s.homeOpened(e), nil
	case "app_uninstalled", "tokens_revoked":
		s.log.WarnContext(ctx, "slack app uninstalled or its token revoked", slog.String("event", inner.Type))
	}
	return answer{}, nil
}

// workspace is the one that the bot is installed in: in a shared channel, TeamID may be another one.
func (e envelope) workspace() string {
	if len(e.Authorizations) > 0 {
		return e.Authorizations[0].TeamID
	}
	return e.TeamID
}

func (s *Slack) homeOpened(e envelope) answer {
	var home struct {
		User string `json:"user"`
		Tab  string `json:"tab"`
		View struct {
			Hash string `json:"hash"`
		} `json:"view"`
	}
	if json.Unmarshal(e.Event, &home) != nil || home.User == "" || e.TeamID == "" || home.Tab != "home" {
		return answer{}
	}
	a := asker{who: domain.Identity{Platform: domain.Slack, Workspace: e.TeamID, User: home.User}}
	return answer{After: func(ctx context.Context) {
		reply := s.handle(ctx, s.request(bot.Home, a, e.EventID))
		if reply.View != nil {
			s.publish(ctx, a, reply.View, home.View.Hash)
		}
	}}
}
