package collect

import (
	"fmt"
	"strconv"
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/quality"
)

// Entry is one row of the form as it came back.
type Entry struct {
	Key quality.FigureKey
	// Figure has the State, Value, MissingReasonID, Comment and Confirmation that
	// were typed, and in Review.ChangeReason why an approved figure is changed;
	// without State and comment the row was left, or made, empty.
	Figure quality.Figure
	// Read is the Mark of the figure that the form was opened with.
	Read string
	// Choice is what the user wants after a conflict, having seen the figure with
	// the mark Seen.
	Choice Choice
	Seen   string
}

// Choice is the answer to a conflict.
type Choice string

// The choices.
const (
	NoChoice Choice = ""
	Mine     Choice = "mine"   // save what I typed over theirs
	Theirs   Choice = "theirs" // leave what they saved
)

// Saved is what became of the rows.
type Saved struct {
	// Count is how many figures were stored, changed or emptied.
	Count int
	// Problems are what must be mended before those rows can be saved, at the
	// fields that FieldName names.
	Problems []fault.Problem
	// Conflicts are rows that somebody else changed since the form was opened.
	Conflicts []Conflict
	// Form is as it stands after.
	Form Form
}

// Conflict is a row that two have changed: nothing of it was saved.
type Conflict struct {
	Key quality.FigureKey
	// Theirs is what stands now, without State when they emptied it.
	Theirs quality.Figure
	By     Author
}

// FieldName names a part of a row in forms and problems:
// "figure.12.0.2026K3.numerator" for the measure 12 without stratum, and
// "figure.12.0.2026K3@2026-09-15.numerator" for what holds from a day within.
func FieldName(key quality.FigureKey, part string) string {
	since := ""
	if key.Since != "" {
		since = "@" + key.Since
	}
	return fmt.Sprintf("figure.%d.%d.%s%s.%s", key.IndicatorID, key.StratumID, key.Period.Code(), since, part)
}

// MeasureOf is the measure in a name that FieldName has made; false for others.
func MeasureOf(field string) (quality.IndicatorID, bool) {
	parts := strings.SplitN(field, ".", 3)
	if len(parts) < 3 || parts[0] != "figure" {
		return 0, false
	}
	id, err := strconv.ParseInt(parts[1], 10, 64)
	return quality.IndicatorID(id), err == nil
}
