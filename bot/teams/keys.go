package teams

import (
	"context"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"net/http"
	"slices"

	"github.com/partnerbot/partnerbot/bot/inbound"
	"github.com/partnerbot/partnerbot/bot/outbound"
	"github.com/partnerbot/partnerbot/domain"
)

// keys are Microsoft's, by key id. They are good for a day, and fetched anew at most once an hour for a key that is not
// known: whoever invents key ids makes nobody fetch anything.
type keys struct {
	set   *cached[map[string]key]
	clock domain.Clock
}

// key checks signatures. Endorsements are the channels that it speaks for, none for all.
type key struct {
	public       *rsa.PublicKey
	endorsements []string
}

func newKeys(c ValidatorConfig) *keys {
	from := source{metadata: c.MetadataURL, http: outbound.Client(c.HTTP), log: c.Log}
	return &keys{clock: c.Clock, set: &cached[map[string]key]{what: "keys", clock: c.Clock, log: c.Log, fetch: from.fetch}}
}

// find gives the key of a key id, if it speaks for the channel.
func (k *keys) find(ctx context.Context, kid, channel string) (*rsa.PublicKey, error) {
	if kid == "" {
		return nil, errKey
	}
	set, err := k.set.get(ctx)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", inbound.ErrAway, err)
	}
	found, known := set[kid]
	if !known {
		if set, err = k.set.newer(ctx, k.clock().Add(-keysAgain)); err != nil {
			return nil, fmt.Errorf("%w: %w", inbound.ErrAway, err)
		}
		found, known = set[kid]
	}
	switch {
	case !known:
		return nil, errKey
	case len(found.endorsements) > 0 && !slices.Contains(found.endorsements, channel):
		return nil, errEndorsement
	}
	return found.public, nil
}

// source is where keys come from.
type source struct {
	metadata string
	http     *http.Client
	log      *slog.Logger
}

var errNoKeys = errors.New("no usable key")

// fetch reads the metadata, and the keys that it points to.
func (s source) fetch(ctx context.Context) (map[string]key, lifetime, error) {
	var metadata struct {
		KeysURL string `json:"jwks_uri"`
	}
	if err := s.read(ctx, s.metadata, &metadata); err != nil {
		return nil, lifetime{}, fmt.Errorf("metadata: %w", err)
	}
	if _, err := origin(metadata.KeysURL); err != nil {
		return nil, lifetime{}, fmt.Errorf("keys address: %w", err)
	}
	var published struct {
		Keys []published `json:"keys"`
	}
	if err := s.read(ctx, metadata.KeysURL, &published); err != nil {
		return nil, lifetime{}, fmt.Errorf("keys: %w", err)
	}
	set := map[string]key{}
	for _, p := range published.Keys {
		if public := p.public(); public != nil && p.ID != "" {
			set[p.ID] = key{public, p.Endorsements}
		}
	}
	if len(set) == 0 {
		return nil, lifetime{}, errNoKeys
	}
	s.log.InfoContext(ctx, "teams keys fetched", slog.Int("keys", len(set)))
	return set, lifetime{good: keysGood, renew: keysRenew}, nil
}

func (s source) read(ctx context.Context, at string, into any) error {
	ctx, cancel := context.WithTimeout(ctx, outbound.Timeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, at, http.NoBody)
	if err != nil {
		return errAddress
	}
	answer, err := s.http.Do(r)
	if err != nil {
		return cause(err)
	}
	body, err := readAll(answer)
	switch {
	case answer.StatusCode != http.StatusOK:
		return refusal{Status: answer.StatusCode}
	case err != nil:
		return cause(err)
	case json.Unmarshal(body, into) != nil:
		return errAnswer
	}
	return nil
}

// published is a key as it is published (RFC 7517), with the endorsements of the Bot Connector.
type published struct {
	Type         string   `json:"kty"`
	Use          string   `json:"use"`
	ID           string   `json:"kid"`
	Modulus      string   `json:"n"`
	Exponent     string   `json:"e"`
	Endorsements []string `json:"endorsements"`
}

// public is the key, nil when it is none for RS256: there may be others beside it.
func (p published) public() *rsa.PublicKey {
	n, err := base64.RawURLEncoding.DecodeString(p.Modulus)
	if err != nil || p.Type != "RSA" || p.Use != "" && p.Use != "sig" {
		return nil
	}
	e, err := base64.RawURLEncoding.DecodeString(p.Exponent)
	if err != nil || len(e) == 0 || len(e) > 3 {
		return nil
	}
	public := &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(new(big.Int).SetBytes(e).Int64())}
	if bits := public.N.BitLen(); bits < minKeyBits || bits > maxKeyBits || public.E < 3 || public.E%2 == 0 {
		return nil
	}
	return public
}
