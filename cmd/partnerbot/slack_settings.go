package main

import "cmp"

// used tells whether any of the settings is given.
func (s slackSettings) used() bool {
	return cmp.Or(string(s.SlackSigningSecret), s.SlackSigningSecretFile, string(s.SlackBotToken), s.SlackBotTokenFile, s.SlackAPI) != ""
}
