package teams

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/partnerbot/partnerbot/bot"
)

// road is a network that lets everything through and remembers when.
type road struct {
	mu    sync.Mutex
	times map[string][]time.Time // by kind of call and conversation; "" for all
}

func (r *road) RoundTrip(q *http.Request) (*http.Response, error) {
	if q.URL.Host == "login.microsoftonline.com" {
		return answered(http.StatusOK, `{"access_token":"t","expires_in":86400}`), nil
	}
	kind := "sends "
	if q.Method == http.MethodGet {
		kind = "lookups "
	}
	_, id, _ := strings.Cut(q.URL.Path, "/conversations/")
	id, _, _ = strings.Cut(id, "/")
	id, _, _ = strings.Cut(id, ";messageid=")
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, name := range []string{"", kind + id} {
		r.times[name] = append(r.times[name], time.Now())
	}
	return answered(http.StatusOK, `{"id":"made","activityId":"made"}`), nil
}

func newRoad(t *testing.T) (*road, *connector) {
	t.Helper()
	r := &road{times: map[string][]time.Time{}}
	c, err := newConnector(connectorConfig{
		Credential: Credential{AppID: appID, Tenant: tenant, Secret: appSecret}, HTTP: &http.Client{Transport: r},
		Clock: time.Now, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return r, c
}

// most is how many fell into any window of that length.
func most(times []time.Time, window time.Duration) int {
	from, found := 0, 0
	for to, at := range times {
		for at.Sub(times[from]) >= window {
			from++
		}
		found = max(found, to-from+1)
	}
	return found
}

// windows are a row of Microsoft's table: how many in how long.
type windows map[time.Duration]int

var (
	sendWindows   = windows{time.Second: 7, 2 * time.Second: 8, 30 * time.Second: 60, time.Hour: 1800}
	lookupWindows = windows{time.Second: 14, 2 * time.Second: 16, 30 * time.Second: 120, time.Hour: 3600}
)

func (w windows) check(t *testing.T, what string, times []time.Time) {
	t.Helper()
	for window, limit := range w {
		if n := most(times, window); n > limit {
			t.Errorf("%s: %d within %s, want at most %d", what, n, window, limit)
		}
	}
}

func at(id string) conversation {
	return conversation{ServiceURL: "https://smba.trafficmanager.net/emea/", Tenant: tenant, ID: id}
}

// Whoever writes without end into one channel keeps every window of Microsoft's table, threads and edits included, and
// still gets most of what the table allows.
func TestPace_OneChannel(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r, c := newRoad(t)
		end := time.Now().Add(90 * time.Minute)
		thread := at("19:x@thread.tacv2;messageid=1")
		writes := []func(context.Context) error{
			func(ctx context.Context) error { _, err := c.send(ctx, at("19:x@thread.tacv2"), hello); return err },
			func(ctx context.Context) error { _, err := c.send(ctx, thread, hello); return err },
			func(ctx context.Context) error { _, err := c.reply(ctx, thread, "1", hello); return err },
			func(ctx context.Context) error { return c.update(ctx, thread, "1", hello) },
		}
		var all sync.WaitGroup
		for _, write := range writes {
			for range 5 {
				all.Go(func() {
					for time.Now().Before(end) {
						if err := inTurn(t.Context(), func() error { return write(t.Context()) }); err != nil {
							t.Errorf("write: %v", err)
						}
					}
				})
			}
		}
		all.Wait()
		times := r.times["sends 19:x@thread.tacv2"]
		sendWindows.check(t, "sends", times)
		if n := len(times); n < 90*60*45/100 {
			t.Errorf("only %d in an hour and a half", n)
		}
	})
}

func TestPace_Lookups(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r, c := newRoad(t)
		end := time.Now().Add(70 * time.Minute)
		var all sync.WaitGroup
		for range 30 {
			all.Go(func() {
				for time.Now().Before(end) {
					if err := inTurn(t.Context(), func() error { _, err := c.member(t.Context(), at("a:1"), "29:ann"); return err }); err != nil {
						t.Errorf("member: %v", err)
					}
				}
			})
		}
		all.Wait()
		lookupWindows.check(t, "lookups", r.times["lookups a:1"])
		if n := len(r.times["lookups a:1"]); n < 70*60*9/10 {
			t.Errorf("only %d in seventy minutes", n)
		}
	})
}

// A crowd of chats keeps the limit of the tenant, and one busy chat does not hold the others up.
func TestPace_ATenant(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r, c := newRoad(t)
		began := time.Now()
		var all sync.WaitGroup
		for chat := range 300 {
			all.Go(func() {
				if err := inTurn(t.Context(), func() error { _, err := c.send(t.Context(), at(fmt.Sprint("a:", chat)), hello); return err }); err != nil {
					t.Errorf("send: %v", err)
				}
			})
		}
		all.Wait()
		windows{time.Second: 50}.check(t, "tenant", r.times[""])
		if took := time.Since(began); took > 30*time.Second {
			t.Errorf("300 chats took %s", took)
		}
		for range 7 {
			_ = inTurn(t.Context(), func() error { _, err := c.send(t.Context(), at("a:busy"), hello); return err })
		}
		_, err := c.send(t.Context(), at("a:busy"), hello)
		wantFailure(t, "one too many", err, bot.Held, 0, "one after the other")
		time.Sleep(time.Second) // of the bubble's time
		if _, err := c.send(t.Context(), at("a:quiet"), hello); err != nil {
			t.Errorf("another chat: %v", err)
		}
		if _, err := c.member(t.Context(), at("a:busy"), "29:ann"); err != nil {
			t.Errorf("a question about the busy chat: %v", err)
		}
		other := at("a:busy elsewhere")
		other.Tenant = "another"
		if _, err := c.send(t.Context(), other, hello); err != nil {
			t.Errorf("another tenant: %v", err)
		}
	})
}

// New threads of a channel count with what is sent into it, and chats that are opened count for each person.
func TestPace_Creations(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		_, c := newRoad(t)
		url := at("").ServiceURL
		for range 7 {
			if _, _, err := c.startThread(t.Context(), url, tenant, generalChannel, hello); err != nil {
				t.Errorf("thread: %v", err)
			}
			if _, err := c.createPersonal(t.Context(), url, tenant, "29:ann"); err != nil {
				t.Errorf("chat: %v", err)
			}
		}
		_, err := c.send(t.Context(), at(generalChannel+";messageid=5"), hello)
		wantFailure(t, "into a thread of the channel", err, bot.Held, 0, "one after the other")
		_, err = c.createPersonal(t.Context(), url, tenant, "29:ann")
		wantFailure(t, "the same person", err, bot.Held, 0, "one after the other")
		if _, err := c.createPersonal(t.Context(), url, tenant, "29:bo"); err != nil {
			t.Errorf("another person: %v", err)
		}
	})
}

// What is held was not sent.
func TestPace_HeldIsNotSent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r, c := newRoad(t)
		for i := range 10 {
			_, err := c.send(t.Context(), at("a:1"), hello)
			if (err == nil) != (i < 7) || err != nil && refusalOf(t, err).Verdict != bot.Held {
				t.Errorf("message %d: %v", i, err)
			}
		}
		if n := len(r.times[""]); n != 7 {
			t.Errorf("%d were sent", n)
		}
	})
}
