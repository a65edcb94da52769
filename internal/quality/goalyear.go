package quality

import (
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// GoalYear is whether what a group has chosen for a year is settled. A year that
// nobody has locked is open.
type GoalYear struct {
	Year         int
	LockedAt     time.Time // zero while the year is open
	LockedBy     org.PersonID
	LockedByName string        // "" when a command did it
	MeetingID    org.MeetingID // where it was decided; zero when no meeting is recorded
	// OpenedWhy is why it was opened again, the last time; "" when it never was.
	OpenedWhy string
	Version   int // zero while nothing has happened to the year
}

// Locked reports whether goals, targets, chosen measures and definitions of the year
// stay as they are.
func (y GoalYear) Locked() bool { return !y.LockedAt.IsZero() }

// MaxOpening is how long the reason for opening a year may be, in characters.
const MaxOpening = 1000

// Open is nil while the year may be changed, and else a problem with the whole form
// that says which year is locked and since when.
func (y GoalYear) Open() error {
	if !y.Locked() {
		return nil
	}
	return &fault.ValidationError{Problems: []fault.Problem{{Code: "year_locked", Args: []any{y.Text(), org.DayOf(y.LockedAt)}}}}
}

// Text is the year as it is written, without a space after the thousands.
func (y GoalYear) Text() string { return WholeYear(y.Year).Code() }

// Ruled are the locked years that a change of a measure would reach, of what holds from
// a day until another (not counted; zero for no end): those of the years that it is
// collected in, which are used, that are not wholly before or after.
func Ruled(years []GoalYear, used []int, from, until time.Time) []GoalYear {
	return slices.DeleteFunc(slices.Clone(years), func(y GoalYear) bool {
		year := WholeYear(y.Year)
		return !y.Locked() || !slices.Contains(used, y.Year) || year.End().Before(from) ||
			!until.IsZero() && !year.Start().Before(until)
	})
}
