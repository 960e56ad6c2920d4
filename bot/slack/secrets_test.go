package slack_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/bottest/adaptertest"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

// chain is an error with all its causes, as any logger could print them.
func chain(err error) string {
	var all strings.Builder
	for ; err != nil; err = errors.Unwrap(err) {
		fmt.Fprintf(&all, "%v | %+v | %#v\n", err, err, err)
	}
	return all.String()
}

// TestSecrets holds that neither the token nor the signing secret, a signature or a response_url is in any error or log
// line, whatever fails.
func TestSecrets(t *testing.T) {
	t.Parallel()
	broken := map[string]http.HandlerFunc{
		"refused":  says(http.StatusOK, "", `{"ok":false,"error":"invalid_auth"}`),
		"echoing":  func(w http.ResponseWriter, r *http.Request) { _, _ = io.Copy(w, r.Body) },
		"failing":  says(http.StatusBadGateway, "", "oh"),
		"limiting": says(http.StatusTooManyRequests, "", ""),
		"hung up":  hangUp,
		"echo in a code": func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			fmt.Fprintf(w, `{"ok":false,"error":%q}`, body)
		},
		"no HTTP": func(w http.ResponseWriter, _ *http.Request) {
			c, _, err := http.NewResponseController(w).Hijack()
			if err == nil {
				_, _ = io.WriteString(c, token+" "+secret+"\r\n\r\n")
				_ = c.Close()
			}
		},
		"redirecting": says(http.StatusFound, "Location: https://elsewhere.invalid/"+token, ""),
	}
	for name, h := range broken {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			api := httptest.NewServer(h)
			t.Cleanup(api.Close)
			answer := api.URL + "/response/very-secret-response"
			d := newDoor(t, func(c *slack.Config) { c.APIURL = api.URL + "/api/" })
			failing(t, d, answer)
			mustNotHold(t, d.log.String(), answer)
		})
	}
	t.Run("nobody there", func(t *testing.T) {
		t.Parallel()
		d := newDoor(t)
		answer := "http://127.0.0.1:1/response/very-secret-response"
		failing(t, d, answer)
		failing(t, d, "https://evil.invalid/very-secret-response")
		mustNotHold(t, d.log.String(), answer)
	})
}

// failing makes every call there is, and everything fails.
func failing(t *testing.T, d *door, answer string) {
	t.Helper()
	replies := []bot.Reply{{Form: &ask}, {View: done}, {View: done, To: bot.HomeTab}}
	payload := func(kind string) string {
		return url.Values{"payload": {fmt.Sprintf(`{"type":%q,"team":{"id":"T0001"},"user":{"id":"U1","team_id":"T0001"},`+
			`"channel":{"id":"C1"},"callback_id":"x","trigger_id":"1.%s","response_url":%q,"actions":[{"value":"1|x|0|"}],`+
			`"view":{"id":"V1","callback_id":"x","private_metadata":"{\"channel\":\"C1\"}"}}`, kind, kind, answer)}}.Encode()
	}
	for _, reply := range replies {
		d.bot.Answer = func(_ context.Context, r bot.Request) bot.Reply {
			if _, err := r.Ask.Profile(soon(t), r.Who); err != nil {
				mustNotHold(t, chain(err), answer)
			}
			if _, err := r.Ask.Channel(soon(t), "C1"); err != nil {
				mustNotHold(t, chain(err), answer)
			}
			return reply
		}
		d.clock.move(1e9)
		d.serve(d.signed("/slack/commands", listCommand+"&response_url="+url.QueryEscape(answer)))
		for _, kind := range []string{"block_actions", "view_submission", "shortcut", "message_action", "block_suggestion"} {
			d.serve(d.signed("/slack/interactions", payload(kind)))
		}
		d.serve(d.signed("/slack/interactions", "payload=%zz"+token))
		d.serve(d.signed("/slack/interactions", url.Values{"payload": {`{"type":"shortcut","user":"` + secret + `"}`}}.Encode()))
		r := d.signed("/slack/commands", listCommand+"&response_url="+answer)
		r.Header.Set("X-Slack-Request-Timestamp", "1")
		d.serve(r)
		d.drain(t)
	}
	_, err := d.slack.Post(soon(t), desk, domain.MessageRef{}, sampleNamed(t, "digest"))
	mustNotHold(t, chain(err), answer)
	_, err = d.slack.Post(soon(t), desk, domain.MessageRef{}, done)
	mustNotHold(t, chain(err), answer)
	mustNotHold(t, chain(d.slack.Edit(soon(t), stood, done)), answer)
}

func mustNotHold(t *testing.T, text, answer string) {
	t.Helper()
	for _, s := range []string{token, secret, answer, "very-secret", url.QueryEscape(answer)} {
		if i := strings.Index(text, s); i >= 0 {
			t.Errorf("%q is in %q", s, text[max(0, i-200):min(len(text), i+len(s)+50)])
		}
	}
}

func TestAuthTest(t *testing.T) {
	t.Parallel()
	w := newTown(t, nil)
	c := slack.Config{Token: token, APIURL: w.apiURL}
	got, err := slack.AuthTest(soon(t), c)
	if err != nil || got.Team != workspace || got.TeamName != "Acme" || got.BotUser != "U0PLAYBOT" {
		t.Errorf("AuthTest = %+v, %v", got, err)
	}
	for wrong, words := range map[bot.Secret]string{"": "is missing", "xoxb-very-secret": "Copy it again from OAuth & Permissions"} {
		c.Token = wrong
		_, err := slack.AuthTest(soon(t), c)
		if err == nil || !strings.Contains(err.Error(), words) || strings.Contains(chain(err), "very-secret") {
			t.Errorf("AuthTest with %q: %v", string(wrong), err)
		}
	}
}

// TestAuthTest_BehindAProxyThatOpensTLS: such a proxy answers for Slack with a certificate that the machine does not know.
func TestAuthTest_BehindAProxyThatOpensTLS(t *testing.T) {
	t.Parallel()
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	_, err := slack.AuthTest(soon(t), slack.Config{Token: token, APIURL: s.URL})
	verdict(t, "auth.test", err, bot.Retry, 0, "certificate")
	if all := chain(err); !strings.Contains(all, "unknown authority") || strings.Contains(all, token) {
		t.Errorf("it tells %s", all)
	}
}

func TestNew_SaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	for words, drop := range map[string]func(*slack.Config){
		"signing secret": func(c *slack.Config) { c.SigningSecret = "" },
		"bot token":      func(c *slack.Config) { c.Token = "" },
		"workspace":      func(c *slack.Config) { c.Workspace = "" },
		"needs a Bot":    func(c *slack.Config) { c.Bot = nil },
	} {
		c := slack.Config{Bot: &adaptertest.Script{}, Seen: new(domaintest.Seen), Token: token, SigningSecret: secret, Workspace: workspace, Clock: (&clock{}).Now, Log: quiet}
		drop(&c)
		if _, err := slack.New(c); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%s: %v", words, err)
		}
	}
}

// An answer goes to Slack, or where the Web API is, and nowhere else.
func TestRespond_OnlyToSlack(t *testing.T) {
	t.Parallel()
	asked := make(chan string, 10)
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked <- r.URL.Path }))
	t.Cleanup(elsewhere.Close)
	w := newTown(t, func(bot.Request) bot.Reply { return bot.Reply{View: done} })
	payload := url.Values{"payload": {`{"type":"message_action","team":{"id":"T0001"},"user":{"id":"UANN","team_id":"T0001"},` +
		`"channel":{"id":"CDESK"},"callback_id":"x","trigger_id":"1.1","response_url":"` + elsewhere.URL + `/x"}`}}.Encode()
	w.serve(w.signed("/slack/interactions", payload))
	w.drain(t)
	if len(asked) != 0 {
		t.Error("the answer went elsewhere")
	}
	if got := w.calls(); !slices.Equal(got, []string{"chat.postEphemeral"}) {
		t.Errorf("calls %v, want the next best way", got)
	}
}
