package teams

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/domain"
)

// Credential is how the bot proves to Microsoft that it is the app: with a client secret of a single-tenant app, or with
// a user-assigned managed identity when Secret is "".
type Credential struct {
	AppID  string // of the app, or the client id of the identity
	Tenant string // Entra tenant that the app is registered in; for a Secret
	Secret bot.Secret
	// LoginURL is "" for https://login.microsoftonline.com.
	LoginURL string
	// IdentityURL and IdentityHeader are what App Service and Container Apps give as IDENTITY_ENDPOINT and
	// IDENTITY_HEADER; "" for a virtual machine, which has a metadata service.
	IdentityURL    string
	IdentityHeader bot.Secret
}

const (
	loginURL    = "https://login.microsoftonline.com"
	machineURL  = "http://169.254.169.254/metadata/identity/oauth2/token"
	botResource = "https://api.botframework.com"
)

func (c Credential) check() error {
	switch {
	case c.AppID == "":
		return errors.New("the app id is missing: copy it from the Azure Bot, where it is called Microsoft App ID")
	case c.Secret != "" && c.Tenant == "":
		return errors.New("the app's tenant is missing: copy it from the Azure Bot, where it is called App Tenant ID")
	}
	if c.LoginURL == "" {
		return nil
	}
	if _, err := origin(c.LoginURL); err != nil {
		return errors.New("the login address must begin with https")
	}
	return nil
}

// request asks for an access token for the Bot Connector (bot-docs: rest-connector-authentication; for an identity
// learn.microsoft.com: how-to-use-vm-token, and app-service overview-managed-identity).
func (c Credential) request(ctx context.Context) (*http.Request, error) {
	if c.Secret == "" {
		return c.identityRequest(ctx)
	}
	login := c.LoginURL
	if login == "" {
		login = loginURL
	}
	form := url.Values{
		"grant_type": {"client_credentials"}, "client_id": {c.AppID}, "client_secret": {string(c.Secret)},
		"scope": {botResource + "/.default"},
	}
	at := strings.TrimSuffix(login, "/") + "/" + url.PathEscape(c.Tenant) + "/oauth2/v2.0/token"
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, at, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r, nil
}

func (c Credential) identityRequest(ctx context.Context) (*http.Request, error) {
	at, version := machineURL, "2018-02-01"
	if c.IdentityURL != "" {
		at, version = c.IdentityURL, "2019-08-01"
	}
	query := url.Values{"api-version": {version}, "resource": {botResource}, "client_id": {c.AppID}}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, at+"?"+query.Encode(), http.NoBody)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Metadata", "true")
	if c.IdentityURL != "" {
		r.Header.Set("X-Identity-Header", string(c.IdentityHeader))
	}
	return r, nil
}

// newTokens keeps the access token of a credential.
func newTokens(c Credential, h *http.Client, clock domain.Clock, log *slog.Logger) *cached[bot.Secret] {
	return &cached[bot.Secret]{what: "access token", clock: clock, log: log, fetch: func(ctx context.Context) (bot.Secret, lifetime, error) {
		return c.fetch(ctx, h, clock())
	}}
}

// fetch gets an access token. An error is a *bot.SendError.
func (c Credential) fetch(ctx context.Context, h *http.Client, now time.Time) (bot.Secret, lifetime, error) {
	r, err := c.request(ctx)
	if err != nil {
		return "", lifetime{}, &bot.SendError{Verdict: bot.Refused, Problem: "The address that access tokens come from cannot be read.", Err: errAddress}
	}
	answer, err := h.Do(r)
	if err != nil {
		return "", lifetime{}, unreached(err, "Microsoft's sign-in service")
	}
	body, err := readAll(answer)
	if err != nil {
		return "", lifetime{}, unreached(err, "Microsoft's sign-in service")
	}
	if answer.StatusCode != http.StatusOK {
		return "", lifetime{}, tokenRefused(answer, body, now)
	}
	return grant(body, now)
}

// grant reads the answer with a token. Microsoft writes the seconds as a number or as a string, and an identity of App
// Service gives only when the token runs out.
func grant(body []byte, now time.Time) (bot.Secret, lifetime, error) {
	var g struct {
		AccessToken string      `json:"access_token"`
		ExpiresIn   json.Number `json:"expires_in"`
		ExpiresOn   json.Number `json:"expires_on"`
	}
	if err := json.Unmarshal(body, &g); err != nil || !isHeaderValue(g.AccessToken) {
		return "", lifetime{}, unreadableGrant()
	}
	seconds, err := g.ExpiresIn.Int64()
	if err != nil {
		on, _ := g.ExpiresOn.Int64()
		seconds = on - now.Unix()
	}
	if seconds <= 0 { // nobody would know when to ask again
		return "", lifetime{}, unreadableGrant()
	}
	good := time.Duration(min(seconds, 48*60*60)) * time.Second
	return bot.Secret(g.AccessToken), lifetime{good: good, renew: good - min(tokenEarly, good/2)}, nil
}

func unreadableGrant() *bot.SendError {
	return &bot.SendError{Verdict: bot.Retry, After: retryUnsent, Problem: "The answer of Microsoft's sign-in service could not be read.", Err: errAnswer}
}

// isHeaderValue tells whether a token can be sent: net/http would name another one in its error.
func isHeaderValue(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
}
