package teams_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/infracloudio/msbotbuilder-go/connector/auth"
	"github.com/infracloudio/msbotbuilder-go/core"
	"github.com/infracloudio/msbotbuilder-go/schema"

	"github.com/partnerbot/partnerbot/bot/inbound"
)

const (
	libraryActivity = `{"type":"message","id":"1","channelId":"msteams","serviceUrl":"` + serviceURL + `","text":"hello",` +
		`"from":{"id":"29:1"},"conversation":{"id":"19:1","tenantId":"` + tenantID + `"},"channelData":{"tenant":{"id":"` + tenantID + `"}}}`
)

// libraryAdapter is the library's own adapter with our validator in it. Its settings are empty: with the library's
// validator that lets everybody in.
func libraryAdapter(t *testing.T, b *botframework) core.Adapter {
	t.Helper()
	made, err := core.NewBotAdapter(core.AdapterSetting{})
	if err != nil {
		t.Fatal(err)
	}
	adapter, ok := made.(*core.BotFrameworkAdapter)
	if !ok {
		t.Fatalf("the adapter is a %T", made)
	}
	adapter.TokenValidator = b.validator(t)
	return adapter
}

func TestValidator_InTheLibrarysAdapter(t *testing.T) {
	t.Parallel()
	b := newBotframework(t)
	adapter := libraryAdapter(t, b)
	other := "bbbbbbbb-bbbb-cccc-dddd-eeeeeeeeeeee"
	for name, c := range map[string]struct {
		header, body string
		taken        bool
	}{
		"good":                            {b.header(), libraryActivity, true},
		"any header":                      {"x", libraryActivity, false},
		"foreign token":                   {b.header(signedBy("RS256", byHMAC(nil))), libraryActivity, false},
		"another channel":                 {b.header(), strings.Replace(libraryActivity, "msteams", "emulator", 1), false},
		"another service URL":             {b.header(), strings.Replace(libraryActivity, "/emea/", "/amer/", 1), false},
		"another tenant":                  {b.header(), strings.ReplaceAll(libraryActivity, tenantID, other), false},
		"tenant of the conversation":      {b.header(), strings.Replace(libraryActivity, `"channelData":{"tenant"`, `"channelData":{"team"`, 1), true},
		"another one in the channel data": {b.header(), strings.Replace(libraryActivity, `"tenant":{"id":"`+tenantID, `"tenant":{"id":"`+other, 1), false},
		"channel data are odd":            {b.header(), strings.Replace(libraryActivity, `"tenant":{"id":"`+tenantID+`"}`, `"tenant":[7]`, 1), true},
	} {
		r := httptest.NewRequest(http.MethodPost, "/teams/messages", strings.NewReader(c.body))
		r.Header.Set("Authorization", c.header)
		got, err := adapter.ParseRequest(t.Context(), r)
		if (err == nil) != c.taken {
			t.Errorf("%s: %v, want it taken: %t", name, err, c.taken)
		}
		if c.taken && got.Text != "hello" {
			t.Errorf("%s: read as %+v", name, got)
		}
	}
}

// What was proved can be asked for, and what was not is empty: the library's own panics then.
func TestAuthenticateRequest_Identity(t *testing.T) {
	t.Parallel()
	b := newBotframework(t)
	v := b.validator(t)
	a := schema.Activity{ServiceURL: serviceURL, ChannelID: "msteams", Conversation: schema.ConversationAccount{TenantID: tenantID}}
	got, err := v.AuthenticateRequest(context.Background(), a, b.header(), nil, "")
	if err != nil || !got.IsAuthenticated() {
		t.Fatalf("got %v, %v", got, err)
	}
	for claim, want := range map[string]string{
		auth.IssuerClaim: "https://api.botframework.com", auth.AudienceClaim: appID, auth.ServiceURLClaim: serviceURL, auth.AppIDClaim: "",
	} {
		if got := got.GetClaimValue(claim); got != want {
			t.Errorf("%s is %q, want %q", claim, got, want)
		}
	}
	got, err = v.AuthenticateRequest(context.Background(), schema.Activity{}, b.header(), nil, "")
	if got != nil || !errors.Is(err, inbound.ErrForbidden) {
		t.Errorf("an activity of nothing: %v, %v", got, err)
	}
}
