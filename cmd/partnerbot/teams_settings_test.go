package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/teams"
)

const (
	teamsAppID  = "8c0a3f5e-6f1d-4b52-9d1a-2f6e7c0b9a41"
	teamsTenant = "3b7d2c1e-0a94-4f6b-8c55-1e2f3a4b5c6d"
	otherTenant = "f0e1d2c3-b4a5-4968-8776-655443322110"
	teamsSecret = "abc8Q~a.client-secret_of~theirs"
)

// parseTeams reads settings from a command line.
func parseTeams(t *testing.T, args ...string) teamsSettings {
	t.Helper()
	var s struct{ teamsSettings }
	k, err := kong.New(&s, kong.Writers(io.Discard, io.Discard))
	must(t, err)
	_, err = k.Parse(args)
	must(t, err)
	return s.teamsSettings
}

var goodTeams = []string{"--teams-app-id=" + teamsAppID, "--teams-tenant-id=" + teamsTenant, "--teams-app-secret=" + teamsSecret}

func TestTeamsSettings_Config(t *testing.T) {
	t.Parallel()
	secret := filepath.Join(t.TempDir(), "secret")
	must(t, os.WriteFile(secret, []byte(teamsSecret+"\r\n"), 0o600))
	ids := []string{"--teams-app-id=" + strings.ToUpper(teamsAppID), "--teams-tenant-id= " + teamsTenant}
	plain := teams.Credential{AppID: teamsAppID, Tenant: teamsTenant, Secret: teamsSecret}
	identity := teams.Credential{AppID: teamsAppID, Tenant: teamsTenant}
	hosted := identity
	hosted.IdentityURL, hosted.IdentityHeader = "http://127.0.0.1:41741/msi/token", "header"
	elsewhere := plain
	elsewhere.LoginURL = "http://127.0.0.1:9"
	for name, c := range map[string]struct {
		args []string
		want teamsAccess
	}{
		"a secret":         {goodTeams, teamsAccess{Credential: plain, Tenants: []string{teamsTenant}}},
		"a secret in file": {append(ids, "--teams-app-secret-file="+secret), teamsAccess{Credential: plain, Tenants: []string{teamsTenant}}},
		"further tenants": {
			append(goodTeams, "--teams-tenants="+otherTenant+", "+strings.ToUpper(teamsTenant)+","),
			teamsAccess{Credential: plain, Tenants: []string{teamsTenant, otherTenant}},
		},
		"an identity of a virtual machine": {append(ids, "--teams-managed-identity"), teamsAccess{Credential: identity, Tenants: []string{teamsTenant}}},
		"an identity of App Service": {
			append(ids, "--teams-managed-identity", "--teams-identity-endpoint=http://127.0.0.1:41741/msi/token", "--teams-identity-header=header"),
			teamsAccess{Credential: hosted, Tenants: []string{teamsTenant}},
		},
		"a secret on App Service": {
			append(goodTeams, "--teams-identity-endpoint=http://127.0.0.1:41741/msi/token", "--teams-identity-header=header"),
			teamsAccess{Credential: plain, Tenants: []string{teamsTenant}},
		},
		"a stand-in": {
			append(goodTeams, "--teams-login-url=http://127.0.0.1:9", "--teams-metadata-url=https://login.botframework.azure.us/v1/.well-known/openidconfiguration", "--teams-service-hosts=http://127.0.0.1:9,smba.example.com"),
			teamsAccess{
				Credential: elsewhere, Tenants: []string{teamsTenant}, ServiceHosts: []string{"http://127.0.0.1:9", "smba.example.com"},
				MetadataURL: "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
			},
		},
	} {
		got, err := parseTeams(t, c.args...).config()
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
}

func TestTeamsSettings_TellsAllFaultsAtOnce(t *testing.T) {
	t.Parallel()
	const (
		atBot = " from Configuration of the Azure Bot at portal.azure.com"
		atApp = " from Certificates & secrets of the app registration at entra.microsoft.com"
		noID  = " is not an id such as 00000000-0000-0000-0000-000000000000: "
	)
	file := filepath.Join(t.TempDir(), "nowhere")
	with := func(args ...string) []string { return append(append([]string{}, goodTeams...), args...) }
	for name, c := range map[string]struct {
		args []string
		want []string
	}{
		"nothing is set": {nil, []string{
			"TEAMS_APP_ID is missing: copy the Microsoft App ID" + atBot,
			"TEAMS_TENANT_ID is missing: copy the App Tenant ID" + atBot,
			"TEAMS_APP_SECRET is missing: copy the Value of a client secret" + atApp + ", or set TEAMS_MANAGED_IDENTITY if the Azure Bot has a managed identity",
		}},
		"everything is wrong": {
			[]string{
				"--teams-app-id=" + teamsSecret, "--teams-tenant-id=fernhill.onmicrosoft.com", "--teams-tenants=" + otherTenant + ",fernhill",
				"--teams-app-secret=" + otherTenant, "--teams-login-url=login.example.com", "--teams-metadata-url=http://example.com", "--teams-service-hosts=http://example.com",
			},
			[]string{
				"TEAMS_APP_ID" + noID + "copy the Microsoft App ID" + atBot,
				"TEAMS_TENANT_ID" + noID + "copy the App Tenant ID" + atBot,
				"TEAMS_TENANTS holds something else than ids: copy each Tenant ID from Overview at entra.microsoft.com, with commas between them",
				"TEAMS_APP_SECRET is only the id of a secret: copy its Value" + atApp + ", which is shown just after it was made",
				"TEAMS_LOGIN_URL cannot be used (not an https address): leave it out for Microsoft's public cloud",
				"TEAMS_METADATA_URL cannot be used (http is for this machine only): leave it out for Microsoft's public cloud",
				`TEAMS_SERVICE_HOSTS cannot be used (service host "http://example.com": http is for this machine only): leave it out for Microsoft's own`,
			},
		},
		"two secrets":  {with("--teams-app-secret-file=" + file), []string{"TEAMS_APP_SECRET and TEAMS_APP_SECRET_FILE are both set: keep one"}},
		"no such file": {with("--teams-app-secret=", "--teams-app-secret-file="+file), []string{"TEAMS_APP_SECRET_FILE cannot be read: open " + file + ": no such file or directory"}},
		"a secret and an identity": {
			with("--teams-managed-identity"),
			[]string{"TEAMS_APP_SECRET and TEAMS_MANAGED_IDENTITY are both set: keep the one for the Bot Type that Configuration of the Azure Bot at portal.azure.com shows"},
		},
		"half an identity": {
			with("--teams-app-secret=", "--teams-managed-identity", "--teams-identity-endpoint=http://127.0.0.1:40342"),
			[]string{"IDENTITY_ENDPOINT and IDENTITY_HEADER go together: App Service and Container Apps of Azure set both, a virtual machine neither"},
		},
	} {
		got, err := parseTeams(t, c.args...).config()
		if err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		if diff := cmp.Diff(c.want, strings.Split(err.Error(), "\n")); diff != "" {
			t.Errorf("%s: -want +told:\n%s", name, diff)
		}
		if diff := cmp.Diff(teamsAccess{}, got); diff != "" {
			t.Errorf("%s: something comes with the error: %s", name, diff)
		}
		if strings.Contains(err.Error(), teamsSecret) {
			t.Errorf("%s: the secret is told: %v", name, err)
		}
	}
}

func TestTeamsSettings_KeepTheSecret(t *testing.T) {
	t.Parallel()
	s := parseTeams(t, append(goodTeams, "--teams-identity-header=header-secret")...)
	a, err := s.config()
	must(t, err)
	a.Credential.IdentityHeader = s.TeamsIdentityHeader
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		if told := fmt.Sprintf(format+format, s, a); strings.Contains(told, teamsSecret) || strings.Contains(told, "header-secret") {
			t.Errorf("%s: %s", format, told)
		}
	}
}

func TestTeamsSettings_Used(t *testing.T) {
	t.Parallel()
	for _, arg := range []string{
		"--teams-app-id=x", "--teams-tenant-id=x", "--teams-tenants=x", "--teams-app-secret=x", "--teams-app-secret-file=x",
		"--teams-managed-identity", "--teams-login-url=x", "--teams-metadata-url=x", "--teams-service-hosts=x",
	} {
		if !parseTeams(t, arg).used() {
			t.Errorf("%s is no use of Teams", arg)
		}
	}
	for _, args := range [][]string{
		nil,
		{"--teams-app-id=", "--teams-tenants=", "--teams-app-secret="},
		{"--teams-identity-endpoint=http://127.0.0.1", "--teams-identity-header=x"},
	} {
		if parseTeams(t, args...).used() {
			t.Errorf("%v is use of Teams", args)
		}
	}
}

func TestSlackSettings_Used(t *testing.T) {
	t.Parallel()
	for _, s := range []slackSettings{
		{SlackSigningSecret: bot.Secret("x")}, {SlackSigningSecretFile: "x"}, {SlackBotToken: bot.Secret("x")}, {SlackBotTokenFile: "x"}, {SlackAPI: "x"},
	} {
		if !s.used() {
			t.Errorf("%+v is no use of Slack", s)
		}
	}
	if (slackSettings{}).used() {
		t.Error("nothing is use of Slack")
	}
}

// TestTeamsSettings_OfTheEnvironment sets every variable, so that none is misspelled. It cannot run beside others.
func TestTeamsSettings_OfTheEnvironment(t *testing.T) {
	for name, value := range map[string]string{
		"TEAMS_APP_ID": "a", "TEAMS_TENANT_ID": "b", "TEAMS_TENANTS": "c,d", "TEAMS_APP_SECRET": "e", "TEAMS_APP_SECRET_FILE": "f",
		"TEAMS_MANAGED_IDENTITY": "true", "TEAMS_LOGIN_URL": "g", "TEAMS_METADATA_URL": "h", "TEAMS_SERVICE_HOSTS": "i,j",
		"IDENTITY_ENDPOINT": "k", "IDENTITY_HEADER": "l",
	} {
		t.Setenv(name, value)
	}
	want := teamsSettings{
		TeamsAppID: "a", TeamsTenantID: "b", TeamsTenants: []string{"c", "d"}, TeamsAppSecret: "e", TeamsAppSecretFile: "f",
		TeamsManagedIdentity: true, TeamsLoginURL: "g", TeamsMetadataURL: "h", TeamsServiceHosts: []string{"i", "j"},
		TeamsIdentityEndpoint: "k", TeamsIdentityHeader: "l",
	}
	if diff := cmp.Diff(want, parseTeams(t)); diff != "" {
		t.Errorf("-want +read:\n%s", diff)
	}
}
