package playground

import (
	"net/http"
	"time"
)

// Fault is what a test makes the Web API do wrong.
type Fault struct {
	// Status answers with this HTTP status and no JSON; 429 answers ratelimited.
	Status int
	// Error answers with this Slack error code.
	Error string
	// RetryAfter is sent with a rate limit, in whole seconds.
	RetryAfter time.Duration
	// Drop does what was asked and closes the connection without an answer, so
	// that the bot cannot know whether it was done.
	Drop bool
	// Hold waits until the channel is closed before the call is looked at.
	Hold <-chan struct{}
	// Times is how many calls are hit; 0 means one.
	Times int
}

// Fail makes the next calls of a Web API method go wrong, or of "response_url". Faults
// of one method are used up in the order they were given.
func (s *Server) Fail(method string, f Fault) {
	f.Times = max(1, f.Times)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[method] = append(s.faults[method], &f)
}

// takeFault uses up one hit of the first fault waiting for a method.
func (s *Server) takeFault(method string) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	waiting := s.faults[method]
	if len(waiting) == 0 {
		return nil
	}
	f := waiting[0]
	f.Times--
	if f.Times == 0 {
		s.faults[method] = waiting[1:]
	}
	hit := *f
	return &hit
}

// underFault answers a call, or does what the fault waiting for its method says.
func (s *Server) underFault(w http.ResponseWriter, r *http.Request, method string, a args, answer func(http.ResponseWriter)) {
	f := s.takeFault(method)
	if f == nil {
		answer(w)
		return
	}
	if f.Hold != nil {
		select {
		case <-f.Hold:
		case <-r.Context().Done():
			panic(http.ErrAbortHandler)
		}
	}
	refused := f.refusal()
	if refused != nil {
		s.record(method, a, refused)
	}
	switch {
	case f.Drop:
		if refused == nil {
			answer(lost{})
		}
		panic(http.ErrAbortHandler) // net/http closes the connection without an answer
	case refused == nil:
		answer(w)
	case refused.code == httpStatus:
		http.Error(w, http.StatusText(f.Status), f.Status)
	default:
		refused.write(w)
	}
}

// httpStatus is recorded as the error of a call that was answered with a bare status.
const httpStatus = "http_status"

// refusal is the error the fault asks for; nil lets the call through.
func (f *Fault) refusal() *apiError {
	switch {
	case f.Status == http.StatusTooManyRequests || f.Error == "ratelimited":
		return &apiError{code: "ratelimited", seconds: int(f.RetryAfter / time.Second)}
	case f.Error != "":
		return fail(f.Error)
	case f.Status != 0:
		return fail(httpStatus)
	}
	return nil
}

// lost is where an answer goes that nobody gets.
type lost struct{}

func (lost) Header() http.Header         { return http.Header{} }
func (lost) Write(b []byte) (int, error) { return len(b), nil }
func (lost) WriteHeader(int)             {}
