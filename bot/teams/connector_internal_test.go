package teams

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot"
)

const generalChannel = "19:general@thread.tacv2"

// Each call is the request that Microsoft documents, and gives the ids that were answered.
func TestConnector_Requests(t *testing.T) {
	t.Parallel()
	ids := func(got ...string) []string { return got }
	for name, c := range map[string]struct {
		call               func(context.Context, *connector, conversation) ([]string, error)
		answer             string
		method, path, body string
		ids                []string
	}{
		"send": {
			call: func(ctx context.Context, c *connector, in conversation) ([]string, error) {
				id, err := c.send(ctx, in, hello)
				return ids(id), err
			},
			answer: `{"id":"1700"}`, method: "POST", path: "conversations/19:general@thread.tacv2/activities",
			body: `{"type":"message","text":"Hello"}`, ids: ids("1700"),
		},
		"send to a thread": {
			call: func(ctx context.Context, c *connector, in conversation) ([]string, error) {
				in.ID += ";messageid=1600"
				id, err := c.send(ctx, in, hello)
				return ids(id), err
			},
			answer: `{"id":"1700","more":{}}`, method: "POST", path: "conversations/19:general@thread.tacv2%3Bmessageid=1600/activities",
			body: `{"type":"message","text":"Hello"}`, ids: ids("1700"),
		},
		"reply": {
			call: func(ctx context.Context, c *connector, in conversation) ([]string, error) {
				id, err := c.reply(ctx, in, "1600", hello)
				return ids(id), err
			},
			answer: `{"id":"1700"}`, method: "POST", path: "conversations/19:general@thread.tacv2/activities/1600",
			body: `{"type":"message","text":"Hello"}`, ids: ids("1700"),
		},
		"update": {
			call: func(ctx context.Context, c *connector, in conversation) ([]string, error) {
				return nil, c.update(ctx, in, "a/b?c", hello)
			},
			answer: `not read`, method: "PUT", path: "conversations/19:general@thread.tacv2/activities/a%2Fb%3Fc",
			body: `{"type":"message","text":"Hello"}`,
		},
		"personal chat": {
			call: func(ctx context.Context, c *connector, in conversation) ([]string, error) {
				id, err := c.createPersonal(ctx, in.ServiceURL, tenant, "29:ann")
				return ids(id), err
			},
			answer: `{"id":"a:1"}`, method: "POST", path: "conversations", ids: ids("a:1"),
			body: `{"isGroup":false,"bot":{"id":"28:` + appID + `"},"members":[{"id":"29:ann"}],"tenantId":"` + tenant + `","channelData":{"tenant":{"id":"` + tenant + `"}}}`,
		},
		"thread": {
			call: func(ctx context.Context, c *connector, in conversation) ([]string, error) {
				in1, id, err := c.startThread(ctx, in.ServiceURL, tenant, generalChannel, hello)
				return ids(in1, id), err
			},
			answer: `{"id":"19:general@thread.tacv2;messageid=1700","activityId":"1700"}`, method: "POST", path: "conversations",
			ids: ids("19:general@thread.tacv2;messageid=1700", "1700"),
			body: `{"isGroup":true,"bot":{"id":"28:` + appID + `"},"tenantId":"` + tenant + `","activity":{"type":"message","text":"Hello"},` +
				`"channelData":{"tenant":{"id":"` + tenant + `"},"channel":{"id":"19:general@thread.tacv2"}}}`,
		},
		"member": {
			call: func(ctx context.Context, c *connector, in conversation) ([]string, error) {
				m, err := c.member(ctx, in, "29:ann")
				return ids(m.ID, m.ObjectID, m.Email, m.UPN, m.TenantID, m.Role, m.Name), err
			},
			answer: `{"id":"29:ann","aadObjectId":"o","email":"e","userPrincipalName":"u","tenantId":"t","userRole":"guest","name":"n"}`,
			method: "GET", path: "conversations/19:general@thread.tacv2/members/29:ann", ids: ids("29:ann", "o", "e", "u", "t", "guest", "n"),
		},
		"members": {
			call: func(ctx context.Context, c *connector, in conversation) ([]string, error) {
				page, next, err := c.members(ctx, in, "two")
				return ids(page[0].ID, page[0].Role, next), err
			},
			answer: `{"continuationToken":"three","members":[{"id":"29:ann","userRole":"guest"}]}`, method: "GET",
			path: "conversations/19:general@thread.tacv2/pagedmembers?continuationToken=two&pageSize=500", ids: ids("29:ann", "guest", "three"),
		},
		"channels": {
			call: func(ctx context.Context, c *connector, in conversation) ([]string, error) {
				list, err := c.channels(ctx, in)
				var got []string
				for _, x := range list {
					got = append(got, x.ID, x.Name, x.Type)
				}
				return got, err
			},
			answer: `{"conversations":[{"id":"19:general@thread.tacv2","name":null},{"id":"19:deals@thread.tacv2","name":"Deals","type":"private"}]}`,
			method: "GET", path: "teams/19:general@thread.tacv2/conversations",
			ids: ids("19:general@thread.tacv2", "", "", "19:deals@thread.tacv2", "Deals", "private"),
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMicrosoft(t)
			m.answers(says(http.StatusCreated, c.answer))
			got, err := c.call(t.Context(), m.connector(t), m.chat(generalChannel))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.ids, got); diff != "" {
				t.Errorf("ids (-want +got):\n%s", diff)
			}
			calls := m.asked()
			if len(calls) != 1 {
				t.Fatalf("%d calls", len(calls))
			}
			r := calls[0]
			if r.method != c.method || r.path != servicePath+"v3/"+c.path || r.body != c.body {
				t.Errorf("%s %s %s\nwant %s %s%s %s", r.method, r.path, r.body, c.method, servicePath+"v3/", c.path, c.body)
			}
			if a := r.header["Authorization"]; len(a) != 1 || a[0] != "Bearer token-1" {
				t.Errorf("authorized by %v", a)
			}
			if kind := r.header.Get("Content-Type"); (kind == "application/json; charset=utf-8") != (c.body != "") {
				t.Errorf("content type %q of %q", kind, c.body)
			}
		})
	}
}

// What a mention and a notification look like is Teams' own.
func TestConnector_WritesActivities(t *testing.T) {
	t.Parallel()
	m := newMicrosoft(t)
	a := outgoing{
		Type: "message", Text: "<at>Ann & Bo</at>", TextFormat: "xml", Summary: "s",
		Entities:    []mention{{Type: "mention", Text: "<at>Ann & Bo</at>"}},
		ChannelData: notify,
	}
	a.Entities[0].Mentioned.ID, a.Entities[0].Mentioned.Name = "29:ann", "Ann & Bo"
	if _, err := m.connector(t).send(t.Context(), m.chat("a:1"), a); err != nil {
		t.Fatal(err)
	}
	want := `{"type":"message","text":"\u003cat\u003eAnn \u0026 Bo\u003c/at\u003e","textFormat":"xml","summary":"s","entities":[{"type":"mention",` +
		`"text":"\u003cat\u003eAnn \u0026 Bo\u003c/at\u003e","mentioned":{"id":"29:ann","name":"Ann \u0026 Bo"}}],"channelData":{"notification":{"alert":true}}}`
	if got := m.asked()[0].body; got != want {
		t.Errorf("sent %s\nwant %s", got, want)
	}
}

// An address that is none of Teams gets nothing: not the message, and not the token, which is not even fetched.
func TestConnector_OnlyToTeams(t *testing.T) {
	t.Parallel()
	m, evil := newMicrosoft(t), newMicrosoft(t)
	for name, to := range map[string]conversation{
		"elsewhere":         {ServiceURL: evil.URL + "/", ID: "a:1"},
		"as a user":         {ServiceURL: strings.Replace(evil.URL, "//", "//"+strings.TrimPrefix(m.URL, "http://")+"@", 1), ID: "a:1"},
		"nowhere":           {ID: "a:1"},
		"a path alone":      {ServiceURL: "/emea/", ID: "a:1"},
		"with a question":   {ServiceURL: m.URL + "/emea/?x=1", ID: "a:1"},
		"with a mark alone": {ServiceURL: m.URL + "/emea/?", ID: "a:1"},
		"with a fragment":   {ServiceURL: m.URL + "/emea/#x", ID: "a:1"},
		"with a sharp":      {ServiceURL: m.URL + "/emea/#", ID: "a:1"},
		"no id":             {ServiceURL: m.URL + "/emea/"},
		"up":                {ServiceURL: m.URL + "/emea/", ID: ".."},
		"here":              {ServiceURL: m.URL + "/emea/", ID: "."},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := m.connector(t).send(t.Context(), to, hello)
			wantFailure(t, name, err, bot.Refused, 0, "none of Teams")
		})
	}
	if n := len(m.asked()) + m.askedForTokens() + len(evil.asked()) + evil.askedForTokens(); n != 0 {
		t.Errorf("%d requests were made", n)
	}
}

// Fifty messages go over one connection, whatever version of HTTP is spoken; so does the token.
func TestConnector_ReusesItsConnection(t *testing.T) {
	t.Parallel()
	for name, m := range map[string]*microsoft{"HTTP/1.1": newMicrosoft(t), "HTTP/2": overTLS(t)} {
		c := m.connector(t)
		for range 50 {
			if _, err := c.send(t.Context(), m.chat("a:1"), hello); err != nil {
				t.Fatal(err)
			}
		}
		m.answers(says(http.StatusBadRequest, strings.Repeat("x", maxAnswer+1000)))
		for range 3 { // refusals and long answers are no reason to make another one
			_, err := c.send(t.Context(), m.chat("a:1"), hello)
			wantFailure(t, name, err, bot.Refused, 0, "400")
		}
		if n := m.connections.Load(); n != 1 {
			t.Errorf("%s: %d connections", name, n)
		}
		if n := m.askedForTokens(); n != 1 {
			t.Errorf("%s: %d tokens", name, n)
		}
	}
}

// A token that is refused before its time is thrown away, and the call is made once more with another one.
func TestConnector_TokenWithdrawn(t *testing.T) {
	t.Parallel()
	m := newMicrosoft(t)
	m.answers(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "Bearer token-1" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		fmt.Fprint(w, `{"id":"made"}`)
	})
	c := m.connector(t)
	for range 2 {
		if id, err := c.send(t.Context(), m.chat("a:1"), hello); err != nil || id != "made" {
			t.Errorf("got %q, %v", id, err)
		}
	}
	calls := m.asked()
	if len(calls) != 3 || m.askedForTokens() != 2 {
		t.Fatalf("%d calls and %d tokens", len(calls), m.askedForTokens())
	}
	if calls[0].body != calls[1].body || calls[1].body != `{"type":"message","text":"Hello"}` {
		t.Errorf("sent %s, and then %s", calls[0].body, calls[1].body)
	}
}

// A bot that is never let in does not ask on and on.
func TestConnector_TokenNeverTaken(t *testing.T) {
	t.Parallel()
	m := newMicrosoft(t)
	m.answers(says(http.StatusUnauthorized, `{"error":{"code":"BotNotRegistered","message":"No registration found for this bot."}}`))
	_, err := m.connector(t).send(t.Context(), m.chat("a:1"), hello)
	wantFailure(t, "send", err, bot.Refused, 0, "Azure Bot")
	if calls := len(m.asked()); calls != 2 || m.askedForTokens() != 2 {
		t.Errorf("%d calls and %d tokens, want two of each", calls, m.askedForTokens())
	}
}

// Many that are refused at once fetch one new token between them.
func TestConnector_TokenWithdrawnFromMany(t *testing.T) {
	t.Parallel()
	m := newMicrosoft(t)
	const crowd = 20
	var refused sync.WaitGroup
	refused.Add(crowd)
	m.answers(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "Bearer token-1" {
			refused.Done()
			refused.Wait() // all of them are on their way with the old one
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		fmt.Fprint(w, `{"id":"made"}`)
	})
	c := m.connector(t)
	var all sync.WaitGroup
	for range crowd {
		all.Go(func() {
			if _, err := c.send(t.Context(), m.chat("a:1"), hello); err != nil {
				t.Errorf("send: %v", err)
			}
		})
	}
	all.Wait()
	if n := m.askedForTokens(); n != 2 {
		t.Errorf("%d tokens, want the old one and a new one", n)
	}
}

// What was sent and not answered is never sent again, not even by net/http on a connection that was used before.
func TestConnector_NeverSendsTwice(t *testing.T) {
	t.Parallel()
	for name, m := range map[string]*microsoft{"HTTP/1.1": newMicrosoft(t), "HTTP/2": overTLS(t)} {
		c := m.connector(t)
		if _, err := c.send(t.Context(), m.chat("a:1"), hello); err != nil {
			t.Fatal(err)
		}
		m.answers(hangUp)
		_, err := c.send(t.Context(), m.chat("a:1"), hello)
		wantFailure(t, name, err, bot.Unknown, 0, "Teams could not be reached.")
		_, _, err = c.startThread(t.Context(), m.URL, tenant, generalChannel, hello)
		wantFailure(t, name, err, bot.Unknown, 0, "Teams could not be reached.")
		_, err = c.reply(t.Context(), m.chat("a:1"), "1", hello)
		wantFailure(t, name, err, bot.Unknown, 0, "Teams could not be reached.")
		if n := len(m.asked()); n != 4 {
			t.Errorf("%s: %d calls, want each once", name, n)
		}
		wantFailure(t, name, c.update(t.Context(), m.chat("a:1"), "1", hello), bot.Retry, retryUnsent, "Teams could not be reached.")
		_, err = c.createPersonal(t.Context(), m.URL, tenant, "29:ann")
		wantFailure(t, name, err, bot.Retry, retryUnsent, "Teams could not be reached.")
		_, err = c.member(t.Context(), m.chat("a:1"), "29:ann")
		wantFailure(t, name, err, bot.Retry, retryUnsent, "Teams could not be reached.")
	}
}

// Nobody is led elsewhere: a redirect would take the token, and the message, along.
func TestConnector_FollowsNobody(t *testing.T) {
	t.Parallel()
	m, evil := newMicrosoft(t), newMicrosoft(t)
	for _, status := range []int{http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		elsewhere := with("Location", evil.URL+"/x", says(status, ""))
		m.answers(elsewhere)
		_, err := m.connector(t).send(t.Context(), m.chat("a:1"), hello)
		wantFailure(t, "send", err, bot.Refused, 0, fmt.Sprint(status))
		m.logsIn(elsewhere)
		_, err = m.connector(t).member(t.Context(), m.chat("a:1"), "29:ann")
		wantFailure(t, "sign in", err, bot.Refused, 0, fmt.Sprint(status))
		m.logsIn(m.grants(3600))
	}
	if n := len(evil.asked()); n != 0 {
		t.Errorf("%d requests went elsewhere", n)
	}
}

// An answer without an end is read so far and no further.
func TestConnector_ReadsNoEndlessAnswer(t *testing.T) {
	t.Parallel()
	m := newMicrosoft(t)
	written := 0
	endless := func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			n, _ := w.Write(make([]byte, 1<<16))
			written += n
		}
	}
	m.answers(endless)
	_, err := m.connector(t).send(t.Context(), m.chat("a:1"), hello)
	wantFailure(t, "send", err, bot.Unknown, 0, "did not say under what id")
	m.Close()
	if written > 64<<20 {
		t.Errorf("%d bytes were taken", written)
	}
	m = newMicrosoft(t)
	m.logsIn(endless)
	_, err = m.connector(t).send(t.Context(), m.chat("a:1"), hello)
	wantFailure(t, "sign in", err, bot.Retry, retryUnsent, "could not be read")
}

func TestNewConnector_SaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	for words, drop := range map[string]func(*connectorConfig){
		"app id is missing":  func(c *connectorConfig) { c.Credential.AppID = "" },
		"tenant is missing":  func(c *connectorConfig) { c.Credential.Tenant = "" },
		"login address must": func(c *connectorConfig) { c.Credential.LoginURL = "http://login.microsoftonline.com" },
		"needs a Clock":      func(c *connectorConfig) { c.Clock = nil },
		"and a Log":          func(c *connectorConfig) { c.Log = nil },
		"service host":       func(c *connectorConfig) { c.ServiceHosts = []string{"http://smba.trafficmanager.net"} },
	} {
		m := stopped()
		config := connectorConfig{Credential: Credential{AppID: appID, Tenant: tenant, Secret: appSecret}, Clock: m.clock.Now, Log: slog.New(slog.DiscardHandler)}
		drop(&config)
		if _, err := newConnector(config); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("got %v, want it to say %q", err, words)
		}
	}
}

// inTurn waits until its context is over, and then tells what it was that it waited for.
func TestInTurn_GivesUp(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	held := &bot.SendError{Verdict: bot.Held, After: 1 << 60, Problem: "Others go first."}
	tries := 0
	err := inTurn(ctx, func() error {
		tries++
		cancel()
		return held
	})
	if !errors.Is(err, held) || tries != 1 {
		t.Errorf("got %v after %d tries", err, tries)
	}
}
