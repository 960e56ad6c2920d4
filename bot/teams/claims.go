package teams

import (
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v4"
)

// claims are what is read of a token. Audience takes a string and an array.
type claims struct {
	Issuer     string           `json:"iss"`
	Audience   jwt.ClaimStrings `json:"aud"`
	ServiceURL string           `json:"serviceurl"`
	Expires    *jwt.NumericDate `json:"exp"`
	NotBefore  *jwt.NumericDate `json:"nbf"`
}

// Valid is for the library, which is told not to ask.
func (*claims) Valid() error { return nil }

// check judges everything that needs no key (bot-docs: rest-connector-authentication). Tokens without a serviceurl are
// Entra's, of agents with an identity of their own: this bot talks to none.
func (c *claims) check(appID, serviceURL string, now time.Time) error {
	switch {
	case c.Issuer != tokenIssuer:
		return errIssuer
	case !slices.Contains(c.Audience, appID):
		return errAudience
	case c.Expires == nil || now.After(c.Expires.Add(maxSkew)):
		return errExpired
	case c.NotBefore != nil && now.Before(c.NotBefore.Add(-maxSkew)):
		return errNotYet
	case c.ServiceURL == "" || !sameService(c.ServiceURL, serviceURL):
		return errServiceURL
	}
	return nil
}

// sameService compares two service URLs as Microsoft's own code does, whatever the case and the slash at the end
// (teams.apps: inbound-activity-token-validator.js).
func sameService(a, b string) bool {
	return strings.EqualFold(strings.TrimSuffix(a, "/"), strings.TrimSuffix(b, "/"))
}
