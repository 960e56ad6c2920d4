package slack

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	slackgo "github.com/slack-go/slack"
	"golang.org/x/sync/semaphore"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/domain"
)

func TestReplays_Bounded(t *testing.T) {
	t.Parallel()
	const most = 100
	r := replays{most: most}
	at := time.Unix(0, 0)
	sig := func(i int) (s signature) {
		for b := range 8 {
			s[b] = byte(i >> (8 * b))
		}
		return s
	}
	for i := range most {
		if fresh, full := r.add(sig(i), at); !fresh || full {
			t.Fatalf("signature %d: fresh %v, full %v", i, fresh, full)
		}
	}
	if fresh, full := r.add(sig(most), at); fresh || !full {
		t.Errorf("one too many: fresh %v, full %v", fresh, full)
	}
	if fresh, full := r.add(sig(0), at); fresh || full {
		t.Errorf("an old one: fresh %v, full %v", fresh, full)
	}
	at = at.Add(rememberFor)
	if fresh, _ := r.add(sig(0), at); fresh {
		t.Error("after ten minutes, the first is forgotten")
	}
	if fresh, full := r.add(sig(most), at); !fresh || full {
		t.Errorf("after ten minutes, a new one: fresh %v, full %v", fresh, full)
	}
	r.add(sig(1), at.Add(rememberFor)) // the second generation goes
	if n := len(r.old) + len(r.young); n > 3 {
		t.Errorf("%d signatures are remembered after twenty minutes", n)
	}
}

// The blocks are encoded by hand, and come out as encoding/json encodes them.

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

func TestSlack_CarriesOnAfterAPanic(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	s := &Slack{log: slog.New(slog.NewTextHandler(&out, nil)), after: semaphore.NewWeighted(maxAfter)}
	s.carry(t.Context(), func(context.Context) { panic("oh") })
	if err := s.Drain(t.Context()); err != nil || !strings.Contains(out.String(), "panicked") {
		t.Errorf("Drain: %v, log %q", err, out.String())
	}
}

// What hangs after an acknowledgment neither holds up the next one nor piles up without end.

func TestSlack_CarriesSoMuchAtOnce(t *testing.T) {
	t.Parallel()
	over := make(chan struct{})
	var done atomic.Int32
	s := &Slack{log: slog.New(slog.DiscardHandler), after: semaphore.NewWeighted(maxAfter)}
	for range maxAfter + 10 {
		s.carry(t.Context(), func(context.Context) {
			<-over
			done.Add(1)
		})
	}
	soon, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Drain(soon); err == nil {
		t.Error("Drain did not wait")
	}
	close(over)
	if err := s.Drain(t.Context()); err != nil || done.Load() != maxAfter {
		t.Errorf("%d were carried out, Drain: %v", done.Load(), err)
	}
}

// A request outlives its connection once it was acknowledged.

func TestSlack_CarriesOnWithoutTheConnection(t *testing.T) {
	t.Parallel()
	s := &Slack{log: slog.New(slog.DiscardHandler), after: semaphore.NewWeighted(maxAfter)}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var failed error
	s.carry(ctx, func(ctx context.Context) {
		failed = ctx.Err()
		if _, limited := ctx.Deadline(); !limited {
			failed = errors.New("it may go on for ever")
		}
	})
	if err := s.Drain(t.Context()); err != nil || failed != nil {
		t.Errorf("Drain: %v, context: %v", err, failed)
	}
}

func TestClient_IsMadeSafe(t *testing.T) {
	t.Parallel()
	given := &http.Client{}
	for _, c := range []*http.Client{client(nil), client(given)} {
		if c.Timeout == 0 || c.CheckRedirect(nil, nil) != http.ErrUseLastResponse {
			t.Errorf("timeout %s, or redirects are followed", c.Timeout)
		}
	}
	if given.Timeout != 0 || given.CheckRedirect != nil {
		t.Error("the given client was changed")
	}
}
