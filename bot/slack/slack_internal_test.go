package slack

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/outbound"
	"github.com/partnerbot/partnerbot/domain"
)

// slow is a Web API that answers nothing until it is given up.
type slow struct{ api }

func (slow) GetUserInfoContext(ctx context.Context, _ string, _ ...slackgo.GetUserInfoOption) (*slackgo.User, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// waiting is a bot that answers when its time is over.
type waiting struct{}

func (waiting) Handle(ctx context.Context, _ bot.Request) bot.Reply {
	<-ctx.Done()
	return bot.Reply{}
}

// Slack waits three seconds for an answer, and a person is looked up within them.
func TestSlack_AnswersInTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &Slack{api: slow{}, config: Config{Bot: waiting{}, Workspace: "T1"}}
		began := time.Now()
		_, err := s.profile(t.Context(), domain.Identity{User: "U1"})
		if took := time.Since(began); took != profileTimeout || domain.CodeOf(err) != domain.Unavailable {
			t.Errorf("a look-up that hangs took %s: %v", took, err)
		}
		began = time.Now()
		s.handle(t.Context(), bot.Request{})
		if took := time.Since(began); took >= 3*time.Second {
			t.Errorf("a bot that hangs took %s", took)
		}
	})
}

func TestClient_IsMadeSafe(t *testing.T) {
	t.Parallel()
	given := &http.Client{}
	for _, c := range []*http.Client{outbound.Client(nil), outbound.Client(given)} {
		if c.Timeout == 0 || c.CheckRedirect(nil, nil) != http.ErrUseLastResponse {
			t.Errorf("timeout %s, or redirects are followed", c.Timeout)
		}
	}
	if given.Timeout != 0 || given.CheckRedirect != nil {
		t.Error("the given client was changed")
	}
}
