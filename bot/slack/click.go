package slack

import (
	"context"
	"strings"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/domain"
)

// clicked answers a button: 200 at once, the reply after it.
func (s *Slack) clicked(ctx context.Context, in interaction) (answer, error) {
	if len(in.Actions) == 0 || in.Actions[0].ActionID == linkID || strings.HasPrefix(in.Actions[0].ActionID, linkID+":") {
		return answer{}, nil
	}
	action, a := in.Actions[0], in.asker()
	a.trigger = in.TriggerID
	if in.View.Type == "modal" {
		a.modal, a.hash = in.View.ID, in.View.Hash
		a.channel = readOrigin(in.View.PrivateMetadata).Channel
	}
	ts := in.Container.MessageTS
	r := s.request(bot.Click, a, "click:"+in.person()+":"+a.channel+":"+ts+in.View.ID+":"+action.ActionID+":"+action.ActionTS)
	if ts != "" {
		r.Place.Message = domain.MessageRef{Platform: domain.Slack, Workspace: s.config.Workspace, Channel: a.channel, TS: ts}
	}
	r.Intent, _ = intent.Decode(action.Value) // the bot has words for a button of another release
	return s.answerLater(a, s.handle(ctx, r)), nil
}

// answerLater carries a reply out after an empty acknowledgment.
func (s *Slack) answerLater(a asker, reply bot.Reply) answer {
	switch {
	case reply.Form != nil:
		return answer{After: func(ctx context.Context) { s.openForm(ctx, a, *reply.Form) }}
	case reply.View != nil:
		return answer{After: func(ctx context.Context) { s.show(ctx, a, reply.View, reply.To) }}
	}
	return answer{}
}
