package teams

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"github.com/golang-jwt/jwt/v4"

	"github.com/partnerbot/partnerbot/bot/inbound"
	"github.com/partnerbot/partnerbot/domain"
)

const (
	// tokenIssuer and metadataURL are those of the Bot Connector (bot-docs: rest-connector-authentication).
	tokenIssuer = "https://api.botframework.com"
	metadataURL = "https://login.botframework.com/v1/.well-known/openidconfiguration"
	channelID   = "msteams"
)

// ValidatorConfig is what a Validator needs. AppID and Tenants, the Entra tenant ids whose people may use the bot, are
// required: there is no way to let everybody in. ServiceHosts is nil for Microsoft's, MetadataURL "" for that of the Bot
// Connector, HTTP nil for a client of our own.
type ValidatorConfig struct {
	AppID        string
	Tenants      []string
	ServiceHosts []string
	MetadataURL  string
	HTTP         *http.Client
	Clock        domain.Clock
	Log          *slog.Logger
}

// Origin is what an activity says of where it comes from. It is believed only when the token bears it out.
type Origin struct {
	ServiceURL string
	ChannelID  string
	TenantID   string // of channelData, or of the conversation
}

// Validator judges the tokens of requests that say they come from Teams. It may be used by many at once.
type Validator struct {
	appID   string
	tenants []string
	hosts   hosts
	keys    *keys
	clock   domain.Clock
	parser  *jwt.Parser
}

// NewValidator makes a Validator. It asks nobody anything: the keys are fetched for the first token that looks right.
func NewValidator(c ValidatorConfig) (*Validator, error) {
	tenants := make([]string, len(c.Tenants))
	for i, t := range c.Tenants {
		tenants[i] = strings.ToLower(strings.TrimSpace(t))
	}
	switch {
	case strings.TrimSpace(c.AppID) == "":
		return nil, errors.New("the app id is missing: copy it from the Azure Bot, where it is called Microsoft App ID")
	case len(tenants) == 0 || slices.Contains(tenants, ""):
		return nil, errors.New("the tenant is missing: copy the tenant id from Microsoft Entra ID of the organization that uses the bot")
	case c.Clock == nil || c.Log == nil:
		return nil, errors.New("the token validator needs a Clock and a Log")
	}
	h, err := newHosts(c.ServiceHosts)
	if err != nil {
		return nil, err
	}
	if c.MetadataURL == "" {
		c.MetadataURL = metadataURL
	}
	if _, err := origin(c.MetadataURL); err != nil {
		return nil, fmt.Errorf("the metadata address: %w", err)
	}
	return &Validator{
		appID: strings.TrimSpace(c.AppID), tenants: tenants, hosts: h, clock: c.Clock, keys: newKeys(c),
		// The library's own check of the times knows no skew, and takes a token that never runs out.
		parser: jwt.NewParser(jwt.WithValidMethods([]string{jwt.SigningMethodRS256.Alg()}), jwt.WithoutClaimsValidation()),
	}, nil
}

// Validate judges an Authorization header and what the activity says of itself. An error is inbound.ErrForbidden, or
// inbound.ErrAway when Microsoft's keys cannot be had; it names what is wrong and quotes nothing.
//
// Whatever can be told without a key is told first: nothing is fetched for a token that could not be good.
func (v *Validator) Validate(ctx context.Context, header string, from Origin) error {
	raw, err := bearer(header)
	if err != nil {
		return err
	}
	if err := v.checkOrigin(from); err != nil {
		return err
	}
	var c claims
	_, err = v.parser.ParseWithClaims(raw, &c, func(t *jwt.Token) (any, error) {
		if _, demands := t.Header["crit"]; demands { // RFC 7515, 4.1.11
			return nil, errMalformed
		}
		if err := c.check(v.appID, from.ServiceURL, v.clock()); err != nil {
			return nil, err
		}
		kid, _ := t.Header["kid"].(string)
		return v.keys.find(ctx, kid, from.ChannelID)
	})
	return verdict(err)
}

func (v *Validator) checkOrigin(from Origin) error {
	switch {
	case from.ChannelID != channelID:
		return errChannel
	case !v.hosts.allow(from.ServiceURL):
		return errServiceHost
	case !slices.Contains(v.tenants, strings.ToLower(from.TenantID)):
		return errTenant
	}
	return nil
}

// bearer gives the token of a header. One that is too long is not looked into.
func bearer(header string) (string, error) {
	raw, found := strings.CutPrefix(header, "Bearer ")
	switch {
	case !found || raw == "":
		return "", errNoToken
	case len(header) > maxHeaderBytes:
		return "", errMalformed
	}
	return raw, nil
}

// rejection is why a token is not taken: a word for the log, and 403 for the sender.
type rejection string

const (
	errNoToken     = rejection("no bearer token")
	errMalformed   = rejection("malformed token")
	errIssuer      = rejection("issuer")
	errAudience    = rejection("audience")
	errExpired     = rejection("expired, or without an expiry")
	errNotYet      = rejection("not valid yet")
	errServiceURL  = rejection("service URL is not the token's")
	errServiceHost = rejection("service host is not allowed")
	errChannel     = rejection("channel")
	errTenant      = rejection("tenant is not allowed")
	errKey         = rejection("unknown key")
	errEndorsement = rejection("key is not endorsed for the channel")
	errSignature   = rejection("signature or algorithm")
)

func (r rejection) Error() string { return string(r) }

// Is makes every rejection an inbound.ErrForbidden.
func (r rejection) Is(target error) bool { return target == inbound.ErrForbidden }

// verdict takes our reason out of the library's error, which may quote the token.
func verdict(err error) error {
	var ours rejection
	switch {
	case err == nil:
		return nil
	case errors.As(err, &ours):
		return ours
	case errors.Is(err, inbound.ErrAway):
		return fmt.Errorf("%w: no keys", inbound.ErrAway)
	case errors.Is(err, jwt.ErrTokenSignatureInvalid):
		return errSignature
	}
	return errMalformed
}
