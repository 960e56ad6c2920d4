package botconnector

import (
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"net/http"
	"strings"
	"time"
)

const botScope = "https://api.botframework.com/.default"

// signInError is a no of the sign-in service (learn.microsoft.com: reference-error-codes).
type signInError struct {
	status int
	code   string // of RFC 6749
	number int    // AADSTS
	words  string
}

// serveToken gives the bot an access token for the Bot Connector, by client credentials.
func (i *Issuer) serveToken(w http.ResponseWriter, r *http.Request) {
	i.mu.Lock()
	i.asked++
	f := takeFault(&i.faults, r)
	i.mu.Unlock()
	if f != nil && f.hit(w, r, func(w http.ResponseWriter) { i.answerToken(w, r) }) {
		return
	}
	i.answerToken(w, r)
}

func (i *Issuer) answerToken(w http.ResponseWriter, r *http.Request) {
	if bad := i.judge(r); bad != nil {
		i.refuse(w, bad)
		return
	}
	token := "eyJ0eXAiOiJKV1QifQ." + rand.Text() + rand.Text() + "." + rand.Text()
	i.mu.Lock()
	i.granted[token] = i.now().Add(tokenLife)
	i.mu.Unlock()
	life := int(tokenLife / time.Second)
	writeJSON(w, http.StatusOK, obj{"token_type": "Bearer", "expires_in": life - 1, "ext_expires_in": life - 1, "access_token": token})
}

func (i *Issuer) judge(r *http.Request) *signInError {
	const bad = http.StatusBadRequest
	secret := []byte(r.PostFormValue("client_secret"))
	switch {
	case !strings.EqualFold(r.PathValue("tenant"), i.tenant):
		return &signInError{bad, "invalid_request", 90002, "Tenant '" + r.PathValue("tenant") + "' not found. Check to make sure you have the correct tenant ID."}
	case r.PostFormValue("grant_type") != "client_credentials":
		return &signInError{bad, "unsupported_grant_type", 70003, "The app requested an unsupported grant type."}
	case r.PostFormValue("client_id") == "":
		return &signInError{bad, "invalid_request", 900144, "The request body must contain the following parameter: 'client_id'."}
	case r.PostFormValue("client_id") != i.appID:
		return &signInError{bad, "unauthorized_client", 700016, "Application with identifier '" + r.PostFormValue("client_id") + "' was not found in the directory."}
	case len(secret) == 0:
		return &signInError{http.StatusUnauthorized, "invalid_client", 7000216, "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type."}
	case subtle.ConstantTimeCompare(secret, []byte(i.secret)) != 1:
		return &signInError{http.StatusUnauthorized, "invalid_client", 7000215, "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID."}
	case r.PostFormValue("scope") != botScope:
		return &signInError{bad, "invalid_scope", 70011, "The provided value for the input parameter 'scope' is not valid."}
	}
	return nil
}

func (i *Issuer) refuse(w http.ResponseWriter, e *signInError) {
	trace, correlation, at := newUUID(), newUUID(), i.now().UTC().Format("2006-01-02 15:04:05Z")
	writeJSON(w, e.status, obj{
		"error": e.code, "error_codes": []int{e.number}, "timestamp": at, "trace_id": trace, "correlation_id": correlation,
		"error_description": fmt.Sprintf("AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s", e.number, e.words, trace, correlation, at),
		"error_uri":         fmt.Sprintf("https://login.microsoftonline.com/error?code=%d", e.number),
	})
}

// Granted is how often an access token was asked for, with or without success.
func (i *Issuer) Granted() int {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.asked
}

// Revoke makes all access tokens that were given worthless.
func (i *Issuer) Revoke() {
	i.mu.Lock()
	defer i.mu.Unlock()
	clear(i.granted)
}

// allows tells whether a request bears an access token that is still good.
func (i *Issuer) allows(r *http.Request) bool {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	i.mu.Lock()
	defer i.mu.Unlock()
	until, known := i.granted[token]
	return strings.EqualFold(scheme, "Bearer") && known && i.now().Before(until)
}
