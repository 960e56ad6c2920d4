package teams_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/bottest/adaptertest"
	"github.com/partnerbot/partnerbot/bot/teams"
)

type outcome struct {
	Status  int
	Body    string              `json:",omitempty"`
	Request []adaptertest.Asked `json:",omitempty"`
	Kept    []string            `json:",omitempty"`
}

func recordings(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/inbound/*.json")
	var bodies []string
	for _, f := range files {
		if !strings.HasSuffix(f, ".golden.json") {
			bodies = append(bodies, f)
		}
	}
	if err != nil || len(bodies) < 45 {
		t.Fatalf("found %d recordings: %v", len(bodies), err)
	}
	return bodies
}

func recorded(t testing.TB, file string) string {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// TestHandler_Recorded replays bodies in the shape that Teams sends, with a good token: what the bot is asked, what is
// answered, and what is kept of whom it met.
func TestHandler_Recorded(t *testing.T) {
	t.Parallel()
	for _, file := range recordings(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			t.Parallel()
			d := newDoor(t, letPlaygroundIn)
			body := recorded(t, file)
			w := d.serve(d.signed(body, fromPlayground(body)))
			d.drain(t)
			got := outcome{Status: w.Code, Body: strings.TrimSpace(w.Body.String()), Request: d.bot.Asked(), Kept: d.book.did}
			for _, r := range d.bot.Requests() {
				if r.Ask.Profile == nil || r.Ask.Channel == nil {
					t.Error("the bot cannot ask Teams about people and channels")
				}
			}
			adaptertest.Golden(t, strings.TrimSuffix(file, ".json")+".golden.json", got)
		})
	}
}

// Microsoft's Agents Playground has a tenant and an address of its own.
const (
	playgroundTenant  = "b28fdbfd-2b78-4f93-b0f8-8881793f0f8f"
	playgroundService = "http://127.0.0.1:56160/teams"
)

func letPlaygroundIn(c *teams.Config) {
	c.Tenants = append(c.Tenants, playgroundTenant)
	c.ServiceHosts = []string{"smba.trafficmanager.net", "http://127.0.0.1:56160"}
}

func fromPlayground(body string) func(*draft) {
	return func(d *draft) {
		if strings.Contains(body, playgroundService) {
			d.claims["serviceurl"] = playgroundService
		}
	}
}

// TestHandler_unsigned: whatever Teams may send, nothing is done and nothing kept without a good token.
func TestHandler_unsigned(t *testing.T) {
	t.Parallel()
	for _, file := range recordings(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			t.Parallel()
			d := newDoor(t)
			for _, header := range []string{"", "Bearer", "Bearer x.y.z", d.header(claim("aud", "another"))} {
				r := d.signed(recorded(t, file))
				r.Header.Set("Authorization", header)
				if w := d.serve(r); w.Code < 400 {
					t.Errorf("with %q it was answered %d", header, w.Code)
				}
			}
			d.drain(t)
			if len(d.bot.Requests())+len(d.book.did) > 0 {
				t.Errorf("the bot was asked %v and kept %v", d.bot.Requests(), d.book.did)
			}
		})
	}
}

func TestHandler_tooLong(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	if w := d.serve(d.signed(strings.Repeat(" ", 1<<20+1))); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("it was answered %d", w.Code)
	}
}

// TestHandler_sentAgain: a message that Teams sends again is not taken twice; an invoke is asked again, and is the same
// request.
func TestHandler_sentAgain(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	for range 2 {
		if w := d.serve(d.signed(recorded(t, "testdata/inbound/message_personal.json"))); w.Code != http.StatusOK {
			t.Fatalf("answered %d", w.Code)
		}
	}
	if n := len(d.bot.Requests()); n != 1 {
		t.Errorf("the bot was asked %d times for one message", n)
	}
	for range 2 {
		d.serve(d.signed(recorded(t, "testdata/inbound/submit.json")))
	}
	all := d.bot.Requests()
	if len(all) != 3 || all[1].Key != all[2].Key {
		t.Errorf("one submission that was sent twice is %v", all)
	}
	d.drain(t)
}

// FuzzHandler signs whatever comes. The answer is a yes or a no, never a panic, and nobody is asked in the name of
// somebody without an id.
func FuzzHandler(f *testing.F) {
	for _, file := range recordings(f) {
		f.Add(recorded(f, file))
	}
	f.Fuzz(func(t *testing.T, body string) {
		d := newDoor(t)
		w := d.serve(d.signed(body))
		d.drain(t)
		if w.Code >= 500 {
			t.Errorf("answered %d", w.Code)
		}
		for _, r := range d.bot.Requests() {
			if r.Who.User == "" || r.Who.Workspace == "" || r.Place.Workspace == "" {
				t.Errorf("asked in nobody's name: %+v", r)
			}
		}
	})
}

// TestHandler_time: a form of the bot's may take its time, for setup asks Teams about everybody in it. Everything else is
// given up sooner by the client.
func TestHandler_time(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	var left time.Duration
	d.bot.Answer = func(ctx context.Context, _ bot.Request) bot.Reply {
		until, _ := ctx.Deadline()
		left = time.Until(until)
		return bot.Reply{}
	}
	for file, long := range map[string]bool{"submit": true, "extension_submit": false, "message_personal": false} {
		left = 0
		d.serve(d.signed(recorded(t, "testdata/inbound/"+file+".json")))
		if left == 0 || long != (left > 3*time.Second) {
			t.Errorf("%s: the bot has %v", file, left)
		}
	}
	d.drain(t)
}
