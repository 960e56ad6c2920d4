package slack

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
)

// answer is what goes back to Slack at once, and what is carried out once it has gone.
type answer struct {
	status int // of an answer without a body; 0 is 200
	body   any // JSON as []byte, or what is encoded as JSON
	after  func(context.Context)
}

// parser turns a body that Slack has signed into an answer. The error is errMalformed.
type parser func(ctx context.Context, body []byte) (answer, error)

// verified lets a parser see only what Slack has signed: read once, whole, verified over the raw bytes, no replay.
func (s *Slack) verified(parse parser) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := read(w, r)
		if err != nil {
			s.refuse(w, r, statusOf(err), err)
			return
		}
		if isTLSCheck(body) {
			s.write(w, answer{})
			return
		}
		if err := s.admit(r.Header, body); err != nil {
			s.refuse(w, r, statusOf(err), err)
			return
		}
		a, err := parse(r.Context(), body)
		if err != nil {
			s.refuse(w, r, statusOf(err), err)
			return
		}
		s.write(w, a)
		if a.after != nil {
			s.carry(r.Context(), a.after)
		}
	})
}

var (
	errUnreadable = errors.New("unreadable")
	errMalformed  = errors.New("malformed") // its cause may quote the body, which is not for the log
	errFull       = errors.New("too many requests to remember")
)

func statusOf(err error) int {
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, errUnreadable), errors.Is(err, errMalformed):
		return http.StatusBadRequest
	case errors.Is(err, errFull):
		return http.StatusServiceUnavailable
	}
	return http.StatusUnauthorized
}

func read(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.ContentLength > maxBody {
		return nil, &http.MaxBytesError{Limit: maxBody}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var long *http.MaxBytesError
	if err != nil && !errors.As(err, &long) {
		return nil, errUnreadable
	}
	return body, err
}

func (s *Slack) admit(h http.Header, body []byte) error {
	now := s.config.Clock()
	sig, err := s.verifier.verify(h, body, now)
	if err != nil {
		return err
	}
	fresh, full := s.seen.add(sig, now)
	switch {
	case full:
		return errFull
	case !fresh:
		return errReplayed
	}
	return nil
}

func (s *Slack) refuse(w http.ResponseWriter, r *http.Request, status int, err error) {
	s.log.WarnContext(r.Context(), "slack request refused",
		slog.String("path", r.URL.Path), slog.Int("status", status), slog.String("reason", err.Error()))
	http.Error(w, http.StatusText(status), status)
}

func (s *Slack) write(w http.ResponseWriter, a answer) {
	if a.body == nil {
		w.WriteHeader(cmp.Or(a.status, http.StatusOK))
		return
	}
	encoded, ready := a.body.([]byte)
	var err error
	if !ready {
		encoded, err = json.Marshal(a.body)
	}
	if err != nil {
		s.log.Error("slack answer not encoded", slog.String("error", err.Error()))
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(encoded)))
	// When this fails Slack has hung up, and tells the person itself.
	_, _ = w.Write(encoded)
}

// carry does what comes after the acknowledgment, in a goroutine that Drain waits for.
func (s *Slack) carry(ctx context.Context, after func(context.Context)) {
	if !s.after.TryAcquire(1) { // Slack has not answered for long, or Drain has begun
		s.log.ErrorContext(ctx, "slack follow-up dropped")
		return
	}
	go func() {
		defer s.after.Release(1)
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), afterWithin)
		defer cancel()
		defer func() {
			if p := recover(); p != nil {
				s.log.ErrorContext(ctx, "slack follow-up panicked", slog.Any("panic", p), slog.String("stack", string(debug.Stack())))
			}
		}()
		after(ctx)
	}()
}
