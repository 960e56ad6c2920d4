package teams_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/infracloudio/msbotbuilder-go/schema"

	"github.com/partnerbot/partnerbot/bot/teams"
)

// wireless is a network with one server, and without sockets.
type wireless struct{ http.Handler }

func (h wireless) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result(), nil
}

// fuzzed is a validator whose keys are published, and its issuer.
func fuzzed(f *testing.F) (*botframework, *teams.Validator) {
	b := newBotframework(f)
	b.publishCorpus()
	return b, b.validator(f, func(c *teams.ValidatorConfig) {
		c.HTTP = &http.Client{Transport: wireless{http.HandlerFunc(b.serve)}}
	})
}

// No header is good that Microsoft has not made: the seeds are signed with its keys, and none of them is good any more.
func FuzzValidate(f *testing.F) {
	b, v := fuzzed(f)
	for _, s := range corpus() {
		if s.name != endless {
			f.Add(s.header(b))
		}
	}
	for _, name := range []string{"iss", "aud", "exp", "nbf", "serviceurl"} {
		for _, value := range []any{nil, 1, "x", []any{}, map[string]any{}} {
			f.Add(b.header(claim(name, value)))
		}
	}
	b.clock.Advance(2 * 365 * 24 * time.Hour)
	f.Fuzz(func(t *testing.T, header string) {
		if err := v.Validate(t.Context(), header, fromTeams); err == nil {
			t.Errorf("taken: %q", header)
		}
		if n := b.requests(metadataPath); n > 1 {
			t.Errorf("the metadata were asked for %d times", n)
		}
	})
}

// A good token of Microsoft's does for Teams alone, for the tenants that may use the bot, and for its own service URL.
func FuzzOrigin(f *testing.F) {
	b, v := fuzzed(f)
	for _, s := range corpus() {
		f.Add(s.from.ServiceURL, s.from.ServiceURL, s.from.ChannelID, s.from.TenantID)
	}
	f.Fuzz(func(t *testing.T, signed, address, channel, tenant string) {
		err := v.Validate(t.Context(), b.header(claim("serviceurl", signed)), teams.Origin{
			ServiceURL: address, ChannelID: channel, TenantID: tenant,
		})
		if err != nil {
			return
		}
		u, wrong := url.Parse(address)
		if wrong != nil || !strings.EqualFold(u.Scheme, "https") || u.User != nil || u.Port() != "" && u.Port() != "443" ||
			!microsofts(u.Hostname()) || channel != "msteams" || !strings.EqualFold(tenant, tenantID) {
			t.Errorf("taken: %q of %q in %q, signed for %q", address, channel, tenant, signed)
		}
	})
}

func microsofts(host string) bool {
	host = strings.ToLower(host)
	return host == "smba.trafficmanager.net" ||
		strings.HasPrefix(host, "smba.infra.") && (strings.HasSuffix(host, ".teams.microsoft.com") || strings.HasSuffix(host, ".teams.microsoft.us"))
}

// Whatever an activity is like, the library's adapter reads it, and the validator judges it, without a panic; and only
// what comes from Teams is taken.
func FuzzActivity(f *testing.F) {
	b, v := fuzzed(f)
	header := b.header()
	for _, seed := range []string{libraryActivity, `{}`, `null`, `{"channelData":{"tenant":"x"}}`, `{"channelId":"msteams","serviceUrl":"` + serviceURL + `"}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		var a schema.Activity
		if json.Unmarshal([]byte(body), &a) != nil {
			return
		}
		identity, err := v.AuthenticateRequest(t.Context(), a, header, nil, "")
		if (err == nil) != (identity != nil) {
			t.Fatalf("identity %v with %v", identity, err)
		}
		if err == nil && (a.ChannelID != "msteams" || !strings.EqualFold(strings.TrimSuffix(a.ServiceURL, "/"), strings.TrimSuffix(serviceURL, "/")) ||
			!strings.Contains(strings.ToLower(body), "tenant")) {
			t.Errorf("taken: %s", body)
		}
	})
}

// Whatever is published as a key, nothing breaks, and it signs nothing that it has not signed.
func FuzzKeys(f *testing.F) {
	for _, k := range []map[string]any{
		jwk("k1", &rsaKeys()[0].PublicKey, "msteams"), {"kty": "EC"}, {"kty": "RSA", "kid": "k1", "n": "AQAB", "e": "AQAB"}, {},
	} {
		f.Add(string(mustJSON(map[string]any{"keys": []any{k}})))
	}
	signed := newBotframework(f)
	header, foreign := signed.header(), signed.header(signedBy("RS256", byHMAC(make([]byte, 256))))
	f.Fuzz(func(t *testing.T, published string) {
		b := &botframework{clock: signed.clock, asked: map[string]int{}, Server: signed.Server, answers: map[string]http.HandlerFunc{
			keysPath: func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(published)) },
		}}
		v := b.validator(t, func(c *teams.ValidatorConfig) {
			c.HTTP = &http.Client{Transport: wireless{http.HandlerFunc(b.serve)}}
		})
		_ = v.Validate(t.Context(), header, fromTeams)
		if v.Validate(t.Context(), foreign, fromTeams) == nil {
			t.Error("a foreign signature was taken")
		}
	})
}
