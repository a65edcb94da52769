package config

import (
	"fmt"
	"strings"
	"time"
)

// Sessions is how long somebody stays signed in. Not less than five minutes, so that
// there is time to be warned; the ordinary values are those that the README states.
type Sessions struct {
	// SessionIdle is how long a session lasts without a request (SAMSYN_SESSION_IDLE),
	// and SessionLimit how long at the most (SAMSYN_SESSION_LIMIT).
	SessionIdle  time.Duration `env:"-"`
	SessionLimit time.Duration `env:"-"`
}

// How long a session lasts when nothing is said, and the bounds of what may be said.
// A week at the most: who is signed in for longer is never asked who it is.
const (
	sessionIdle  = 2 * time.Hour
	sessionLimit = 12 * time.Hour
	sessionLeast = 5 * time.Minute
	sessionMost  = 7 * 24 * time.Hour
)

// readSessions reads the times; what is no time becomes none, which checkSessions finds.
func (s *Sessions) readSessions(idle, limit string) {
	if s.SessionIdle = sessionIdle; idle != "" {
		s.SessionIdle, _ = time.ParseDuration(strings.TrimSpace(idle))
	}
	if s.SessionLimit = sessionLimit; limit != "" {
		s.SessionLimit, _ = time.ParseDuration(strings.TrimSpace(limit))
	}
}

// checkSessions says what is wrong with the times.
func (s Sessions) checkSessions(add func(variable, what string)) {
	for variable, d := range map[string]time.Duration{"SAMSYN_SESSION_IDLE": s.SessionIdle, "SAMSYN_SESSION_LIMIT": s.SessionLimit} {
		if d < sessionLeast || d > sessionMost {
			add(variable, fmt.Sprintf("ge en tid mellan %d minuter och %d dygn. Skriv den som 2h eller 45m.",
				int(sessionLeast.Minutes()), int(sessionMost.Hours())/24))
		}
	}
	if s.SessionIdle > s.SessionLimit {
		add("SAMSYN_SESSION_IDLE", "får inte vara längre än SAMSYN_SESSION_LIMIT.")
	}
}
