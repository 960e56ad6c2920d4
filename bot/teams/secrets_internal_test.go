package teams

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot"
)

const accessToken = "eyJ0.very-secret-token.c2ln"

// chain is an error with all its causes, as any logger could print them.
func chain(err error) string {
	if err == nil {
		return ""
	}
	all := fmt.Sprintf("%v | %+v | %#v\n", err, err, err)
	var e *bot.SendError
	if errors.As(err, &e) {
		all += e.Problem + chain(e.Err)
	}
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range several.Unwrap() {
			all += chain(one)
		}
	}
	return all
}

// echoes are servers that answer what they were sent, each in its own way.
var echoes = map[string]http.HandlerFunc{
	"body":   func(w http.ResponseWriter, r *http.Request) { _, _ = io.Copy(w, r.Body) },
	"status": func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusBadRequest); _ = r.Write(w) },
	"code": func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprintf(w, `{"error":{"code":%q,"message":%q},"errorCode":%q}`, all(r), all(r), all(r))
	},
	"OAuth": func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprintf(w, `{"error":%q,"error_description":%q,"error_codes":[700016]}`, all(r), all(r))
	},
	"OAuth without a number": func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(w, `{"error":%q}`, all(r))
	},
	"header": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", all(r))
		w.Header().Set("WWW-Authenticate", all(r))
		w.WriteHeader(http.StatusTooManyRequests)
	},
	"redirect": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "https://elsewhere.invalid/"+url.QueryEscape(all(r)))
		w.WriteHeader(http.StatusFound)
	},
	"bad redirect": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "https://["+all(r))
		w.WriteHeader(http.StatusTemporaryRedirect)
	},
	"no HTTP": func(w http.ResponseWriter, r *http.Request) { raw(w, all(r)+"\r\n\r\n") },
	"bad header": func(w http.ResponseWriter, r *http.Request) {
		raw(w, "HTTP/1.1 200 OK\r\n"+all(r)+"\r\nContent-Length: "+all(r)+"\r\n\r\n")
	},
	"bad chunk": func(w http.ResponseWriter, r *http.Request) {
		raw(w, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"+all(r))
	},
	"bad status": func(w http.ResponseWriter, r *http.Request) { raw(w, "HTTP/1.1 "+all(r)+"\r\n\r\n") },
	"broken token": func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `{"access_token":%q,"expires_in":3600}`, all(r)+"\r\n")
	},
	"expired token": func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `{"access_token":%q,"expires_in":0}`, accessToken)
	},
	"encoding": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = io.WriteString(w, all(r))
	},
	"hang up": hangUp,
}

// all is everything of a request that is secret, in one line.
func all(r *http.Request) string {
	body, _ := io.ReadAll(r.Body)
	return r.Header.Get("Authorization") + r.Header.Get("X-Identity-Header") + string(body)
}

// raw answers what is no HTTP.
func raw(w http.ResponseWriter, text string) {
	c, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	_, _ = io.WriteString(c, text)
	_ = c.Close()
}

func mustNotTell(t *testing.T, text string) {
	t.Helper()
	for _, secret := range []string{"very-secret", appSecret, accessToken, "853b9a84", url.QueryEscape(appSecret)} {
		if i := strings.Index(text, secret); i >= 0 {
			t.Errorf("%q is told: %q", secret, text[max(0, i-200):min(len(text), i+len(secret)+50)])
		}
	}
}

// Neither the secret nor a token is in any error or log line, whoever fails and however: the Bot Connector, the sign-in
// service, or the endpoint of an identity.
func TestSecrets(t *testing.T) {
	t.Parallel()
	grants := says(http.StatusOK, `{"access_token":"`+accessToken+`","expires_in":3600}`)
	for name, echo := range echoes {
		for where, set := range map[string]func(*microsoft, *connectorConfig){
			"connector": func(m *microsoft, _ *connectorConfig) { m.answers(echo); m.logsIn(grants) },
			"sign-in":   func(m *microsoft, _ *connectorConfig) { m.logsIn(echo) },
			"identity": func(m *microsoft, c *connectorConfig) {
				m.logsIn(echo)
				c.Credential = Credential{AppID: appID, IdentityURL: m.URL + "/login/msi", IdentityHeader: "853b9a84"}
			},
		} {
			t.Run(name+" of "+where, func(t *testing.T) {
				t.Parallel()
				m := newMicrosoft(t)
				c := m.connector(t, func(config *connectorConfig) { set(m, config) })
				failures := 0
				for _, err := range everything(t, m, c) {
					if err != nil {
						failures++
						mustNotTell(t, chain(err))
					}
				}
				if failures == 0 && name != "body" {
					t.Error("nothing failed")
				}
				mustNotTell(t, m.log.String())
			})
		}
	}
}

// everything makes each kind of call.
func everything(t *testing.T, m *microsoft, c *connector) []error {
	t.Helper()
	_, send := c.send(t.Context(), m.chat("a:1"), hello)
	update := c.update(t.Context(), m.chat("a:1"), "1", hello)
	_, personal := c.createPersonal(t.Context(), m.URL, tenant, "29:ann")
	_, _, thread := c.startThread(t.Context(), m.URL, tenant, generalChannel, hello)
	_, member := c.member(t.Context(), m.chat("a:1"), "29:ann")
	_, _, members := c.members(t.Context(), m.chat("a:1"), "")
	_, channels := c.channels(t.Context(), m.chat("a:1"))
	m.clock.Advance(fetchAgain)
	_, nobody := c.send(t.Context(), conversation{ServiceURL: "https://evil.invalid/", ID: "a:1"}, hello)
	return []error{send, update, personal, thread, member, members, channels, nobody}
}

// A credential that is printed by accident tells nothing either.
func TestSecrets_OfACredential(t *testing.T) {
	t.Parallel()
	m := newMicrosoft(t)
	m.logsIn(says(http.StatusOK, `{"access_token":"`+accessToken+`","expires_in":3600}`))
	c := m.connector(t, func(config *connectorConfig) { config.Credential.IdentityHeader = "853b9a84" })
	if _, err := c.send(t.Context(), m.chat("a:1"), hello); err != nil {
		t.Fatal(err)
	}
	inJSON, err := json.Marshal(c.config.Credential)
	if err != nil {
		t.Fatal(err)
	}
	token, err := c.tokens.get(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	mustNotTell(t, fmt.Sprintf("%v %+v %#v %s %v", c.config.Credential, c.config.Credential, c.config.Credential, inJSON, token))
}
