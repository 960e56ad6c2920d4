package playground_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/playground"
)

// The example that Slack publishes (docs.slack.dev:
// authentication/verifying-requests-from-slack).
func TestSignPublishedVector(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(c *playground.Config) { c.Now = func() time.Time { return time.Unix(1531420618, 0) } })
	body := "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar" +
		"&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com" +
		"%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
	r := must(http.NewRequest(http.MethodPost, "http://localhost/", strings.NewReader(body)))
	if err := w.Sign(r); err != nil {
		t.Fatal(err)
	}
	if got, want := r.Header.Get("X-Slack-Signature"), "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"; got != want {
		t.Errorf("signature %s, want %s", got, want)
	}
}

func TestEveryRequestIsSigned(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(c *playground.Config) { c.Now = time.Now })
	ctx := within(t)
	sam := w.As("USAM")
	if err := errors.Join(sam.Command(ctx, "CDEALS", "/deal"), sam.Shortcut(ctx, "register"), w.CheckTLS(ctx),
		w.SendEvent(ctx, map[string]any{"type": "team_join"})); err != nil {
		t.Fatal(err)
	}
	sent := w.Sent()
	if len(sent) != 4 {
		t.Fatalf("%d requests", len(sent))
	}
	for _, r := range sent {
		v, err := slack.NewSecretsVerifier(r.Header, secret)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = v.Write(r.Body)
		if err := v.Ensure(); err != nil {
			t.Errorf("%s: %v", r.Path, err)
		}
	}
}

func TestEventsAreRetriedThreeTimes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	var ids []any
	w.bot.event = func(rw http.ResponseWriter, e map[string]any) {
		ids = append(ids, e["event_id"])
		rw.WriteHeader(http.StatusInternalServerError)
	}
	if err := w.SendEvent(ctx, map[string]any{"type": "team_join"}); err == nil {
		t.Error("no error after all attempts failed")
	}
	var nums []string
	for _, r := range w.Sent() {
		nums = append(nums, r.Header.Get("X-Slack-Retry-Num")+" "+r.Header.Get("X-Slack-Retry-Reason"))
	}
	if diff := cmp.Diff([]string{" ", "1 http_error", "2 http_error", "3 http_error"}, nums); diff != "" {
		t.Error(diff)
	}
	if ids[0] == nil || ids[0] != ids[3] {
		t.Errorf("event ids %v", ids)
	}
	w.bot.event = func(rw http.ResponseWriter, _ map[string]any) {
		rw.Header().Set("X-Slack-No-Retry", "1")
		rw.WriteHeader(http.StatusInternalServerError)
	}
	if err := w.SendEvent(ctx, map[string]any{"type": "team_join"}); err == nil || len(w.Sent()) != 5 {
		t.Errorf("%v after %d requests: X-Slack-No-Retry was not heeded", err, len(w.Sent()))
	}
}

func TestEventsThatPeopleCause(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(c *playground.Config) {
		c.Events = []string{"app_mention", "message.channels", "message.im"}
	})
	ctx := within(t)
	var got []string
	w.bot.event = func(_ http.ResponseWriter, e map[string]any) {
		inner := e["event"].(map[string]any)
		kind, _ := inner["channel_type"].(string)
		got = append(got, inner["type"].(string)+" "+kind+" "+inner["text"].(string))
	}
	sam := w.As("USAM")
	for channel, words := range map[string]string{"CDEALS": "@partnerbot see #general & me", "CGENERAL": "nobody hears"} {
		if _, err := sam.Says(ctx, channel, words); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := sam.Says(ctx, "@app", "hi"); err != nil {
		t.Fatal(err)
	}
	text := "<@UBOT> see <#CGENERAL|general> &amp; me"
	if diff := cmp.Diff([]string{"message channel " + text, "app_mention  " + text, "message im hi"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestVerifyURL(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.bot.event = func(rw http.ResponseWriter, e map[string]any) {
		writeJSON(rw, map[string]any{"challenge": e["challenge"]})
	}
	if err := w.VerifyURL(within(t)); err != nil {
		t.Error(err)
	}
	w.bot.event = nil
	if err := w.VerifyURL(within(t)); err == nil {
		t.Error("an answer without the challenge was accepted")
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	post := func(ctx context.Context) error {
		_, _, err := w.api.PostMessageContext(ctx, "CDEALS", slack.MsgOptionText("x", false))
		return err
	}
	stored := func() int { return len(w.As("USAM").Messages("CDEALS")) }

	w.Fail("chat.postMessage", playground.Fault{Status: http.StatusTooManyRequests, RetryAfter: 7 * time.Second})
	w.Fail("chat.postMessage", playground.Fault{Error: "fatal_error", Times: 2})
	w.Fail("chat.postMessage", playground.Fault{Status: http.StatusBadGateway})
	var limited *slack.RateLimitedError
	if err := post(ctx); !errors.As(err, &limited) || limited.RetryAfter != 7*time.Second {
		t.Errorf("429: %v", err)
	}
	for range 2 {
		if err := post(ctx); err == nil || err.Error() != "fatal_error" {
			t.Errorf("error: %v", err)
		}
	}
	var code slack.StatusCodeError
	if err := post(ctx); !errors.As(err, &code) || code.Code != http.StatusBadGateway {
		t.Errorf("502: %v", err)
	}
	if err := post(ctx); err != nil || stored() != 1 {
		t.Fatalf("after the faults: %v, %d stored", err, stored())
	}

	w.Fail("chat.postMessage", playground.Fault{Drop: true})
	if err := post(ctx); err == nil || stored() != 2 {
		t.Errorf("dropped: %v, %d stored; want an error and the message", err, stored())
	}

	hold := make(chan struct{})
	w.Fail("chat.postMessage", playground.Fault{Hold: hold})
	done := make(chan error, 1)
	go func() { done <- post(ctx) }()
	if got := stored(); got != 2 {
		t.Errorf("held back, yet %d stored", got)
	}
	close(hold)
	if err := <-done; err != nil || stored() != 3 {
		t.Errorf("after the hold: %v, %d stored", err, stored())
	}
}

func TestCallsAreRecordedWithoutTheToken(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, _, _ = w.api.PostMessageContext(within(t), "CNONE", slack.MsgOptionText("x", false))
	want := []playground.Call{{Method: "chat.postMessage", Args: map[string]string{"channel": "CNONE", "text": "x"}, Error: "channel_not_found"}}
	if diff := cmp.Diff(want, w.Calls()); diff != "" {
		t.Error(diff)
	}
}

func TestReplayIsPossibleFromWhatWasSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	var texts []string
	w.bot.command = func(_ http.ResponseWriter, c slack.SlashCommand) { texts = append(texts, c.Text) }
	if err := w.As("USAM").Command(ctx, "CDEALS", "/deal list"); err != nil {
		t.Fatal(err)
	}
	sent := w.Sent()[0]
	tampered := must(w.Request(ctx, sent.Path, "application/x-www-form-urlencoded", []byte(url.Values{"text": {"other"}}.Encode())))
	resp := must(http.DefaultClient.Do(tampered))
	resp.Body.Close()
	if diff := cmp.Diff([]string{"list", "other"}, texts); diff != "" {
		t.Error(diff)
	}
	if tampered.Header.Get("X-Slack-Signature") != "" {
		t.Error("a raw request is signed")
	}
}

func TestConfigIsChecked(t *testing.T) {
	t.Parallel()
	base := playground.Config{SigningSecret: secret, BotToken: token, Now: time.Now, Workspace: people()}
	for name, change := range map[string]func(*playground.Config){
		"no secret":      func(c *playground.Config) { c.SigningSecret = "" },
		"no token":       func(c *playground.Config) { c.BotToken = "" },
		"no clock":       func(c *playground.Config) { c.Now = nil },
		"unknown member": func(c *playground.Config) { c.Workspace.Channels[0].Members = []string{"UNONE"} },
		"user twice":     func(c *playground.Config) { c.Workspace.Users = append(c.Workspace.Users, c.Workspace.Users[0]) },
		"bad zone":       func(c *playground.Config) { c.Workspace.Users[0].TZ = "Mars/Phobos" },
	} {
		cfg := base
		cfg.Workspace = people()
		change(&cfg)
		if _, err := playground.New(cfg); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
