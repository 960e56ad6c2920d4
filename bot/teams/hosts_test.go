package teams_test

import (
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/teams"
)

// A service URL is where the bot's own token goes, so its host is looked at before it is believed. Each of these comes
// with a token of Microsoft's that says the same.
func TestHosts(t *testing.T) {
	t.Parallel()
	const mine = "http://127.0.0.1:3978"
	for address, allowed := range map[string]bool{
		"https://smba.trafficmanager.net/teams/":            true,
		"https://smba.trafficmanager.net":                   true,
		"HTTPS://SMBA.TrafficManager.NET/amer/":             true,
		"https://smba.trafficmanager.net:443/amer/":         true,
		"https://smba.infra.gcc.teams.microsoft.com/gcc/":   true,
		"https://smba.infra.gov.teams.microsoft.us/":        false,
		"https://smba.infra.dod.teams.microsoft.us/":        false,
		"http://smba.trafficmanager.net/teams/":             false,
		"https://smba.trafficmanager.net:444/":              false,
		"https://smba.trafficmanager.net:0443/":             false,
		"https://smba.trafficmanager.net./":                 false,
		"https://smba.trafficmanager.net.evil.example/":     false,
		"https://evil.example/smba.trafficmanager.net":      false,
		"https://evil.example#smba.trafficmanager.net":      false,
		"https://evil.example?@smba.trafficmanager.net":     false,
		`https://evil.example\@smba.trafficmanager.net`:     false,
		"https://x@smba.trafficmanager.net/":                false,
		"https://smba.trafficmanager.net@evil.example/":     false,
		"https://smba.trafficmanager.net%2eevil.example/":   false,
		"https://smba.trafficmanager.net:443@evil.example/": false,
		"https:smba.trafficmanager.net":                     false,
		"//smba.trafficmanager.net":                         false,
		"smba.trafficmanager.net":                           false,
		"ftp://smba.trafficmanager.net":                     false,
		"https://":                                          false,
		"https://[::1]/":                                    false,
		"https://169.254.169.254/":                          false,
		"http://localhost:3978/":                            false,
		mine + "/":                                          false,
		"https://smba.trafficmanager.net\r\nX: y":           false,
	} {
		t.Run(address, func(t *testing.T) {
			t.Parallel()
			b := newBotframework(t)
			err := b.validator(t).Validate(t.Context(), b.header(claim("serviceurl", address)), teams.Origin{
				ServiceURL: address, ChannelID: "msteams", TenantID: tenantID,
			})
			if (err == nil) != allowed || !allowed && err.Error() != reasonServiceHost {
				t.Errorf("%v, want it allowed: %t", err, allowed)
			}
		})
	}
}

// A stand-in on the same machine is spoken with when it is named, and then nobody else is.
func TestHosts_OfAStandIn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		named, address string
		allowed        bool
	}{
		{"http://127.0.0.1:3978", "http://127.0.0.1:3978/x/", true},
		{"http://127.0.0.1:3978", "http://127.0.0.1:3979/x/", false},
		{"http://localhost", "http://localhost:80/", true},
		{"http://[::1]:3978", "http://[::1]:3978/", true},
		{"http://127.0.0.1:3978", "https://127.0.0.1:3978/", false},
		{"http://127.0.0.1:3978", serviceURL, false},
		{"Bots.Example.com", "https://bots.example.com/", true},
		{"bots.example.com:8443", "https://bots.example.com:8443/", true},
		{"bots.example.com:8443", "https://bots.example.com/", false},
	} {
		b := newBotframework(t)
		v := b.validator(t, func(config *teams.ValidatorConfig) { config.ServiceHosts = []string{c.named} })
		err := v.Validate(t.Context(), b.header(claim("serviceurl", c.address)), teams.Origin{
			ServiceURL: c.address, ChannelID: "msteams", TenantID: strings.ToUpper(tenantID),
		})
		if (err == nil) != c.allowed {
			t.Errorf("%s, where %s is named: %v, want it allowed: %t", c.address, c.named, err, c.allowed)
		}
	}
}
