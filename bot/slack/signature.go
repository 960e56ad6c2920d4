package slack

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Why a request is refused with 401, for the log.
var (
	errUnsigned = errors.New("unsigned")
	errStale    = errors.New("stale")
	errTampered = errors.New("tampered")
	errReplayed = errors.New("replayed")
)

const (
	signatureHeader = "X-Slack-Signature"
	timestampHeader = "X-Slack-Request-Timestamp"
)

type signature [sha256.Size]byte

// verify holds the v0 signature against the raw body (docs.slack.dev: verifying-requests-from-slack): HMAC-SHA256 of
// v0:timestamp:body, compared in constant time, dated at most five minutes before or after now.
func verify(secret []byte, h http.Header, body []byte, now time.Time) (signature, error) {
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
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("v0:" + stamp + ":"))
	mac.Write(body)
	var computed signature
	mac.Sum(computed[:0])
	if !hmac.Equal(computed[:], sent[:]) {
		return signature{}, errTampered
	}
	return computed, nil
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
