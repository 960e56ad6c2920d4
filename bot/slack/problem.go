package slack

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"

	slackgo "github.com/slack-go/slack"
)

// problems say what an admin does about Slack's error codes (docs.slack.dev: reference/methods).
var problems = map[string]string{
	"invalid_auth":             "Slack does not take the bot token. Copy it again from OAuth & Permissions of the app, and restart partnerbot.",
	"not_authed":               "Slack was sent no bot token. Copy it from OAuth & Permissions of the app, and restart partnerbot.",
	"account_inactive":         "The bot was removed from the workspace. Install the app again.",
	"token_revoked":            "The bot token was revoked. Install the app again, and copy the new token.",
	"token_expired":            "The bot token has expired. Install the app again, and copy the new token.",
	"missing_scope":            "The app lacks a permission. Bring its manifest up to date, and install it again.",
	"no_permission":            "The app may not do this. Bring its manifest up to date, and install it again.",
	"ekm_access_denied":        "The workspace's administrators have suspended posting. Ask them.",
	"access_denied":            "Slack denies access to this. Check that the app may be in the channel.",
	"restricted_action":        "The workspace does not let the app post there. Ask its administrators, or choose another channel.",
	"channel_not_found":        "Slack does not know the channel, or the bot is not in it. Invite the bot there, or choose another channel in setup.",
	"not_in_channel":           "The bot is not in the channel. Invite it there: type /invite and the bot's name.",
	"is_archived":              "The channel is archived. Bring it back, or choose another channel in setup.",
	"user_not_found":           "Slack does not know the person any more.",
	"user_not_in_channel":      "The person is not in the channel.",
	"cannot_dm_bot":            "The message was for a bot, which takes none.",
	"messages_tab_disabled":    "The app takes no direct messages. Switch the Messages tab on in App Home of the app.",
	"message_not_found":        "The message was deleted.",
	"cant_update_message":      "The message is not the bot's own.",
	"edit_window_closed":       "The workspace does not let messages be edited any more after some time.",
	"msg_too_long":             "The message is too long for Slack.",
	"msg_blocks_too_long":      "The message is too long for Slack.",
	"invalid_blocks":           "Slack does not take the drawing of the message. This is a fault of partnerbot: report it.",
	"team_access_not_granted":  "The app is not allowed in this workspace. Ask its administrators to add it.",
	"org_login_required":       "The workspace is moving to another organization. Install the app there.",
	"as_user_not_supported":    "Slack wants a bot token, which begins with xoxb.",
	"not_allowed_token_type":   "Slack wants a bot token, which begins with xoxb.",
	"ratelimited":              "Slack asks to send less often.",
	"rate_limited":             "Slack asks to send less often.",
	"message_limit_exceeded":   "The workspace sends too many messages for now.",
	"service_unavailable":      "Slack is not available for now.",
	"team_added_to_org":        "The workspace is moving into an organization, and Slack does not answer meanwhile.",
	"request_timeout":          "The request did not reach Slack whole.",
	"internal_error":           "Slack failed on its side.",
	"fatal_error":              "Slack failed on its side.",
	"thread_not_found":         "The message that this answers was deleted.",
	"is_inactive":              "The channel is frozen. Choose another channel in setup.",
	"expired_trigger_id":       "Slack's three seconds were over.",
	"exchanged_trigger_id":     "It was opened already.",
	"enterprise_is_restricted": "The organization does not allow this to the app. Ask its administrators.",
}

// code is the shape of Slack's error codes. What has another shape is not repeated: it could be anything.
var code = regexp.MustCompile(`^[a-z0-9_]{1,64}$`)

// slackCode is the error code that Slack answered, "" when there was none.
func slackCode(err error) string {
	var refused slackgo.SlackErrorResponse
	if errors.As(err, &refused) && code.MatchString(refused.Err) {
		return refused.Err
	}
	return ""
}

// errAnswer is an answer of Slack's that is not repeated.
var errAnswer = errors.New("unreadable answer")

// cause is what may be logged of an error: its kind and code. Not the address, which may be a response_url, and nothing
// that was answered: a broken proxy answers what it was sent, the token included.
func cause(err error) error {
	var limited *slackgo.RateLimitedError
	var status slackgo.StatusCodeError
	var network net.Error
	var certificate *tls.CertificateVerificationError
	switch {
	case slackCode(err) != "":
		return slackgo.SlackErrorResponse{Err: slackCode(err)}
	case errors.As(err, &limited):
		return limited
	case errors.As(err, &status):
		return slackgo.StatusCodeError{Code: status.Code, Status: http.StatusText(status.Code)}
	case errors.As(err, &certificate):
		return certificate
	}
	var call *url.Error // is a net.Error itself, whatever it holds
	if errors.As(err, &call) {
		err = call.Err
	}
	for _, known := range []error{context.Canceled, context.DeadlineExceeded, io.EOF, errNoTimestamp, errForeignURL} {
		if errors.Is(err, known) {
			return err
		}
	}
	if errors.As(err, &network) {
		return err
	}
	return errAnswer
}

// problemOf says what went wrong, in words for an admin and without any secret.
func problemOf(err error) string {
	c := slackCode(err)
	if p, known := problems[c]; known {
		return p + " (" + c + ")"
	}
	var limited *slackgo.RateLimitedError
	var status slackgo.StatusCodeError
	var network net.Error
	var certificate *tls.CertificateVerificationError
	switch {
	case c != "":
		return "Slack refused it with " + c + "."
	case errors.As(err, &limited):
		return problems["ratelimited"]
	case errors.As(err, &status):
		return fmt.Sprintf("Slack answered %d %s.", status.Code, http.StatusText(status.Code))
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return "Slack did not answer in time."
	case errors.Is(err, context.Canceled):
		return "It was broken off, because partnerbot was stopped."
	case errors.As(err, &certificate):
		return "Somebody answers for Slack with a certificate that this machine does not trust. Where a proxy opens TLS, its certificate belongs among those of the system."
	case errors.As(err, &network):
		return "Slack could not be reached. Look at the network, the name server and the proxy of the machine that partnerbot runs on."
	case errors.Is(err, errNoTimestamp):
		return "Slack's answer names no message."
	case errors.Is(err, errForeignURL):
		return "The address for the answer does not lead to Slack."
	}
	return "Slack's answer could not be read."
}
