package playground_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/playground"
)

// get reads a page or its JSON, with another Host header when host is not empty.
func (w *world) get(t *testing.T, path, host string) (*http.Response, string) {
	t.Helper()
	r := must(http.NewRequestWithContext(t.Context(), http.MethodGet, w.url+path, nil))
	if host != "" {
		r.Host = host
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp := must(client.Do(r))
	defer resp.Body.Close()
	return resp, readAll(t, resp)
}

// pageToken is the token that the page carries.
func (w *world) pageToken(t *testing.T) string {
	t.Helper()
	_, body := w.get(t, "/", "")
	found := regexp.MustCompile(`name="playground-token" content="([A-Z2-7]+)"`).FindStringSubmatch(body)
	if found == nil {
		t.Fatalf("no token in %s", body)
	}
	return found[1]
}

// do sends what the page sends when a person acts.
func (w *world) do(t *testing.T, act, body string, header map[string]string) (int, string) {
	t.Helper()
	r := must(http.NewRequestWithContext(t.Context(), http.MethodPost, w.url+"/playground/do/"+act, strings.NewReader(body)))
	for k, v := range header {
		r.Header.Set(k, v)
	}
	resp := must(http.DefaultClient.Do(r))
	defer resp.Body.Close()
	return resp.StatusCode, readAll(t, resp)
}

func TestPageIsServedWithAStrictPolicy(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	resp, body := w.get(t, "/", "")
	policy := resp.Header.Get("Content-Security-Policy")
	if resp.StatusCode != http.StatusOK || !strings.Contains(policy, "default-src 'none'") ||
		!strings.Contains(policy, "script-src 'self';") || strings.Contains(policy, "unsafe") {
		t.Errorf("status %d, policy %q", resp.StatusCode, policy)
	}
	if regexp.MustCompile(`<script[^>]*>[^<]|\son\w+=|style=`).MatchString(body) {
		t.Error("the page has inline script or style")
	}
	if regexp.MustCompile(`(src|href)="(https?:)?//`).MatchString(body) {
		t.Error("the page loads something from elsewhere")
	}
	for _, file := range []string{"main.js", "layout.css", "emoji.json", "icon.svg"} {
		if resp, _ := w.get(t, "/playground/"+file, ""); resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", file, resp.StatusCode)
		}
	}
}

func TestOtherHostsAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for host, want := range map[string]int{
		"evil.test": http.StatusForbidden, "localhost.evil.test": http.StatusForbidden, "10.0.0.1:80": http.StatusForbidden,
		"localhost:1234": http.StatusOK, "127.0.0.1": http.StatusOK, "[::1]:80": http.StatusOK,
	} {
		if resp, _ := w.get(t, "/", host); resp.StatusCode != want {
			t.Errorf("host %s: %d, want %d", host, resp.StatusCode, want)
		}
	}
}

func TestOnlyOurOwnPageMayAct(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	token := w.pageToken(t)
	body := `{"as":"USAM","room":"CDEALS","text":"hello"}`
	for name, header := range map[string]map[string]string{
		"no token":      {},
		"wrong token":   {"X-Playground-Token": "AAAA"},
		"other origin":  {"X-Playground-Token": token, "Origin": "https://evil.test"},
		"opaque origin": {"X-Playground-Token": token, "Origin": "null"},
	} {
		if status, _ := w.do(t, "say", body, header); status != http.StatusForbidden {
			t.Errorf("%s: %d", name, status)
		}
	}
	if got := w.As("USAM").Messages("CDEALS"); len(got) != 0 {
		t.Fatalf("a refused request was done: %v", got)
	}
	status, answer := w.do(t, "say", body, map[string]string{"X-Playground-Token": token, "Origin": w.url})
	if got := w.As("USAM").Messages("CDEALS"); status != http.StatusOK || len(got) != 1 {
		t.Errorf("our own page: %d %s, %d messages", status, answer, len(got))
	}
}

func TestActsThatMakeNoSense(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	header := map[string]string{"X-Playground-Token": w.pageToken(t)}
	for act, body := range map[string]string{
		"explode": `{"as":"USAM"}`, "say": `{"as":"UNONE"}`, "read": `{`, "home": `{"as":"UBOT"}`,
	} {
		if status, _ := w.do(t, act, body, header); status != http.StatusBadRequest {
			t.Errorf("%s %s: %d", act, body, status)
		}
	}
	_, answer := w.do(t, "say", `{"as":"USAM","room":"CDEALS","thread":"1.2","text":"/deal list"}`, header)
	if !strings.Contains(answer, "/deal is not supported in threads") {
		t.Errorf("a command in a thread: %s", answer)
	}
	_, answer = w.do(t, "click", `{"as":"USAM","room":"CDEALS","ts":"1.2","block":"b","action":"a"}`, header)
	if !strings.Contains(answer, "changed meanwhile") {
		t.Errorf("a click on nothing: %s", answer)
	}
}

func TestRoomsShowOnlyWhatThePersonSees(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if _, err := w.api.PostEphemeralContext(within(t), "CDEALS", "URAE", slack.MsgOptionText("for Rae", false)); err != nil {
		t.Fatal(err)
	}
	if _, body := w.get(t, "/playground/room?as=USAM&id=CDEALS", ""); strings.Contains(body, "for Rae") {
		t.Error("Sam reads Rae's ephemeral message")
	}
	if _, body := w.get(t, "/playground/room?as=URAE&id=CDEALS", ""); !strings.Contains(body, "for Rae") {
		t.Error("Rae does not read it")
	}
	if resp, _ := w.get(t, "/playground/room?as=USAM&id=CSECRET", ""); resp.StatusCode != http.StatusNotFound {
		t.Errorf("a channel without Sam: %d", resp.StatusCode)
	}
}

func TestUnreadCountsUntilRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	_, _, _ = w.api.PostMessageContext(ctx, "CDEALS", slack.MsgOptionText("one", false))
	_, ts, _ := w.api.PostMessageContext(ctx, "CDEALS", slack.MsgOptionText("two", false))
	unread := func() int {
		_, body := w.get(t, "/playground/state?as=USAM", "")
		var s struct {
			Rooms []struct {
				ID     string
				Unread int
			}
		}
		if err := json.Unmarshal([]byte(body), &s); err != nil {
			t.Fatal(err)
		}
		for _, r := range s.Rooms {
			if r.ID == "CDEALS" {
				return r.Unread
			}
		}
		return -1
	}
	if got := unread(); got != 2 {
		t.Errorf("unread %d, want 2", got)
	}
	w.do(t, "read", `{"as":"USAM","room":"CDEALS","ts":"`+ts+`"}`, map[string]string{"X-Playground-Token": w.pageToken(t)})
	if got := unread(); got != 0 {
		t.Errorf("after reading: unread %d", got)
	}
}

func TestPermalinkLeadsToThePage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	resp, _ := w.get(t, "/archives/CDEALS/p1795014245000000", "")
	if got, want := resp.Header.Get("Location"), "/#room=CDEALS&ts=1795014245.000000"; got != want {
		t.Errorf("leads to %q, want %q", got, want)
	}
}

func TestChangesArePushed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, stop := context.WithCancel(within(t))
	defer stop()
	r := must(http.NewRequestWithContext(ctx, http.MethodGet, w.url+"/playground/changes", nil))
	resp := must(http.DefaultClient.Do(r))
	defer resp.Body.Close()
	lines := bufio.NewReader(resp.Body)
	next := func() string {
		for {
			line, err := lines.ReadString('\n')
			if err != nil && err != io.EOF {
				t.Fatal(err)
			}
			if rest, ok := strings.CutPrefix(line, "data: "); ok {
				return rest
			}
		}
	}
	first := next()
	if _, _, err := w.api.PostMessageContext(ctx, "CDEALS", slack.MsgOptionText("x", false)); err != nil {
		t.Fatal(err)
	}
	if second := next(); second == first {
		t.Error("no new version after a message")
	}
}

func TestClockButtons(t *testing.T) {
	t.Parallel()
	var moved time.Time
	monday := time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC)
	w := newWorld(t, func(c *playground.Config) {
		c.NextMonday = func(time.Time) time.Time { return monday }
		c.Advance = func(_ context.Context, to time.Time) error { moved = to; return nil }
	})
	header := map[string]string{"X-Playground-Token": w.pageToken(t)}
	if _, answer := w.do(t, "clock", `{"as":"USAM","to":"monday"}`, header); strings.Contains(answer, "error") || !moved.Equal(monday) {
		t.Errorf("moved to %v: %s", moved, answer)
	}
	if _, answer := w.do(t, "clock", `{"as":"USAM","to":"workday"}`, header); !strings.Contains(answer, "no clock to move") {
		t.Errorf("without NextWorkday: %s", answer)
	}
}
