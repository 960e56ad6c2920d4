package playground

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// maxBody is the most that the Web API reads of a request, in bytes.
const maxBody = 4 << 20

// apiError is a refusal of the Web API.
type apiError struct {
	code     string
	messages []string // response_metadata.messages
	needed   string   // the scope that is missing
	provided string   // the scopes that are there
	seconds  int      // Retry-After of a rate limit
}

func fail(code string) *apiError { return &apiError{code: code} }

// apiMethod is one method of the Web API and the scope it asks for.
type apiMethod struct {
	scope string
	run   func(*Server, args) (obj, *apiError)
}

var apiMethods = map[string]apiMethod{
	"auth.test": {"", (*Server).authTest},

	"chat.postMessage":   {"chat:write", (*Server).chatPost},
	"chat.update":        {"chat:write", (*Server).chatUpdate},
	"chat.postEphemeral": {"chat:write", (*Server).chatEphemeral},
	"chat.delete":        {"chat:write", (*Server).chatDelete},
	"chat.getPermalink":  {"", (*Server).chatPermalink},

	"conversations.open":    {"im:write", (*Server).conversationsOpen},
	"conversations.info":    {"channels:read", (*Server).conversationsInfo},
	"conversations.list":    {"channels:read", (*Server).conversationsList},
	"conversations.members": {"channels:read", (*Server).conversationsMembers},
	"conversations.join":    {"channels:join", (*Server).conversationsJoin},

	"users.info":          {"users:read", (*Server).usersInfo},
	"users.list":          {"users:read", (*Server).usersList},
	"users.lookupByEmail": {"users:read.email", (*Server).usersLookup},

	"views.open":    {"", (*Server).viewsOpen},
	"views.push":    {"", (*Server).viewsPush},
	"views.update":  {"", (*Server).viewsUpdate},
	"views.publish": {"", (*Server).viewsPublish},
}

// Call is one call of the Web API that the bot made.
type Call struct {
	Method string
	Args   map[string]string
	Error  string // Slack's error code; empty when it was accepted
}

// maxCalls is how many calls and deliveries are remembered.
const maxCalls = 1000

// Calls lists the latest calls of the Web API, oldest first.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/api/")
	a, bad := readArgs(w, r)
	s.underFault(w, r, name, a, func(w http.ResponseWriter) {
		var answer obj
		if bad == nil {
			answer, bad = s.call(name, a)
		}
		s.record(name, a, bad)
		if bad != nil {
			s.log.Info("web api call refused", slog.String("method", name), slog.String("error", bad.code))
			bad.write(w)
			return
		}
		answer["ok"] = true
		// Slack tells the scopes of the token with every answer (docs.slack.dev: apis/web-api).
		w.Header().Set("X-OAuth-Scopes", strings.Join(s.cfg.Scopes, ","))
		writeJSON(w, http.StatusOK, answer)
	})
}

// call runs one method after the checks that all methods share.
func (s *Server) call(name string, a args) (obj, *apiError) {
	if a.token == "" {
		return nil, fail("not_authed")
	}
	if a.token != s.cfg.BotToken {
		return nil, fail("invalid_auth")
	}
	m, known := apiMethods[name]
	if !known {
		return nil, fail("unknown_method")
	}
	if m.scope != "" && s.cfg.Scopes != nil && !slices.Contains(s.cfg.Scopes, m.scope) {
		return nil, &apiError{code: "missing_scope", needed: m.scope, provided: strings.Join(s.cfg.Scopes, ",")}
	}
	return m.run(s, a)
}

func (s *Server) record(name string, a args, bad *apiError) {
	c := Call{Method: name, Args: a.shown()}
	if bad != nil {
		c.Error = bad.code
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = lastFew(append(s.calls, c))
	s.note()
}

func lastFew[T any](l []T) []T {
	if len(l) > maxCalls {
		return slices.Clone(l[len(l)-maxCalls:])
	}
	return l
}

func (e *apiError) write(w http.ResponseWriter) {
	o := obj{"ok": false, "error": e.code}
	if len(e.messages) > 0 {
		long := make([]string, len(e.messages))
		for i, m := range e.messages {
			long[i] = "[ERROR] " + m
		}
		o["errors"] = e.messages
		o["response_metadata"] = obj{"messages": long}
	}
	if e.needed != "" {
		o["needed"], o["provided"] = e.needed, e.provided
	}
	status := http.StatusOK
	if e.code == "ratelimited" {
		w.Header().Set("Retry-After", strconv.Itoa(max(1, e.seconds)))
		status = http.StatusTooManyRequests
	}
	writeJSON(w, status, o)
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	// The client has gone when this fails; there is nobody left to tell.
	_ = json.NewEncoder(w).Encode(v)
}

// args are a call's arguments, from a form or from JSON.
type args struct {
	token string
	form  url.Values
	body  obj
}

// readArgs reads a call as Slack does: a form with the token in it or in the header, or
// JSON with the token in the header. A token in the URL is not accepted.
func readArgs(w http.ResponseWriter, r *http.Request) (args, *apiError) {
	a := args{form: url.Values{}}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case kind == "application/json":
		raw, err := io.ReadAll(r.Body)
		if err != nil || json.Unmarshal(raw, &a.body) != nil {
			return a, fail("invalid_json")
		}
	case r.Method == http.MethodGet:
		a.form = r.URL.Query()
	default:
		if err := r.ParseMultipartForm(maxBody); err != nil && err != http.ErrNotMultipart {
			return a, fail("invalid_form_data")
		}
		a.form = r.PostForm
		a.token = a.form.Get("token")
	}
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		a.token = bearer
	}
	return a, nil
}

// str is an argument as text; what is absent or null is empty.
func (a args) str(name string) string {
	switch v := a.raw(name).(type) {
	case nil:
		return ""
	case string:
		return v
	default:
		return fmt.Sprint(v)
	}
}

func (a args) truthy(name string) bool {
	v, _ := strconv.ParseBool(a.str(name))
	return v
}

func (a args) number(name string) int {
	n, _ := strconv.Atoi(a.str(name))
	return n
}

// raw is an argument as it came: text from a form, any JSON value from JSON.
func (a args) raw(name string) any {
	if a.body != nil {
		return a.body[name]
	}
	if !a.form.Has(name) {
		return nil
	}
	return a.form.Get(name)
}

// object is an argument that is a JSON object, in a form or in JSON.
func (a args) object(name string) obj {
	switch v := a.raw(name).(type) {
	case obj:
		return v
	case string:
		var o obj
		if json.Unmarshal([]byte(v), &o) == nil {
			return o
		}
	}
	return nil
}

// shown is the arguments for the record, without the token.
func (a args) shown() map[string]string {
	out := map[string]string{}
	for k := range a.form {
		out[k] = a.form.Get(k)
	}
	for k, v := range a.body {
		if b, err := json.Marshal(v); err == nil {
			out[k] = strings.Trim(string(b), `"`)
		}
	}
	delete(out, "token")
	return out
}

// authTest: docs.slack.dev/reference/methods/auth.test
func (s *Server) authTest(args) (obj, *apiError) {
	w := s.cfg.Workspace
	s.mu.Lock()
	defer s.mu.Unlock()
	return obj{
		"url": s.selfURL + "/", "team": w.Name, "team_id": w.TeamID,
		"user": w.App.Name, "user_id": w.App.UserID, "bot_id": w.App.BotID, "is_enterprise_install": false,
	}, nil
}
