package config

import (
	"fmt"
	"net/netip"
	"strings"
)

// Web is how people reach the site.
type Web struct {
	// TrustedProxies are addresses or networks (CIDR) of the proxies before Samsyn, whose
	// X-Forwarded-For is believed; none means that nobody's is.
	TrustedProxies []string `env:"SAMSYN_TRUSTED_PROXIES" envSeparator:","`
	// AtOnce is how many requests are worked on at the same time by one process; the
	// others wait a little, and are then asked to come back.
	AtOnce int `env:"SAMSYN_REQUESTS_AT_ONCE" envDefault:"256"`
}

// checkWeb says what is wrong with the settings for the site, and makes addresses networks.
func (c *Config) checkWeb(add func(variable, what string)) {
	for n, text := range c.TrustedProxies {
		text = strings.TrimSpace(text)
		if address, err := netip.ParseAddr(text); err == nil {
			text = netip.PrefixFrom(address, address.BitLen()).String()
		}
		if _, err := netip.ParsePrefix(text); err != nil {
			add("SAMSYN_TRUSTED_PROXIES", fmt.Sprintf("%q är ingen adress. Skriv den som 10.0.0.5 eller 10.0.0.0/8, med komma emellan.", text))
		}
		c.TrustedProxies[n] = text
	}
	if c.AtOnce < 8 || c.AtOnce > 10000 {
		add("SAMSYN_REQUESTS_AT_ONCE", "ange ett antal mellan 8 och 10000.")
	}
}
