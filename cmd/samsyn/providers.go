package main

import "samsyn/internal/identity"

// providers are the identity providers of the settings.
func providers(env environment) identity.Providers {
	var settings []identity.Settings
	for _, p := range env.config.OIDCProviders {
		s := identity.Settings{Name: p.Name, Label: p.Label, Issuer: p.Issuer, ClientID: p.ClientID, ClientSecret: string(p.ClientSecret),
			Scopes: p.Scopes, ACRValues: p.ACRValues}
		for _, m := range p.Match {
			s.Match = append(s.Match, identity.Match{Claim: m.Claim, As: m.As, Verified: m.MustBeVerified()})
		}
		settings = append(settings, s)
	}
	return identity.New(settings, env.log)
}
