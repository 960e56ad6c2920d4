package teams

import (
	"slices"
	"strings"
	"time"
)

// claims are what a token says, by their exact names. A struct would take a name in any case, and a number in quotes.
type claims map[string]any

// Valid is for the library, which is told not to ask.
func (claims) Valid() error { return nil }

// check judges everything that needs no key (bot-docs: rest-connector-authentication). Tokens without a serviceurl are
// Entra's, of agents with an identity of their own: this bot talks to none.
func (c claims) check(appID, serviceURL string, now time.Time) error {
	issuer, _ := c["iss"].(string)
	service, _ := c["serviceurl"].(string)
	expires, ends := c["exp"].(float64)
	begins, isTime := c["nbf"].(float64)
	_, waits := c["nbf"]
	seconds, skew := float64(now.Unix()), maxSkew.Seconds()
	switch {
	case issuer != tokenIssuer:
		return errIssuer
	case !c.isFor(appID):
		return errAudience
	case !ends || seconds >= expires+skew:
		return errExpired
	case waits && (!isTime || begins > seconds+skew):
		return errNotYet
	case service == "" || !sameService(service, serviceURL):
		return errServiceURL
	}
	return nil
}

// isFor tells whether an app is the audience, or among them.
func (c claims) isFor(appID string) bool {
	if all, ok := c["aud"].([]any); ok {
		return slices.Contains(all, any(appID))
	}
	return c["aud"] == any(appID)
}

// sameService compares two service URLs as Microsoft's own code does, whatever the case and the slash at the end
// (teams.apps: inbound-activity-token-validator.js).
func sameService(a, b string) bool {
	return strings.EqualFold(strings.TrimSuffix(a, "/"), strings.TrimSuffix(b, "/"))
}
