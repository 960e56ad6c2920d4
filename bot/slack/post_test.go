package slack_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/playground"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

var (
	desk  = domain.MessageRef{Platform: domain.Slack, Workspace: workspace, Channel: "CDESK"}
	stood = domain.MessageRef{Platform: domain.Slack, Workspace: workspace, Channel: "CDESK", TS: "1.1"}
)

func TestPost(t *testing.T) {
	t.Parallel()
	w := newTown(t, nil)
	at := must[domain.MessageRef](t)(w.slack.Post(soon(t), desk, domain.MessageRef{}, sampleNamed(t, "review_card")))
	if at.Channel != "CDESK" || at.Workspace != workspace || at.TS == "" || at.Platform != domain.Slack {
		t.Errorf("posted at %+v", at)
	}
	ok(t, w.slack.Edit(soon(t), at, sampleNamed(t, "review_card_approved")))
	m, found := w.As("UANN").Message(at.Channel, at.TS)
	if !found || !strings.Contains(m.Text(), "Ben Okafor approved it") || len(m.Buttons()) != 1 || m.Edited {
		t.Errorf("the card is now %q", m.Text())
	}
	w.card(t, "UANN")
	dm := w.As("UANN").DMs()
	if len(dm) != 1 || !strings.Contains(dm[0].Fallback, "D-1") {
		t.Errorf("direct messages %+v", dm)
	}
}

func TestPost_InAThread(t *testing.T) {
	t.Parallel()
	w := newTown(t, nil)
	ann := w.As("UANN")
	parent := must[playground.Message](t)(ann.Says(soon(t), "#deal-desk", "Who has this?"))
	in := domain.MessageRef{Channel: parent.Channel, TS: parent.TS}
	must[domain.MessageRef](t)(w.slack.Post(soon(t), desk, in, sampleNamed(t, "history_note_text")))
	if got := ann.Thread(parent); len(got) != 1 || !strings.Contains(got[0].Text(), "Ben Okafor rejected it") {
		t.Errorf("the thread holds %+v", got)
	}
}

// What another organization can read is not posted there, even when the channel was its own when it was chosen.
func TestPost_KeepsInside(t *testing.T) {
	t.Parallel()
	w := newTown(t, nil)
	shared := domain.MessageRef{Channel: "CSHARED"}
	for _, name := range []string{"digest", "digest_detail", "review_card", "history_note"} {
		_, posted := w.slack.Post(soon(t), shared, domain.MessageRef{}, sampleNamed(t, name))
		edited := w.slack.Edit(soon(t), domain.MessageRef{Channel: "CSHARED", TS: "1.2"}, sampleNamed(t, name))
		for _, err := range []error{posted, edited} {
			var refused *bot.SendError
			if !errors.As(err, &refused) || refused.Verdict != bot.Refused || !strings.Contains(refused.Problem, "another organization") {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if got := w.calls(); !slices.Equal(got, []string{"conversations.info"}) {
		t.Errorf("calls %v, want the channel looked up once", got)
	}
	w.Fail("conversations.info", playground.Fault{Error: "internal_error"})
	_, err := w.slack.Post(soon(t), desk, domain.MessageRef{}, sampleNamed(t, "digest"))
	var unsure *bot.SendError
	if !errors.As(err, &unsure) || unsure.Verdict != bot.Retry {
		t.Errorf("when Slack does not say: %v", err)
	}
	w.clock.move(11 * time.Minute)
	if _, err := w.slack.Post(soon(t), shared, domain.MessageRef{}, sampleNamed(t, "digest")); err == nil {
		t.Error("it is posted after all")
	}
	if n := len(w.calls()); n != 3 {
		t.Errorf("%d calls, want the channel looked up again after ten minutes", n)
	}
}

func TestPost_OtherWorkspace(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	_, err := d.slack.Post(soon(t), domain.MessageRef{Workspace: "T0666", Channel: "C1"}, domain.MessageRef{}, done)
	var refused *bot.SendError
	if !errors.As(err, &refused) || refused.Verdict != bot.Refused {
		t.Errorf("got %v", err)
	}
}

// answers makes an API that gives one answer to everything.
func answers(t *testing.T, h http.HandlerFunc) func(*slack.Config) {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return func(c *slack.Config) { c.APIURL = s.URL + "/api/" }
}

func says(status int, header, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if name, value, found := strings.Cut(header, ": "); found {
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func hangUp(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	panic(http.ErrAbortHandler)
}

type dialer func(context.Context, string, string) (net.Conn, error)

func dialing(d dialer) func(*slack.Config) {
	return func(c *slack.Config) {
		c.APIURL, c.HTTP = "http://slack.invalid/api/", &http.Client{Transport: &http.Transport{DialContext: d}}
	}
}

// The table of verdicts: what each failure means for a new message, and for an edit, which may be repeated.
func TestVerdicts(t *testing.T) {
	t.Parallel()
	code := func(code string) func(*testing.T) func(*slack.Config) {
		return func(t *testing.T) func(*slack.Config) {
			return answers(t, says(http.StatusOK, "", `{"ok":false,"error":"`+code+`"}`))
		}
	}
	answer := func(status int, header, body string) func(*testing.T) func(*slack.Config) {
		return func(t *testing.T) func(*slack.Config) { return answers(t, says(status, header, body)) }
	}
	dial := func(err error) func(*testing.T) func(*slack.Config) {
		return func(*testing.T) func(*slack.Config) {
			return dialing(func(context.Context, string, string) (net.Conn, error) { return nil, err })
		}
	}
	for name, c := range map[string]struct {
		slack      func(*testing.T) func(*slack.Config)
		post, edit bot.Verdict
		after      time.Duration
		problem    string
	}{
		"429 with a time":       {answer(429, "Retry-After: 7", ""), bot.Retry, bot.Retry, 7 * time.Second, "less often"},
		"429 with no wait":      {answer(429, "Retry-After: 0", ""), bot.Retry, bot.Retry, time.Second, "less often"},
		"429 without a time":    {answer(429, "", ""), bot.Retry, bot.Retry, 30 * time.Second, "429"},
		"429 with no number":    {answer(429, "Retry-After: soon", ""), bot.Unknown, bot.Retry, 0, "could not be read"},
		"200 ratelimited":       {code("ratelimited"), bot.Retry, bot.Retry, 30 * time.Second, "less often"},
		"200 rate_limited":      {code("rate_limited"), bot.Retry, bot.Retry, 30 * time.Second, "less often"},
		"too many messages":     {code("message_limit_exceeded"), bot.Retry, bot.Retry, time.Minute, "too many"},
		"not available":         {code("service_unavailable"), bot.Retry, bot.Retry, 30 * time.Second, "not available"},
		"refused connection":    {dial(errors.New("connection refused")), bot.Retry, bot.Retry, 5 * time.Second, "could not be"},
		"unknown host":          {dial(&net.DNSError{Err: "no such host", IsNotFound: true}), bot.Retry, bot.Retry, 5 * time.Second, "reached"},
		"hung up":               {func(t *testing.T) func(*slack.Config) { return answers(t, hangUp) }, bot.Unknown, bot.Retry, 0, "could not be"},
		"500":                   {answer(500, "", "oh"), bot.Unknown, bot.Retry, 0, "500 Internal Server Error"},
		"503":                   {answer(503, "", ""), bot.Unknown, bot.Retry, 0, "503"},
		"internal_error":        {code("internal_error"), bot.Unknown, bot.Retry, 0, "failed on its side"},
		"fatal_error":           {code("fatal_error"), bot.Unknown, bot.Retry, 0, "failed on its side"},
		"broken JSON":           {answer(200, "", `{"ok":tr`), bot.Unknown, bot.Retry, 0, "could not be read"},
		"a page":                {answer(200, "", `<html>`), bot.Unknown, bot.Retry, 0, "could not be read"},
		"404":                   {answer(404, "", ""), bot.Refused, bot.Refused, 0, "404"},
		"redirect":              {answer(302, "Location: http://elsewhere.invalid/", ""), bot.Refused, bot.Refused, 0, "302"},
		"invalid_auth":          {code("invalid_auth"), bot.Refused, bot.Refused, 0, "OAuth & Permissions"},
		"token_revoked":         {code("token_revoked"), bot.Refused, bot.Refused, 0, "Install the app again"},
		"channel_not_found":     {code("channel_not_found"), bot.Refused, bot.Refused, 0, "Invite the bot"},
		"not_in_channel":        {code("not_in_channel"), bot.Refused, bot.Refused, 0, "/invite"},
		"is_archived":           {code("is_archived"), bot.Refused, bot.Refused, 0, "archived"},
		"message_not_found":     {code("message_not_found"), bot.Refused, bot.Refused, 0, "deleted"},
		"missing_scope":         {code("missing_scope"), bot.Refused, bot.Refused, 0, "manifest"},
		"a code of tomorrow":    {code("error_of_tomorrow"), bot.Refused, bot.Refused, 0, "error_of_tomorrow"},
		"a code that is no one": {code("<script>"), bot.Unknown, bot.Retry, 0, "could not be read"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDoor(t, c.slack(t))
			_, err := d.slack.Post(soon(t), desk, domain.MessageRef{}, done)
			verdict(t, "post", err, c.post, c.after, c.problem)
			verdict(t, "edit", d.slack.Edit(soon(t), stood, done), c.edit, c.after, c.problem)
		})
	}
}

func verdict(t *testing.T, what string, err error, want bot.Verdict, after time.Duration, problem string) {
	t.Helper()
	var e *bot.SendError
	if !errors.As(err, &e) {
		t.Fatalf("%s: %v is no SendError", what, err)
	}
	if e.Verdict != want || after != 0 && e.After != after || !strings.Contains(e.Problem, problem) {
		t.Errorf("%s: %s after %s, %q; want %s after %s, %q", what, e.Verdict, e.After, e.Problem, want, after, problem)
	}
	if (e.Verdict == bot.Retry) != (e.After > 0) {
		t.Errorf("%s: %s after %s", what, e.Verdict, e.After)
	}
}

// Slack says yes and names no message: it stands somewhere, and nobody knows where.
func TestVerdict_YesWithoutAMessage(t *testing.T) {
	t.Parallel()
	for _, yes := range []string{`{"ok":true}`, `{"ok":true,"channel":"C1"}`, `{}`, `null`} {
		d := newDoor(t, answers(t, says(http.StatusOK, "", yes)))
		_, err := d.slack.Post(soon(t), desk, domain.MessageRef{}, done)
		verdict(t, yes, err, bot.Unknown, 0, "names no message")
	}
}

// The request has left and the answer does not come: it may have arrived, so it is never sent again by itself.
func TestVerdict_TimeOut(t *testing.T) {
	t.Parallel()
	arrived, over := make(chan struct{}, 2), make(chan struct{})
	d := newDoor(t, answers(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		arrived <- struct{}{}
		<-over
	}))
	t.Cleanup(func() { close(over) })
	send := func(f func(context.Context) error) error {
		ctx, cancel := context.WithCancel(soon(t))
		go func() {
			<-arrived
			cancel()
		}()
		return f(ctx)
	}
	verdict(t, "post", send(func(ctx context.Context) error {
		_, err := d.slack.Post(ctx, desk, domain.MessageRef{}, done)
		return err
	}), bot.Unknown, 0, "broken off")
	verdict(t, "edit", send(func(ctx context.Context) error { return d.slack.Edit(ctx, stood, done) }), bot.Retry, 0, "broken off")
}

// The person in front of the connection gives up before anything has left.
func TestVerdict_CanceledBeforeItLeft(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(soon(t))
	d := newDoor(t, dialing(func(ctx context.Context, _, _ string) (net.Conn, error) {
		cancel()
		<-ctx.Done()
		return nil, ctx.Err()
	}))
	_, err := d.slack.Post(ctx, desk, domain.MessageRef{}, done)
	verdict(t, "post", err, bot.Retry, 0, "broken off")
}

func TestPost_Undrawable(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	_, err := d.slack.Post(soon(t), desk, domain.MessageRef{}, (*view.Notice)(nil))
	verdict(t, "post", err, bot.Refused, 0, "fault of partnerbot")
}
