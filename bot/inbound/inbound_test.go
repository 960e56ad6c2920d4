package inbound_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/partnerbot/partnerbot/bot/inbound"
)

const most = 256

func newDoor(log *slog.Logger) *inbound.Door {
	return inbound.New(inbound.Config{Platform: "test", MaxBody: 100, Log: log})
}

var quiet = slog.New(slog.DiscardHandler)

// knock has the door answer a request.
func knock(ctx context.Context, d *inbound.Door, r *http.Request, a inbound.Answer, err error) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	d.Serve(func(context.Context, http.Header, []byte) (inbound.Answer, error) { return a, err }).ServeHTTP(w, r.WithContext(ctx))
	return w
}

func post(body string) *http.Request {
	return httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
}

func TestDoor_Answers(t *testing.T) {
	t.Parallel()
	broken := httptest.NewRequest(http.MethodPost, "/", iotest.ErrReader(errors.New("gone")))
	long := post(strings.Repeat("x", 101))
	unsized := post(strings.Repeat("x", 101))
	unsized.ContentLength = -1
	for _, c := range []struct {
		name    string
		request *http.Request
		answer  inbound.Answer
		err     error
		status  int
		body    string
	}{
		{name: "nothing", status: 200},
		{name: "a status", answer: inbound.Answer{Status: 503}, status: 503},
		{name: "bytes", answer: inbound.Answer{Body: []byte(`{"a":1}`)}, status: 200, body: `{"a":1}`},
		{name: "a value", answer: inbound.Answer{Body: map[string]int{"a": 1}}, status: 200, body: `{"a":1}`},
		{name: "what cannot be encoded", answer: inbound.Answer{Body: func() {}}, status: 500, body: "Internal Server Error\n"},
		{name: "malformed", err: inbound.ErrMalformed, status: 400, body: "Bad Request\n"},
		{name: "replayed", err: inbound.ErrReplayed, status: 401, body: "Unauthorized\n"},
		{name: "unknown", err: inbound.ErrAway, status: 503, body: "Service Unavailable\n"},
		{name: "forbidden", err: inbound.ErrForbidden, status: 403, body: "Forbidden\n"},
		{name: "a broken body", request: broken, status: 400, body: "Bad Request\n"},
		{name: "a long body", request: long, status: 413, body: "Request Entity Too Large\n"},
		{name: "a long body that does not say so", request: unsized, status: 413, body: "Request Entity Too Large\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := c.request
			if r == nil {
				r = post("x")
			}
			w := knock(t.Context(), newDoor(quiet), r, c.answer, c.err)
			if w.Code != c.status || w.Body.String() != c.body {
				t.Errorf("answered %d %q, want %d %q", w.Code, w.Body, c.status, c.body)
			}
		})
	}
}

func TestDoor_CarriesOnAfterAPanic(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	d := newDoor(slog.New(slog.NewTextHandler(&out, nil)))
	knock(t.Context(), d, post(""), inbound.Answer{After: func(context.Context) { panic("oh") }}, nil)
	if err := d.Drain(t.Context()); err != nil || !strings.Contains(out.String(), "panicked") {
		t.Errorf("Drain: %v, log %q", err, out.String())
	}
}

// What hangs after an acknowledgment neither holds up the next one nor piles up without end.
func TestDoor_CarriesSoMuchAtOnce(t *testing.T) {
	t.Parallel()
	over := make(chan struct{})
	var done atomic.Int32
	d := newDoor(quiet)
	for range most + 10 {
		knock(t.Context(), d, post(""), inbound.Answer{After: func(context.Context) {
			<-over
			done.Add(1)
		}}, nil)
	}
	soon, cancel := context.WithCancel(t.Context())
	cancel()
	if err := d.Drain(soon); err == nil {
		t.Error("Drain did not wait")
	}
	close(over)
	if err := d.Drain(t.Context()); err != nil || done.Load() != most {
		t.Errorf("%d were carried out, Drain: %v", done.Load(), err)
	}
}

// A request outlives its connection once it was acknowledged.
func TestDoor_CarriesOnWithoutTheConnection(t *testing.T) {
	t.Parallel()
	d := newDoor(quiet)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var failed error
	knock(ctx, d, post(""), inbound.Answer{After: func(ctx context.Context) {
		failed = ctx.Err()
		if _, limited := ctx.Deadline(); !limited {
			failed = errors.New("it may go on for ever")
		}
	}}, nil)
	if err := d.Drain(t.Context()); err != nil || failed != nil {
		t.Errorf("Drain: %v, context: %v", err, failed)
	}
}

// A platform that is away does not keep the program from stopping, and what is on its way still arrives.
func TestDoor_DrainEndsWhatWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDoor(quiet)
		var quick, slow error
		knock(t.Context(), d, post(""), inbound.Answer{After: func(ctx context.Context) {
			time.Sleep(2 * time.Second) // of the bubble's time
			quick = ctx.Err()
		}}, nil)
		knock(t.Context(), d, post(""), inbound.Answer{After: func(ctx context.Context) {
			<-ctx.Done()
			slow = ctx.Err()
		}}, nil)
		began := time.Now()
		if err := d.Drain(t.Context()); err != nil || quick != nil || !errors.Is(slow, context.Canceled) {
			t.Errorf("Drain: %v, the quick one: %v, the slow one: %v", err, quick, slow)
		}
		if took := time.Since(began); took != 5*time.Second { // exact: it is the bubble's time
			t.Errorf("it took %v", took)
		}
	})
}
