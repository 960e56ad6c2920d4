package botconnector_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
)

const (
	appID  = "5f1e0c7a-0000-4000-8000-00000000a001"
	secret = "app~secret"
	tenant = "b28fdbfd-2b78-4f93-b0f8-8881793f0f8f"

	sam = "11111111-0000-4000-8000-000000000001"
	rae = "11111111-0000-4000-8000-000000000002"
	gus = "11111111-0000-4000-8000-000000000003"

	sales   = "19:sales@thread.tacv2"
	deals   = "19:deals@thread.tacv2"
	secrets = "19:secrets@thread.tacv2"
	chat    = "19:lunch@thread.v2"
)

type object = map[string]any

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

// world is an organization with a bot that answers what a test says.
type world struct {
	*botconnector.Server
	t     *testing.T
	url   string
	clock *clock
	bot   *testBot
	token string
}

// testBot keeps the activities that come and answers them.
type testBot struct {
	mu     sync.Mutex
	got    []object
	header []http.Header
	answer func(activity object) (int, any)
}

func (b *testBot) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	var a object
	if err := json.Unmarshal(raw, &a); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	b.mu.Lock()
	b.got, b.header = append(b.got, a), append(b.header, r.Header.Clone())
	answer := b.answer
	b.mu.Unlock()
	status, body := http.StatusOK, any(nil)
	if answer != nil {
		status, body = answer(a)
	}
	w.WriteHeader(status)
	if body != nil {
		_ = json.NewEncoder(w).Encode(body)
	}
}

// answers makes the bot answer an invoke by its name.
func (b *testBot) answers(name string, body any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	before := b.answer
	b.answer = func(a object) (int, any) {
		if a["name"] == name {
			return http.StatusOK, body
		}
		if before != nil {
			return before(a)
		}
		return http.StatusOK, nil
	}
}

func (b *testBot) last(t *testing.T) object {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.got) == 0 {
		t.Fatal("the bot was sent nothing")
	}
	return b.got[len(b.got)-1]
}

func (b *testBot) count(name string) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := 0
	for _, a := range b.got {
		if a["name"] == name || a["type"] == name {
			n++
		}
	}
	return n
}

func organization() botconnector.Organization {
	return botconnector.Organization{
		Tenant: tenant,
		Users: []botconnector.User{
			{ID: sam, Name: "Sam Seller", Email: "sam@acme.test", Zone: "America/New_York"},
			{ID: rae, Name: "Rae Ops", Email: "rae@acme.test"},
			{ID: gus, Name: "Gus Guest", Email: "gus@partner.test", Guest: true},
		},
		Teams: []botconnector.Team{{
			ID: sales, Name: "Sales", GroupID: "group-1", Members: []string{sam, rae},
			Channels: []botconnector.Channel{
				{ID: deals, Name: "Deal desk"},
				{ID: secrets, Name: "Secrets", Type: "private", Members: []string{rae}},
			},
		}},
		Chats: []botconnector.Chat{{ID: chat, Topic: "Lunch", Members: []string{sam, gus}}},
	}
}

// newWorld starts an organization and its bot on this machine. change edits the config.
func newWorld(t *testing.T, change ...func(*botconnector.Config)) *world {
	t.Helper()
	w := &world{t: t, clock: &clock{t: time.Date(2026, 11, 18, 15, 4, 5, 0, time.UTC)}, bot: &testBot{}}
	bot := httptest.NewServer(w.bot)
	cfg := botconnector.Config{BotURL: bot.URL, AppID: appID, Secret: secret, Now: w.clock.now, Organization: organization()}
	for _, f := range change {
		f(&cfg)
	}
	s, err := botconnector.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	w.Server = s
	front := httptest.NewServer(s.Handler())
	s.SetURL(front.URL)
	w.url = front.URL
	t.Cleanup(func() { s.Close(); front.Close(); bot.Close() })
	w.token = w.signIn()
	return w
}

// signIn gets an access token as a bot does.
func (w *world) signIn() string {
	w.t.Helper()
	r, err := http.PostForm(w.Issuer.LoginURL()+"/"+tenant+"/oauth2/v2.0/token", url.Values{
		"grant_type": {"client_credentials"}, "client_id": {appID}, "client_secret": {secret},
		"scope": {"https://api.botframework.com/.default"},
	})
	if err != nil {
		w.t.Fatal(err)
	}
	defer r.Body.Close()
	var got struct {
		AccessToken string `json:"access_token"`
		TokenType   string `json:"token_type"`
	}
	if err := json.NewDecoder(r.Body).Decode(&got); err != nil || got.TokenType != "Bearer" {
		w.t.Fatalf("no token: %d %+v %v", r.StatusCode, got, err)
	}
	return got.AccessToken
}

// call calls the Bot Connector as the bot does. Ids in path are escaped already.
func (w *world) call(method, path string, body any) (int, object) {
	w.t.Helper()
	status, raw, err := w.try(method, path, body)
	if err != nil {
		w.t.Fatalf("%s %s: %v", method, path, err)
	}
	var got object
	_ = json.Unmarshal(raw, &got)
	return status, got
}

func (w *world) try(method, path string, body any) (int, []byte, error) {
	w.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		w.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(w.t.Context(), method, w.ServiceURL()+"v3/"+path, bytes.NewReader(raw))
	if err != nil {
		w.t.Fatal(err)
	}
	if body == nil {
		r.Body, r.ContentLength = http.NoBody, 0
	}
	r.Header.Set("Authorization", "Bearer "+w.token)
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	return resp.StatusCode, got, err
}

// post has the bot post a message, and gives its id.
func (w *world) post(conversation string, activity object) string {
	w.t.Helper()
	status, got := w.call("POST", "conversations/"+url.PathEscape(conversation)+"/activities", activity)
	if status != http.StatusCreated {
		w.t.Fatalf("posting: %d %v", status, got)
	}
	return got["id"].(string)
}

// edit has the bot change a message.
func (w *world) edit(conversation, id string, activity object) {
	w.t.Helper()
	status, got := w.call("PUT", "conversations/"+url.PathEscape(conversation)+"/activities/"+id, activity)
	if status != http.StatusOK {
		w.t.Fatalf("editing: %d %v", status, got)
	}
}

// install adds the app for Sam and Rae and to the team, and forgets what that sent.
func (w *world) install(ctx context.Context) {
	w.t.Helper()
	for _, who := range []string{sam, rae} {
		if err := w.As(who).Install(ctx, "@app"); err != nil {
			w.t.Fatal(err)
		}
	}
	if err := w.As(sam).Install(ctx, sales); err != nil {
		w.t.Fatal(err)
	}
}

// newest is the last of what a person sees in a room.
func (w *world) newest(ctx context.Context, who, room string) botconnector.Message {
	w.t.Helper()
	all := w.As(who).Posts(ctx, room)
	if len(all) == 0 {
		w.t.Fatalf("%s sees nothing in %s", who, room)
	}
	return all[len(all)-1]
}

// clean holds that the bot did nothing wrong.
func (w *world) clean() {
	w.t.Helper()
	for _, r := range w.Refusals() {
		w.t.Errorf("refused: %s", r)
	}
}

// refused holds that something was refused for a reason, and forgives it.
func (w *world) refused(words string) {
	w.t.Helper()
	all := w.Refusals()
	if !slices.ContainsFunc(all, func(r string) bool { return strings.Contains(r, words) }) {
		w.t.Errorf("%q is not among the refusals %q", words, all)
	}
	w.Forgive()
}

// within bounds a test that waits; a test that passes never comes near it.
func within(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// at reads a value at a path: "channelData.tenant.id".
func at(o any, path string) any {
	for _, key := range strings.Split(path, ".") {
		switch x := o.(type) {
		case object:
			o = x[key]
		case []any:
			var i int
			if _, err := fmt.Sscan(key, &i); err != nil || i >= len(x) {
				return nil
			}
			o = x[i]
		default:
			return nil
		}
	}
	return o
}

// same holds values of an object, by their paths.
func same(t *testing.T, o object, want object) {
	t.Helper()
	for path, v := range want {
		if got := at(o, path); got != v {
			t.Errorf("%s = %v, want %v", path, got, v)
		}
	}
}

// card makes a card's JSON into an activity.
func card(content object) object {
	content["type"], content["version"] = "AdaptiveCard", "1.5"
	return object{"type": "message", "attachments": []any{
		object{"contentType": "application/vnd.microsoft.card.adaptive", "content": content},
	}}
}

func says(words string) object { return object{"type": "TextBlock", "text": words, "wrap": true} }

func decode(t *testing.T, part string) []byte {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
