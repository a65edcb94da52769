package quality

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// MaxReading is the longest reading, in characters.
const MaxReading = 1000

// Reading is a unit's own words on how it reads a measure's definition: where it
// finds the number, what it counts and what not.
type Reading struct {
	IndicatorID IndicatorID
	UnitID      org.UnitID
	Text        string // "" when it was taken away
	Version     int    // counts the changes; zero before the first
	WrittenAt   time.Time
	WrittenBy   org.PersonID // zero when a command wrote it
}

// Check lists what is wrong with the words, at "text", or nil. No words at all is
// how a reading is taken away.
func (r Reading) Check() error {
	var v fault.ValidationError
	FreeText(&v, "text", r.Text, MaxReading)
	return v.OrNil()
}
