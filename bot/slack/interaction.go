package slack

import (
	"context"
	"encoding/json"
	"net/url"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/inbound"
	"github.com/partnerbot/partnerbot/domain"
)

// interaction is what is read of the payloads of docs.slack.dev: interaction-payloads. slack-go's own type reads the
// whole message that was clicked too, and one block in it that is new to slack-go fails the request.
type interaction struct {
	Type string `json:"type"`
	Team *struct {
		ID string `json:"id"`
	} `json:"team"`
	User struct {
		ID     string `json:"id"`
		TeamID string `json:"team_id"`
	} `json:"user"`
	Channel struct {
		ID string `json:"id"`
	} `json:"channel"`
	Container struct {
		MessageTS string `json:"message_ts"`
		ChannelID string `json:"channel_id"`
	} `json:"container"`
	Message struct {
		Text string `json:"text"`
	} `json:"message"`
	Actions []struct {
		ActionID string `json:"action_id"`
		Value    string `json:"value"`
		ActionTS string `json:"action_ts"`
	} `json:"actions"`
	View        modal      `json:"view"`
	TriggerID   string     `json:"trigger_id"`
	ResponseURL bot.Secret `json:"response_url"`
	CallbackID  string     `json:"callback_id"`
	ActionID    string     `json:"action_id"` // of the field, in block_suggestion
	Value       string     `json:"value"`     // what was typed, in block_suggestion
}

// modal is a view as it comes back; the Home tab is one too.
type modal struct {
	ID                 string `json:"id"`
	Type               string `json:"type"`
	Hash               string `json:"hash"`
	CallbackID         string `json:"callback_id"`
	PrivateMetadata    string `json:"private_metadata"`
	AppInstalledTeamID string `json:"app_installed_team_id"`
	State              struct {
		Values map[string]map[string]input `json:"values"`
	} `json:"state"`
}

// interaction answers a click, a filled-in form, a shortcut or a search. A type that is not known is acknowledged.
func (s *Slack) interaction(ctx context.Context, body []byte) (answer, error) {
	f, err := url.ParseQuery(string(body))
	if err != nil {
		return answer{}, inbound.ErrMalformed
	}
	var kind struct {
		Type string `json:"type"`
	}
	payload := []byte(f.Get("payload"))
	if json.Unmarshal(payload, &kind) != nil || kind.Type == "" {
		return answer{}, inbound.ErrMalformed
	}
	handler := s.handlerOf(kind.Type)
	if handler == nil {
		return answer{}, nil
	}
	var in interaction
	if json.Unmarshal(payload, &in) != nil || in.User.ID == "" || in.User.TeamID == "" {
		return answer{}, inbound.ErrMalformed
	}
	if in.workspace() != s.config.Workspace {
		s.log.WarnContext(ctx, "slack request of another workspace ignored")
		return answer{}, nil
	}
	return handler(ctx, in)
}

func (s *Slack) handlerOf(kind string) func(context.Context, interaction) (answer, error) {
	switch kind {
	case "block_actions":
		return s.clicked
	case "view_submission":
		return s.submitted
	case "block_suggestion":
		return s.lookedUp
	case "shortcut", "message_action":
		return s.shortcut
	}
	return nil
}

// workspace is the one that the bot is installed in. It is not the person's own, which is User.TeamID
// (docs.slack.dev: slack-connect; github.com/slackapi/java-slack-sdk/issues/1041).
func (in interaction) workspace() string {
	switch {
	case in.View.AppInstalledTeamID != "":
		return in.View.AppInstalledTeamID
	case in.Team != nil:
		return in.Team.ID
	}
	return ""
}

// asker has no ways to answer yet but the channel and the response_url: each kind of interaction has its own.
func (in interaction) asker() asker {
	channel := in.Channel.ID
	if channel == "" {
		channel = in.Container.ChannelID
	}
	return asker{
		who:     domain.Identity{Platform: domain.Slack, Workspace: in.User.TeamID, User: in.User.ID},
		channel: channel, respond: in.ResponseURL,
	}
}

// person is part of the keys of interactions, which have no id of their own.
func (in interaction) person() string { return in.User.TeamID + ":" + in.User.ID }
