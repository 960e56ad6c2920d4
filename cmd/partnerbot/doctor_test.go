package main

import (
	"bytes"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/playground"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/cmd/partnerbot/sample"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

func TestDoctor(t *testing.T) {
	t.Parallel()
	unreachable := "http://127.0.0.1:1/api/"
	for name, c := range map[string]struct {
		scopes []string
		args   []string // in the place of the good ones
		code   int
		want   []string // lines, in this order
	}{
		"all is well": {
			scopes: slack.Scopes(), code: exitDone, want: []string{
				"ok    Settings   what is needed of Slack is set",
				"ok    Slack      the token is for the workspace Fernhill Software (T0FERNHILL)",
				"ok    Scopes     the app may do all that it needs to",
				"ok    Database   the one that DATABASE_URL names answers",
			},
		},
		"a scope is missing": {
			scopes: []string{"commands", "chat:write", "im:write", "users:read", "channels:read", "groups:read"}, code: exitFailed,
			want: []string{"ok    Slack", "MEND  Scopes     the app lacks users:read.email: put what `partnerbot manifest slack` prints", "ok    Database"},
		},
		"another token": {
			args: []string{"--slack-bot-token=xoxb-of-another-app"}, code: exitFailed,
			want: []string{"ok    Settings", "MEND  Slack      Slack does not take the bot token.", "ok    Database"},
		},
		"Slack is away": {
			args: []string{"--slack-api=" + unreachable}, code: exitFailed, want: []string{
				"MEND  Slack      Slack could not be reached. Look at the network, the name server and the proxy of the machine that partnerbot runs on. (dial tcp 127.0.0.1:1: connect: connection refused)",
				"ok    Database",
			},
		},
		"the database is away": {
			scopes: slack.Scopes(), args: []string{"--database-url=postgres://bot:hunter2@127.0.0.1:1/none"}, code: exitFailed,
			want: []string{"ok    Scopes", "MEND  Database   The database cannot be reached. Try again in a minute. (failed to connect to `user=bot database=none`: 127.0.0.1:1 (127.0.0.1): dial error: dial tcp 127.0.0.1:1: connect: connection refused)"},
		},
		"nothing is set": {
			args: []string{"--slack-bot-token=", "--slack-signing-secret="}, code: exitFailed,
			want: []string{"MEND  Settings   SLACK_SIGNING_SECRET is missing", "MEND  Settings   SLACK_BOT_TOKEN is missing", "ok    Database"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, err := playground.New(playground.Config{
				SigningSecret: signingSecret, BotToken: botToken, Now: wallClock, Workspace: sample.Workspace(), Scopes: c.scopes,
			})
			must(t, err)
			server := httptest.NewServer(w.Handler())
			t.Cleanup(func() { w.Close(); server.Close() })
			args := append([]string{
				"doctor", "--slack-api=" + server.URL + "/api/", "--slack-bot-token=" + botToken,
				"--slack-signing-secret=" + signingSecret, "--database-url=" + postgrestest.Database(t),
			}, c.args...)

			var out, errs bytes.Buffer
			if code := run(t.Context(), args, terminal{&out, &errs}, wallClock); code != c.code {
				t.Errorf("it ends with %d, want %d", code, c.code)
			}
			rest := out.String()
			for _, line := range c.want {
				_, after, ok := strings.Cut(rest, line)
				if !ok {
					t.Errorf("it should say %q, and says\n%s%s", line, out.String(), errs.String())
				}
				rest = after
			}
			for _, secret := range []string{signingSecret, botToken, "xoxb-of-another-app", "hunter2"} {
				if strings.Contains(out.String()+errs.String(), secret) {
					t.Errorf("it tells the secret %q", secret)
				}
			}
		})
	}
}
