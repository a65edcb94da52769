package nearby

import "testing"

func TestHost(t *testing.T) {
	for host, want := range map[string]bool{
		"/run/postgresql": true, "@abstract": true, "localhost": true, "database": true, "127.0.0.1": true, "::1": true, "[::1]": true, "10.1.2.3": true,
		"172.31.0.9": true, "192.168.0.1": true, "fd00::1": true, "fe80::1": true, "::ffff:10.0.0.1": true,
		"172.32.0.1": false, "8.8.8.8": false, "2001:db8::1": false, "::ffff:8.8.8.8": false, "db.exempel.se": false, "localhost.exempel.se": false, "": false,
	} {
		if got := Host(host); got != want {
			t.Errorf("%q: %v", host, got)
		}
	}
}
