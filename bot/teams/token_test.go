package teams_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/bottest/nodetest"
	"github.com/partnerbot/partnerbot/bot/inbound"
	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

// Nothing that is missing opens the door: a bot without it does not start.
func TestNewValidator_SaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		words string
		drop  func(*teams.ValidatorConfig)
	}{
		"no app id":         {"app id is missing", func(c *teams.ValidatorConfig) { c.AppID = "" }},
		"blank app id":      {"app id is missing", func(c *teams.ValidatorConfig) { c.AppID = " \n" }},
		"no tenants":        {"tenant is missing", func(c *teams.ValidatorConfig) { c.Tenants = nil }},
		"an empty tenant":   {"tenant is missing", func(c *teams.ValidatorConfig) { c.Tenants = []string{tenantID, " "} }},
		"no clock":          {"needs a Clock", func(c *teams.ValidatorConfig) { c.Clock = nil }},
		"no log":            {"and a Log", func(c *teams.ValidatorConfig) { c.Log = nil }},
		"plain metadata":    {"metadata address", func(c *teams.ValidatorConfig) { c.MetadataURL = "http://login.botframework.com/" }},
		"odd metadata":      {"metadata address", func(c *teams.ValidatorConfig) { c.MetadataURL = "login.botframework.com" }},
		"plain host":        {"service host", func(c *teams.ValidatorConfig) { c.ServiceHosts = []string{"http://smba.trafficmanager.net"} }},
		"a host of nothing": {"service host", func(c *teams.ValidatorConfig) { c.ServiceHosts = []string{""} }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := teams.ValidatorConfig{AppID: appID, Tenants: []string{tenantID}, Clock: domaintest.NewClock().Now, Log: noLog}
			c.drop(&config)
			if v, err := teams.NewValidator(config); err == nil || v != nil || !strings.Contains(err.Error(), c.words) {
				t.Errorf("got %v, want it to say %q", err, c.words)
			}
		})
	}
}

// What was copied with a blank or in capitals is taken for what it is.
func TestNewValidator_ReadsIDsAsTheyAreCopied(t *testing.T) {
	t.Parallel()
	b := newBotframework(t)
	v := b.validator(t, func(c *teams.ValidatorConfig) {
		c.AppID, c.Tenants = " "+appID+"\n", []string{"other", "\t" + strings.ToUpper(tenantID)}
	})
	wantTaken(t, v, b.header())
	upper := fromTeams
	upper.TenantID = strings.ToUpper(tenantID)
	if err := v.Validate(t.Context(), b.header(), upper); err != nil {
		t.Errorf("refused: %v", err)
	}
}

// Each sample is judged as the table says, and nobody is asked for keys because of a token that could not be good.
func TestValidate_Corpus(t *testing.T) {
	t.Parallel()
	for _, s := range corpus() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			b := newBotframework(t)
			b.publishCorpus()
			err := b.validator(t).Validate(t.Context(), s.header(b), s.from)
			switch {
			case s.ours == "" && err != nil:
				t.Errorf("refused: %v", err)
			case s.ours != "" && (err == nil || err.Error() != s.ours || !errors.Is(err, inbound.ErrForbidden)):
				t.Errorf("got %v, want it refused for its %s", err, s.ours)
			}
			if asked := b.requests() > 0; asked != s.asks {
				t.Errorf("the keys were asked for: %t, want %t", asked, s.asks)
			}
		})
	}
}

// What Microsoft's own two libraries make of the same samples is written beside each, and so is the reason where we
// judge otherwise. There is none for taking what both of them refuse, but for one that nobody else can make.
func TestValidate_AsMicrosoftDoes(t *testing.T) {
	t.Parallel()
	b := newBotframework(t)
	b.publishCorpus()
	all := corpus()
	type asked struct {
		Name       string `json:"name"`
		Header     string `json:"header"`
		ServiceURL string `json:"serviceUrl"`
		ChannelID  string `json:"channelId"`
	}
	samples := make([]asked, len(all))
	for i, s := range all {
		samples[i] = asked{s.name, s.header(b), s.from.ServiceURL, s.from.ChannelID}
	}
	question, err := json.Marshal(map[string]any{"now": b.clock.Now().Unix(), "appId": appID, "url": b.URL, "samples": samples})
	if err != nil {
		t.Fatal(err)
	}
	var verdicts []struct {
		Name            string
		Connector, Apps bool
	}
	if err := json.Unmarshal(nodetest.Run(t.Context(), t, question, "tokens.mjs"), &verdicts); err != nil || len(verdicts) != len(all) {
		t.Fatalf("%d verdicts on %d samples: %v", len(verdicts), len(all), err)
	}
	for i, s := range all {
		theirs := verdicts[i]
		if theirs.Name != s.name || theirs.Connector != s.connector || theirs.Apps != s.apps {
			t.Errorf("%s: botframework-connector takes it: %t, want %t; teams.apps: %t, want %t",
				s.name, theirs.Connector, s.connector, theirs.Apps, s.apps)
		}
		ours := s.ours == ""
		if differs := ours != theirs.Connector || ours != theirs.Apps; differs != (s.why != "") {
			t.Errorf("%s: we differ: %t, for the reason %q", s.name, differs, s.why)
		}
		if ours && !theirs.Connector && !theirs.Apps && s.why != tail {
			t.Errorf("%s: we take what both of them refuse", s.name)
		}
	}
}
