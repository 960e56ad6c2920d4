package teams

import (
	"cmp"
	"encoding/json"
	"strings"
)

// activity is what is read of an activity (bot-docs: rest-connector-api-reference; msteams-docs). What Teams changes or
// adds must not keep the rest from being read: the parts that differ by kind are read when they are needed, each by
// itself. The library's own type fails on a value that is no object.
type activity struct {
	Type           string          `json:"type"`
	Name           string          `json:"name"`   // of an invoke
	Action         string          `json:"action"` // of an installationUpdate
	ID             string          `json:"id"`
	ServiceURL     string          `json:"serviceUrl"`
	ChannelID      string          `json:"channelId"`
	Text           string          `json:"text"`
	ReplyToID      string          `json:"replyToId"` // of a click: the message that was clicked
	LocalTimezone  string          `json:"localTimezone"`
	From           account         `json:"from"`
	Recipient      account         `json:"recipient"`
	Conversation   chat            `json:"conversation"`
	MembersAdded   json.RawMessage `json:"membersAdded"`
	MembersRemoved json.RawMessage `json:"membersRemoved"`
	Entities       json.RawMessage `json:"entities"`
	ChannelData    json.RawMessage `json:"channelData"`
	Value          json.RawMessage `json:"value"`

	data channelData // of ChannelData
}

// account is a person or a bot. ID is 29:… or 28:…, and belongs to this bot alone.
type account struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	ObjectID string `json:"aadObjectId"`
}

// chat is the conversation that an activity is of.
type chat struct {
	ID       string `json:"id"`
	Type     string `json:"conversationType"` // personal, groupChat, channel
	TenantID string `json:"tenantId"`
}

// channelData is what Teams alone says.
type channelData struct {
	EventType string `json:"eventType"`
	Tenant    named  `json:"tenant"`
	Team      *team  `json:"team"`
	Channel   *struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	} `json:"channel"`
	Settings struct {
		SelectedChannel named `json:"selectedChannel"`
	} `json:"settings"`
}

// readActivity reads what every activity has.
func readActivity(body []byte) (activity, error) {
	var a activity
	if err := json.Unmarshal(body, &a); err != nil {
		return a, err
	}
	a.data = read[channelData](a.ChannelData)
	return a, nil
}

// read reads a part of an activity. What has another shape than it had is as if it were not there.
func read[T any](raw json.RawMessage) T {
	var v T
	if len(raw) == 0 || json.Unmarshal(raw, &v) != nil {
		var none T
		return none
	}
	return v
}

// origin is what the token must bear out.
func (a activity) origin() Origin { return Origin{a.ServiceURL, a.ChannelID, a.tenant()} }

// tenant is that of the conversation, whoever writes in it.
func (a activity) tenant() string {
	return strings.ToLower(cmp.Or(a.data.Tenant.ID, a.Conversation.TenantID))
}

// to is the conversation, with the thread of a channel.
func (a activity) to() conversation {
	return conversation{ServiceURL: a.ServiceURL, Tenant: a.tenant(), ID: a.Conversation.ID}
}

func (a activity) personal() bool { return a.Conversation.Type == "personal" }

// room is the channel or chat without the thread.
func (a activity) room() string { return withoutThread(a.Conversation.ID) }

const threadMark = ";messageid="

func withoutThread(id string) string {
	room, _, _ := strings.Cut(id, threadMark)
	return room
}

// inThread is the conversation of a thread of a channel.
func inThread(channel, root string) string { return withoutThread(channel) + threadMark + root }

// isChannel knows a team's channel by the form of its id (msteams-docs: channels).
func isChannel(id string) bool {
	id = withoutThread(id)
	return strings.HasPrefix(id, "19:") && (strings.HasSuffix(id, "@thread.tacv2") || strings.HasSuffix(id, "@thread.skype"))
}

// isBot tells whether the bot itself is among accounts that joined or left.
func (a activity) isBot(members json.RawMessage) bool {
	for _, m := range read[[]account](members) {
		if m.ID != "" && m.ID == a.Recipient.ID {
			return true
		}
	}
	return false
}
