package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/teams"
)

// teamsSettings say how to talk with Microsoft Teams.
type teamsSettings struct {
	TeamsAppID           string     `env:"TEAMS_APP_ID" placeholder:"ID" group:"Microsoft Teams" help:"Microsoft App ID: portal.azure.com, Configuration of the Azure Bot."`
	TeamsTenantID        string     `env:"TEAMS_TENANT_ID" placeholder:"ID" group:"Microsoft Teams" help:"App Tenant ID, which stands beside it. The people of this tenant may use the bot."`
	TeamsTenants         []string   `env:"TEAMS_TENANTS" placeholder:"ID" group:"Microsoft Teams" help:"Ids of further tenants of your own company, with commas between them: their people are your people."`
	TeamsAppSecret       bot.Secret `env:"TEAMS_APP_SECRET" placeholder:"SECRET" group:"Microsoft Teams" help:"Client secret of the app: entra.microsoft.com, App registrations, Certificates & secrets. Better set in the environment than typed."`
	TeamsAppSecretFile   string     `env:"TEAMS_APP_SECRET_FILE" placeholder:"FILE" group:"Microsoft Teams" help:"File that holds it."`
	TeamsManagedIdentity bool       `env:"TEAMS_MANAGED_IDENTITY" group:"Microsoft Teams" help:"Sign in with the user-assigned managed identity of the app, with no secret. For a machine of Azure's."`
	TeamsLoginURL        string     `env:"TEAMS_LOGIN_URL" placeholder:"URL" group:"Microsoft Teams" help:"Where access tokens come from, for a stand-in. Default: https://login.microsoftonline.com."`
	TeamsMetadataURL     string     `env:"TEAMS_METADATA_URL" placeholder:"URL" group:"Microsoft Teams" help:"OpenID metadata of the Bot Connector, for a stand-in. Default: that of the public cloud."`
	TeamsServiceHosts    []string   `env:"TEAMS_SERVICE_HOSTS" placeholder:"HOST" group:"Microsoft Teams" help:"Hosts of the Bot Connector that the bot's own token may be sent to, with commas between them. Default: Microsoft's."`

	// App Service and Container Apps set these themselves.
	TeamsIdentityEndpoint string     `env:"IDENTITY_ENDPOINT" hidden:""`
	TeamsIdentityHeader   bot.Secret `env:"IDENTITY_HEADER" hidden:""`
}

// used tells whether any of the settings is given. What Azure sets by itself does not count.
func (s teamsSettings) used() bool {
	lists := slices.Concat(listed(s.TeamsTenants), listed(s.TeamsServiceHosts))
	return s.TeamsManagedIdentity || len(lists) > 0 || cmp.Or(s.TeamsAppID, s.TeamsTenantID, string(s.TeamsAppSecret),
		s.TeamsAppSecretFile, s.TeamsLoginURL, s.TeamsMetadataURL) != ""
}

// teamsAccess is how the bot proves itself to Microsoft, and whom it believes. Its fields are exported, since fmt prints a
// secret in a field that is not.
type teamsAccess struct {
	Credential   teams.Credential
	Tenants      []string // Entra tenant ids of those who may use it
	MetadataURL  string   // "" for that of the public cloud
	ServiceHosts []string // none for Microsoft's
}

// config is what the settings come to. They are checked all at once, so that what is missing is told once.
func (s teamsSettings) config() (teamsAccess, error) {
	secret, err := s.secret()
	a := teamsAccess{
		Credential: teams.Credential{
			AppID: guid(s.TeamsAppID), Tenant: guid(s.TeamsTenantID), Secret: secret, LoginURL: s.TeamsLoginURL,
		},
		MetadataURL: s.TeamsMetadataURL, ServiceHosts: listed(s.TeamsServiceHosts),
	}
	if s.TeamsManagedIdentity {
		a.Credential.IdentityURL, a.Credential.IdentityHeader = s.TeamsIdentityEndpoint, s.TeamsIdentityHeader
	}
	for _, id := range append([]string{s.TeamsTenantID}, listed(s.TeamsTenants)...) {
		if id = guid(id); !slices.Contains(a.Tenants, id) {
			a.Tenants = append(a.Tenants, id)
		}
	}
	if err := errors.Join(s.checkIDs(), err, s.checkAddresses()); err != nil {
		return teamsAccess{}, err
	}
	return a, nil
}

func (s teamsSettings) checkIDs() error {
	const (
		appID  = "copy the Microsoft App ID from Configuration of the Azure Bot at portal.azure.com"
		tenant = "copy the App Tenant ID from Configuration of the Azure Bot at portal.azure.com"
	)
	err := errors.Join(checkGUID("TEAMS_APP_ID", s.TeamsAppID, appID), checkGUID("TEAMS_TENANT_ID", s.TeamsTenantID, tenant))
	for _, id := range listed(s.TeamsTenants) {
		if !teams.IsGUID(guid(id)) {
			return errors.Join(err, errors.New("TEAMS_TENANTS holds something else than ids: copy each Tenant ID from Overview at entra.microsoft.com, with commas between them"))
		}
	}
	return err
}

// checkGUID does not repeat what is wrong: it could be a secret in another's place.
func checkGUID(name, id, from string) error {
	switch {
	case strings.TrimSpace(id) == "":
		return fmt.Errorf("%s is missing: %s", name, from)
	case !teams.IsGUID(guid(id)):
		return fmt.Errorf("%s is not an id such as 00000000-0000-0000-0000-000000000000: %s", name, from)
	}
	return nil
}

// guid is an id as Microsoft's tokens have it.
func guid(typed string) string { return strings.ToLower(strings.TrimSpace(typed)) }

// secret is the client secret, or "" for a managed identity.
func (s teamsSettings) secret() (bot.Secret, error) {
	const from = "from Certificates & secrets of the app registration at entra.microsoft.com"
	secret, err := chooseSecret("TEAMS_APP_SECRET", s.TeamsAppSecret, s.TeamsAppSecretFile)
	switch {
	case err != nil:
		return "", err
	case s.TeamsManagedIdentity && secret != "":
		return "", errors.New("TEAMS_APP_SECRET and TEAMS_MANAGED_IDENTITY are both set: keep the one for the Bot Type that Configuration of the Azure Bot at portal.azure.com shows")
	case s.TeamsManagedIdentity && (s.TeamsIdentityEndpoint == "") != (s.TeamsIdentityHeader == ""):
		return "", errors.New("IDENTITY_ENDPOINT and IDENTITY_HEADER go together: App Service and Container Apps of Azure set both, a virtual machine neither")
	case s.TeamsManagedIdentity:
		return "", nil
	case secret == "":
		return "", errors.New("TEAMS_APP_SECRET is missing: copy the Value of a client secret " + from + ", or set TEAMS_MANAGED_IDENTITY if the Azure Bot has a managed identity")
	case teams.IsGUID(string(secret)):
		return "", errors.New("TEAMS_APP_SECRET is only the id of a secret: copy its Value " + from + ", which is shown just after it was made")
	}
	return secret, nil
}

func (s teamsSettings) checkAddresses() error {
	var all []error
	for _, a := range []struct{ name, address string }{{"TEAMS_LOGIN_URL", s.TeamsLoginURL}, {"TEAMS_METADATA_URL", s.TeamsMetadataURL}} {
		if a.address == "" {
			continue
		}
		if err := teams.CheckAddress(a.address); err != nil {
			all = append(all, fmt.Errorf("%s cannot be used (%w): leave it out for Microsoft's public cloud", a.name, err))
		}
	}
	for _, h := range listed(s.TeamsServiceHosts) {
		if err := teams.CheckServiceHost(h); err != nil {
			all = append(all, fmt.Errorf("TEAMS_SERVICE_HOSTS cannot be used (%w): leave it out for Microsoft's own", err))
		}
	}
	return errors.Join(all...)
}

// listed are the entries of a list, but for empty ones.
func listed(typed []string) []string {
	var all []string
	for _, t := range typed {
		if t = strings.TrimSpace(t); t != "" {
			all = append(all, t)
		}
	}
	return all
}
