package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/cmd/partnerbot/sample"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

// testApp is the program on a database of the test's own. It serves nothing by itself.
func testApp(t *testing.T, clock domain.Clock) *app {
	t.Helper()
	a, err := newApp(t.Context(), appConfig{
		Store: postgrestest.Open(t, postgres.Config{Clock: clock}), Clock: clock, Log: testLog(t), Slack: &slackApp{
			Token: botToken, SigningSecret: signingSecret, Workspace: slack.Installed{Team: sample.Team, TeamName: sample.TeamName},
		},
	})
	must(t, err)
	t.Cleanup(a.ticker.Stop)
	return a
}

func TestHealth(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		happens func(a *app, clock *movableClock)
		ready   int
	}{
		"all is well":                  {func(*app, *movableClock) {}, http.StatusOK},
		"the schedule has stood still": {func(_ *app, c *movableClock) { c.Advance(c.Now().Add(maxRoundAge + time.Second)) }, http.StatusServiceUnavailable},
		"it is about to stop":          {func(a *app, _ *movableClock) { a.stopping.Store(true) }, http.StatusServiceUnavailable},
		"the database is away":         {func(a *app, _ *movableClock) { a.store.Close() }, http.StatusServiceUnavailable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := newMovableClock(wallClock, at(t, "2026-11-18T15:00:00Z"))
			a := testApp(t, clock.Now)
			if got := get(a, "/readyz"); got != http.StatusServiceUnavailable {
				t.Errorf("before the first look at the schedule /readyz answers %d", got)
			}
			a.oneRound(t)
			c.happens(a, clock)
			if got := get(a, "/readyz"); got != c.ready {
				t.Errorf("/readyz answers %d, want %d", got, c.ready)
			}
			if got := get(a, "/livez"); got != http.StatusOK {
				t.Errorf("/livez answers %d: the process is alive all the same", got)
			}
		})
	}
}

func TestStartPage(t *testing.T) {
	t.Parallel()
	clock := newMovableClock(wallClock, at(t, "2026-11-18T15:00:00Z"))
	a := testApp(t, clock.Now)
	w := httptest.NewRecorder()
	a.handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "<h1>partnerbot</h1>") {
		t.Errorf("/ answers %d, %s", w.Code, w.Body)
	}
	if got := get(a, "/other"); got != http.StatusNotFound {
		t.Errorf("/other answers %d", got)
	}
}

// oneRound has the schedule looked at once.
func (a *app) oneRound(t *testing.T) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); a.loop.Run(ctx) }()
	for a.loop.LastRound().IsZero() {
		<-a.ticker.C
	}
	stop()
	<-done
}

func get(a *app, path string) int {
	w := httptest.NewRecorder()
	a.handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code
}
