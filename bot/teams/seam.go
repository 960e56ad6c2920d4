package teams

import (
	"context"

	"github.com/infracloudio/msbotbuilder-go/connector/auth"
	"github.com/infracloudio/msbotbuilder-go/schema"
)

// A Validator takes the place of the library's own in core.BotFrameworkAdapter, for a bot that is built on that.
var _ auth.TokenValidator = (*Validator)(nil)

// AuthenticateRequest judges as Validate does. Credentials and channel service are left aside: a Validator knows whom it
// is for, and the library's credentials let everybody in when their app id is empty.
func (v *Validator) AuthenticateRequest(ctx context.Context, a schema.Activity, header string, _ auth.CredentialProvider, _ string) (auth.ClaimsIdentity, error) {
	from := Origin{ServiceURL: a.ServiceURL, ChannelID: a.ChannelID, TenantID: a.Conversation.TenantID}
	if tenant, ok := a.ChannelData["tenant"].(map[string]any); ok {
		if id, ok := tenant["id"].(string); ok {
			from.TenantID = id
		}
	}
	if err := v.Validate(ctx, header, from); err != nil {
		return nil, err
	}
	return identity{auth.IssuerClaim: tokenIssuer, auth.AudienceClaim: v.appID, auth.ServiceURLClaim: a.ServiceURL}, nil
}

// identity is what was proved. The library's own panics on a claim that is not there.
type identity map[string]string

func (i identity) GetClaimValue(claim string) string { return i[claim] }
func (identity) IsAuthenticated() bool               { return true }
