package teams_test

import (
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"math/big"
	mathrand "math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

const (
	appID      = "11111111-2222-3333-4444-555555555555"
	tenantID   = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
	serviceURL = "https://smba.trafficmanager.net/emea/"
)

// fromTeams is what a good activity says of where it comes from.
var fromTeams = teams.Origin{ServiceURL: serviceURL, ChannelID: "msteams", TenantID: tenantID}

var noLog = slog.New(slog.DiscardHandler)

// rsaKeys are the same in every process, because the seeds of a fuzz target are signed in one and judged in another.
var rsaKeys = sync.OnceValue(func() []*rsa.PrivateKey {
	keys := make([]*rsa.PrivateKey, 3)
	for i := range keys {
		source := mathrand.NewChaCha8([32]byte{byte(i)})
		keys[i] = rsaKey(prime(source), prime(source))
	}
	return keys
})

const exponent = 65537

// prime is one of 1024 bits that can be one of a key's two.
func prime(source io.Reader) *big.Int {
	b := make([]byte, 128)
	if _, err := io.ReadFull(source, b); err != nil {
		panic(err)
	}
	b[0], b[127] = b[0]|0xc0, b[127]|1
	p, rest := new(big.Int).SetBytes(b), new(big.Int)
	for !p.ProbablyPrime(20) || rest.Mod(p, big.NewInt(exponent)).Int64() == 1 {
		p.Add(p, big.NewInt(2))
	}
	return p
}

func rsaKey(p, q *big.Int) *rsa.PrivateKey {
	one := big.NewInt(1)
	phi := new(big.Int).Mul(new(big.Int).Sub(p, one), new(big.Int).Sub(q, one))
	key := &rsa.PrivateKey{
		PublicKey: rsa.PublicKey{N: new(big.Int).Mul(p, q), E: exponent},
		D:         new(big.Int).ModInverse(big.NewInt(exponent), phi), Primes: []*big.Int{p, q},
	}
	key.Precompute()
	if err := key.Validate(); err != nil {
		panic(err)
	}
	return key
}

// botframework plays login.botframework.com: it publishes keys, and counts who asks. Its tokens are made without the
// library that the validator reads them with.
type botframework struct {
	*httptest.Server
	clock *domaintest.Clock

	mu    sync.Mutex
	keys  map[string]map[string]any // as they are published, by key id
	asked map[string]int            // requests by path
	// answers take the place of what is answered at a path.
	answers map[string]http.HandlerFunc
}

const (
	metadataPath = "/v1/.well-known/openidconfiguration"
	keysPath     = "/v1/.well-known/keys"
)

// newBotframework publishes one key, "k1", which speaks for Teams.
func newBotframework(t testing.TB) *botframework {
	t.Helper()
	b := &botframework{
		clock: domaintest.NewClock(), asked: map[string]int{}, answers: map[string]http.HandlerFunc{},
		keys: map[string]map[string]any{"k1": jwk("k1", &rsaKeys()[0].PublicKey, "msteams", "webchat")},
	}
	b.Server = httptest.NewServer(http.HandlerFunc(b.serve))
	t.Cleanup(b.Close)
	return b
}

func (b *botframework) serve(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	b.asked[r.URL.Path]++
	answer := b.answers[r.URL.Path]
	set := slices.Collect(maps.Values(b.keys))
	b.mu.Unlock()
	switch {
	case answer != nil:
		answer(w, r)
	case r.URL.Path == metadataPath:
		_ = json.NewEncoder(w).Encode(map[string]any{"issuer": "https://api.botframework.com", "jwks_uri": b.URL + keysPath})
	default:
		_ = json.NewEncoder(w).Encode(map[string]any{"keys": set})
	}
}

// publish takes a key in, or withdraws it when it is nil.
func (b *botframework) publish(kid string, key map[string]any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if key == nil {
		delete(b.keys, kid)
		return
	}
	b.keys[kid] = key
}

// answer gives h as the answer at a path, and the usual one again when it is nil.
func (b *botframework) answer(path string, h http.HandlerFunc) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.answers[path] = h
}

// requests are how many there were, of all or of one path.
func (b *botframework) requests(paths ...string) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	sum := 0
	for path, n := range b.asked {
		if len(paths) == 0 || slices.Contains(paths, path) {
			sum += n
		}
	}
	return sum
}

func (b *botframework) validator(t testing.TB, change ...func(*teams.ValidatorConfig)) *teams.Validator {
	t.Helper()
	c := teams.ValidatorConfig{
		AppID: appID, Tenants: []string{tenantID}, MetadataURL: b.URL + metadataPath,
		Clock: b.clock.Now, Log: noLog,
	}
	for _, f := range change {
		f(&c)
	}
	v, err := teams.NewValidator(c)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// jwk is a key as it is published.
func jwk(kid string, key *rsa.PublicKey, endorsements ...string) map[string]any {
	return map[string]any{
		"kty": "RSA", "use": "sig", "kid": kid, "x5t": kid, "endorsements": endorsements,
		"n": base64url(key.N.Bytes()), "e": base64url(big.NewInt(int64(key.E)).Bytes()),
	}
}

func base64url(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func base64JSON(v any) string { return base64url(mustJSON(v)) }

func mustJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

// draft is a token before it is signed. raw, when it is not "", takes the place of the claims.
type draft struct {
	header, claims map[string]any
	raw            string
	sign           func(signed string) []byte
}

// draft is a good token of Teams, to be changed.
func (b *botframework) draft() *draft {
	now := b.clock.Now()
	return &draft{
		header: map[string]any{"typ": "JWT", "alg": "RS256", "kid": "k1", "x5t": "k1"},
		claims: map[string]any{
			"iss": "https://api.botframework.com", "aud": appID, "serviceurl": serviceURL,
			"nbf": now.Unix(), "exp": now.Add(time.Hour).Unix(),
		},
		sign: byRSA(rsaKeys()[0], crypto.SHA256),
	}
}

func (d *draft) token() string {
	claims := d.raw
	if claims == "" {
		claims = base64JSON(d.claims)
	}
	signed := base64JSON(d.header) + "." + claims
	return signed + "." + base64url(d.sign(signed))
}

// header is an Authorization header with a good token, changed.
func (b *botframework) header(change ...func(*draft)) string {
	d := b.draft()
	for _, f := range change {
		f(d)
	}
	return "Bearer " + d.token()
}

func byRSA(key *rsa.PrivateKey, hash crypto.Hash) func(string) []byte {
	return func(signed string) []byte {
		h := hash.New()
		h.Write([]byte(signed))
		signature, err := rsa.SignPKCS1v15(rand.Reader, key, hash, h.Sum(nil))
		if err != nil {
			panic(err)
		}
		return signature
	}
}

func byHMAC(key []byte) func(string) []byte {
	return func(signed string) []byte {
		h := hmac.New(sha256.New, key)
		h.Write([]byte(signed))
		return h.Sum(nil)
	}
}

func claim(name string, value any) func(*draft) {
	return func(d *draft) { d.claims[name] = value }
}

func without(name string) func(*draft) {
	return func(d *draft) { delete(d.claims, name) }
}

// headed sets a field of the token's header.
func headed(name string, value any) func(*draft) {
	return func(d *draft) { d.header[name] = value }
}
