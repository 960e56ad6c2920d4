package teams_test

import (
	"crypto"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/bot/inbound"
	"github.com/partnerbot/partnerbot/bot/teams"
)

// junk is a header that no one should be let in with, of one of seven kinds.
func (b *botframework) junk(n int) string {
	switch n % 7 {
	case 0:
		return "Bearer " + strings.Repeat("x.", n%50)
	case 1:
		return b.header(claim("iss", "https://evil.example"), signedBy("RS256", nobody))
	case 2: // of the right shape, with a key that nobody has
		return b.header(headed("kid", fmt.Sprint("k", n)), signedBy("RS256", nobody))
	case 3: // with a key that somebody has
		return b.header(signedBy("RS256", byHMAC([]byte{byte(n)})))
	case 4:
		return b.header(signedBy("none", nobody))
	case 5:
		return b.header(signedBy("HS256", byHMAC(rsaKeys()[0].N.Bytes())))
	}
	return fmt.Sprint("Basic ", n)
}

// Whoever sends rubbish makes us ask nobody more than once, be it ever so much and at once.
func TestValidate_JunkMakesOneRequest(t *testing.T) {
	t.Parallel()
	b := newBotframework(t)
	v := b.validator(t)
	var senders sync.WaitGroup
	for sender := range 20 {
		senders.Go(func() {
			for n := range 500 {
				if err := v.Validate(t.Context(), b.junk(500*sender+n), fromTeams); !errors.Is(err, inbound.ErrForbidden) {
					t.Errorf("got %v", err)
				}
			}
		})
	}
	senders.Wait()
	if n := b.requests(); n != 2 {
		t.Errorf("ten thousand of them made %d requests, want one for the metadata and one for the keys", n)
	}
	wantTaken(t, v, b.header())
}

// While Microsoft is away, rubbish does not make us ask again and again either.
func TestValidate_JunkWhileAway(t *testing.T) {
	t.Parallel()
	b := newBotframework(t)
	b.answer(metadataPath, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	v := b.validator(t)
	for n := range 1000 {
		if err := v.Validate(t.Context(), b.junk(n), fromTeams); err == nil {
			t.Error("taken")
		}
	}
	if n := b.requests(); n != 1 {
		t.Errorf("a thousand of them made %d requests", n)
	}
}

// life is a key's: it is published and withdrawn at a time.
type life struct {
	kid             string
	header          string
	from, withdrawn time.Time
}

// Keys come and go while many tokens are judged at once and time goes by: none is judged wrongly, and keys are asked for
// timed most once an hour.
func TestValidate_RolloverUnderLoad(t *testing.T) {
	t.Parallel()
	const hours, senders, each = 24 * 8, 8, 3
	b := newBotframework(t)
	v := b.validator(t)
	start := b.clock.Now()
	lives := make([]life, 9)
	for i := range lives { // one more every day, each for three days
		kid := fmt.Sprint("day", i)
		from := start.Add(time.Duration(24*i-48) * time.Hour)
		lives[i] = life{kid, b.lasting(kid, rsaKeys()[i%3]), from, from.Add(72 * time.Hour)}
	}
	b.publish("k1", nil)
	var judged atomic.Int64
	for hour := range hours {
		now := start.Add(time.Duration(hour) * time.Hour)
		b.clock.Set(now)
		b.rotate(lives, now)
		var all sync.WaitGroup
		all.Go(func() {
			for range 10 { // time goes by while they are judged
				b.clock.Advance(time.Minute)
			}
		})
		for range senders {
			all.Go(func() {
				for range each {
					verdictOn(t, b, v, lives[rand.IntN(len(lives))])
					judged.Add(1)
				}
			})
		}
		all.Wait()
	}
	if n := b.requests(metadataPath); n < hours/24 || n > hours+1 {
		t.Errorf("%d requests for metadata in %d hours", n, hours)
	}
	if judged.Load() != hours*senders*each {
		t.Errorf("%d were judged", judged.Load())
	}
}

// rotate publishes the keys that live now, and no other.
func (b *botframework) rotate(lives []life, now time.Time) {
	for i, l := range lives {
		if now.Before(l.from) || !now.Before(l.withdrawn) {
			b.publish(l.kid, nil)
		} else {
			b.publish(l.kid, jwk(l.kid, &rsaKeys()[i%3].PublicKey, "msteams"))
		}
	}
}

// judge holds that a token is taken from an hour after its key was published until it is withdrawn, and never before it
// was published or a day after it was withdrawn.
func verdictOn(t *testing.T, b *botframework, v *teams.Validator, l life) {
	before := b.clock.Now()
	err := v.Validate(t.Context(), l.header, fromTeams)
	after := b.clock.Now()
	switch {
	case err != nil && err.Error() != reasonKey:
		t.Errorf("%s: %v", l.kid, err)
	case err != nil && before.After(l.from.Add(2*time.Hour)) && after.Before(l.withdrawn):
		t.Errorf("%s was refused, %s after it was published", l.kid, before.Sub(l.from))
	case err == nil && after.Before(l.from):
		t.Errorf("%s was taken before it was published", l.kid)
	case err == nil && !before.Before(l.withdrawn.Add(24*time.Hour)):
		t.Errorf("%s was taken %s after it was withdrawn", l.kid, before.Sub(l.withdrawn))
	}
}

// The same token is judged by many at once, while the first keys are still on their way.
func TestValidate_ManyAtOnce(t *testing.T) {
	t.Parallel()
	b := newBotframework(t)
	v := b.validator(t)
	good, bad := b.header(), b.header(signedBy("RS256", byRSA(rsaKeys()[1], crypto.SHA256)))
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() { wantTaken(t, v, good) })
		all.Go(func() { wantRefused(t, v, bad, reasonSignature) })
	}
	all.Wait()
	wantRequests(t, b, 1)
}
