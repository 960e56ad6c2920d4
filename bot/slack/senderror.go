package slack

import (
	"errors"
	"net/http"
	"time"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/domain"
)

// later are Slack's codes for: it was not done, and may be done if tried again after this long.
var later = map[string]time.Duration{
	"ratelimited":            retryWithoutHeader,
	"rate_limited":           retryWithoutHeader,
	"message_limit_exceeded": time.Minute,
	"service_unavailable":    retryWithoutHeader,
	"team_added_to_org":      5 * time.Minute,
	"request_timeout":        retryUnsent,
}

// halfway are Slack's codes for: some of it may have been done (docs.slack.dev: chat.postMessage, errors).
var halfway = map[string]bool{"internal_error": true, "fatal_error": true}

// paced is a message held back by our own pace.
func paced(wait time.Duration) *bot.SendError {
	return &bot.SendError{Verdict: bot.Held, After: wait, Problem: "Messages go to Slack one after the other, as it asks for."}
}

// sendError tells what a failed chat.postMessage means. left: the request may have reached Slack.
func sendError(err error, left bool) *bot.SendError {
	e := &bot.SendError{Verdict: bot.Unknown, Problem: problemOf(err), Err: cause(err)}
	var status slackgo.StatusCodeError
	switch {
	case isLimited(err, &e.After):
		e.Verdict = bot.Retry
	case halfway[slackCode(err)]: // Unknown
	case slackCode(err) != "":
		e.Verdict = bot.Refused
	case errors.As(err, &status) && status.Code < http.StatusInternalServerError:
		e.Verdict = bot.Refused
	case !left:
		e.Verdict, e.After = bot.Retry, retryUnsent
	}
	return e
}

// editError tells what a failed chat.update means: what is not known to be done is done again.
func editError(err error) *bot.SendError {
	e := sendError(err, true)
	if e.Verdict == bot.Unknown {
		e.Verdict, e.After = bot.Retry, retryUnsent
	}
	return e
}

// isLimited knows the three ways in which Slack says to come back later, and sets when: a 429 with Retry-After, which
// slack-go has a type for; a 429 without; and a 200 with an error code.
func isLimited(err error, after *time.Duration) bool {
	var limited *slackgo.RateLimitedError
	if errors.As(err, &limited) {
		*after = max(limited.RetryAfter, time.Second)
		return true
	}
	var status slackgo.StatusCodeError
	if errors.As(err, &status) && status.Code == http.StatusTooManyRequests {
		*after = retryWithoutHeader
		return true
	}
	wait, is := later[slackCode(err)]
	*after = wait
	return is
}

// unavailable is a failed look-up, in words for the person who asked.
func unavailable(message string, err error) error {
	return &domain.Error{Code: domain.Unavailable, Message: message, Err: cause(err)}
}
