package botconnector

import (
	"maps"
	"net/http"
	"slices"
	"strings"
)

// Fault is what a test makes go wrong with calls of the bot's, to the Bot Connector or for an access token.
type Fault struct {
	// Method and Path choose the calls: Path is any part of the path. Empty means every one.
	Method, Path string
	// Status, Header and Body are answered, and nothing is done. Body is sent as JSON.
	Status int
	Header map[string]string
	Body   any
	// Drop closes the connection without an answer and without doing anything; DropAfter when it is done, so that the
	// bot cannot know.
	Drop, DropAfter bool
	// Hold waits until the channel is closed before the call is looked at.
	Hold <-chan struct{}
	// Times is how many calls are hit; 0 means one.
	Times int
}

// Fail makes the next calls go wrong. Faults that match the same call are used up in the order they were given.
func (s *Server) Fail(f Fault) {
	f.Times = max(1, f.Times)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
}

// FailSignIn makes the next requests for an access token go wrong.
func (i *Issuer) FailSignIn(f Fault) {
	f.Times = max(1, f.Times)
	i.mu.Lock()
	defer i.mu.Unlock()
	i.faults = append(i.faults, &f)
}

// takeFault uses up one hit of the first fault that waits for a call.
func takeFault(waiting *[]*Fault, r *http.Request) *Fault {
	i := slices.IndexFunc(*waiting, func(f *Fault) bool {
		return (f.Method == "" || f.Method == r.Method) && strings.Contains(r.URL.Path, f.Path)
	})
	if i < 0 {
		return nil
	}
	f := (*waiting)[i]
	f.Times--
	if f.Times == 0 {
		*waiting = slices.Delete(slices.Clone(*waiting), i, i+1)
	}
	hit := *f
	return &hit
}

// hit does what the fault says. It tells whether that was an answer; otherwise the call goes on.
func (f *Fault) hit(w http.ResponseWriter, r *http.Request, do func(http.ResponseWriter)) bool {
	if f.Hold != nil {
		select {
		case <-f.Hold:
		case <-r.Context().Done():
			panic(http.ErrAbortHandler)
		}
	}
	switch {
	case f.DropAfter:
		do(lost{})
		panic(http.ErrAbortHandler) // net/http closes the connection without an answer
	case f.Drop:
		panic(http.ErrAbortHandler)
	case f.Status == 0:
		return false
	}
	for _, k := range slices.Sorted(maps.Keys(f.Header)) {
		w.Header().Set(k, f.Header[k])
	}
	if f.Body == nil {
		w.WriteHeader(f.Status)
		return true
	}
	writeJSON(w, f.Status, f.Body)
	return true
}

// lost is where an answer goes that nobody gets.
type lost struct{}

func (lost) Header() http.Header         { return http.Header{} }
func (lost) Write(b []byte) (int, error) { return len(b), nil }
func (lost) WriteHeader(int)             {}
