package slack

import (
	"context"
	"errors"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/outbound"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// errNoTimestamp is a yes from Slack that names no message.
var errNoTimestamp = errors.New("the answer names no message")

// Post sends a message to a channel, or to a person when the channel is a user's id. An error is a *bot.SendError.
func (s *Slack) Post(ctx context.Context, to, thread domain.MessageRef, v view.View) (domain.MessageRef, error) {
	options, err := s.prepare(to, v)
	if err != nil {
		return domain.MessageRef{}, err
	}
	if err := s.keepInside(ctx, to.Channel, v); err != nil {
		return domain.MessageRef{}, err
	}
	if wait := s.pace.post(to.Channel); wait > 0 && !s.config.Unpaced {
		return domain.MessageRef{}, paced(wait)
	}
	if thread.TS != "" {
		options = append(options, slackgo.MsgOptionTS(thread.TS))
	}
	ctx, cancel := context.WithTimeout(ctx, outbound.Timeout)
	defer cancel()
	ctx, left := outbound.Traced(ctx)
	channel, ts, err := s.api.PostMessageContext(ctx, to.Channel, options...)
	if err == nil && (ts == "" || channel == "") {
		err = errNoTimestamp
	}
	if err != nil {
		return domain.MessageRef{}, sendError(err, left.Load())
	}
	return domain.MessageRef{Platform: domain.Slack, Workspace: s.config.Workspace, Channel: channel, TS: ts}, nil
}

// Edit replaces a message, text and blocks. It may be repeated at will. An error is a *bot.SendError.
func (s *Slack) Edit(ctx context.Context, m domain.MessageRef, v view.View) error {
	options, err := s.prepare(m, v)
	if err != nil {
		return err
	}
	if err := s.keepInside(ctx, m.Channel, v); err != nil {
		return err
	}
	if wait := s.pace.edit(); wait > 0 && !s.config.Unpaced {
		return paced(wait)
	}
	ctx, cancel := context.WithTimeout(ctx, outbound.Timeout)
	defer cancel()
	if _, _, _, err = s.api.UpdateMessageContext(ctx, m.Channel, m.TS, options...); err != nil {
		return editError(err)
	}
	return nil
}

func (s *Slack) prepare(to domain.MessageRef, v view.View) ([]slackgo.MsgOption, error) {
	if to.Workspace != "" && to.Workspace != s.config.Workspace {
		return nil, &bot.SendError{Verdict: bot.Refused, Problem: "The message is for another workspace than the one that the bot token is for."}
	}
	options, err := content(v)
	if err != nil {
		return nil, &bot.SendError{
			Verdict: bot.Refused, Err: err,
			Problem: "The message cannot be drawn for Slack. This is a fault of partnerbot: report it.",
		}
	}
	return options, nil
}

// content is a view as arguments of a call. Both text and blocks always go along: chat.update with a text alone takes
// the blocks away.
func content(v view.View) ([]slackgo.MsgOption, error) {
	text, blocks, err := Render(v)
	if err != nil {
		return nil, err
	}
	return []slackgo.MsgOption{
		slackgo.MsgOptionText(text, false), // escaped by Render
		slackgo.MsgOptionBlocks(blocks...),
		slackgo.MsgOptionDisableLinkUnfurl(), slackgo.MsgOptionDisableMediaUnfurl(),
	}, nil
}
