package teams

import (
	"net/url"
	"strings"

	"github.com/partnerbot/partnerbot/domain"
)

// readChannel reads the link that Teams gives of a channel (⋯, Get link to channel), such as
// https://teams.microsoft.com/l/channel/19%3aabc%40thread.tacv2/Deals?groupId=…&tenantId=…, or the id itself. An error is
// a *domain.Error.
func readChannel(typed, tenant string) (string, error) {
	typed = strings.TrimSpace(typed)
	if isChannel(typed) && !strings.ContainsAny(typed, " /") {
		return withoutThread(typed), nil
	}
	u, err := url.Parse(typed)
	if err != nil || u.Scheme != "https" || !isTeamsHost(u.Hostname()) {
		return "", errNoLink
	}
	if of := u.Query().Get("tenantId"); of != "" && !strings.EqualFold(of, tenant) {
		return "", domain.Refuse(domain.Invalid, "This channel is of another organization. Choose one of your own.")
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if len(parts) < 3 || parts[0] != "l" || parts[1] != "channel" || !isChannel(parts[2]) {
		return "", errNoLink
	}
	return withoutThread(parts[2]), nil
}

var errNoLink = domain.Refuse(domain.Invalid,
	"This is not the link of a channel. In Teams choose ⋯ beside the channel, Get link to channel, and paste it here.")

// isTeamsHost knows the addresses of Teams in the clouds that the bot serves.
func isTeamsHost(host string) bool {
	switch strings.ToLower(host) {
	case "teams.microsoft.com", "teams.cloud.microsoft":
		return true
	}
	return false
}
