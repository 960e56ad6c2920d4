package slack

import (
	"context"
	"encoding/base64"
	"net/http"

	"github.com/partnerbot/partnerbot/bot/inbound"
)

type answer = inbound.Answer

// parser turns a body that Slack has signed into an answer. The error is inbound.ErrMalformed.
type parser func(ctx context.Context, body []byte) (answer, error)

// verified lets a parser see only what Slack has signed, verified over the raw bytes, and sent for the first time.
func (s *Slack) verified(parse parser) http.Handler {
	return s.door.Serve(func(ctx context.Context, h http.Header, body []byte) (answer, error) {
		if isTLSCheck(body) {
			return answer{}, nil
		}
		if err := s.admit(ctx, h, body); err != nil {
			return answer{}, err
		}
		return parse(ctx, body)
	})
}

// admit refuses what was not signed by Slack, and what any process of the program has seen: a signature is good for as
// long as its date is, and once.
func (s *Slack) admit(ctx context.Context, h http.Header, body []byte) error {
	now := s.config.Clock()
	sig, err := s.verifier.verify(h, body, now)
	if err != nil {
		return err
	}
	return inbound.Admit(ctx, s.config.Seen, "slack:"+base64.RawStdEncoding.EncodeToString(sig[:]), now.Add(rememberFor))
}
