package playground

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// Handler serves the Web API under /api/, response URLs under /response/, and the page
// at /. Requests for any host but this machine are refused, so that a web site cannot
// reach the playground by pointing its own name here (DNS rebinding).
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/", s.serveAPI)
	mux.HandleFunc("POST /response/", s.serveResponse)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !loopback(r.Host) {
			http.Error(w, "The playground answers only on this machine: open it as http://localhost.", http.StatusForbidden)
			return
		}
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
