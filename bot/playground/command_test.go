package playground_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/playground"
)

func TestCommandAnswers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	sam := w.As("USAM")
	var form slack.SlashCommand
	say := func(body string) {
		w.bot.command = func(rw http.ResponseWriter, c slack.SlashCommand) {
			form = c
			_, _ = rw.Write([]byte(body))
		}
		if err := sam.Command(ctx, "CDEALS", "/deal  show A&B "); err != nil {
			t.Fatal(err)
		}
	}
	say("plain words")
	if e := sam.Ephemerals("CDEALS"); len(e) != 1 || e[0].Text() != "plain words" {
		t.Errorf("ephemeral = %v", e)
	}
	if form.Command != "/deal" || form.Text != "show A&amp;B" || form.ChannelName != "deal-desk" || form.UserName != "sam" {
		t.Errorf("form = %+v", form)
	}
	say(`{"response_type":"in_channel","text":"for *all*"}`)
	if m := w.As("URAE").Messages("CDEALS"); len(m) != 2 || m[0].UserID != "USAM" || m[1].Text() != "for all" {
		t.Errorf("channel = %v", m)
	}
	w.bot.command = func(rw http.ResponseWriter, _ slack.SlashCommand) {
		_, _ = rw.Write([]byte(`{"blocks":[{"type":"nonsense"}]}`))
	}
	var failed *playground.DeliveryError
	if err := sam.Command(ctx, "CDEALS", "/deal"); !errors.As(err, &failed) || failed.Code != "invalid_command_response" {
		t.Errorf("got %v", err)
	}
}

func TestCommandsThatFailAreShown(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(c *playground.Config) { c.AckTimeout = 50 * time.Millisecond })
	ctx := within(t)
	sam := w.As("USAM")
	release := make(chan struct{})
	defer close(release)
	w.bot.command = func(rw http.ResponseWriter, c slack.SlashCommand) {
		switch c.Text {
		case "slow":
			<-release
		case "broken":
			rw.WriteHeader(http.StatusInternalServerError)
		}
	}
	for text, want := range map[string]string{"slow": "operation_timeout", "broken": "http_service_error"} {
		var failed *playground.DeliveryError
		if err := sam.Command(ctx, "CDEALS", "/deal "+text); !errors.As(err, &failed) || failed.Code != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
		shown, err := sam.WaitMessage(ctx, "CDEALS", func(m playground.Message) bool {
			return m.Ephemeral && strings.Contains(m.Text(), want)
		})
		if err != nil || shown.From != "Slackbot" {
			t.Errorf("%s: shown %+v, %v", text, shown, err)
		}
	}
	if err := sam.Command(ctx, "CDEALS", "/nope"); err == nil {
		t.Error("an unknown command was sent")
	}
	if err := w.As("UPAT").Command(ctx, "CSHARED", "/deal list"); err == nil {
		t.Error("a person of another organization ran a command")
	}
}
