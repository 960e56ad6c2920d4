package slack

import (
	"context"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/intent"
)

// lookedUp answers what is typed into a searched field. The field's action_id names what is searched.
func (s *Slack) lookedUp(ctx context.Context, in interaction) (answer, error) {
	a, o := in.asker(), readOrigin(in.View.PrivateMetadata)
	a.channel = o.Channel
	r := s.request(bot.Lookup, a, "") // nothing is changed by a search, so it needs no key
	r.Name, r.Text = in.ActionID, in.Value
	r.Intent, _ = intent.Decode(o.Meta) // a form about nothing in particular has none
	reply := s.handle(ctx, r)
	found := options(reply.Options)
	return answer{Body: map[string][]*slackgo.OptionBlockObject{"options": found[:min(len(found), maxOptions)]}}, nil
}
