package main

import (
	"context"
	_ "embed" // the start page
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// maxRoundAge is how old the last round of the schedule may be: it makes one every second.
const maxRoundAge = 30 * time.Second

// readyWithin bounds the question to the database.
const readyWithin = 2 * time.Second

// handler is every path that is served: the chat platforms', the start page, and the two that an orchestrator asks.
func (a *app) handler() http.Handler {
	mux := http.NewServeMux()
	for name, p := range a.platforms {
		mux.Handle("/"+string(name)+"/", p.Handler())
	}
	mux.HandleFunc("GET /{$}", startPage)
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "alive") })
	mux.HandleFunc("GET /readyz", a.readyz)
	return mux
}

// startPage is what somebody sees who opens the address of the bot: Teams links to it from the app's details unless the
// manifest names another page.
func startPage(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	io.WriteString(w, startPageHTML)
}

//go:embed startpage.html
var startPageHTML string

func (a *app) readyz(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), readyWithin)
	defer cancel()
	if err := a.ready(ctx); err != nil {
		a.log.WarnContext(ctx, "not ready", "err", err)
		http.Error(w, "not ready: see the log", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}

// ready says why requests should go elsewhere, if they should.
func (a *app) ready(ctx context.Context) error {
	if a.stopping.Load() {
		return errors.New("stopping")
	}
	if err := a.store.Ready(ctx); err != nil {
		return err
	}
	last := a.loop.LastRound()
	if age := a.clock().Sub(last); last.IsZero() || age > maxRoundAge {
		return fmt.Errorf("the schedule was last looked at %s ago", age.Round(time.Second))
	}
	return nil
}
