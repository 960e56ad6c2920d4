package playground_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/playground"
)

const (
	secret = "8f742231b10e8888abcd99yyyzzz85a5"
	token  = "xoxb-test-token"
)

// clock is a clock that moves only when told.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// world is a workspace, a Slack client for it and a bot made of handlers.
type world struct {
	*playground.Server
	api   *slack.Client
	url   string
	clock *clock
	bot   *testBot
}

// testBot answers what the playground sends; each test fills in what it needs.
type testBot struct {
	mu          sync.Mutex
	command     func(http.ResponseWriter, slack.SlashCommand)
	interaction func(http.ResponseWriter, slack.InteractionCallback)
	options     func(http.ResponseWriter, slack.InteractionCallback)
	event       func(http.ResponseWriter, map[string]any)
}

func (b *testBot) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	b.mu.Lock()
	command, interaction, options, event := b.command, b.interaction, b.options, b.event
	b.mu.Unlock()
	form, _ := url.ParseQuery(string(body))
	switch r.URL.Path {
	case "/slack/commands":
		if command != nil {
			command(w, commandOf(form))
		}
	case "/slack/interactions":
		if interaction != nil {
			interaction(w, callbackOf(form))
		}
	case "/slack/options":
		if options != nil {
			options(w, callbackOf(form))
		}
	case "/slack/events":
		var e map[string]any
		if json.Unmarshal(body, &e) == nil && event != nil {
			event(w, e)
		}
	}
}

func commandOf(f url.Values) slack.SlashCommand {
	return slack.SlashCommand{
		TeamID: f.Get("team_id"), ChannelID: f.Get("channel_id"), ChannelName: f.Get("channel_name"),
		UserID: f.Get("user_id"), UserName: f.Get("user_name"), Command: f.Get("command"), Text: f.Get("text"),
		ResponseURL: f.Get("response_url"), TriggerID: f.Get("trigger_id"), APIAppID: f.Get("api_app_id"),
	}
}

func callbackOf(f url.Values) slack.InteractionCallback {
	var ic slack.InteractionCallback
	if err := json.Unmarshal([]byte(f.Get("payload")), &ic); err != nil {
		panic(err)
	}
	return ic
}

func people() playground.Workspace {
	return playground.Workspace{
		TeamID: "T1", Name: "Acme Partners", Domain: "acme",
		App: playground.App{ID: "A1", BotID: "B1", UserID: "UBOT", Name: "partnerbot"},
		Users: []playground.User{
			{ID: "USAM", Name: "sam", RealName: "Sam Seller", Title: "Seller", Email: "sam@acme.test", TZ: "America/New_York"},
			{ID: "URAE", Name: "rae", RealName: "Rae Ops", Title: "RevOps", Email: "rae@acme.test"},
			{ID: "UPAT", Name: "pat", RealName: "Pat Partner", Email: "pat@partner.test", TeamID: "T2", IsStranger: true},
		},
		Channels: []playground.Channel{
			{ID: "CDEALS", Name: "deal-desk", Members: []string{"USAM", "URAE", "UBOT"}},
			{ID: "CGENERAL", Name: "general", Members: []string{"USAM", "URAE"}},
			{ID: "CSECRET", Name: "secret", Private: true, Members: []string{"URAE"}},
			{ID: "COLD", Name: "old", Archived: true, Members: []string{"USAM", "UBOT"}},
			{ID: "CSHARED", Name: "shared", ExtShared: true, Members: []string{"USAM", "UPAT", "UBOT"}},
		},
	}
}

// newWorld starts a workspace and its bot on this machine. change edits the config.
func newWorld(t *testing.T, change ...func(*playground.Config)) *world {
	t.Helper()
	w := &world{clock: &clock{t: time.Date(2026, 11, 18, 15, 4, 5, 0, time.UTC)}, bot: &testBot{}}
	bot := httptest.NewServer(w.bot)
	cfg := playground.Config{
		BotURL: bot.URL, SigningSecret: secret, BotToken: token, Now: w.clock.now, Workspace: people(),
		Commands: []playground.Command{{Name: "/deal", Description: "Partner deals", Usage: "register Acme"}},
		Shortcuts: []playground.Shortcut{
			{CallbackID: "register", Name: "Register a deal"},
			{CallbackID: "register_from", Name: "Register from message", Message: true},
		},
	}
	for _, f := range change {
		f(&cfg)
	}
	s, err := playground.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	w.Server = s
	front := httptest.NewServer(s.Handler())
	s.SetURL(front.URL)
	w.url = front.URL
	w.api = slack.New(token, slack.OptionAPIURL(front.URL+"/api/"))
	t.Cleanup(func() { s.Close(); front.Close(); bot.Close() })
	return w
}

// within bounds a test that waits; a test that passes never comes near it.
func within(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(v); err != nil {
		panic(err)
	}
}
