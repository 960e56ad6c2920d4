package teams

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/infracloudio/msbotbuilder-go/schema"

	"github.com/partnerbot/partnerbot/bot/pace"
)

// send posts an activity to a conversation, in the thread when its id names one, and gives the activity's id.
func (c *connector) send(ctx context.Context, to conversation, a outgoing) (string, error) {
	return c.post(ctx, to, []string{"conversations", to.ID, "activities"}, a)
}

// reply posts an activity as the answer to another one, and gives its id. In a channel it goes into the thread of that.
func (c *connector) reply(ctx context.Context, to conversation, answers string, a outgoing) (string, error) {
	return c.post(ctx, to, []string{"conversations", to.ID, "activities", answers}, a)
}

func (c *connector) post(ctx context.Context, to conversation, path []string, a outgoing) (string, error) {
	var made schema.ResourceResponse
	k := call{act: sending, method: http.MethodPost, base: to.ServiceURL, path: path, body: a, lanes: to.sends()}
	if err := c.do(ctx, k, &made); err != nil {
		return "", err
	}
	if made.ID == "" {
		return "", sending.unread(errNoID)
	}
	return made.ID, nil
}

// update replaces an activity of the bot's own, for everybody. It may be repeated at will.
func (c *connector) update(ctx context.Context, in conversation, id string, a outgoing) error {
	return c.do(ctx, call{
		act: editing, method: http.MethodPut, base: in.ServiceURL,
		path: []string{"conversations", in.ID, "activities", id}, body: a, lanes: in.sends(),
	}, nil)
}

// parameters open a conversation (bot-docs: rest-connector-api-reference). The library's own sends an activity of the
// year 1 along.
type parameters struct {
	IsGroup     bool                    `json:"isGroup"`
	Bot         schema.ChannelAccount   `json:"bot"`
	Members     []schema.ChannelAccount `json:"members,omitempty"`
	TenantID    string                  `json:"tenantId"`
	Activity    *outgoing               `json:"activity,omitempty"`
	ChannelData parametersData          `json:"channelData"`
}

type parametersData struct {
	Tenant  named  `json:"tenant"`
	Channel *named `json:"channel,omitempty"`
}

type named struct {
	ID string `json:"id"`
}

// createPersonal gives the personal chat with a person (29:…), whom the app must be installed for. There is one: a
// second call gives the same id.
func (c *connector) createPersonal(ctx context.Context, serviceURL, tenant, user string) (string, error) {
	made, err := c.create(ctx, opening, serviceURL, parameters{
		Members: []schema.ChannelAccount{{ID: user}}, TenantID: tenant, ChannelData: parametersData{Tenant: named{tenant}},
	}, user)
	return made.ID, err
}

// startThread posts an activity to a channel (19:…@thread.tacv2) as a new thread. It gives the thread's conversation id
// and the activity's own.
func (c *connector) startThread(ctx context.Context, serviceURL, tenant, channel string, a outgoing) (conversationID, activityID string, err error) {
	made, err := c.create(ctx, sending, serviceURL, parameters{
		IsGroup: true, TenantID: tenant, Activity: &a, ChannelData: parametersData{Tenant: named{tenant}, Channel: &named{channel}},
	}, channel)
	if err == nil && made.ActivityID == "" {
		err = sending.unread(errNoID)
	}
	return made.ID, made.ActivityID, err
}

func (c *connector) create(ctx context.Context, a act, serviceURL string, p parameters, with string) (schema.ConversationResourceResponse, error) {
	p.Bot = schema.ChannelAccount{ID: "28:" + c.config.Credential.AppID}
	var made schema.ConversationResourceResponse
	err := c.do(ctx, call{
		act: a, method: http.MethodPost, base: serviceURL, path: []string{"conversations"}, body: p,
		lanes: conversation{Tenant: p.TenantID, ID: with}.sends(),
	}, &made)
	if err == nil && made.ID == "" {
		err = a.unread(errNoID)
	}
	return made, err
}

// member gives what Teams knows of a person (29:… or Entra object id) in a conversation.
func (c *connector) member(ctx context.Context, in conversation, user string) (member, error) {
	var m member
	err := c.ask(ctx, in, []string{"conversations", in.ID, "members", user}, &m)
	return m, err
}

// members gives a page of who is in a conversation, and where the next page begins, "" after the last.
func (c *connector) members(ctx context.Context, in conversation, from string) ([]member, string, error) {
	var page struct {
		Members []member `json:"members"`
		Next    string   `json:"continuationToken"`
	}
	query := url.Values{"pageSize": {strconv.Itoa(pageSize)}}
	if from != "" {
		query.Set("continuationToken", from)
	}
	err := c.do(ctx, call{
		act: asking, method: http.MethodGet, base: in.ServiceURL, path: []string{"conversations", in.ID, "pagedmembers"},
		query: query, lanes: in.lookups(),
	}, &page)
	return page.Members, page.Next, err
}

// channels gives the channels of a team that the bot can see.
func (c *connector) channels(ctx context.Context, in conversation) ([]channel, error) {
	var list struct {
		Conversations []channel `json:"conversations"`
	}
	err := c.ask(ctx, in, []string{"teams", in.ID, "conversations"}, &list)
	for i, one := range list.Conversations {
		list.Conversations[i].Type = cmp.Or(one.Type, one.Kind)
	}
	return list.Conversations, err
}

func (c *connector) ask(ctx context.Context, in conversation, path []string, answer any) error {
	return c.do(ctx, call{act: asking, method: http.MethodGet, base: in.ServiceURL, path: path, lanes: in.lookups()}, answer)
}

func (c conversation) sends() []pace.Lane {
	return []pace.Lane{{Name: "sends " + c.paced(), Limit: conversationSends}, {Name: "tenant " + c.Tenant, Limit: tenantCalls}}
}

func (c conversation) lookups() []pace.Lane {
	return []pace.Lane{{Name: "lookups " + c.paced(), Limit: conversationLookups}, {Name: "tenant " + c.Tenant, Limit: tenantCalls}}
}

// paced is what the limits are for: a channel with all its threads is one conversation (msteams-docs: rate-limit).
func (c conversation) paced() string { return withoutThread(c.ID) }
