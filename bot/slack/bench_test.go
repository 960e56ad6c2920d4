package slack_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/bot/view"
)

type answering bot.Reply

func (a answering) Handle(context.Context, bot.Request) bot.Reply { return bot.Reply(a) }

const (
	benchSecret = "8f742231b10e8888abcd99yyyzzz85a5"
	benchBody   = "token=deprecated&team_id=T0001&team_domain=acme&channel_id=C0001&channel_name=deals&user_id=U0001" +
		"&user_name=ann&command=%2Fdeal&text=show+D-1042&api_app_id=A0001&is_enterprise_install=false" +
		"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT0001%2F1%2Fabc&trigger_id=1.2.3"
)

func verifyOnly(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	stamp := r.Header.Get("X-Slack-Request-Timestamp")
	mac := hmac.New(sha256.New, []byte(benchSecret))
	mac.Write([]byte("v0:" + stamp + ":"))
	mac.Write(body)
	want := "v0=" + hex.EncodeToString(mac.Sum(nil))
	if !hmac.Equal([]byte(want), []byte(r.Header.Get("X-Slack-Signature"))) {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusOK)
}

func signedRequest(i int, at time.Time) *http.Request {
	body := []byte(benchBody + strconv.Itoa(i))
	r := httptest.NewRequest(http.MethodPost, "/slack/commands", bytes.NewReader(body))
	stamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(benchSecret))
	mac.Write([]byte("v0:" + stamp + ":"))
	mac.Write(body)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	return r
}

func sampleNamed(b testing.TB, name string) view.View {
	for _, s := range view.Samples() {
		if s.Name == name {
			return s.View
		}
	}
	b.Fatalf("no sample %s", name)
	return nil
}

func BenchmarkX(b *testing.B) {
	now := time.Unix(1_800_000_000, 0)
	run := func(name string, h http.Handler) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			reqs := make([]*http.Request, b.N)
			for i := range reqs {
				reqs[i] = signedRequest(i, now)
			}
			b.ResetTimer()
			for i := range b.N {
				w := httptest.NewRecorder()
				h.ServeHTTP(w, reqs[i])
				if w.Code != 200 {
					b.Fatal(w.Code, w.Body)
				}
			}
		})
	}
	run("verify", http.HandlerFunc(verifyOnly))
	for _, n := range []string{"help", "notice_refused", "deal_card", "deal_list"} {
		// A fresh one each: replays are refused.
		b.Run(n, func(b *testing.B) {
			b.ReportAllocs()
			s, err := slack.New(slack.Config{
				Bot: answering{View: sampleNamed(b, n)}, Token: "x", SigningSecret: benchSecret, Workspace: "T0001",
				Clock: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler),
			})
			if err != nil {
				b.Fatal(err)
			}
			h := s.Handler()
			reqs := make([]*http.Request, b.N)
			for i := range reqs {
				reqs[i] = signedRequest(i, now)
			}
			b.ResetTimer()
			for i := range b.N {
				w := httptest.NewRecorder()
				h.ServeHTTP(w, reqs[i])
				if w.Code != 200 {
					b.Fatal(w.Code, w.Body)
				}
			}
		})
	}
}
