package botconnector

import (
	"net/http"
	"strconv"
)

// apiError is a no of the Bot Connector (msteams-docs: conversation-messages, status codes).
type apiError struct {
	status        int
	code, message string
	sub           string // a more exact code
	seconds       int    // Retry-After
}

func (e *apiError) write(w http.ResponseWriter) {
	if e.seconds > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(e.seconds))
	}
	if e.code == "" {
		writeJSON(w, e.status, obj{"message": e.message})
		return
	}
	inner := obj{"code": e.code, "message": e.message}
	if e.sub != "" {
		inner["subCode"] = e.sub
	}
	writeJSON(w, e.status, obj{"error": inner})
}

var (
	errUnauthorized = &apiError{status: http.StatusUnauthorized, message: "Authorization has been denied for this request."}
	errNoRoom       = &apiError{status: http.StatusNotFound, code: "ConversationNotFound", message: "Conversation not found."}
	errNoActivity   = &apiError{status: http.StatusNotFound, code: "ActivityNotFoundInConversation", message: "The activity was not found in the conversation."}
	errNoMember     = &apiError{status: http.StatusNotFound, code: "MemberNotFoundInConversation", message: "The member was not found in the conversation."}
	errNotThere     = &apiError{status: http.StatusForbidden, code: "BotNotInConversationRoster", message: "The bot is not part of the conversation roster."}
	errRemoved      = &apiError{status: http.StatusForbidden, code: "Forbidden", sub: "MessageWritesBlocked", message: "Bot is not installed in user's personal scope"}
	errBlocked      = &apiError{status: http.StatusForbidden, code: "ConversationBlockedByUser", sub: "MessageWritesBlocked", message: "User blocked the conversation with the bot."}
	errTooBig       = &apiError{status: http.StatusRequestEntityTooLarge, code: "MessageSizeTooBig", message: "Message size too large."}
)

func badSyntax(why string) *apiError {
	return &apiError{status: http.StatusBadRequest, code: "BadSyntax", message: why}
}

func throttled(seconds int) *apiError {
	return &apiError{status: http.StatusTooManyRequests, code: "Throttled", message: "Too many requests.", seconds: seconds}
}
