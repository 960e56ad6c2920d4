package teams

import (
	"context"
	"net/http"
	"time"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/inbound"
	"github.com/partnerbot/partnerbot/domain"
)

type answer = inbound.Answer

// receive judges the token and answers the activity. Whatever is not known is acknowledged: Teams stops sending to a bot
// that answers with errors (learn.microsoft.com: Q&A 5898317).
func (t *Teams) receive(ctx context.Context, h http.Header, body []byte) (answer, error) {
	a, err := readActivity(body)
	if err != nil {
		return answer{}, inbound.ErrMalformed
	}
	if err := t.validator.Validate(ctx, h.Get("Authorization"), a.origin()); err != nil {
		return answer{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, takeWithin)
	defer cancel()
	switch a.Type {
	case "message":
		return t.message(ctx, a)
	case "invoke":
		return t.invoke(ctx, a)
	case "installationUpdate":
		return t.installed(ctx, a)
	case "conversationUpdate":
		return t.changed(ctx, a)
	}
	return answer{}, nil
}

// request is what all requests have in common. What changes nothing has no key.
func (t *Teams) request(kind bot.Kind, a activity, key string) bot.Request {
	tenant := a.tenant()
	if key != "" {
		key = "teams:" + key
	}
	r := bot.Request{
		Kind: kind, Key: key, Who: domain.Identity{Platform: domain.Teams, Workspace: tenant, User: a.From.ObjectID},
		Place: bot.Place{Workspace: tenant, Channel: a.room(), Room: isChannel(a.Conversation.ID)},
		Ask: bot.Ask{
			Profile: func(ctx context.Context, who domain.Identity) (domain.Profile, error) { return t.profile(ctx, a, who) },
			Channel: func(ctx context.Context, typed string) (domain.Channel, error) { return t.channel(ctx, tenant, typed) },
		},
	}
	if a.ReplyToID != "" {
		r.Place.Message = domain.MessageRef{Platform: domain.Teams, Workspace: tenant, Channel: a.Conversation.ID, TS: a.ReplyToID}
	}
	return r
}

func (t *Teams) handle(ctx context.Context, r bot.Request) bot.Reply {
	return t.handleWithin(ctx, answerWithin, r)
}

func (t *Teams) handleWithin(ctx context.Context, limit time.Duration, r bot.Request) bot.Reply {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return t.config.Bot.Handle(ctx, r)
}

// once tells whether an activity is new. Teams sends one again that was not answered in time.
func (t *Teams) once(ctx context.Context, a activity) error {
	if a.ID == "" {
		return nil
	}
	return inbound.Admit(ctx, t.config.Seen, "teams:"+a.Conversation.ID+":"+a.ID, t.config.Clock().Add(rememberFor))
}
