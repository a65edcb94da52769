// Package nearby tells hosts of the own network from those further away, so that nothing
// goes there in the clear unless the settings say so. It must not look names up, nor know
// what is sent.
package nearby

import (
	"net/netip"
	"strings"
)

// Host reports whether what is sent to the host stays on this computer or in a network of
// one's own: a socket's folder, a loopback, private or link-local address (RFC 1918, 4193,
// 3927, 4291), "localhost", or a name without a dot, which is no name on the Internet but
// one that a container's or a building's network gives (RFC 6762 and 8375 for .local and
// .home.arpa are not taken: who answers there is not known).
func Host(host string) bool {
	if strings.HasPrefix(host, "/") || strings.HasPrefix(host, "@") {
		return true
	}
	if ip, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		ip = ip.Unmap()
		return ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast()
	}
	return host != "" && !strings.Contains(host, ".")
}
