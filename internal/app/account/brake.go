package account

import (
	"context"
	"time"
)

// brakeLimit is how many wrong tries cost nothing, and how long the next ones wait.
type brakeLimit struct {
	free int
	// first is the wait after the first try beyond the free ones; it doubles with each
	// wrong try, up to longest.
	first, longest time.Duration
	// forget is how long after the last try nothing is remembered of it.
	forget time.Duration
}

// brakeLimits are the brakes there are, by kind.
var brakeLimits = map[string]brakeLimit{}

// brake counts a try to guess something: kind says what (a key of brakeLimits), parts
// whose and from where. It is called before what was typed is looked at, so that a
// thousand tries at once count as a thousand; release takes a right one back. When there
// have been too many it counts nothing and is a *fault.ValidationError with the code
// "braked" and the minutes to wait, at no field.
func (room *Room) brake(ctx context.Context, kind string, parts ...string) error {
	return nil
}

// release forgets the tries that brake has counted under the same name.
func (room *Room) release(ctx context.Context, kind string, parts ...string) error {
	return nil
}
