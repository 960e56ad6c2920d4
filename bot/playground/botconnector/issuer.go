package botconnector

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v4"
)

const (
	// tokenIssuer signs what goes to bots (bot-docs: rest-connector-authentication).
	tokenIssuer  = "https://api.botframework.com"
	metadataPath = "/v1/.well-known/openidconfiguration"
	keysPath     = "/v1/.well-known/keys"
	tokenLife    = time.Hour
)

// Issuer is who signs for the Bot Connector, and who gives the bot its own access tokens. It may be used by many at
// once.
type Issuer struct {
	appID, secret, tenant string
	now                   func() time.Time

	mu      sync.Mutex
	url     string
	keys    []signingKey // the newest last: it signs
	fetches int
	granted map[string]time.Time // access tokens, with when they run out
	faults  []*Fault
	asked   int
}

type signingKey struct {
	id           string
	private      *rsa.PrivateKey
	endorsements []string
}

// NewIssuer makes an issuer for one app of one tenant, with one key.
func NewIssuer(appID, secret, tenant string, now func() time.Time) (*Issuer, error) {
	i := &Issuer{appID: appID, secret: secret, tenant: tenant, now: now, granted: map[string]time.Time{}}
	_, err := i.AddKey("msteams")
	return i, err
}

// SetURL says at which address Handler is served.
func (i *Issuer) SetURL(u string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.url = strings.TrimSuffix(u, "/")
}

// MetadataURL is where a bot learns the keys: its OpenID metadata address.
func (i *Issuer) MetadataURL() string { return i.at(metadataPath) }

// LoginURL is where a bot gets its access tokens: it takes the place of https://login.microsoftonline.com.
func (i *Issuer) LoginURL() string { return i.at("") }

func (i *Issuer) at(path string) string {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.url + path
}

// AddKey makes a key that signs from now on, endorsed for channels, and gives its id. The older ones stay published.
func (i *Issuer) AddKey(endorsements ...string) (string, error) {
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return "", err
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	k := signingKey{id: rand.Text(), private: private, endorsements: endorsements}
	i.keys = append(i.keys, k)
	return k.id, nil
}

// Withdraw unpublishes a key. The one that is then the newest signs.
func (i *Issuer) Withdraw(id string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.keys = slices.DeleteFunc(i.keys, func(k signingKey) bool { return k.id == id })
}

// Fetches is how often the metadata and the keys were asked for, together.
func (i *Issuer) Fetches() int {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.fetches
}

// Token signs a token for an activity that comes from a service URL, as the Bot Connector does.
func (i *Issuer) Token(serviceURL string) (string, error) {
	now := i.now()
	return i.Sign(jwt.MapClaims{
		"serviceurl": serviceURL, "iss": tokenIssuer, "aud": i.appID,
		"nbf": now.Unix(), "exp": now.Add(tokenLife).Unix(),
	})
}

// Sign signs claims with the newest key.
func (i *Issuer) Sign(claims map[string]any) (string, error) {
	i.mu.Lock()
	k := i.keys[len(i.keys)-1]
	i.mu.Unlock()
	t := jwt.NewWithClaims(jwt.SigningMethodRS256, jwt.MapClaims(claims))
	t.Header["kid"], t.Header["x5t"] = k.id, k.id
	return t.SignedString(k.private)
}

// Handler serves the metadata, the keys and the sign-in service.
func (i *Issuer) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+metadataPath, i.serveMetadata)
	mux.HandleFunc("GET "+keysPath, i.serveKeys)
	mux.HandleFunc("POST /{tenant}/oauth2/v2.0/token", i.serveToken)
	return mux
}

func (i *Issuer) serveMetadata(w http.ResponseWriter, _ *http.Request) {
	i.count()
	writeJSON(w, http.StatusOK, obj{
		"issuer": tokenIssuer, "authorization_endpoint": "https://invalid.botframework.com",
		"jwks_uri": i.at(keysPath), "id_token_signing_alg_values_supported": []string{"RS256"},
		"token_endpoint_auth_methods_supported": []string{"private_key_jwt"},
	})
}

func (i *Issuer) serveKeys(w http.ResponseWriter, _ *http.Request) {
	i.count()
	i.mu.Lock()
	keys := []any{}
	for _, k := range i.keys {
		keys = append(keys, k.published())
	}
	i.mu.Unlock()
	writeJSON(w, http.StatusOK, obj{"keys": keys})
}

func (i *Issuer) count() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.fetches++
}

// published is the key as a JSON Web Key.
func (k signingKey) published() obj {
	public := k.private.PublicKey
	o := obj{
		"kty": "RSA", "use": "sig", "kid": k.id, "x5t": k.id,
		"n": base64.RawURLEncoding.EncodeToString(public.N.Bytes()),
		"e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(public.E)).Bytes()),
	}
	if len(k.endorsements) > 0 {
		o["endorsements"] = k.endorsements
	}
	return o
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		panic("botconnector: " + err.Error()) // of our own making
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
