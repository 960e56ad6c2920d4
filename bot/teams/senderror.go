package teams

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/partnerbot/partnerbot/bot"
)

// Causes of a failed call, for the log. Nothing that was answered is among them: a broken proxy answers what it was
// sent, the token included.
var (
	errAnswer  = errors.New("unreadable answer")
	errAddress = errors.New("unusable address")
	errNoID    = errors.New("the answer names no activity")
	errGone    = errors.New("not at hand")
	errNetwork = errors.New("network")
	errTimeout = errors.New("time-out")
	// errUnreachable: the person or channel cannot be written to until the app is there again.
	errUnreachable = errors.New("unreachable")
)

// refusal is an answer that says no.
type refusal struct {
	Status int
	Code   string // one of Microsoft's, "" when there was none that is known
}

func (r refusal) Error() string {
	if r.Code == "" {
		return statusName(r.Status)
	}
	return fmt.Sprintf("%d %s", r.Status, r.Code)
}

// act is what a failed call means when its outcome is not known: a send may have arrived; what may be repeated is.
type act struct {
	repeatable bool
}

var (
	sending = act{}
	editing = act{repeatable: true}
	opening = act{repeatable: true} // Teams gives the chat there is, when there is one
	asking  = act{repeatable: true}
)

// unreached is a call that did not leave.
func unreached(err error, who string) *bot.SendError {
	e := &bot.SendError{Verdict: bot.Retry, After: retryUnsent, Err: cause(err)}
	switch {
	case errors.Is(e.Err, context.Canceled):
		e.Problem = "It was broken off, because partnerbot was stopped."
	case errors.Is(e.Err, errTimeout):
		e.Problem = who + " did not answer in time."
	default:
		e.Problem = who + " could not be reached."
	}
	return e
}

// unreachable is a call that is not made, because the app is not there any more.
func unreachable(code string) *bot.SendError {
	return &bot.SendError{Verdict: bot.Refused, Problem: problems[code], Err: errUnreachable}
}

// broken is a call without an answer. left: the request may have reached Teams.
func (a act) broken(err error, left bool) *bot.SendError {
	e := unreached(err, "Teams")
	if left && !a.repeatable {
		e.Verdict, e.After = bot.Unknown, 0
	}
	return e
}

// unread is a yes that cannot be understood.
func (a act) unread(err error) *bot.SendError {
	if a.repeatable {
		return &bot.SendError{Verdict: bot.Retry, After: retryUnsent, Problem: "Teams' answer could not be read.", Err: err}
	}
	return &bot.SendError{Verdict: bot.Unknown, Problem: "Teams took it, and did not say under what id.", Err: err}
}

// refused is an answer that says no.
func (a act) refused(r *http.Response, body []byte, now time.Time) *bot.SendError {
	why := refusal{Status: r.StatusCode, Code: connectorCode(body)}
	e := &bot.SendError{Verdict: bot.Refused, Problem: problemOf(why), Err: why}
	switch s := r.StatusCode; {
	case isLater(s), a.repeatable && s >= http.StatusInternalServerError:
		e.Verdict, e.After = bot.Retry, retryAfter(r, now)
	case s == http.StatusForbidden, s == http.StatusNotFound && why.Code != codeNoMessage:
		e.Err = fmt.Errorf("%w: %w", errUnreachable, why)
	case s >= http.StatusInternalServerError:
		e.Verdict = bot.Unknown // it may have been done: a gateway that gives up says nothing of what stands behind it
	}
	return e
}

// isLater knows the answers that say that nothing was done, and to try again. Microsoft would have 502 and 504 tried again
// as well (msteams-docs: rate-limit), by which a message can be posted twice: there it counts as not known.
func isLater(status int) bool {
	switch status {
	case http.StatusPreconditionFailed, http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return true
	}
	return false
}

// retryAfter reads the header, in seconds or as a date. Without one, a 429 waits longer than a failure does.
func retryAfter(r *http.Response, now time.Time) time.Duration {
	value := r.Header.Get("Retry-After")
	if s, err := strconv.ParseInt(value, 10, 32); err == nil && s >= 0 {
		return min(max(time.Duration(s)*time.Second, time.Second), maxRetryAfter)
	}
	if at, err := http.ParseTime(value); err == nil {
		return min(max(at.Sub(now), time.Second), maxRetryAfter)
	}
	if r.StatusCode == http.StatusTooManyRequests {
		return retryWithoutHeader
	}
	return retryUnsent
}

// connectorCode is the code of an error of the Bot Connector, "" for none that problems knows. Teams writes it beside or
// inside error, as a name or as a number, and the more exact one as subCode, which may stand in JSON within the message.
func connectorCode(body []byte) string {
	whole := object(string(body))
	inner, _ := whole["error"].(map[string]any)
	for _, name := range []string{"subCode", "code", "errorCode"} {
		for _, o := range []map[string]any{messageOf(inner), messageOf(whole), inner, whole} {
			code, _ := o[name].(string)
			if _, known := problems[code]; known {
				return code
			}
		}
	}
	return ""
}

// object reads a JSON object, and gives an empty one for anything else.
func object(text string) map[string]any {
	var o map[string]any
	if json.Unmarshal([]byte(text), &o) != nil {
		return nil
	}
	return o
}

func messageOf(o map[string]any) map[string]any {
	text, _ := o["message"].(string)
	return object(text)
}

// tokenRefused is the sign-in service's no. Its description is not repeated, its number is: people search for it.
func tokenRefused(r *http.Response, body []byte, now time.Time) *bot.SendError {
	var b struct {
		Error string `json:"error"`
		Codes []int  `json:"error_codes"`
	}
	_ = json.Unmarshal(body, &b)
	problem, known := signInProblems[b.Error]
	if !known {
		b.Error = ""
		problem = "Microsoft's sign-in service answered " + statusName(r.StatusCode) + "."
	}
	why := refusal{Status: r.StatusCode, Code: b.Error}
	if len(b.Codes) > 0 {
		why.Code = fmt.Sprintf("AADSTS%d", b.Codes[0])
		problem += " (" + why.Code + ")"
	}
	e := &bot.SendError{Verdict: bot.Refused, Problem: problem, Err: why}
	switch s := r.StatusCode; {
	case isLater(s), s >= http.StatusInternalServerError, b.Error == "temporarily_unavailable",
		s == http.StatusNotFound, s == http.StatusGone: // of a machine whose identity service is updated (how-to-use-vm-token)
		e.Verdict, e.After = bot.Retry, retryAfter(r, now)
	}
	return e
}

// cause is what may be logged of a call without an answer: its kind. Not the address, which holds ids, and nothing that
// was answered.
func cause(err error) error {
	var network net.Error
	var call *url.Error // is a net.Error itself, whatever it holds
	timeout := errors.As(err, &network) && network.Timeout()
	if errors.As(err, &call) {
		err = call.Err
	}
	switch {
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case timeout, errors.Is(err, context.DeadlineExceeded):
		return errTimeout
	case errors.As(err, &network), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errNetwork
	}
	return errAnswer
}
