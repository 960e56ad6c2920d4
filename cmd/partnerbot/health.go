package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// maxRoundAge is how old the last round of the schedule may be: it makes one every second.
const maxRoundAge = 30 * time.Second

// readyWithin bounds the question to the database.
const readyWithin = 2 * time.Second

// handler is every path that is served: the chat platforms', and the two that an orchestrator asks.
func (a *app) handler() http.Handler {
	mux := http.NewServeMux()
	for name, p := range a.platforms {
		mux.Handle("/"+string(name)+"/", p.Handler())
	}
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "alive") })
	mux.HandleFunc("GET /readyz", a.readyz)
	return mux
}

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
