package teams

import (
	"context"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"
)

// client is a copy of the HTTP client that is given, or one of our own, made safe: it has a timeout, and follows no
// redirect, which would take a token to another host.
func client(given *http.Client) *http.Client {
	c := &http.Client{Transport: transport()}
	if given != nil {
		*c = *given
	}
	if c.Timeout == 0 {
		c.Timeout = callTimeout
	}
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return c
}

func transport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	// Nearly every call goes to one host. The default of two idle connections for each would churn through them.
	t.MaxIdleConns, t.MaxIdleConnsPerHost = 100, 100
	// A connection that the other side has closed meanwhile makes a send whose outcome is unknown.
	t.IdleConnTimeout = 30 * time.Second
	return t
}

// readAll reads an answer, up to maxAnswer, and closes it. What is left is read too, up to as much again: a connection
// is used again only when nothing is left on it.
func readAll(r *http.Response) ([]byte, error) {
	defer r.Body.Close()
	body, err := io.ReadAll(io.LimitReader(r.Body, maxAnswer))
	if err == nil {
		_, _ = io.CopyN(io.Discard, r.Body, maxAnswer)
	}
	return body, err
}

// traced tells whether any of the request may have left: from the moment that its headers are written.
func traced(ctx context.Context) (context.Context, *atomic.Bool) {
	left := new(atomic.Bool)
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { left.Store(true) }}), left
}
