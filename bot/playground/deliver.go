package playground

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// maxAnswer is the most that is read of the bot's answer, in bytes.
const maxAnswer = 1 << 20

// DeliveryError says that the bot did not answer a request as Slack wants it. Code is
// what Slack shows the person: operation_timeout, dispatch_failed,
// http_client_error, http_service_error or invalid_command_response.
type DeliveryError struct {
	Code   string
	Status int // the bot's HTTP status, 0 without an answer
	Err    error
}

func (e *DeliveryError) Error() string {
	switch {
	case e.Err != nil:
		return fmt.Sprintf("the bot failed with %s: %v", e.Code, e.Err)
	case e.Status != 0:
		return fmt.Sprintf("the bot failed with %s: HTTP status %d", e.Code, e.Status)
	}
	return "the bot failed with " + e.Code
}

// Unwrap gives the network's own error.
func (e *DeliveryError) Unwrap() error { return e.Err }

// Sent is one request that went to the bot, signed as it left.
type Sent struct {
	Path   string
	Header http.Header
	Body   []byte
	Status int // the bot's answer; 0 without one
}

// Sent lists the latest requests to the bot, oldest first. A test replays or tampers
// with them.
func (s *Server) Sent() []Sent {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.sent)
}

// Request makes the request that would be sent to the bot, without signature.
func (s *Server) Request(ctx context.Context, path, contentType string, body []byte) (*http.Request, error) {
	s.mu.Lock()
	base := s.botURL
	s.mu.Unlock()
	if base == "" {
		return nil, errors.New("playground: the bot's address is not set")
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, base+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
	r.Header.Set("Accept", "*/*")
	return r, nil
}

// answered is what the bot said.
type answered struct {
	status int
	header http.Header
	body   []byte
}

// deliver signs and sends one request and waits for the answer, at most Slack's 3 s.
func (s *Server) deliver(ctx context.Context, path, contentType string, body []byte, extra http.Header) (answered, error) {
	limited, cancel := context.WithTimeout(ctx, s.cfg.AckTimeout)
	defer cancel()
	r, err := s.Request(limited, path, contentType, body)
	if err != nil {
		return answered{}, err
	}
	for k, v := range extra {
		r.Header[k] = v
	}
	if err := s.Sign(r); err != nil {
		return answered{}, err
	}
	a, err := s.exchange(r)
	s.mu.Lock()
	s.sent = lastFew(append(s.sent, Sent{path, r.Header.Clone(), body, a.status}))
	s.note()
	s.mu.Unlock()
	if err != nil && ctx.Err() == nil {
		err = failure(err)
	}
	if err == nil && a.status/100 != 2 {
		err = &DeliveryError{Code: statusCode(a.status), Status: a.status}
	}
	if err != nil {
		s.log.Warn("delivery to the bot failed", slog.String("path", path), slog.Any("error", err))
	}
	return a, err
}

func (s *Server) exchange(r *http.Request) (answered, error) {
	resp, err := s.client.Do(r)
	if err != nil {
		return answered{}, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	return answered{resp.StatusCode, resp.Header, body}, err
}

func failure(err error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return &DeliveryError{Code: "operation_timeout", Err: err}
	}
	return &DeliveryError{Code: "dispatch_failed", Err: err}
}

func statusCode(status int) string {
	if status >= 500 {
		return "http_service_error"
	}
	return "http_client_error"
}

const (
	formType = "application/x-www-form-urlencoded"
	jsonType = "application/json"
)

// interact sends an interaction payload the way Slack does, as one form field.
func (s *Server) interact(ctx context.Context, path string, payload obj) (answered, error) {
	raw, err := json.Marshal(payload)
	if err != nil {
		return answered{}, err
	}
	form := url.Values{"payload": {string(raw)}}
	return s.deliver(ctx, path, formType, []byte(form.Encode()), nil)
}

// who is the person in a payload.
func (s *Server) who(user string) obj {
	u := s.users[user]
	return obj{"id": u.ID, "username": u.Name, "name": u.Name, "team_id": u.TeamID}
}

// envelope is what every interaction payload has.
func (s *Server) envelope(kind, user string) obj {
	w := s.cfg.Workspace
	return obj{
		"type": kind, "token": verificationToken, "api_app_id": w.App.ID, "user": s.who(user),
		"team":       obj{"id": w.TeamID, "domain": w.Domain},
		"enterprise": nil, "is_enterprise_install": false,
	}
}

// verificationToken is Slack's old, deprecated proof of origin. It is still sent, and
// proves nothing.
const verificationToken = "deprecated-verification-token"

// escape writes text the way Slack sends what people typed.
func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}
