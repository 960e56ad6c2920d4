package slack

import (
	"time"

	"github.com/partnerbot/partnerbot/bot/pace"
)

// paces keeps sends below Slack's limits: one message a second in a channel, and some hundreds a minute in the
// workspace.
type paces struct{ pace.Pace }

var (
	channelPosts   = pace.Limit{PerSecond: channelPostsPerSecond, Burst: 1}
	workspacePosts = pace.Limit{PerSecond: workspacePostsPerMinute / 60.0, Burst: workspacePostBurst}
	edits          = pace.Limit{PerSecond: editsPerMinute / 60.0, Burst: editBurst}
)

// post takes a turn in a channel, or gives the time until there is one.
func (p *paces) post(channel string) time.Duration {
	return p.Turn(pace.Lane{Name: "channel " + channel, Limit: channelPosts}, pace.Lane{Name: "posts", Limit: workspacePosts})
}

func (p *paces) edit() time.Duration {
	return p.Turn(pace.Lane{Name: "edits", Limit: edits})
}
