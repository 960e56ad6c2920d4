package teams

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
)

// serviceHosts are Microsoft's addresses of the Bot Connector for Teams (learn.microsoft.com: send-proactive-messages):
// the public cloud and GCC. GCC High and DoD sign their tokens as another issuer, which the bot does not believe.
var serviceHosts = []string{"smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"}

// hosts are the origins that the bot's own token may be sent to, such as https://smba.trafficmanager.net.
type hosts []string

// newHosts reads host names, which mean https, or whole origins. None gives Microsoft's.
func newHosts(names []string) (hosts, error) {
	if len(names) == 0 {
		names = serviceHosts
	}
	var all hosts
	for _, n := range names {
		if !strings.Contains(n, "://") {
			n = "https://" + n
		}
		o, err := origin(n)
		if err != nil {
			return nil, fmt.Errorf("service host %q: %w", n, err)
		}
		all = append(all, o)
	}
	return all, nil
}

// allow tells whether an address is at one of the hosts.
func (h hosts) allow(address string) bool {
	o, err := origin(address)
	return err == nil && slices.Contains(h, o)
}

var (
	errOrigin = errors.New("not an https address")
	errPlain  = errors.New("http is for this machine only")
)

// origin is the scheme, host and port of an address, as they are compared. Plain http is for a stand-in on the same
// machine.
func origin(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.Opaque != "" {
		return "", errOrigin
	}
	scheme, host, port := strings.ToLower(u.Scheme), strings.ToLower(u.Hostname()), u.Port()
	switch {
	case scheme == "http" && !isLoopback(host):
		return "", errPlain
	case scheme != "http" && scheme != "https" || host == "":
		return "", errOrigin
	case scheme == "https" && port == "443", scheme == "http" && port == "80", port == "":
		return scheme + "://" + host, nil
	}
	return scheme + "://" + net.JoinHostPort(host, port), nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
