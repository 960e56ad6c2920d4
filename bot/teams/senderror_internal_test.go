package teams

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/outbound"
)

// The 403 that learn.microsoft.com shows for a bot that was blocked (send-proactive-messages): a number as the code, and
// the name of the reason in JSON within a string.
const blocked = `{"errorCode":209,"message":"{\n  \"subCode\": \"MessageWritesBlocked\",\n  \"details\": \"Thread is blocked from message writes.\",\n  \"errorCode\": null,\n  \"errorSubCode\": null\n}"}`

// The table of verdicts: what each answer means for a new message, for an edit, and for a question. What may be repeated
// is never unknown.
func TestVerdicts(t *testing.T) {
	t.Parallel()
	const retry, refused, unknown = bot.Retry, bot.Refused, bot.Unknown
	code := func(status int, code string) http.HandlerFunc {
		return says(status, `{"error":{"code":"`+code+`","message":"of Microsoft's"}}`)
	}
	for name, c := range map[string]struct {
		answer      http.HandlerFunc
		send, edit  bot.Verdict
		after       time.Duration
		unreachable bool
		problem     string
	}{
		"412":                         {says(412, ""), retry, retry, 5 * time.Second, false, "at work on the same chat"},
		"412 with a code":             {code(412, "PreconditionFailed"), retry, retry, 5 * time.Second, false, "(PreconditionFailed)"},
		"429 with seconds":            {with("Retry-After", "7", says(429, "")), retry, retry, 7 * time.Second, false, "less often"},
		"429 with a date":             {with("Retry-After", "Tue, 03 Nov 2026 09:00:42 GMT", says(429, "")), retry, retry, 42 * time.Second, false, "less often"},
		"429 with a date gone by":     {with("Retry-After", "Tue, 03 Nov 2026 08:00:00 GMT", says(429, "")), retry, retry, time.Second, false, "less often"},
		"429 with no wait":            {with("Retry-After", "0", says(429, "")), retry, retry, time.Second, false, "less often"},
		"429 with a year":             {with("Retry-After", "31536000", says(429, "")), retry, retry, time.Hour, false, "less often"},
		"429 with a date of 2030":     {with("Retry-After", "Tue, 01 Jan 2030 00:00:00 GMT", says(429, "")), retry, retry, time.Hour, false, "less often"},
		"429 with a negative":         {with("Retry-After", "-5", says(429, "")), retry, retry, 30 * time.Second, false, "less often"},
		"429 with no number":          {with("Retry-After", "soon", says(429, "")), retry, retry, 30 * time.Second, false, "less often"},
		"429 with half a second":      {with("Retry-After", "0.5", says(429, "")), retry, retry, 30 * time.Second, false, "less often"},
		"429 with too large a number": {with("Retry-After", "99999999999999999999", says(429, "")), retry, retry, 30 * time.Second, false, "less often"},
		"429 without a time":          {code(429, "Throttled"), retry, retry, 30 * time.Second, false, "less often"},
		"502":                         {code(502, "ServiceError"), unknown, retry, 0, false, "on its side"},
		"503":                         {says(503, "<html>"), retry, retry, 5 * time.Second, false, "not available"},
		"503 with seconds":            {with("Retry-After", "120", says(503, "")), retry, retry, 2 * time.Minute, false, "not available"},
		"504":                         {says(504, ""), unknown, retry, 0, false, "504 Gateway Timeout"},
		"500":                         {code(500, "ServiceError"), unknown, retry, 0, false, "on its side"},
		"501":                         {says(501, ""), unknown, retry, 0, false, "501"},
		"520":                         {says(520, ""), unknown, retry, 0, false, "answered 520."},
		"hung up":                     {hangUp, unknown, retry, 0, false, "could not be reached"},
		"cut off":                     {with("Content-Length", "100", says(200, `{"id"`)), unknown, "", 0, false, "under what id"},
		"a page":                      {says(200, "<html>"), unknown, "", 0, false, "under what id"},
		"no id":                       {says(201, "{}"), unknown, "", 0, false, "under what id"},
		"nothing":                     {says(202, ""), unknown, "", 0, false, "under what id"},
		"id is a number":              {says(201, `{"id":7}`), unknown, "", 0, false, "under what id"},
		"302":                         {with("Location", "https://elsewhere.invalid/", says(302, "")), refused, refused, 0, false, "302"},
		"304":                         {says(304, ""), refused, refused, 0, false, "304"},
		"400":                         {says(400, "oh"), refused, refused, 0, false, "400 Bad Request"},
		"400 with a code":             {code(400, "Bad Argument"), refused, refused, 0, false, "a fault of partnerbot"},
		"400 with the older code":     {code(400, "BadArgument"), refused, refused, 0, false, "a fault of partnerbot"},
		"401":                         {says(401, ""), refused, refused, 0, false, "access token"},
		"401 not registered":          {code(401, "BotNotRegistered"), refused, refused, 0, false, "not registered"},
		"403":                         {says(403, "no"), refused, refused, 0, true, "blocked or removed"},
		"403 blocked":                 {says(403, blocked), refused, refused, 0, true, "(MessageWritesBlocked)"},
		"403 by the person":           {code(403, "ConversationBlockedByUser"), refused, refused, 0, true, "unblock"},
		"403 not there":               {code(403, "BotNotInConversationRoster"), refused, refused, 0, true, "not in this chat"},
		"403 switched off":            {code(403, "BotDisabledByAdmin"), refused, refused, 0, true, "switched partnerbot off"},
		"403 not installed":           {code(403, "ForbiddenOperationException"), refused, refused, 0, true, "may not write there"},
		"403 another cloud":           {code(403, "InvalidBotApiHost"), refused, refused, 0, true, "another region's"},
		"403 not allowed":             {code(403, "NotEnoughPermissions"), refused, refused, 0, true, "newest version"},
		"404":                         {says(404, ""), refused, refused, 0, true, "does not know"},
		"404 no chat":                 {code(404, "ConversationNotFound"), refused, refused, 0, true, "Choose another channel"},
		"404 no message":              {code(404, "ActivityNotFoundInConversation"), refused, refused, 0, false, "was deleted"},
		"413":                         {code(413, "MessageSizeTooBig"), refused, refused, 0, false, "too long"},
		"413 of a proxy":              {says(413, "<html>"), refused, refused, 0, false, "too long"},
		"a code of tomorrow":          {code(400, "CodeOfTomorrow"), refused, refused, 0, false, "400 Bad Request"},
		"a code that is none":         {code(400, "<script>"), refused, refused, 0, false, "400 Bad Request"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMicrosoft(t)
			m.answers(c.answer)
			con := m.connector(t)
			_, err := con.send(t.Context(), m.chat("a:1"), hello)
			wantFailure(t, "send", err, c.send, c.after, c.problem)
			if errors.Is(err, errUnreachable) != c.unreachable {
				t.Errorf("send: unreachable is not %t: %v", c.unreachable, err)
			}
			err = con.update(t.Context(), m.chat("a:1"), "1", hello)
			if c.edit == "" { // what was answered does not matter
				if err != nil {
					t.Errorf("edit: %v", err)
				}
				return
			}
			wantFailure(t, "edit", err, c.edit, c.after, c.problem)
			if errors.Is(err, errUnreachable) != c.unreachable {
				t.Errorf("edit: unreachable is not %t: %v", c.unreachable, err)
			}
		})
	}
}

// A question that was answered with rubbish may be asked again.
func TestVerdicts_OfQuestions(t *testing.T) {
	t.Parallel()
	for _, answer := range []http.HandlerFunc{says(200, "<html>"), says(200, ""), with("Content-Length", "100", says(200, "{")), hangUp, says(500, "")} {
		m := newMicrosoft(t)
		m.answers(answer)
		_, err := m.connector(t).member(t.Context(), m.chat("a:1"), "29:ann")
		wantFailure(t, "member", err, bot.Retry, retryUnsent, "")
		_, err = m.connector(t).createPersonal(t.Context(), m.URL, tenant, "29:ann")
		wantFailure(t, "personal chat", err, bot.Retry, retryUnsent, "")
	}
	m := newMicrosoft(t)
	m.answers(says(201, `{"id":"19:x;messageid=1"}`)) // a thread without the id of its message
	_, _, err := m.connector(t).startThread(t.Context(), m.URL, tenant, generalChannel, hello)
	wantFailure(t, "thread", err, bot.Unknown, 0, "under what id")
	m.answers(says(201, `{"activityId":"1"}`)) // neither has a place
	_, _, err = m.connector(t).startThread(t.Context(), m.URL, tenant, generalChannel, hello)
	wantFailure(t, "thread", err, bot.Unknown, 0, "under what id")
	_, err = m.connector(t).createPersonal(t.Context(), m.URL, tenant, "29:ann")
	wantFailure(t, "personal chat", err, bot.Retry, retryUnsent, "could not be read")
}

// dialer is a network where nobody can be reached, for a reason.
type dialer struct{ err error }

func (d dialer) client() *http.Client {
	return &http.Client{Transport: &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) { return nil, d.err }}}
}

// What never left may be sent again, whatever it is.
func TestVerdicts_NotSent(t *testing.T) {
	t.Parallel()
	for name, err := range map[string]error{
		"refused": errors.New("connection refused"),
		"unknown": &net.DNSError{Err: "no such host", IsNotFound: true},
		"broken":  &tls.CertificateVerificationError{Err: errors.New("unknown authority")},
		"closed":  io.EOF,
	} {
		m := newMicrosoft(t)
		c := m.connector(t)
		if _, err := c.tokens.get(t.Context()); err != nil {
			t.Fatal(err)
		}
		c.http = dialer{err}.client()
		_, err := c.send(t.Context(), m.chat("a:1"), hello)
		wantFailure(t, name, err, bot.Retry, retryUnsent, "Teams could not be reached.")
		c = m.connector(t, func(config *connectorConfig) { config.HTTP = dialer{err}.client() })
		_, err = c.send(t.Context(), m.chat("a:1"), hello)
		wantFailure(t, name, err, bot.Retry, retryUnsent, "sign-in service could not be reached.")
	}
}

// slow is a network that takes as much of a request as it is told to, and answers nothing.
type slow struct{ writes bool }

func (s slow) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.Contains(r.URL.Path, "/login/") {
		return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(`{"access_token":"t","expires_in":3600}`))}, nil
	}
	if s.writes {
		httptrace.ContextClientTrace(r.Context()).WroteHeaders()
	}
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// A call ends within ten seconds: what was sent by then may have arrived, what was not has not.
func TestVerdicts_TimeOut(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		writes     bool
		send, edit bot.Verdict
	}{{true, bot.Unknown, bot.Retry}, {false, bot.Retry, bot.Retry}} {
		synctest.Test(t, func(t *testing.T) {
			m := stopped()
			m.URL = "https://smba.trafficmanager.net"
			con := m.connector(t, func(config *connectorConfig) {
				config.HTTP, config.ServiceHosts, config.Clock = &http.Client{Transport: slow{c.writes}, Timeout: time.Minute}, nil, time.Now
			})
			began := time.Now()
			_, err := con.send(t.Context(), m.chat("a:1"), hello)
			wantFailure(t, "send", err, c.send, 0, "Teams did not answer in time.")
			wantFailure(t, "edit", con.update(t.Context(), m.chat("a:1"), "1", hello), c.edit, 0, "Teams did not answer in time.")
			if took := time.Since(began); took != 2*outbound.Timeout {
				t.Errorf("two calls took %s", took)
			}
			ctx, stop := context.WithTimeout(t.Context(), time.Second)
			defer stop()
			_, err = con.send(ctx, m.chat("a:1"), hello)
			wantFailure(t, "send in a hurry", err, c.send, 0, "Teams did not answer in time.")
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(time.Second, cancel)
			_, err = con.send(ctx, m.chat("a:1"), hello)
			wantFailure(t, "send when stopping", err, c.send, 0, "partnerbot was stopped")
		})
	}
}

// Codes stand in several places; the most exact one counts, and one that is not known is not repeated.
func TestConnectorCode(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"error":{"code":"ServiceError","message":"m"}}`:                                    "ServiceError",
		`{"error":{"code":"Forbidden","subCode":"MessageWritesBlocked"}}`:                    "MessageWritesBlocked",
		`{"error":{"code":"Forbidden"},"subCode":"MessageWritesBlocked"}`:                    "MessageWritesBlocked",
		`{"error":{"code":"Forbidden","message":"{\"subCode\":\"MessageWritesBlocked\"}"}}`:  "MessageWritesBlocked",
		`{"errorCode":"Forbidden"}`:                                                          "Forbidden",
		blocked:                                                                              "MessageWritesBlocked",
		`{"errorCode":209,"message":"no JSON"}`:                                              "",
		`{"error":{"code":209,"message":7},"subCode":"MessageWritesBlocked"}`:                "MessageWritesBlocked",
		`{"error":"invalid_token"}`:                                                          "",
		`{"error":{"code":"SomethingElse"}}`:                                                 "",
		`{"error":{"code":"ServiceError","innerHttpError":{"statusCode":"x","body":[{}]}}}`:  "ServiceError",
		`{"error":{"code":["ServiceError"]}}`:                                                "",
		`{"error":{"innererror":{"code":"BotNotInConversationRoster"},"code":"NotSoKnown"}}`: "",
		`[{"error":{"code":"ServiceError"}}]`:                                                "",
		`null`:                                                                               "", `"ServiceError"`: "", ``: "", `<html>ServiceError`: "",
	} {
		if got := connectorCode([]byte(body)); got != want {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
}

// Every problem is a sentence for an admin.
func TestProblems_AreSentences(t *testing.T) {
	t.Parallel()
	var all []string
	for _, p := range problems {
		all = append(all, p)
	}
	for _, p := range statusProblems {
		all = append(all, p)
	}
	for _, p := range signInProblems {
		all = append(all, p)
	}
	for _, p := range all {
		if !strings.HasSuffix(p, ".") || strings.ToUpper(p[:1]) != p[:1] || len(p) > 250 {
			t.Errorf("%q is no sentence", p)
		}
	}
}

// FuzzRefused holds that nothing of an answer is repeated that is not one of Microsoft's codes.
func FuzzRefused(f *testing.F) {
	for _, body := range []string{blocked, `{"error":{"code":"ServiceError"}}`, `{"error":"invalid_client","error_codes":[700016]}`, "", "null"} {
		f.Add(403, body, "7")
	}
	f.Fuzz(func(t *testing.T, status int, body, after string) {
		r := &http.Response{StatusCode: status, Header: http.Header{"Retry-After": {after}}}
		for _, e := range []*bot.SendError{
			sending.refused(r, []byte(body), time.Unix(0, 0)), editing.refused(r, []byte(body), time.Unix(0, 0)), tokenRefused(r, []byte(body), time.Unix(0, 0)),
		} {
			if e.Problem == "" || len(e.Problem) > 300 || (e.Verdict == bot.Retry) != (e.After > 0) || e.After > maxRetryAfter {
				t.Errorf("%q: %s after %s: %q", body, e.Verdict, e.After, e.Problem)
			}
		}
		if c := connectorCode([]byte(body)); c != "" && !strings.Contains(body, `\`) && !strings.Contains(body, c) {
			t.Errorf("%q is not in %q", c, body)
		}
	})
}
