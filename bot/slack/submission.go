package slack

import (
	"context"
	"net/http"
	"slices"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/inbound"
	"github.com/partnerbot/partnerbot/bot/intent"
)

// submitted answers a filled-in form, in the answer itself: errors beside their fields, the form again, or closed.
func (s *Slack) submitted(ctx context.Context, in interaction) (answer, error) {
	if in.View.ID == "" || in.View.CallbackID == "" {
		return answer{}, inbound.ErrMalformed
	}
	a, o := in.asker(), readOrigin(in.View.PrivateMetadata)
	a.channel = o.Channel
	r := s.request(bot.Submit, a, "submit:"+in.person()+":"+in.View.ID+":"+in.View.Hash)
	r.Form, r.Values = form.Name(in.View.CallbackID), in.View.values()
	r.Intent, _ = intent.Decode(o.Meta) // a form about nothing in particular has none
	reply := s.handle(ctx, r)
	switch {
	case reply.Unable:
		return answer{Status: http.StatusServiceUnavailable}, nil // Slack keeps the modal, and says to try again
	case reply.Form != nil:
		return s.again(a, in.View, *reply.Form), nil
	case reply.View != nil:
		closed := answer{Body: slackgo.NewClearViewSubmissionResponse()}
		closed.After = func(ctx context.Context) { s.show(ctx, a, reply.View, reply.To) }
		return closed, nil
	}
	return answer{Body: slackgo.NewClearViewSubmissionResponse()}, nil
}

// again shows a form with what is wrong with it. Slack keeps what was typed when it is told the errors by field;
// whatever cannot be said that way needs the form drawn again.
func (s *Slack) again(a asker, was modal, f form.Form) answer {
	if errors := fieldErrors(was, f); len(errors) > 0 {
		return answer{Body: slackgo.NewErrorsViewSubmissionResponse(errors)}
	}
	f.Fields = slices.Clone(f.Fields)
	for i, field := range f.Fields {
		if field.Kind == form.Lookup && len(field.Labels) == 0 && len(field.Values) > 0 {
			f.Fields[i].Labels = []string{was.label(field.ID, field.Values[0])}
		}
	}
	m, err := drawForm(f, a.channel)
	if err != nil {
		s.undrawn(err)
		return answer{
			Body:  slackgo.NewClearViewSubmissionResponse(),
			After: func(ctx context.Context) { s.show(ctx, a, undrawnForm, bot.OnlyYou) },
		}
	}
	return answer{Body: slackgo.NewUpdateViewSubmissionResponse(&m)}
}

// fieldErrors are the errors by field, nil when the form has something else to say or another shape.
func fieldErrors(was modal, f form.Form) map[string]string {
	if f.Problem != "" || string(f.Name) != was.CallbackID {
		return nil
	}
	errors := map[string]string{}
	for _, field := range f.Fields {
		if field.Error == "" {
			continue
		}
		if _, has := was.State.Values[field.ID]; !has {
			return nil // Slack refuses an error of a block that the modal does not have
		}
		errors[field.ID] = short(field.Error, maxFieldError)
	}
	return errors
}
