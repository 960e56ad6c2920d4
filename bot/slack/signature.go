package slack

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Why a request is refused with 401, for the log.
var (
	errUnsigned = errors.New("unsigned")
	errStale    = errors.New("stale")
	errTampered = errors.New("tampered")
)

const (
	signatureHeader = "X-Slack-Signature"
	timestampHeader = "X-Slack-Request-Timestamp"
)

type signature [sha256.Size]byte

// verifier holds the v0 signature against the raw body (docs.slack.dev: verifying-requests-from-slack).
type verifier struct{ macs sync.Pool }

func newVerifier(secret []byte) *verifier {
	return &verifier{macs: sync.Pool{New: func() any { return hmac.New(sha256.New, secret) }}}
}

// verify computes HMAC-SHA256 of v0:timestamp:body and compares in constant time. The request may be dated at most five
// minutes before or after now.
func (v *verifier) verify(h http.Header, body []byte, now time.Time) (signature, error) {
	stamp := h.Get(timestampHeader)
	sent, err := decodeSignature(h.Get(signatureHeader))
	if err != nil || stamp == "" {
		return signature{}, errUnsigned
	}
	at, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil {
		return signature{}, errUnsigned
	}
	if skew := int64(maxSkew / time.Second); at < now.Unix()-skew || at > now.Unix()+skew {
		return signature{}, errStale
	}
	computed := v.sum(stamp, body)
	if !hmac.Equal(computed[:], sent[:]) {
		return signature{}, errTampered
	}
	return computed, nil
}

func (v *verifier) sum(stamp string, body []byte) (s signature) {
	mac := v.macs.Get().(hash.Hash)
	defer v.macs.Put(mac)
	mac.Reset()
	mac.Write([]byte("v0:" + stamp + ":"))
	mac.Write(body)
	mac.Sum(s[:0])
	return s
}

func decodeSignature(s string) (signature, error) {
	var sig signature
	digits, ok := strings.CutPrefix(s, "v0=")
	if !ok || len(digits) != hex.EncodedLen(len(sig)) {
		return sig, errUnsigned
	}
	_, err := hex.Decode(sig[:], []byte(digits))
	return sig, err
}
