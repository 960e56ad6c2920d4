package botconnector_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
)

// proxied is a proxy between a playground that notes its calls and a bot.
type proxied struct {
	*world
	url  string
	mu   sync.Mutex
	back []string
	sent []botconnector.Sent
}

func newProxied(t *testing.T) *proxied {
	t.Helper()
	p := &proxied{world: newWorld(t)}
	playground := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		p.mu.Lock()
		p.back = append(p.back, fmt.Sprintf("%s %s %s auth=%q", r.Method, r.RequestURI, body, r.Header.Get("Authorization")))
		p.mu.Unlock()
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, `{"id":"1"}`)
	}))
	bot := httptest.NewServer(p.bot)
	proxy, err := botconnector.NewProxy(botconnector.ProxyConfig{
		Issuer: p.Issuer, BotURL: bot.URL, PlaygroundURL: playground.URL,
		Note: func(x botconnector.Sent) { p.sent = append(p.sent, x) },
	})
	if err != nil {
		t.Fatal(err)
	}
	front := httptest.NewServer(proxy.Handler())
	p.url = front.URL
	t.Cleanup(func() { front.Close(); bot.Close(); playground.Close() })
	return p
}

// send sends an activity as the playground does, with other headers.
func (p *proxied) send(header http.Header, activity object) (int, string) {
	p.t.Helper()
	raw, err := json.Marshal(activity)
	if err != nil {
		p.t.Fatal(err)
	}
	r, err := http.NewRequest("POST", p.url+"/api/messages", bytes.NewReader(raw))
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header = header
	r.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(body)
}

func playgroundHeader() http.Header { return http.Header{"X-Ms-Agents-Playground": {"true"}} }

func TestProxySignsWhatThePlaygroundSends(t *testing.T) {
	t.Parallel()
	p := newProxied(t)
	p.bot.answers("composeExtension/fetchTask", object{"task": object{"type": "message", "value": "hello"}})
	status, body := p.send(playgroundHeader(), object{"type": "invoke", "name": "composeExtension/fetchTask", "serviceUrl": p.url + "/teams"})
	if status != 200 || !strings.Contains(body, `"hello"`) {
		t.Errorf("the bot's answer comes back as %d %s", status, body)
	}
	raw, found := strings.CutPrefix(p.bot.header[0].Get("Authorization"), "Bearer ")
	var claims object
	part := strings.Split(raw, ".")
	if !found || len(part) != 3 || json.Unmarshal(decode(t, part[1]), &claims) != nil || claims["serviceurl"] != p.url+"/teams" || claims["aud"] != appID {
		t.Errorf("the token says %v", claims)
	}
	if len(p.sent) != 1 || p.sent[0].Status != 200 {
		t.Errorf("noted is %v", p.sent)
	}
}

func TestProxyOffersWhatSearchesFind(t *testing.T) {
	t.Parallel()
	p := newProxied(t)
	field := object{
		"type": "Input.ChoiceSet", "choices": []any{object{"title": "Ada", "value": "1"}},
		"choices.data": object{"type": "Data.Query", "dataset": "partners"},
	}
	people := object{"type": "Input.ChoiceSet", "choices.data": object{"dataset": "graph.microsoft.com/users"}}
	p.bot.answers("composeExtension/fetchTask", object{"task": object{"value": object{"card": object{"body": []any{field, people}}}}})
	p.bot.answers("application/search", object{"value": object{"results": []any{
		object{"title": "Ada", "value": "1"}, object{"title": "Bob", "value": "2"},
	}}})
	_, body := p.send(playgroundHeader(), object{"type": "invoke", "name": "composeExtension/fetchTask", "serviceUrl": p.url + "/teams"})
	var got object
	if err := json.Unmarshal([]byte(body), &got); err != nil {
		t.Fatal(err)
	}
	same(t, got, object{
		"task.value.card.body.0.choices.0.title": "Ada", "task.value.card.body.0.choices.1.value": "2",
		"task.value.card.body.0.choices.2": nil, "task.value.card.body.1.choices": nil,
	})
	if n := p.bot.count("application/search"); n != 1 || strings.Contains(body, "partners") {
		t.Errorf("%d searches were made, for %s", n, body)
	}
}

func TestProxyTakesNothingFromWebPages(t *testing.T) {
	t.Parallel()
	p := newProxied(t)
	fromPage := playgroundHeader()
	fromPage.Set("Origin", "https://evil.test")
	for _, h := range []http.Header{{}, fromPage} {
		if status, _ := p.send(h, object{"type": "message"}); status != http.StatusForbidden {
			t.Errorf("%v is %d", h, status)
		}
	}
	r, err := http.NewRequest("GET", p.url+"/v1/.well-known/keys", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = "rebound.test"
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("another host is %d", resp.StatusCode)
	}
	if p.bot.count("message") != 0 {
		t.Error("the bot was sent something")
	}
}

func TestProxyChecksTheBotsTokens(t *testing.T) {
	t.Parallel()
	p := newProxied(t)
	call := func(token string) int {
		r, err := http.NewRequest("POST", p.url+"/teams/v3/conversations/"+url.PathEscape("19:x@thread.tacv2;messageid=1")+"/activities", strings.NewReader(`{"type":"message"}`))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+token)
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	if status := call("made up"); status != http.StatusUnauthorized || len(p.back) != 0 {
		t.Errorf("a token that was made up is %d", status)
	}
	if status := call(p.token); status != http.StatusCreated {
		t.Errorf("a good token is %d", status)
	}
	want := `POST /_connector/v3/conversations/19:x@thread.tacv2%3Bmessageid=1/activities {"type":"message"} auth=""`
	if len(p.back) != 1 || p.back[0] != want {
		t.Errorf("the playground gets %q", p.back)
	}
}

func TestPlaygroundConfig(t *testing.T) {
	t.Parallel()
	c := botconnector.Config{AppID: appID, Secret: secret, Now: newWorld(t).clock.now, Organization: organization()}
	if _, err := botconnector.PlaygroundConfig(c, sam); err == nil {
		t.Error("three people are enough")
	}
	for i := range 4 {
		c.Organization.Users = append(c.Organization.Users, botconnector.User{ID: fmt.Sprint(i), Name: "An Other", Email: "o@acme.test"})
	}
	raw, err := botconnector.PlaygroundConfig(c, rae)
	if err != nil {
		t.Fatal(err)
	}
	var got object
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	same(t, got, object{
		"tenantId": tenant, "bot.id": "28:" + appID, "currentUser.aadObjectId": rae, "users.0.aadObjectId": sam,
		"users.5": nil, "team.id": sales, "team.channels.0.id": deals, "groupChat.id": chat,
	})
}
