package slack_test

import (
	"bufio"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

// memory is a store that knows one person, and is asked for nothing else by the words that need no database.
type memory struct{ domain.Store }

func (memory) TenantOf(context.Context, domain.Platform, string) (domain.Tenant, error) {
	return domain.Tenant{ID: domain.ID{1}}, nil
}

func (memory) ProgramOf(context.Context, domain.ID) (domain.Program, error) {
	return domain.Program{ID: domain.ID{2}}, nil
}

func (memory) PersonByIdentity(_ context.Context, _ domain.ID, who domain.Identity) (domain.Person, error) {
	return domain.Person{
		ID: domain.ID{3}, Name: "Ann Lee", Roles: []domain.Role{domain.Seller}, ProfileAt: time.Unix(1_800_000_000, 0), Identities: []domain.Identity{who},
	}, nil
}

// verifyOnly is what the bot is measured against: the same signature, verified, and nothing else.
func verifyOnly(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("v0:" + r.Header.Get("X-Slack-Request-Timestamp") + ":"))
	mac.Write(body)
	want := "v0=" + hex.EncodeToString(mac.Sum(nil))
	if !hmac.Equal([]byte(want), []byte(r.Header.Get("X-Slack-Signature"))) {
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// wire is a signed command as bytes. Each is another one, for a replay is refused.
func wire(i int64, at time.Time) []byte {
	body := fmt.Sprintf("token=deprecated&team_id=T0001&team_domain=acme&channel_id=C2147483705&channel_name=deals&user_id=U2147483697"+
		"&user_name=ann&command=%%2Fdeal&text=help&api_app_id=A123456&is_enterprise_install=false"+
		"&response_url=https%%3A%%2F%%2Fhooks.slack.com%%2Fcommands%%2FT0001%%2F397700885554%%2F96rGlfmibIGlgcZRskXaIFfN"+
		"&trigger_id=13345224609.738474920.%d", i)
	stamp := fmt.Sprint(at.Unix())
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("v0:" + stamp + ":" + body))
	return fmt.Appendf(nil, "POST /slack/commands HTTP/1.1\r\nHost: bot.example.com\r\nUser-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n"+
		"Accept-Encoding: gzip,deflate\r\nAccept: application/json,*/*\r\nX-Slack-Signature: v0=%x\r\nX-Slack-Request-Timestamp: %s\r\n"+
		"Content-Length: %d\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n%s", mac.Sum(nil), stamp, len(body), body)
}

// BenchmarkCommand compares the rate of signed /deal help, from the bytes to the bytes of the answer over eight
// connections at once, with that of a handler that only verifies the same signature. The two take turns, so that the
// ratio is one of the same minute of the same machine. It is to be at least 0.5.
func BenchmarkCommand(b *testing.B) {
	now := time.Unix(1_800_000_000, 0)
	desk := domain.NewDesk(domain.DeskConfig{Store: memory{}, Clock: func() time.Time { return now }})
	s, err := slack.New(slack.Config{
		Bot: bot.New(bot.Config{Desk: desk, Log: quiet}), Token: token, SigningSecret: secret, Workspace: workspace, Seen: new(domaintest.Seen),
		Clock: func() time.Time { return now }, Log: quiet,
	})
	if err != nil {
		b.Fatal(err)
	}
	whole, bare := dial(b, s.Handler()), dial(b, http.HandlerFunc(verifyOnly))
	var spent [2]time.Duration
	id := int64(0)
	for b.Loop() {
		for i, callers := range [][]*caller{whole, bare} {
			for _, c := range callers {
				for j := range c.requests {
					id++
					c.requests[j] = wire(id, now)
				}
			}
			began := time.Now()
			var all sync.WaitGroup
			for _, c := range callers {
				all.Go(func() { c.send(b) })
			}
			all.Wait()
			spent[i] += time.Since(began)
		}
	}
	n := float64(b.N * connections * turn)
	b.ReportMetric(n/spent[0].Seconds(), "commands/s")
	b.ReportMetric(n/spent[1].Seconds(), "verifications/s")
	b.ReportMetric(float64(spent[1])/float64(spent[0]), "ratio")
}

const (
	connections = 8
	turn        = 50 // requests on one connection before it is the other's turn
)

// caller is one connection of Slack's, and what it sends next.
type caller struct {
	conn     net.Conn
	answers  *bufio.Reader
	requests [turn][]byte
}

func dial(b *testing.B, h http.Handler) []*caller {
	b.Helper()
	s := httptest.NewServer(h)
	b.Cleanup(s.Close)
	callers := make([]*caller, connections)
	for i := range callers {
		c, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = c.Close() })
		callers[i] = &caller{conn: c, answers: bufio.NewReader(c)}
	}
	return callers
}

func (c *caller) send(b *testing.B) {
	for _, r := range c.requests {
		if err := c.exchange(r); err != nil {
			b.Error(err)
			return
		}
	}
}

func (c *caller) exchange(request []byte) error {
	if _, err := c.conn.Write(request); err != nil {
		return err
	}
	r, err := http.ReadResponse(c.answers, nil)
	if err != nil {
		return err
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", r.StatusCode)
	}
	_, err = io.Copy(io.Discard, r.Body)
	return err
}
