package botconnector_test

import (
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v4"
)

func getJSON(t *testing.T, at string) object {
	t.Helper()
	r, err := http.Get(at)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	var o object
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil {
		t.Fatal(err)
	}
	return o
}

// keysOf are the published keys by id.
func keysOf(t *testing.T, w *world) map[string]object {
	t.Helper()
	metadata := getJSON(t, w.Issuer.MetadataURL())
	if metadata["issuer"] != "https://api.botframework.com" || at(metadata, "id_token_signing_alg_values_supported.0") != "RS256" {
		t.Errorf("metadata = %v", metadata)
	}
	found := map[string]object{}
	for _, k := range getJSON(t, metadata["jwks_uri"].(string))["keys"].([]any) {
		found[k.(object)["kid"].(string)] = k.(object)
	}
	return found
}

func publicKey(t *testing.T, k object) *rsa.PublicKey {
	t.Helper()
	n, err := base64.RawURLEncoding.DecodeString(k["n"].(string))
	if err != nil {
		t.Fatal(err)
	}
	e, err := base64.RawURLEncoding.DecodeString(k["e"].(string))
	if err != nil {
		t.Fatal(err)
	}
	return &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(new(big.Int).SetBytes(e).Int64())}
}

func TestActivitiesBearATokenOfAPublishedKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if err := w.As(sam).Install(within(t), "@app"); err != nil {
		t.Fatal(err)
	}
	scheme, raw, _ := strings.Cut(w.bot.header[0].Get("Authorization"), " ")
	var claims jwt.MapClaims
	parsed, err := jwt.NewParser(jwt.WithoutClaimsValidation()).ParseWithClaims(raw, &claims, func(x *jwt.Token) (any, error) {
		k := keysOf(t, w)[x.Header["kid"].(string)]
		if at(k, "endorsements.0") != "msteams" {
			t.Errorf("the key is not endorsed: %v", k)
		}
		return publicKey(t, k), nil
	})
	if err != nil || scheme != "Bearer" || parsed.Method.Alg() != "RS256" {
		t.Fatalf("%s token: %v", scheme, err)
	}
	same(t, object(claims), object{
		"iss": "https://api.botframework.com", "aud": appID, "serviceurl": w.ServiceURL(),
		"exp": float64(w.clock.now().Add(time.Hour).Unix()),
	})
	if w.Issuer.Fetches() != 2 {
		t.Errorf("%d fetches are counted", w.Issuer.Fetches())
	}
}

func TestKeysRollOver(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var first string
	for id := range keysOf(t, w) {
		first = id
	}
	second, err := w.Issuer.AddKey("msteams", "skype")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := w.Issuer.Token(w.ServiceURL())
	if err != nil {
		t.Fatal(err)
	}
	parsed, _, err := jwt.NewParser().ParseUnverified(raw, jwt.MapClaims{})
	if err != nil || parsed.Header["kid"] != second {
		t.Errorf("the token is signed with %v, not the newest key: %v", parsed.Header["kid"], err)
	}
	w.Issuer.Withdraw(first)
	if keys := keysOf(t, w); len(keys) != 1 || keys[second] == nil {
		t.Errorf("published are %v", keys)
	}
}

func TestSignInRefusesAsMicrosoftDoes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	good := url.Values{
		"grant_type": {"client_credentials"}, "client_id": {appID}, "client_secret": {secret},
		"scope": {"https://api.botframework.com/.default"},
	}
	for name, c := range map[string]struct {
		tenant, key, value string
		status             int
		code               string
		number             float64
	}{
		"secret": {tenant, "client_secret", "wrong", 401, "invalid_client", 7000215},
		"app":    {tenant, "client_id", "other", 400, "unauthorized_client", 700016},
		"tenant": {"botframework.com", "client_id", appID, 400, "invalid_request", 90002},
		"scope":  {tenant, "scope", "https://graph.microsoft.com/.default", 400, "invalid_scope", 70011},
		"grant":  {tenant, "grant_type", "password", 400, "unsupported_grant_type", 70003},
	} {
		form := url.Values{}
		for k, v := range good {
			form[k] = v
		}
		form.Set(c.key, c.value)
		r, err := http.PostForm(w.Issuer.LoginURL()+"/"+c.tenant+"/oauth2/v2.0/token", form)
		if err != nil {
			t.Fatal(err)
		}
		var got object
		_ = json.NewDecoder(r.Body).Decode(&got)
		r.Body.Close()
		if r.StatusCode != c.status || got["error"] != c.code || at(got, "error_codes.0") != c.number {
			t.Errorf("%s: %d %v", name, r.StatusCode, got)
		}
	}
}

func TestConnectorTakesOnlyAGoodAccessToken(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.install(within(t))
	members := "conversations/" + url.PathEscape(sales) + "/members"
	if status, _, _ := w.try("GET", members, nil); status != 200 {
		t.Fatalf("a good token gets %d", status)
	}
	w.clock.add(time.Hour)
	if status, got := w.call("GET", members, nil); status != 401 || got["message"] != "Authorization has been denied for this request." {
		t.Errorf("one that ran out gets %d %v", status, got)
	}
	w.token = w.signIn()
	w.Issuer.Revoke()
	if status, _, _ := w.try("GET", members, nil); status != 401 {
		t.Errorf("one that was revoked gets %d", status)
	}
	w.token = "made up"
	if status, _, _ := w.try("GET", members, nil); status != 401 {
		t.Errorf("one that was made up gets %d", status)
	}
}
