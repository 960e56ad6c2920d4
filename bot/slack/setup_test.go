package slack_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/bot/bottest/adaptertest"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

const (
	secret    = "8f742231b10e8888abcd99yyyzzz85a5"
	token     = "xoxb-1-very-secret-token"
	workspace = "T0001"
)

// clock stands still until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// lines is a log that may be read while it is written.
type lines struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// door is the bot's side of Slack, without a Slack.
type door struct {
	slack *slack.Slack
	bot   *adaptertest.Script
	clock *clock
	log   *lines
}

func newDoor(t testing.TB, change ...func(*slack.Config)) *door {
	t.Helper()
	d := &door{bot: &adaptertest.Script{}, clock: &clock{now: time.Date(2026, 11, 9, 15, 0, 0, 0, time.UTC)}, log: &lines{}}
	c := slack.Config{
		Bot: d.bot, Seen: new(domaintest.Seen), Token: token, SigningSecret: secret, Workspace: workspace, Clock: d.clock.Now,
		// Nothing listens there: a test that calls Slack by accident hears of it.
		APIURL: "http://127.0.0.1:1/api/",
		Log:    slog.New(slog.NewJSONHandler(d.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	for _, f := range change {
		f(&c)
	}
	s, err := slack.New(c)
	if err != nil {
		t.Fatal(err)
	}
	d.slack = s
	return d
}

func sign(r *http.Request, body string, at time.Time) {
	stamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("v0:" + stamp + ":" + body))
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
}

// signed is a request as Slack sends it now.
func (d *door) signed(path, body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	sign(r, body, d.clock.Now())
	return r
}

func (d *door) serve(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	d.slack.Handler().ServeHTTP(w, r)
	return w
}

// drain waits for what comes after the acknowledgment.
func (d *door) drain(t testing.TB) {
	t.Helper()
	if err := d.slack.Drain(soon(t)); err != nil {
		t.Fatal(err)
	}
}

// soon ends when something hangs.
func soon(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 30*time.Second)
	t.Cleanup(cancel)
	return ctx
}

var quiet = slog.New(slog.DiscardHandler)

func sampleNamed(t testing.TB, name string) view.View {
	t.Helper()
	for _, s := range view.Samples() {
		if s.Name == name {
			return s.View
		}
	}
	t.Fatalf("no sample %s", name)
	return nil
}
