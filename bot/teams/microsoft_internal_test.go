package teams

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

const (
	appID     = "11111111-2222-3333-4444-555555555555"
	tenant    = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
	appSecret = "app~very-secret"
	// The path of the service URL is Teams' own, with a slash at the end.
	servicePath = "/emea/"
)

// received is a request as it came.
type received struct {
	method, path, body string
	header             http.Header
}

// microsoft plays the Bot Connector and the sign-in service, and remembers what they were asked.
type microsoft struct {
	*httptest.Server
	clock       *domaintest.Clock
	log         *logged
	connections atomic.Int64

	mu            sync.Mutex
	calls, logins []received
	answer, login http.HandlerFunc
}

func newMicrosoft(t testing.TB) *microsoft {
	t.Helper()
	m := stopped()
	m.Start()
	t.Cleanup(m.Close)
	return m
}

// overTLS speaks HTTP/2, as Teams does.
func overTLS(t testing.TB) *microsoft {
	t.Helper()
	m := stopped()
	m.EnableHTTP2 = true
	m.StartTLS()
	t.Cleanup(m.Close)
	return m
}

func stopped() *microsoft {
	m := &microsoft{clock: domaintest.NewClock(), log: new(logged)}
	m.answer, m.login = says(http.StatusCreated, `{"id":"made"}`), m.grants(3600)
	m.Server = httptest.NewUnstartedServer(http.HandlerFunc(m.serve))
	m.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	m.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			m.connections.Add(1)
		}
	}
	return m
}

func (m *microsoft) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	got := received{r.Method, r.RequestURI, string(body), r.Header}
	m.mu.Lock()
	answer := m.answer
	if strings.HasPrefix(r.URL.Path, "/login/") {
		m.logins, answer = append(m.logins, got), m.login
	} else {
		m.calls = append(m.calls, got)
	}
	m.mu.Unlock()
	answer(w, r)
}

// grants gives token-1, token-2… of that life.
func (m *microsoft) grants(seconds int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `{"token_type":"Bearer","expires_in":%d,"ext_expires_in":%d,"access_token":"token-%d"}`, seconds, seconds, m.askedForTokens())
	}
}

func (m *microsoft) answers(h http.HandlerFunc) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.answer = h
}

func (m *microsoft) logsIn(h http.HandlerFunc) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.login = h
}

func (m *microsoft) asked() []received {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.calls
}

func (m *microsoft) askedForTokens() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.logins)
}

// connector is one that speaks with this Microsoft, and not at its own pace.
func (m *microsoft) connector(t testing.TB, change ...func(*connectorConfig)) *connector {
	t.Helper()
	config := connectorConfig{
		Credential:   Credential{AppID: appID, Tenant: tenant, Secret: appSecret, LoginURL: m.URL + "/login"},
		ServiceHosts: []string{m.URL}, Clock: m.clock.Now, Log: slog.New(slog.NewJSONHandler(m.log, nil)), Unpaced: true,
	}
	if m.TLS != nil {
		config.HTTP = m.Client()
	}
	for _, f := range change {
		f(&config)
	}
	c, err := newConnector(config)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (m *microsoft) chat(id string) conversation {
	return conversation{ServiceURL: m.URL + servicePath, Tenant: tenant, ID: id}
}

func says(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// with is an answer with a header.
func with(name, value string, h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set(name, value)
		h(w, r)
	}
}

func hangUp(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// logged is a log that may be read while it is written.
type logged struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

var hello = outgoing{Type: "message", Text: "Hello"}

// failed gives an error as what it has to be.
func refusalOf(t testing.TB, err error) *bot.SendError {
	t.Helper()
	var e *bot.SendError
	if !errors.As(err, &e) {
		t.Fatalf("%v is no SendError", err)
	}
	return e
}

// wantFailure holds what is to be done after a failure, and what an admin is told. After 0 means any.
func wantFailure(t testing.TB, what string, err error, want bot.Verdict, after time.Duration, problem string) {
	t.Helper()
	e := refusalOf(t, err)
	if e.Verdict != want || after != 0 && e.After != after || !strings.Contains(e.Problem, problem) {
		t.Errorf("%s: %s after %s, %q; want %s after %s, %q", what, e.Verdict, e.After, e.Problem, want, after, problem)
	}
	if waits := e.Verdict == bot.Retry || e.Verdict == bot.Held; waits != (e.After > 0) {
		t.Errorf("%s: %s after %s", what, e.Verdict, e.After)
	}
	if !strings.HasSuffix(strings.TrimSuffix(e.Problem, ")"), ".") && !strings.Contains(e.Problem, ". (") {
		t.Errorf("%s: %q is no sentence", what, e.Problem)
	}
}
