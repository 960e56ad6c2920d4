package main

import (
	"bytes"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
	"github.com/partnerbot/partnerbot/cmd/partnerbot/sample"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

func TestDoctor_teams(t *testing.T) {
	t.Parallel()
	const secret = "a-secret-of-entra"
	issuer, err := botconnector.NewIssuer(localAppID, secret, sample.Tenant, wallClock)
	must(t, err)
	server := httptest.NewServer(issuer.Handler())
	t.Cleanup(server.Close)
	issuer.SetURL(server.URL)
	for name, c := range map[string]struct {
		args []string // in the place of the good ones
		code int
		want []string
	}{
		"all is well": {code: exitDone, want: []string{
			"ok    Settings   what is needed of Microsoft Teams is set",
			"ok    Teams      Microsoft takes the app id, the tenant and the secret",
			"ok    Keys       the keys of the Bot Connector can be fetched",
			"ok    Database",
		}},
		"another secret": {args: []string{"--teams-app-secret=hunter2"}, code: exitFailed, want: []string{
			"MEND  Teams      Microsoft does not take the app's secret. Make a new one under Certificates & secrets", "ok    Keys",
		}},
		"no keys": {args: []string{"--teams-metadata-url=http://127.0.0.1:1/openid"}, code: exitFailed, want: []string{
			"ok    Teams", "MEND  Keys       The keys of the Bot Connector could not be fetched.",
		}},
		"an id is missing": {args: []string{"--teams-tenant-id="}, code: exitFailed, want: []string{
			"MEND  Settings   TEAMS_TENANT_ID is missing", "ok    Database",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			args := append([]string{
				"doctor", "--teams-app-id=" + localAppID, "--teams-tenant-id=" + sample.Tenant, "--teams-app-secret=" + secret,
				"--teams-login-url=" + issuer.LoginURL(), "--teams-metadata-url=" + issuer.MetadataURL(),
				"--database-url=" + postgrestest.Database(t),
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
			if strings.Contains(out.String()+errs.String(), secret) || strings.Contains(out.String()+errs.String(), "hunter2") {
				t.Errorf("a secret is told: %s%s", out.String(), errs.String())
			}
		})
	}
}
