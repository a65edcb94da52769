package config

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// What SecondFactor.Policy can say.
const (
	SecondFactorRequired = "required" // coordinators and administrators must have one
	SecondFactorOptional = "optional" // everybody may have one
	SecondFactorEveryone = "everyone" // everybody must have one
)

// minSecretKey is the shortest secret key, in characters: 32 random bytes in base64 are 44.
const minSecretKey = 32

// SecondFactor is the settings for signing in with a code.
type SecondFactor struct {
	// Policy is SecondFactorRequired, SecondFactorOptional or SecondFactorEveryone; empty for required, but
	// optional with example data.
	Policy string `env:"SAMSYN_SECOND_FACTOR"`
	// SecretKey seals what must not be read out of a copy of the database; empty leaves it
	// as it is. The same for all processes. Secret.
	SecretKey string `env:"SAMSYN_SECRET_KEY" secret:"true"`
}

// Required reports whether coordinators and administrators must have a second factor, with
// example data or without.
func (s SecondFactor) Required(demo bool) bool {
	return s.Policy == SecondFactorRequired || s.Policy == SecondFactorEveryone || s.Policy == "" && !demo
}

// Everyone reports whether everybody must have a second factor.
func (s SecondFactor) Everyone() bool { return s.Policy == SecondFactorEveryone }

// checkSecondFactor says what is wrong with the settings for signing in with a code.
func (s *SecondFactor) checkSecondFactor(add func(variable, what string)) {
	s.Policy, s.SecretKey = strings.TrimSpace(s.Policy), strings.TrimSpace(s.SecretKey)
	switch s.Policy {
	case "", SecondFactorRequired, SecondFactorOptional, SecondFactorEveryone:
	default:
		add("SAMSYN_SECOND_FACTOR", fmt.Sprintf("%q går inte att välja. Skriv everyone (alla måste ha en kod), required (sammanställande och systemförvaltare måste) eller optional.", s.Policy))
	}
	if n := utf8.RuneCountInString(s.SecretKey); n > 0 && n < minSecretKey {
		add("SAMSYN_SECRET_KEY", fmt.Sprintf("nyckeln är för kort. Den ska ha minst %d tecken och vara slumpad, till exempel av openssl rand -base64 32.", minSecretKey))
	}
}
