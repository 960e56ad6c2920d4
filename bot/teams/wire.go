package teams

import "github.com/infracloudio/msbotbuilder-go/schema"

// conversation is where something is sent: a personal chat, a group chat, a channel, or a thread of a channel, whose id
// is that of the channel with ;messageid=ROOT. ServiceURL is the newest one that came from the tenant.
type conversation struct {
	ServiceURL string
	Tenant     string
	ID         string
}

// outgoing is an activity that the bot sends. The library's own cannot be: it holds no mentions, and sends empty structs
// and the year 1 along.
type outgoing struct {
	Type        schema.ActivityTypes   `json:"type"`
	Text        string                 `json:"text,omitempty"`
	TextFormat  schema.TextFormatTypes `json:"textFormat,omitempty"`
	Summary     string                 `json:"summary,omitempty"` // what a notification shows of a card
	Attachments []schema.Attachment    `json:"attachments,omitempty"`
	Entities    []mention              `json:"entities,omitempty"`
	ChannelData *outgoingData          `json:"channelData,omitempty"`
}

// mention notifies a person. Text is <at>Name</at>, exactly as it stands in the activity's text or in the card.
type mention struct {
	Type      string                `json:"type"` // "mention"
	Text      string                `json:"text"`
	Mentioned schema.ChannelAccount `json:"mentioned"`
}

// notify has the person told of a message in their personal chat.
var notify = func() *outgoingData {
	d := &outgoingData{}
	d.Notification.Alert = true
	return d
}()

// outgoingData is what Teams alone understands of an activity that the bot sends.
type outgoingData struct {
	Notification struct {
		Alert bool `json:"alert"`
	} `json:"notification"`
}

// member is what Teams knows of a person who is in a conversation with the bot. An organization may hide Email.
type member struct {
	ID       string `json:"id"` // 29:…
	Name     string `json:"name"`
	Email    string `json:"email"`
	UPN      string `json:"userPrincipalName"`
	ObjectID string `json:"aadObjectId"`
	TenantID string `json:"tenantId"`
	Role     string `json:"userRole"` // user, guest, anonymous
}

// team is a team that the bot is installed in.
type team struct {
	ID         string `json:"id"` // 19:…@thread.tacv2, that of its first channel too
	Name       string `json:"name"`
	AADGroupID string `json:"aadGroupId"`
}

// channel is one of a team. The first one, General, comes without a name.
type channel struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Type string `json:"type"` // standard, private, shared; "" when Teams does not say
	// Kind is what the Agents Playground says in its place.
	Kind string `json:"channelType"`
}
