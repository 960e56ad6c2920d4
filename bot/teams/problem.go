package teams

import (
	"fmt"
	"net/http"
	"strings"
)

// codeNoMessage is of a message that is gone; the chat that it was in is not.
const codeNoMessage = "ActivityNotFoundInConversation"

// problems say what an admin does about the Bot Connector's error codes (bot-docs: rest-connector-api-reference;
// learn.microsoft.com: conversation-messages, send-proactive-messages; botframework-sdk issues). A code that is not here
// is not repeated: it could be anything.
var problems = map[string]string{
	"MessageWritesBlocked":            "The person has blocked or removed the bot in Teams. Ask them to add partnerbot again.",
	"BotNotInConversationRoster":      "The bot is not in this chat or team. Add partnerbot there from Apps in Teams.",
	"BotDisabledByAdmin":              "An administrator has switched partnerbot off in Teams. Ask them to allow it in the Teams admin center.",
	"ForbiddenOperationException":     "The bot may not write there. Add partnerbot there from Apps in Teams.",
	"NotEnoughPermissions":            "The bot may not do this. Add the newest version of partnerbot there from Apps in Teams.",
	"Forbidden":                       "The bot may not write there. Add partnerbot there from Apps in Teams.",
	"ConversationNotFound":            "Teams does not know the chat or channel any more. Choose another channel in setup, or ask the person to write to partnerbot.",
	codeNoMessage:                     "The message was deleted.",
	"NotFound":                        "Teams does not know the chat, the message or the person any more.",
	"MessageSizeTooBig":               "The message is too long for Teams. This is a fault of partnerbot: report it.",
	"BadArgument":                     "Teams does not take the message. This is a fault of partnerbot: report it.",
	"Bad Argument":                    "Teams does not take the message. This is a fault of partnerbot: report it.",
	"BadSyntax":                       "Teams does not take the message. This is a fault of partnerbot: report it.",
	"BadFormat":                       "Teams does not take the message. This is a fault of partnerbot: report it.",
	"InvalidBotApiHost":               "The address that Teams is written to is another region's. Write to partnerbot once in Teams, so that it learns the right one.",
	"Unauthorized":                    "Teams does not take the bot's access token. Check the app id, the tenant and the secret, and that the Azure Bot is for the same app.",
	"BotNotRegistered":                "The bot is not registered. Check that the Azure Bot is there, is for the same app, and has the channel Microsoft Teams.",
	"Unknown":                         "Teams failed on its side.",
	"ServiceError":                    "Teams failed on its side.",
	"InternalServerError":             "Teams failed on its side.",
	"ConversationBlockedByUser":       "The person has blocked the bot in Teams. Ask them to unblock partnerbot.",
	"TenantNotAllowed":                "The organization does not allow the app. Ask its administrators to allow it in the Teams admin center.",
	"TooManyRequests":                 "Teams asks to send less often.",
	"Throttled":                       "Teams asks to send less often.",
	"ServiceUnavailable":              "Teams is not available for now.",
	"PreconditionFailed":              "Teams was at work on the same chat.",
	"ConversationOperationInProgress": "Teams was at work on the same chat.",
}

// statusProblems say the same of an answer with no code that is known.
var statusProblems = map[int]string{
	http.StatusUnauthorized:          problems["Unauthorized"],
	http.StatusForbidden:             "Teams does not let the bot write there: it was blocked or removed. Ask the person to add partnerbot again, or add it to the team.",
	http.StatusNotFound:              problems["NotFound"],
	http.StatusPreconditionFailed:    problems["PreconditionFailed"],
	http.StatusRequestEntityTooLarge: problems["MessageSizeTooBig"],
	http.StatusTooManyRequests:       problems["TooManyRequests"],
	http.StatusServiceUnavailable:    problems["ServiceUnavailable"],
}

// signInProblems are about the codes of RFC 6749 and of a managed identity's endpoint.
var signInProblems = map[string]string{
	"invalid_client":          "Microsoft does not take the app's secret. Make a new one under Certificates & secrets of the app, and restart partnerbot.",
	"unauthorized_client":     "Microsoft does not know the app in this tenant. Check the app id and the tenant, and restart partnerbot.",
	"invalid_request":         "Microsoft does not take the request for an access token. Check the app id and the tenant.",
	"invalid_scope":           "Microsoft does not take the request for an access token. Check the app id and the tenant.",
	"invalid_resource":        "Microsoft does not take the request for an access token. Check the app id and the tenant.",
	"invalid_grant":           "Microsoft does not take the app's secret. Make a new one under Certificates & secrets of the app, and restart partnerbot.",
	"access_denied":           "The organization's rules keep the app from signing in. Ask its administrators.",
	"temporarily_unavailable": "Microsoft's sign-in service is not available for now.",
	"server_error":            "Microsoft's sign-in service failed on its side.",
}

// problemOf says what went wrong, in words for an admin and without any secret.
func problemOf(r refusal) string {
	if r.Code != "" {
		return problems[r.Code] + " (" + r.Code + ")"
	}
	if p, known := statusProblems[r.Status]; known {
		return p
	}
	return "Teams answered " + statusName(r.Status) + "."
}

// statusName is a status as people look it up, such as 404 Not Found. Not every one has a name.
func statusName(status int) string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", status, http.StatusText(status)))
}
