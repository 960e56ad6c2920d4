package slack

import (
	"context"
	"sync"
	"time"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// sharing remembers which channels people of another organization are in.
type sharing struct {
	mu    sync.Mutex
	known map[string]shared
}

type shared struct {
	external bool
	until    time.Time
}

// maxShared is how many channels are remembered; then all are asked anew.
const maxShared = 1000

// channel asks Slack about a channel. External is true when people of another organization are in it, or are invited:
// is_ext_shared decides, not is_shared nor the form of the id (docs.slack.dev: slack-connect).
func (s *Slack) channel(ctx context.Context, id string) (domain.Channel, error) {
	c, err := s.channelInfo(ctx, id)
	if err != nil {
		return domain.Channel{}, unavailable("Slack did not say what channel that is. "+problemOf(err), err)
	}
	return c, nil
}

func (s *Slack) channelInfo(ctx context.Context, id string) (domain.Channel, error) {
	ctx, cancel := context.WithTimeout(ctx, profileTimeout)
	defer cancel()
	c, err := s.api.GetConversationInfoContext(ctx, &slackgo.GetConversationInfoInput{ChannelID: id})
	if err != nil {
		return domain.Channel{}, err
	}
	external := c.IsExtShared || c.IsPendingExtShared
	s.shared.set(id, shared{external: external, until: s.config.Clock().Add(sharedFor)})
	return domain.Channel{
		Platform: domain.Slack, Workspace: s.config.Workspace, ID: id, Name: c.Name, External: external,
	}, nil
}

// External tells whether people of another organization are in a channel. What Slack answered stands for ten minutes.
// With an error nobody knows: treat the channel as external.
func (s *Slack) External(ctx context.Context, channel string) (bool, error) {
	if external, ok := s.shared.get(channel, s.config.Clock()); ok {
		return external, nil
	}
	c, err := s.channelInfo(ctx, channel)
	return c.External, err
}

// keepInside refuses to post what holds the data of several partners where another organization reads along: a channel
// may have been shared since it was chosen.
func (s *Slack) keepInside(ctx context.Context, channel string, v view.View) error {
	switch v.(type) {
	case view.Digest, view.DigestDetail, view.ReviewCard, view.HistoryNote:
	default:
		return nil
	}
	if channel == "" || channel[0] != 'C' && channel[0] != 'G' { // a direct message
		return nil
	}
	external, err := s.External(ctx, channel)
	if err != nil {
		return editError(err) // nothing was posted yet
	}
	if external {
		return &bot.SendError{
			Verdict: bot.Refused,
			Problem: "People of another organization are in the channel, so this was not posted there. Choose another channel in setup.",
		}
	}
	return nil
}

func (c *sharing) get(channel string, now time.Time) (external, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k, ok := c.known[channel]
	return k.external, ok && now.Before(k.until)
}

func (c *sharing) set(channel string, k shared) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known == nil || len(c.known) >= maxShared {
		c.known = map[string]shared{}
	}
	c.known[channel] = k
}
