// Package outbound is what the calls to all chat platforms have in common: a safe HTTP client, and whether a request may
// have left.
package outbound

import (
	"context"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"
)

// Timeout is how long a call may take, ours.
const Timeout = 10 * time.Second

// Client is a copy of the HTTP client that is given, or one of our own for nil, made safe: it has a timeout, and follows
// no redirect, which would take a token or a message to another host.
func Client(given *http.Client) *http.Client {
	c := &http.Client{Transport: transport()}
	if given != nil {
		*c = *given
	}
	if c.Timeout == 0 {
		c.Timeout = Timeout
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

// Traced tells whether any of the request may have left: from the moment that its headers are written.
func Traced(ctx context.Context) (context.Context, *atomic.Bool) {
	left := new(atomic.Bool)
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { left.Store(true) }}), left
}
