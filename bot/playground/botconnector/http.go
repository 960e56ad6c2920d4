package botconnector

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"unicode/utf16"
)

const (
	// maxActivity is in bytes, counted as UTF-16 (learn.microsoft.com: format-your-bot-messages).
	maxActivity = 100 << 10
	maxRead     = 4 << 20
)

// Call is one call of the bot's to the Bot Connector. Status is 0 when no answer was given.
type Call struct {
	Method, Path string
	Query        string
	Body         map[string]any // nil without one
	Status       int
}

// Calls lists the bot's calls to the Bot Connector, oldest first.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

// Handler serves the Bot Connector under /teams/, the keys under /v1/.well-known/ and the sign-in service.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", s.Issuer.Handler())
	const v3 = servicePath + "v3"
	for pattern, do := range map[string]apiMethod{
		"POST " + v3 + "/conversations":                              s.createConversation,
		"POST " + v3 + "/conversations/{id}/activities":              s.postActivity,
		"POST " + v3 + "/conversations/{id}/activities/{activity}":   s.postActivity,
		"PUT " + v3 + "/conversations/{id}/activities/{activity}":    s.putActivity,
		"DELETE " + v3 + "/conversations/{id}/activities/{activity}": s.deleteActivity,
		"GET " + v3 + "/conversations/{id}/members":                  s.members,
		"GET " + v3 + "/conversations/{id}/members/{user}":           s.member,
		"GET " + v3 + "/conversations/{id}/pagedmembers":             s.pagedMembers,
		"GET " + v3 + "/teams/{id}":                                  s.teamDetails,
		"GET " + v3 + "/teams/{id}/conversations":                    s.teamChannels,
		servicePath: s.unknownMethod,
	} {
		mux.Handle(pattern, s.api(do))
	}
	return mux
}

// apiMethod does a call. Its answer is the status with what is sent, or an error. It is called with s.mu held.
type apiMethod func(r *http.Request, body obj) (int, any, *apiError)

// api makes a handler of a method: who calls is checked, faults are done, everything is noted.
func (s *Server) api(do apiMethod) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := Call{Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery}
		body, bad := readActivity(r)
		c.Body = body
		answer := func(w http.ResponseWriter) {
			c.Status = s.answer(w, r, do, body, bad)
			s.record(c)
		}
		s.mu.Lock()
		f := takeFault(&s.faults, r)
		s.mu.Unlock()
		if f == nil {
			answer(w)
			return
		}
		if f.Drop || f.Status != 0 {
			c.Status = f.Status
			s.record(c)
		}
		if !f.hit(w, r, answer) {
			answer(w)
		}
	})
}

func (s *Server) record(c Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, c)
	s.note()
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request, do apiMethod, body obj, bad *apiError) int {
	if !s.Issuer.allows(r) {
		errUnauthorized.write(w)
		return errUnauthorized.status
	}
	s.mu.Lock()
	status, out := 0, any(nil)
	if bad == nil {
		status, out, bad = do(r, body)
	}
	if bad != nil && (bad.status == http.StatusBadRequest || bad == errTooBig) {
		s.refuse("%s %s: %s", r.Method, r.URL.Path, bad.message)
	}
	s.mu.Unlock()
	if bad != nil {
		bad.write(w)
		return bad.status
	}
	writeJSON(w, status, out)
	return status
}

// readActivity reads a body, which is a JSON object when there is one.
func readActivity(r *http.Request) (obj, *apiError) {
	raw, err := io.ReadAll(io.LimitReader(r.Body, maxRead))
	if err != nil || len(raw) == 0 {
		return nil, nil
	}
	if len(utf16.Encode([]rune(string(raw))))*2 > maxActivity {
		return nil, errTooBig
	}
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		return nil, badSyntax("the body is not said to be application/json")
	}
	var o obj
	if err := json.Unmarshal(raw, &o); err != nil {
		return nil, badSyntax("the body is no JSON object: " + err.Error())
	}
	return o, nil
}

func (s *Server) unknownMethod(*http.Request, obj) (int, any, *apiError) {
	return 0, nil, badSyntax("the Bot Connector has no such method")
}
