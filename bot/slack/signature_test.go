package slack_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/slack"
)

const listCommand = "team_id=T0001&user_id=U1&channel_id=C1&command=%2Fdeal&text=list&trigger_id=1.2.3"

// The vector that Slack publishes (docs.slack.dev: verifying-requests-from-slack).
func TestHandler_PublishedVector(t *testing.T) {
	t.Parallel()
	d := newDoor(t, func(c *slack.Config) { c.Workspace = "T1DC2JH3J" })
	d.clock.now = time.Unix(1531420618, 0)
	body := "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V" +
		"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=" +
		"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN" +
		"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
	r := httptest.NewRequest(http.MethodPost, "/slack/commands", strings.NewReader(body))
	r.Header.Set("X-Slack-Request-Timestamp", "1531420618")
	r.Header.Set("X-Slack-Signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")
	if w := d.serve(r); w.Code != http.StatusOK {
		t.Fatalf("status %d, log %s", w.Code, d.log)
	}
	if got := d.bot.Requests(); len(got) != 1 || got[0].Name != "webhook-collect" {
		t.Errorf("the bot was asked %+v", got)
	}
}

func TestHandler_Refuses(t *testing.T) {
	t.Parallel()
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	dated := func(after time.Duration) func(*http.Request) {
		return func(r *http.Request) { sign(r, listCommand, time.Date(2026, 11, 9, 15, 0, 0, 0, time.UTC).Add(after)) }
	}
	for name, c := range map[string]struct {
		change func(*http.Request)
		status int
	}{
		"unsigned":           {func(r *http.Request) { r.Header.Del("X-Slack-Signature") }, http.StatusUnauthorized},
		"undated":            {func(r *http.Request) { r.Header.Del("X-Slack-Request-Timestamp") }, http.StatusUnauthorized},
		"no date":            {header("X-Slack-Request-Timestamp", "noon"), http.StatusUnauthorized},
		"enormous date":      {header("X-Slack-Request-Timestamp", "99999999999999999999"), http.StatusUnauthorized},
		"most negative date": {header("X-Slack-Request-Timestamp", "-9223372036854775808"), http.StatusUnauthorized},
		"other version":      {header("X-Slack-Signature", "v1="+strings.Repeat("0", 64)), http.StatusUnauthorized},
		"short signature":    {header("X-Slack-Signature", "v0=00"), http.StatusUnauthorized},
		"empty signature":    {header("X-Slack-Signature", "v0="), http.StatusUnauthorized},
		"no hex":             {header("X-Slack-Signature", "v0="+strings.Repeat("z", 64)), http.StatusUnauthorized},
		"wrong signature":    {header("X-Slack-Signature", "v0="+strings.Repeat("0", 64)), http.StatusUnauthorized},
		"stale":              {dated(-301 * time.Second), http.StatusUnauthorized},
		"future":             {dated(301 * time.Second), http.StatusUnauthorized},
		"five minutes old":   {dated(-300 * time.Second), http.StatusOK},
		"five minutes ahead": {dated(300 * time.Second), http.StatusOK},
		"tampered":           {func(r *http.Request) { r.Body = body("&text=approve+everything") }, http.StatusUnauthorized},
		"emptied":            {func(r *http.Request) { r.Body = http.NoBody }, http.StatusUnauthorized},
		"date moved":         {header("X-Slack-Request-Timestamp", "1794236401"), http.StatusUnauthorized},
		"too long":           {func(r *http.Request) { r.Body, r.ContentLength = body(strings.Repeat("x", 1<<20)), -1 }, http.StatusRequestEntityTooLarge},
		"said to be long":    {func(r *http.Request) { r.ContentLength = 1<<20 + 1 }, http.StatusRequestEntityTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDoor(t)
			r := d.signed("/slack/commands", listCommand)
			c.change(r)
			if w := d.serve(r); w.Code != c.status {
				t.Errorf("status %d, want %d; log %s", w.Code, c.status, d.log)
			}
			if asked := len(d.bot.Requests()); (asked == 1) != (c.status == http.StatusOK) {
				t.Errorf("the bot was asked %d times", asked)
			}
		})
	}
}

type reader struct{ *strings.Reader }

func (reader) Close() error { return nil }

func body(more string) reader { return reader{strings.NewReader(listCommand + more)} }

func TestHandler_ReadsOnlyTheBody(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	payload := url.QueryEscape(`{"type":"shortcut","team":{"id":"T0001"},"user":{"id":"U1","team_id":"T0001"},"callback_id":"x","trigger_id":"1"}`)
	for _, path := range []string{"/slack/interactions", "/slack/options"} {
		if w := d.serve(d.signed(path+"?payload="+payload, "a="+path)); w.Code != http.StatusBadRequest {
			t.Errorf("%s with its payload in the URL: status %d", path, w.Code)
		}
	}
	d.serve(d.signed("/slack/commands?text=won", strings.Replace(listCommand, "&text=list", "", 1)))
	if got := d.bot.Requests(); len(got) != 1 || got[0].Text != "" {
		t.Errorf("the bot was asked %+v", got)
	}
}

// Slack looks at the certificate with a request that it does not sign.
func TestHandler_TLSCheck(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	for check, status := range map[string]int{
		"ssl_check=1&token=x":           http.StatusOK,
		"ssl_check=1&" + listCommand:    http.StatusUnauthorized,
		"ssl_check=1&payload=%7B%7D":    http.StatusUnauthorized,
		"ssl_check=0&token=x":           http.StatusUnauthorized,
		"ssl_check=1&ssl_check=%zz&a=b": http.StatusUnauthorized,
	} {
		r := httptest.NewRequest(http.MethodPost, "/slack/commands", strings.NewReader(check))
		if w := d.serve(r); w.Code != status || status == http.StatusOK && w.Body.Len() != 0 {
			t.Errorf("%s: status %d, want %d, body %q", check, w.Code, status, w.Body)
		}
	}
	if n := len(d.bot.Requests()); n != 0 {
		t.Errorf("the bot was asked %d times", n)
	}
}

func TestHandler_OnlyPosts(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	for _, path := range []string{"/slack/commands", "/slack/interactions", "/slack/options", "/slack/events"} {
		if w := d.serve(httptest.NewRequest(http.MethodGet, path, nil)); w.Code != http.StatusMethodNotAllowed {
			t.Errorf("GET %s: status %d", path, w.Code)
		}
	}
}

func TestHandler_RefusesReplays(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	first := d.signed("/slack/commands", listCommand)
	sign(first, listCommand, d.clock.Now().Add(5*time.Minute)) // as far ahead as Slack's clock may be
	again := func(change func(http.Header)) int {
		r := httptest.NewRequest(http.MethodPost, "/slack/commands", strings.NewReader(listCommand))
		r.Header = first.Header.Clone()
		change(r.Header)
		return d.serve(r).Code
	}
	as := func(http.Header) {}
	if code := again(as); code != http.StatusOK {
		t.Fatalf("the first one: status %d", code)
	}
	for minutes := range 11 {
		if code := again(as); code != http.StatusUnauthorized {
			t.Errorf("after %d minutes: status %d", minutes, code)
		}
		d.clock.move(time.Minute)
	}
	d.clock.move(-11 * time.Minute)
	upper := func(h http.Header) {
		h.Set("X-Slack-Signature", "v0="+strings.ToUpper(strings.TrimPrefix(h.Get("X-Slack-Signature"), "v0=")))
	}
	if code := again(upper); code != http.StatusUnauthorized {
		t.Errorf("in upper case: status %d", code)
	}
	if code := again(func(h http.Header) { h.Set("X-Slack-Retry-Num", "1") }); code != http.StatusUnauthorized {
		t.Errorf("as a retry: status %d", code)
	}
	if n := len(d.bot.Requests()); n != 1 {
		t.Errorf("the bot was asked %d times", n)
	}
}

func TestHandler_ReplaysAtOnce(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	first := d.signed("/slack/commands", listCommand)
	var taken atomic.Int32
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			r := httptest.NewRequest(http.MethodPost, "/slack/commands", strings.NewReader(listCommand))
			r.Header = first.Header.Clone()
			if d.serve(r).Code == http.StatusOK {
				taken.Add(1)
			}
		})
	}
	all.Wait()
	if n := taken.Load(); n != 1 || len(d.bot.Requests()) != 1 {
		t.Errorf("%d of 50 copies were taken, the bot was asked %d times", n, len(d.bot.Requests()))
	}
}

// Slack sends an event again when it got no answer. Then it signs it anew: the request is not a replay, and its key tells
// that it is the same event.
func TestHandler_TakesRetries(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	event := `{"type":"event_callback","team_id":"T0001","event_id":"Ev1","event":{"type":"app_home_opened","user":"U1","tab":"home"}}`
	for i := range 2 {
		r := d.signed("/slack/events", event)
		if i > 0 {
			r.Header.Set("X-Slack-Retry-Num", "1")
			r.Header.Set("X-Slack-Retry-Reason", "http_timeout")
		}
		if w := d.serve(r); w.Code != http.StatusOK {
			t.Fatalf("delivery %d: status %d", i, w.Code)
		}
		d.clock.move(time.Minute)
	}
	d.drain(t)
	got := d.bot.Requests()
	if len(got) != 2 || got[0].Key != "Ev1" || got[1].Key != "Ev1" || got[0].Kind != bot.Home {
		t.Errorf("the bot was asked %+v", got)
	}
}
