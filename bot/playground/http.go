package playground

import (
	"crypto/subtle"
	"embed"
	"html/template"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

//go:embed page
var pageFiles embed.FS

var indexPage = template.Must(template.ParseFS(pageFiles, "page/index.html"))

// contentPolicy lets the page run its own files and nothing else. Pictures in blocks
// may come from anywhere, as in Slack.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; " +
	"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// tokenHeader carries the page's token on every request that does something.
const tokenHeader = "X-Playground-Token"

// Handler serves the Web API under /api/, response URLs under /response/, and the page
// at /. Requests for any host but this machine are refused, so that a web site cannot
// reach the playground by pointing its own name here (DNS rebinding).
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/", s.serveAPI)
	mux.HandleFunc("POST /response/", s.serveResponse)
	mux.HandleFunc("GET /{$}", s.serveIndex)
	mux.HandleFunc("GET /archives/{room}/{message}", servePermalink)
	mux.HandleFunc("GET /playground/state", s.serveState)
	mux.HandleFunc("GET /playground/room", s.serveRoom)
	mux.HandleFunc("GET /playground/changes", s.serveChanges)
	mux.HandleFunc("POST /playground/do/{act}", s.ownPage(s.serveAct))
	mux.Handle("GET /playground/", http.StripPrefix("/playground/", http.FileServerFS(PageFiles())))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !loopback(r.Host) {
			http.Error(w, "The playground answers only on this machine: open it as http://localhost.", http.StatusForbidden)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		mux.ServeHTTP(w, r)
	})
}

func loopback(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// ownPage refuses everything that does not come from our own page: whoever gets
// through can act for anybody in the workspace.
func (s *Server) ownPage(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		got := []byte(r.Header.Get(tokenHeader))
		if subtle.ConstantTimeCompare(got, []byte(s.csrf)) != 1 || !sameOrigin(r) {
			http.Error(w, "This request did not come from the playground's own page. Reload the page.", http.StatusForbidden)
			return
		}
		next(w, r)
	}
}

func sameOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" { // not a browser, or one that leaves it out for its own page
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host == r.Host
}

func (s *Server) serveIndex(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	data := struct{ Name, Token string }{s.cfg.Workspace.Name, s.csrf}
	if err := indexPage.Execute(w, data); err != nil {
		s.log.Warn("the page was not sent", slog.Any("error", err))
	}
}

// servePermalink leads a message's permalink to its place in the page.
func servePermalink(w http.ResponseWriter, r *http.Request) {
	digits := strings.TrimPrefix(r.PathValue("message"), "p")
	if len(digits) < 7 {
		http.NotFound(w, r)
		return
	}
	at := url.Values{"room": {r.PathValue("room")}, "ts": {digits[:len(digits)-6] + "." + digits[len(digits)-6:]}}
	if thread := r.URL.Query().Get("thread_ts"); thread != "" {
		at.Set("thread", thread)
	}
	http.Redirect(w, r, "/#"+at.Encode(), http.StatusFound)
}
