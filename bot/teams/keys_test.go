package teams_test

import (
	"context"
	"crypto"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/partnerbot/partnerbot/bot/inbound"
	"github.com/partnerbot/partnerbot/bot/teams"
)

// lasting is a header whose token is good for a month, by a key of that id.
func (b *botframework) lasting(kid string, key *rsa.PrivateKey) string {
	return b.header(timed("exp", 30*24*time.Hour), headed("kid", kid), signedBy("RS256", byRSA(key, crypto.SHA256)))
}

func wantTaken(t *testing.T, v *teams.Validator, header string) {
	t.Helper()
	if err := v.Validate(t.Context(), header, fromTeams); err != nil {
		t.Errorf("refused: %v", err)
	}
}

func wantRefused(t *testing.T, v *teams.Validator, header, reason string) {
	t.Helper()
	err := v.Validate(t.Context(), header, fromTeams)
	if err == nil || err.Error() != reason || !errors.Is(err, inbound.ErrForbidden) || errors.Is(err, inbound.ErrAway) {
		t.Errorf("got %v, want it refused for its %s", err, reason)
	}
}

// wantAway holds that the sender is told to come again: it is not the token's fault.
func wantAway(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, inbound.ErrAway) || errors.Is(err, inbound.ErrForbidden) || err.Error() != inbound.ErrAway.Error()+": no keys" {
		t.Errorf("got %v, want it to be away", err)
	}
}

func wantRequests(t *testing.T, b *botframework, want int) {
	t.Helper()
	if n := b.requests(metadataPath); n != want {
		t.Errorf("the metadata were asked for %d times, want %d", n, want)
	}
}

func TestKeys_OnceForMany(t *testing.T) {
	t.Parallel()
	b := newBotframework(t)
	v := b.validator(t)
	wantRequests(t, b, 0)
	for range 100 {
		wantTaken(t, v, b.header())
	}
	if n := b.requests(); n != 2 {
		t.Errorf("%d requests, want one for the metadata and one for the keys", n)
	}
}

// A key that is not known is looked for at most once an hour, so that a new one is found and nobody can make us ask.
func TestKeys_Rollover(t *testing.T) {
	t.Parallel()
	b := newBotframework(t)
	v := b.validator(t)
	old, young := b.lasting("k1", rsaKeys()[0]), b.lasting("k2", rsaKeys()[1])
	wantTaken(t, v, old)
	b.publish("k2", jwk("k2", &rsaKeys()[1].PublicKey, "msteams"))
	wantRefused(t, v, young, reasonKey)
	b.clock.Advance(time.Hour)
	wantRefused(t, v, young, reasonKey)
	wantRequests(t, b, 1)
	b.clock.Advance(time.Second)
	wantTaken(t, v, young)
	wantTaken(t, v, old)
	wantRequests(t, b, 2)
	for range 100 {
		wantRefused(t, v, b.lasting("k3", rsaKeys()[2]), reasonKey)
	}
	wantRequests(t, b, 2)
}

// The id of a key that is known tells nothing: another key under it signs nothing.
func TestKeys_AnotherUnderTheSameID(t *testing.T) {
	t.Parallel()
	b := newBotframework(t)
	v := b.validator(t)
	wantTaken(t, v, b.lasting("k1", rsaKeys()[0]))
	wantRefused(t, v, b.lasting("k1", rsaKeys()[1]), reasonSignature)
	b.clock.Advance(2 * time.Hour)
	wantRefused(t, v, b.lasting("k1", rsaKeys()[1]), reasonSignature)
	wantRequests(t, b, 1)
}

// A key that was withdrawn is good for no longer than a day, also when nothing came in meanwhile.
func TestKeys_Withdrawn(t *testing.T) {
	t.Parallel()
	b := newBotframework(t)
	v := b.validator(t)
	old := b.lasting("k1", rsaKeys()[0])
	wantTaken(t, v, old)
	b.publish("k2", jwk("k2", &rsaKeys()[1].PublicKey))
	b.publish("k1", nil)
	b.clock.Advance(12*time.Hour - time.Second)
	wantTaken(t, v, old)
	wantRequests(t, b, 1)
	b.clock.Advance(12*time.Hour + time.Second)
	wantRefused(t, v, old, reasonKey)
	wantTaken(t, v, b.lasting("k2", rsaKeys()[1]))
	wantRequests(t, b, 2)
}

// Half a day old, keys are renewed while everybody goes on with the old ones.
func TestKeys_RenewedBehindTheScenes(t *testing.T) {
	t.Parallel()
	b := newBotframework(t)
	v := b.validator(t)
	old := b.lasting("k1", rsaKeys()[0])
	wantTaken(t, v, old)
	b.publish("k2", jwk("k2", &rsaKeys()[1].PublicKey))
	b.publish("k1", nil)
	asked, release := make(chan struct{}), make(chan struct{})
	b.answer(metadataPath, func(w http.ResponseWriter, _ *http.Request) {
		close(asked)
		<-release
		fmt.Fprintf(w, `{"jwks_uri":%q}`, b.URL+keysPath)
	})
	b.clock.Advance(12 * time.Hour)
	wantTaken(t, v, old)
	<-asked
	wantTaken(t, v, old)
	close(release)
	wantTaken(t, v, b.lasting("k2", rsaKeys()[1])) // not known yet: it waits for the new ones
	wantRefused(t, v, old, reasonKey)
	wantRequests(t, b, 2)
}

// While Microsoft is away, the keys that there are stay good until they are a day old. Then nobody is let in, and nobody
// is asked more often than every ten seconds.
func TestKeys_Away(t *testing.T) {
	t.Parallel()
	b := newBotframework(t)
	v := b.validator(t)
	h := b.lasting("k1", rsaKeys()[0])
	wantTaken(t, v, h)
	b.answer(metadataPath, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	b.clock.Advance(2 * time.Hour)
	wantRefused(t, v, b.lasting("k2", rsaKeys()[1]), reasonKey)
	wantRequests(t, b, 2)
	b.clock.Advance(22*time.Hour - time.Second)
	wantTaken(t, v, h)
	b.clock.Advance(time.Minute)
	for range 3 {
		wantAway(t, v.Validate(t.Context(), h, fromTeams))
	}
	before := b.requests(metadataPath)
	b.clock.Advance(9 * time.Second)
	wantAway(t, v.Validate(t.Context(), h, fromTeams))
	wantRequests(t, b, before)
	b.answer(metadataPath, nil)
	b.clock.Advance(time.Second)
	wantTaken(t, v, h)
	wantRequests(t, b, before+1)
}

// Who is published beside the good key does no harm, and does not count as one.
func TestKeys_OddOnesBesideAGoodOne(t *testing.T) {
	t.Parallel()
	b := newBotframework(t)
	weak, other := &rsa.PublicKey{N: new(big.Int).Rsh(rsaKeys()[1].N, 1024), E: 65537}, &rsaKeys()[1].PublicKey
	change := func(name string, value any) map[string]any {
		k := jwk("", other)
		k[name] = value
		return k
	}
	odd := map[string]map[string]any{
		"elliptic":            {"kty": "EC", "crv": "P-256", "x": "AQ", "y": "AQ"},
		"symmetric":           {"kty": "oct", "k": "c2VjcmV0"},
		"for encryption":      change("use", "enc"),
		"weak":                jwk("", weak),
		"even":                jwk("", &rsa.PublicKey{N: new(big.Int).Lsh(other.N, 1), E: 65537}),
		"enormous":            jwk("", &rsa.PublicKey{N: new(big.Int).Lsh(other.N, 1<<14), E: 65537}),
		"without a modulus":   change("n", ""),
		"broken modulus":      change("n", "!"),
		"zero":                change("n", base64url(make([]byte, 256))),
		"without an exponent": change("e", ""),
		"exponent one":        change("e", "AQ"),
		"even exponent":       change("e", "AQAA"),
		"exponent too long":   change("e", base64url([]byte{1, 0, 0, 0, 1})),
	}
	for name, k := range odd {
		k["kid"] = name
		b.publish(name, k)
	}
	b.publish("nameless", jwk("", other))
	v := b.validator(t)
	wantTaken(t, v, b.header())
	for name := range odd {
		if err := v.Validate(t.Context(), b.lasting(name, rsaKeys()[1]), fromTeams); !errors.Is(err, inbound.ErrForbidden) {
			t.Errorf("the key that is %s: %v", name, err)
		}
	}
	wantRefused(t, v, b.lasting("", rsaKeys()[1]), reasonKey)
	b.publish("k1", nil)
	b.clock.Advance(24 * time.Hour)
	b.publish("even", nil)
	wantAway(t, v.Validate(t.Context(), b.lasting("weak", rsaKeys()[1]), fromTeams))
}

// Metadata and keys that cannot be used are as good as none, and no answer leads elsewhere.
func TestKeys_BrokenAnswers(t *testing.T) {
	t.Parallel()
	says := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, text) }
	}
	endless := func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, `{"keys":[`)
		for r.Context().Err() == nil {
			_, _ = io.WriteString(w, strings.Repeat(" ", 1<<16))
		}
	}
	hangUp := func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	for name, c := range map[string]struct {
		path   string
		answer http.HandlerFunc
	}{
		"metadata: no JSON":         {metadataPath, says("<html>")},
		"metadata: no address":      {metadataPath, says("{}")},
		"metadata: address is odd":  {metadataPath, says(`{"jwks_uri":7}`)},
		"metadata: plain http":      {metadataPath, says(`{"jwks_uri":"http://login.botframework.com/keys"}`)},
		"metadata: a file":          {metadataPath, says(`{"jwks_uri":"file:///etc/passwd"}`)},
		"metadata: elsewhere":       {metadataPath, http.RedirectHandler(keysPath, http.StatusFound).ServeHTTP},
		"metadata: endless":         {metadataPath, endless},
		"metadata: hangs up":        {metadataPath, hangUp},
		"metadata: nobody there":    {metadataPath, says(`{"jwks_uri":"http://127.0.0.1:1/keys"}`)},
		"keys: none":                {keysPath, says(`{"keys":[]}`)},
		"keys: null":                {keysPath, says("null")},
		"keys: no list":             {keysPath, says(`{"keys":{"kid":"k1"}}`)},
		"keys: elsewhere":           {keysPath, http.RedirectHandler(metadataPath, http.StatusMovedPermanently).ServeHTTP},
		"keys: endless":             {keysPath, endless},
		"keys: hangs up":            {keysPath, hangUp},
		"keys: away":                {keysPath, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }},
		"keys: of a number as text": {keysPath, says(`{"keys":[{"kid":5}]}`)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBotframework(t)
			b.answer(c.path, c.answer)
			wantAway(t, b.validator(t).Validate(t.Context(), b.header(), fromTeams))
			wantRequests(t, b, 1)
			if asked := b.requests(keysPath) > 0; asked != (c.path == keysPath) {
				t.Errorf("the keys were asked for: %t", asked)
			}
		})
	}
}

// Keys are fetched over TLS alone, whatever the metadata say: whoever sits in between could give his own.
func TestKeys_OverTLS(t *testing.T) {
	t.Parallel()
	for address, taken := range map[string]bool{
		"https://login.botframework.com/keys": true,
		"http://login.botframework.com/keys":  false,
		"http://127.0.0.1.evil.example/keys":  false,
		"ftp://login.botframework.com/keys":   false,
		"/keys":                               false,
		"":                                    false,
	} {
		b := newBotframework(t)
		b.answer("/metadata", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintf(w, `{"jwks_uri":%q}`, address) })
		v := b.validator(t, func(c *teams.ValidatorConfig) {
			c.MetadataURL, c.HTTP = "https://login.botframework.com/metadata", &http.Client{Transport: wireless{http.HandlerFunc(b.serve)}}
		})
		err := v.Validate(t.Context(), b.header(), fromTeams)
		if !taken {
			wantAway(t, err)
		}
		if asked := b.requests("/keys") > 0; asked != taken || (err == nil) != taken {
			t.Errorf("%s: asked %t, %v; want %t", address, asked, err, taken)
		}
	}
}

// Whoever asked first may be gone before there is an answer: the others do not lose it.
func TestKeys_FirstOneGivesUp(t *testing.T) {
	t.Parallel()
	b := newBotframework(t)
	v := b.validator(t)
	asked, release := make(chan struct{}), make(chan struct{})
	b.answer(keysPath, func(w http.ResponseWriter, _ *http.Request) {
		close(asked)
		<-release
		fmt.Fprintf(w, `{"keys":[%s]}`, mustJSON(jwk("k1", &rsaKeys()[0].PublicKey)))
	})
	ctx, giveUp := context.WithCancel(t.Context())
	gone := make(chan error)
	go func() { gone <- v.Validate(ctx, b.header(), fromTeams) }()
	<-asked
	giveUp()
	wantAway(t, <-gone)
	second := make(chan error)
	go func() { second <- v.Validate(t.Context(), b.header(), fromTeams) }()
	close(release)
	if err := <-second; err != nil {
		t.Errorf("the second one: %v", err)
	}
	wantRequests(t, b, 1)
}

// silence is a network where nobody ever answers.
type silence struct{}

func (silence) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func TestKeys_GivenUpInTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v, err := teams.NewValidator(teams.ValidatorConfig{
			AppID: appID, Tenants: []string{tenantID}, HTTP: &http.Client{Transport: silence{}}, Clock: time.Now, Log: noLog,
		})
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		d := &draft{
			header: map[string]any{"alg": "RS256", "kid": "k1"}, sign: nobody,
			claims: map[string]any{"iss": "https://api.botframework.com", "aud": appID, "serviceurl": serviceURL, "exp": began.Unix() + 60},
		}
		wantAway(t, v.Validate(t.Context(), "Bearer "+d.token(), fromTeams))
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("it took %s, longer than Teams waits", took)
		}
	})
}
