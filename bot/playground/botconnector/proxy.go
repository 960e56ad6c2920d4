package botconnector

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httputil"
	"net/netip"
	"net/url"
	"strings"
)

// ProxyConfig is what a Proxy needs.
type ProxyConfig struct {
	// Issuer signs what the playground sends, and gives the bot its access tokens. Required.
	Issuer *Issuer
	// BotURL is the bot's messaging endpoint.
	BotURL string
	// PlaygroundURL is where Microsoft's Agents Playground listens, such as http://127.0.0.1:56150.
	PlaygroundURL string
	// Note is told of every activity that went to the bot; nil for nobody.
	Note func(Sent)
	// Log gets what fails; nil means none.
	Log *slog.Logger
}

// Proxy stands between Microsoft's Agents Playground and a bot that takes only what is signed. The playground signs
// nothing and checks nothing; the proxy signs each of its activities, and checks the bot's own tokens on the way back.
// It is started with
//
//	--app-endpoint <address>/api/messages --service-url <address>/teams
//
// where address is where Handler is served.
type Proxy struct {
	cfg    ProxyConfig
	client *http.Client
	back   *httputil.ReverseProxy
}

// NewProxy makes a Proxy.
func NewProxy(cfg ProxyConfig) (*Proxy, error) {
	playground, err := url.Parse(cfg.PlaygroundURL)
	if err != nil || playground.Host == "" || cfg.Issuer == nil || cfg.BotURL == "" {
		return nil, errors.New("botconnector: a proxy needs an Issuer, a BotURL and a PlaygroundURL")
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	p := &Proxy{cfg: cfg, client: newClient()}
	p.client.Timeout = defaultAckTimeout
	p.back = &httputil.ReverseProxy{
		Rewrite:   func(r *httputil.ProxyRequest) { toPlayground(r, playground) },
		Transport: &http.Transport{ResponseHeaderTimeout: defaultAckTimeout},
	}
	return p, nil
}

// toPlayground sends a call of the bot's to where the playground has its connector, without the bot's token.
func toPlayground(r *httputil.ProxyRequest, playground *url.URL) {
	r.Out.URL.Scheme, r.Out.URL.Host, r.Out.Host = playground.Scheme, playground.Host, playground.Host
	r.Out.URL.Path = connectorPath + strings.TrimPrefix(r.In.URL.Path, servicePath)
	r.Out.URL.RawPath = connectorPath + strings.TrimPrefix(r.In.URL.EscapedPath(), servicePath)
	r.Out.Header.Del("Authorization")
}

const (
	// connectorPath is where the playground has its connector (seen in version 0.2.28).
	connectorPath = "/_connector/"
	// fromPlayground is the header that the playground puts on all that it sends to a bot. A web page cannot.
	fromPlayground = "X-Ms-Agents-Playground"
)

// Handler takes the playground's activities at /api/messages and the bot's calls at /teams/, and serves the keys and the
// sign-in service. It answers on this machine only: whoever reaches it speaks for anybody.
func (p *Proxy) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", p.cfg.Issuer.Handler())
	mux.HandleFunc("POST /api/messages", p.serveActivity)
	mux.HandleFunc(servicePath+"v3/", p.serveCall)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isLoopback(r.Host) {
			http.Error(w, "The proxy answers only on this machine.", http.StatusForbidden)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

func isLoopback(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return strings.EqualFold(host, "localhost") || err == nil && ip.IsLoopback()
}

// serveActivity signs an activity of the playground's and hands it to the bot, and the bot's answer back.
func (p *Proxy) serveActivity(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get(fromPlayground) == "" || r.Header.Get("Origin") != "" {
		http.Error(w, "This did not come from the Agents Playground.", http.StatusForbidden)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRead))
	if err != nil {
		http.Error(w, "The activity cannot be read.", http.StatusBadRequest)
		return
	}
	var a obj
	if err := json.Unmarshal(body, &a); err != nil {
		http.Error(w, "The activity is no JSON object.", http.StatusBadRequest)
		return
	}
	x, err := p.send(r.Context(), text(a, "serviceUrl"), body)
	if x.Status == 0 {
		p.cfg.Log.Warn("the bot was not reached", slog.Any("error", err))
		http.Error(w, "The bot cannot be reached.", http.StatusBadGateway)
		return
	}
	answer := x.Answer
	if text(a, "type") == "invoke" {
		answer = p.withChoices(r.Context(), a, answer)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(x.Status)
	_, _ = io.Copy(w, bytes.NewReader(answer))
}

// send signs an activity and sends it to the bot.
func (p *Proxy) send(ctx context.Context, serviceURL string, body []byte) (Sent, error) {
	token, err := p.cfg.Issuer.Token(serviceURL)
	if err != nil {
		return Sent{}, err
	}
	x, err := exchange(ctx, p.client, p.cfg.BotURL, "Bearer "+token, body)
	if p.cfg.Note != nil {
		p.cfg.Note(x)
	}
	return x, err
}

// serveCall hands a call of the bot's to the playground, when it bears a good token.
func (p *Proxy) serveCall(w http.ResponseWriter, r *http.Request) {
	if !p.cfg.Issuer.allows(r) {
		errUnauthorized.write(w)
		return
	}
	p.back.ServeHTTP(w, r)
}
