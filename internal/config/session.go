package config

import (
	"fmt"
	"time"
)

// Sessions is how long somebody stays signed in. Not less than five minutes, so that
// there is time to be warned; the ordinary values are those that the README states.
type Sessions struct {
	// SessionIdle is how long a session lasts without a request, and SessionLimit how long
	// at the most.
	SessionIdle  time.Duration `env:"SAMSYN_SESSION_IDLE" envDefault:"2h"`
	SessionLimit time.Duration `env:"SAMSYN_SESSION_LIMIT" envDefault:"12h"`
}

// The bounds of what may be said.
// A week at the most: who is signed in for longer is never asked who it is.
const (
	sessionLeast = 5 * time.Minute
	sessionMost  = 7 * 24 * time.Hour
)

// checkSessions says what is wrong with the times.
func (s Sessions) checkSessions(add func(variable, what string)) {
	check := func(variable string, d time.Duration) {
		if d < sessionLeast || d > sessionMost {
			add(variable, fmt.Sprintf("ge en tid mellan %d minuter och %d dygn. Skriv den som 2h eller 45m.",
				int(sessionLeast.Minutes()), int(sessionMost.Hours())/24))
		}
	}
	check("SAMSYN_SESSION_IDLE", s.SessionIdle)
	check("SAMSYN_SESSION_LIMIT", s.SessionLimit)
	if s.SessionIdle > s.SessionLimit {
		add("SAMSYN_SESSION_IDLE", "får inte vara längre än SAMSYN_SESSION_LIMIT.")
	}
}
