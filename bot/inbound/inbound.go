// Package inbound is what the endpoints of all chat platforms have in common: a body of limited size that is read once,
// an answer at once, and what is carried out after it. What a request may do is decided elsewhere.
package inbound

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
	"time"

	"golang.org/x/sync/semaphore"
)

// Answer is what goes back at once, and what is carried out once it has gone.
type Answer struct {
	Status int // of an answer without a body; 0 is 200
	Body   any // JSON as []byte, or what is encoded as JSON
	After  func(context.Context)
}

// Reasons to refuse a request, each with a status of its own; any other error is 401.
var (
	ErrUnreadable = errors.New("unreadable")
	ErrMalformed  = errors.New("malformed") // its cause may quote the body, which is not for the log
	ErrReplayed   = errors.New("replayed")
	ErrAway       = errors.New("what was seen cannot be looked up")
	ErrForbidden  = errors.New("forbidden")
)

// Config is what a Door works with. Log is required.
type Config struct {
	Platform string // for the log
	MaxBody  int64  // bytes
	Log      *slog.Logger
}

// What follows an answer, ours: a graceful stop waits for it, and is over after 25 s.
const (
	after    = 20 * time.Second // how long it may take
	maxAfter = 256              // how much of it may go on at once
	drain    = 5 * time.Second  // how long it has once the program stops
)

// Door reads requests and answers them.
type Door struct {
	config  Config
	after   *semaphore.Weighted
	stopped context.Context // what follows an answer ends with it
	stop    context.CancelFunc
}

// New makes a Door.
func New(c Config) *Door {
	d := &Door{config: c, after: semaphore.NewWeighted(maxAfter)}
	d.stopped, d.stop = context.WithCancel(context.Background())
	return d
}

// Serve answers requests with what answer makes of the header and the whole body.
func (d *Door) Serve(answer func(ctx context.Context, h http.Header, body []byte) (Answer, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := d.read(w, r)
		if err != nil {
			d.refuse(w, r, err)
			return
		}
		a, err := answer(r.Context(), r.Header, body)
		if err != nil {
			d.refuse(w, r, err)
			return
		}
		d.write(w, a)
		if a.After != nil {
			d.carry(r.Context(), a.After)
		}
	})
}

func (d *Door) read(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.ContentLength > d.config.MaxBody {
		return nil, &http.MaxBytesError{Limit: d.config.MaxBody}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, d.config.MaxBody))
	var long *http.MaxBytesError
	if err != nil && !errors.As(err, &long) {
		return nil, ErrUnreadable
	}
	return body, err
}

func statusOf(err error) int {
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, ErrUnreadable), errors.Is(err, ErrMalformed):
		return http.StatusBadRequest
	case errors.Is(err, ErrAway):
		return http.StatusServiceUnavailable
	case errors.Is(err, ErrForbidden):
		return http.StatusForbidden
	}
	return http.StatusUnauthorized
}

func (d *Door) refuse(w http.ResponseWriter, r *http.Request, err error) {
	status := statusOf(err)
	d.config.Log.WarnContext(r.Context(), "request refused", slog.String("platform", d.config.Platform),
		slog.String("path", r.URL.Path), slog.Int("status", status), slog.String("reason", err.Error()))
	http.Error(w, http.StatusText(status), status)
}

// typeJSON is the same for every answer, and nobody changes it.
var typeJSON = []string{"application/json"}

func (d *Door) write(w http.ResponseWriter, a Answer) {
	if a.Body == nil {
		w.WriteHeader(cmp.Or(a.Status, http.StatusOK))
		return
	}
	encoded, ready := a.Body.([]byte)
	var err error
	if !ready {
		encoded, err = json.Marshal(a.Body)
	}
	if err != nil {
		d.config.Log.Error("answer not encoded", slog.String("platform", d.config.Platform), slog.String("error", err.Error()))
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h["Content-Type"], h["Content-Length"] = typeJSON, []string{strconv.Itoa(len(encoded))}
	// When this fails the platform has hung up, and tells the person itself.
	_, _ = w.Write(encoded)
}

// carry does what comes after the acknowledgment, in a goroutine that Drain waits for.
func (d *Door) carry(ctx context.Context, do func(context.Context)) {
	log := d.config.Log.With(slog.String("platform", d.config.Platform))
	if !d.after.TryAcquire(1) { // the platform has not answered for long, or Drain has begun
		log.ErrorContext(ctx, "follow-up dropped")
		return
	}
	go func() {
		defer d.after.Release(1)
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), after)
		defer cancel()
		defer context.AfterFunc(d.stopped, cancel)()
		defer func() {
			if p := recover(); p != nil {
				log.ErrorContext(ctx, "follow-up panicked", slog.Any("panic", p), slog.String("stack", string(debug.Stack())))
			}
		}()
		do(ctx)
	}()
}

// Drain waits for what is still being carried out after an answer, and ends what takes long: a platform that is away must
// not keep the program from stopping. The server must have stopped taking requests. An error is that of ctx.
func (d *Door) Drain(ctx context.Context) error {
	defer time.AfterFunc(drain, d.stop).Stop()
	if err := d.after.Acquire(ctx, maxAfter); err != nil {
		return err
	}
	d.after.Release(maxAfter)
	return nil
}
