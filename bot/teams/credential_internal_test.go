package teams

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/partnerbot/partnerbot/bot"
)

func TestCredential_Check(t *testing.T) {
	t.Parallel()
	for words, c := range map[string]Credential{
		"":                          {AppID: appID, Tenant: tenant, Secret: appSecret},
		"app id is missing":         {Tenant: tenant, Secret: appSecret},
		"app's tenant is missing":   {AppID: appID, Secret: appSecret},
		"login address must begin":  {AppID: appID, Tenant: tenant, Secret: appSecret, LoginURL: "http://login.microsoftonline.com"},
		"login address must  begin": {AppID: appID, Tenant: tenant, Secret: appSecret, LoginURL: "login"},
	} {
		words = strings.ReplaceAll(words, "  ", " ")
		if err := c.check(); (err == nil) != (words == "") || err != nil && !strings.Contains(err.Error(), words) {
			t.Errorf("got %v, want %q", err, words)
		}
	}
	if err := (Credential{AppID: appID}).check(); err != nil {
		t.Errorf("a managed identity needs no tenant: %v", err)
	}
}

// The three ways to ask for a token, each as Microsoft documents it.
func TestCredential_Requests(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		credential        Credential
		method, url, body string
		header            map[string]string
	}{
		"single tenant": {
			credential: Credential{AppID: appID, Tenant: tenant, Secret: "s e&c=ret~"},
			method:     "POST", url: "https://login.microsoftonline.com/" + tenant + "/oauth2/v2.0/token",
			body: "client_id=" + appID + "&client_secret=s+e%26c%3Dret~&grant_type=client_credentials" +
				"&scope=https%3A%2F%2Fapi.botframework.com%2F.default",
			header: map[string]string{"Content-Type": "application/x-www-form-urlencoded", "Metadata": "", "X-Identity-Header": ""},
		},
		"a tenant by name": {
			credential: Credential{AppID: "a", Tenant: "acme.example/..", Secret: "s", LoginURL: "https://login.microsoftonline.us/"},
			method:     "POST", url: "https://login.microsoftonline.us/acme.example%2F../oauth2/v2.0/token",
			body: "client_id=a&client_secret=s&grant_type=client_credentials&scope=https%3A%2F%2Fapi.botframework.com%2F.default",
		},
		"identity of a machine": {
			credential: Credential{AppID: appID},
			method:     "GET", url: "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&client_id=" + appID +
				"&resource=https%3A%2F%2Fapi.botframework.com",
			header: map[string]string{"Metadata": "true", "X-Identity-Header": ""},
		},
		"identity of App Service": {
			credential: Credential{AppID: appID, IdentityURL: "http://localhost:4141/MSI/token", IdentityHeader: "853b9a84"},
			method:     "GET", url: "http://localhost:4141/MSI/token?api-version=2019-08-01&client_id=" + appID +
				"&resource=https%3A%2F%2Fapi.botframework.com",
			header: map[string]string{"X-Identity-Header": "853b9a84"},
		},
	} {
		r, err := c.credential.request(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Method != c.method || r.URL.String() != c.url || string(body) != c.body {
			t.Errorf("%s: %s %s %s, %v\nwant %s %s %s", name, r.Method, r.URL, body, err, c.method, c.url, c.body)
		}
		for field, want := range c.header {
			if got := r.Header.Get(field); got != want {
				t.Errorf("%s: %s is %q, want %q", name, field, got, want)
			}
		}
	}
}

// How long a token lives is said in several ways. One that says it in none is not used: nobody would know when to ask.
func TestCredential_Answers(t *testing.T) {
	t.Parallel()
	const hour = time.Hour
	now := time.Unix(1_700_000_000, 0)
	for answer, want := range map[string]lifetime{
		`{"access_token":"t","expires_in":3599}`:                             {hour - time.Second, 55*time.Minute - time.Second},
		`{"access_token":"t","expires_in":"3599","expires_on":"1"}`:          {hour - time.Second, 55*time.Minute - time.Second},
		`{"access_token":"t","expires_on":"1700086400"}`:                     {24 * hour, 24*hour - tokenEarly},
		`{"access_token":"t","expires_on":1700000060,"not_before":"x"}`:      {time.Minute, 30 * time.Second},
		`{"access_token":"t","expires_in":3599.0,"expires_on":"1700003600"}`: {hour, 55 * time.Minute},
		`{"access_token":"t","expires_in":9223372036854775807}`:              {48 * hour, 48*hour - tokenEarly},

		// Nothing to go by.
		`{"access_token":"t"}`:                                              {},
		`{"access_token":"t","expires_in":0}`:                               {},
		`{"access_token":"t","expires_in":-5}`:                              {},
		`{"access_token":"t","expires_in":"soon"}`:                          {},
		`{"access_token":"t","expires_on":"1600000000"}`:                    {},
		`{"access_token":"t","expires_on":"09/14/2017 00:00:00 PM +00:00"}`: {},
		`{"access_token":"","expires_in":3599}`:                             {},
		`{"access_token":"t\r\nX: y","expires_in":3599}`:                    {},
		`{"access_token":"t t","expires_in":3599}`:                          {},
		`{"access_token":"tö","expires_in":3599}`:                           {},
		`{"access_token":7,"expires_in":3599}`:                              {},
		`{"expires_in":3599}`:                                               {},
		`[]`:                                                                {},
		`null`:                                                              {},
		``:                                                                  {},
		`<html>`:                                                            {},
	} {
		token, life, err := grant([]byte(answer), now)
		switch {
		case want == lifetime{}:
			wantFailure(t, answer, err, bot.Retry, retryUnsent, "sign-in service could not be read")
		case err != nil || string(token) != "t" || life != want:
			t.Errorf("%s: %q for %v, %v; want it for %v", answer, string(token), life, err, want)
		}
	}
}

// What the sign-in service refuses is told in words that an admin can act on, with the number that people search for.
func TestCredential_Refusals(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer  http.HandlerFunc
		want    bot.Verdict
		after   time.Duration
		problem string
	}{
		"wrong secret":   {says(401, `{"error":"invalid_client","error_description":"AADSTS7000215: x","error_codes":[7000215]}`), bot.Refused, 0, "Certificates & secrets of the app, and restart partnerbot. (AADSTS7000215)"},
		"not in tenant":  {says(400, `{"error":"unauthorized_client","error_codes":[700016]}`), bot.Refused, 0, "does not know the app in this tenant. Check the app id and the tenant, and restart partnerbot. (AADSTS700016)"},
		"no such tenant": {says(400, `{"error":"invalid_request","error_codes":[90002]}`), bot.Refused, 0, "(AADSTS90002)"},
		"no identity":    {says(400, `{"error":"invalid_request","error_description":"Identity not found"}`), bot.Refused, 0, "Check the app id"},
		"rules":          {says(400, `{"error":"access_denied"}`), bot.Refused, 0, "Ask its administrators."},
		"too often":      {with("Retry-After", "9", says(429, "")), bot.Retry, 9 * time.Second, "429 Too Many Requests"},
		"for now":        {says(400, `{"error":"temporarily_unavailable"}`), bot.Retry, 5 * time.Second, "for now"},
		"failed":         {says(500, `{"error":"server_error"}`), bot.Retry, 5 * time.Second, "on its side"},
		"away":           {says(503, ""), bot.Retry, 5 * time.Second, "503 Service Unavailable"},
		"being updated":  {says(404, ""), bot.Retry, 5 * time.Second, "404 Not Found"},
		"updated":        {says(410, ""), bot.Retry, 5 * time.Second, "410 Gone"},
		"unknown":        {says(418, `{"error":"token","error_codes":["x"]}`), bot.Refused, 0, "418 I'm a teapot."},
		"cut off":        {with("Content-Length", "100", says(200, "{")), bot.Retry, 5 * time.Second, "sign-in service could not be"},
		"hung up":        {hangUp, bot.Retry, 5 * time.Second, "sign-in service could not be reached"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMicrosoft(t)
			m.logsIn(c.answer)
			con := m.connector(t)
			for range 3 { // the reason stays, and so does the pause
				_, err := con.send(t.Context(), m.chat("a:1"), hello)
				wantFailure(t, "send", err, c.want, c.after, c.problem)
			}
			if len(m.asked()) != 0 || m.askedForTokens() != 1 {
				t.Errorf("%d calls without a token, which was asked for %d times", len(m.asked()), m.askedForTokens())
			}
			m.logsIn(m.grants(3600))
			m.clock.Advance(fetchAgain)
			if _, err := con.send(t.Context(), m.chat("a:1"), hello); err != nil {
				t.Errorf("when it is mended: %v", err)
			}
		})
	}
}

// However many send, and however long: one asks for a token at a time, nobody waits for a renewed one, and none is used
// that has run out.
func TestCredential_RenewedUnderLoad(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &signIn{began: time.Now()}
		c, err := newConnector(connectorConfig{
			Credential: Credential{AppID: appID, Tenant: tenant, Secret: appSecret}, HTTP: &http.Client{Transport: s},
			Clock: time.Now, Log: slog.New(slog.DiscardHandler), Unpaced: true,
		})
		if err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		for sender := range 10 {
			all.Go(func() {
				for range 24 * 60 {
					began := time.Now()
					_, err := c.send(t.Context(), conversation{ServiceURL: "https://smba.trafficmanager.net/x", ID: fmt.Sprint(sender)}, hello)
					if err != nil {
						t.Errorf("send: %v", err)
					}
					if took := time.Since(began); took > 0 && time.Since(s.began) > time.Minute {
						t.Errorf("it waited %s", took)
					}
					time.Sleep(time.Minute) // of the bubble's time
				}
			})
		}
		all.Wait()
		if n := s.given.Load(); n < 24 || n > 28 {
			t.Errorf("%d tokens in a day, want one for each hour", n)
		}
	})
}

// signIn gives tokens of an hour, takes a second to, and lets in with the one that is good.
type signIn struct {
	began           time.Time
	given, underWay atomic.Int64
}

func (s *signIn) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host == "login.microsoftonline.com" {
		if s.underWay.Add(1) > 1 {
			return nil, errors.New("two at a time")
		}
		defer s.underWay.Add(-1)
		asked := time.Now()
		time.Sleep(time.Second) // of the bubble's time
		s.given.Add(1)
		return answered(http.StatusOK, fmt.Sprintf(`{"access_token":"%d","expires_in":3600}`, asked.Unix())), nil
	}
	var asked int64
	if _, err := fmt.Sscanf(r.Header.Get("Authorization"), "Bearer %d", &asked); err != nil || time.Since(time.Unix(asked, 0)) >= time.Hour {
		return answered(http.StatusUnauthorized, ""), nil
	}
	return answered(http.StatusOK, `{"id":"made"}`), nil
}

func answered(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Body: io.NopCloser(strings.NewReader(body))}
}

// Who gives up does not take the token from the others that wait for it.
func TestCredential_FirstOneGivesUp(t *testing.T) {
	t.Parallel()
	m := newMicrosoft(t)
	asked, release := make(chan struct{}), make(chan struct{})
	m.logsIn(func(w http.ResponseWriter, r *http.Request) {
		close(asked)
		<-release
		m.grants(3600)(w, r)
	})
	c := m.connector(t)
	ctx, giveUp := context.WithCancel(t.Context())
	gone := make(chan error)
	go func() {
		_, err := c.send(ctx, m.chat("a:1"), hello)
		gone <- err
	}()
	<-asked
	giveUp()
	wantFailure(t, "the first", <-gone, bot.Retry, retryUnsent, "partnerbot was stopped")
	second := make(chan error)
	go func() {
		_, err := c.send(t.Context(), m.chat("a:1"), hello)
		second <- err
	}()
	close(release)
	if err := <-second; err != nil || m.askedForTokens() != 1 {
		t.Errorf("the second one: %v, after %d requests for tokens", err, m.askedForTokens())
	}
}
