// Package analysis turns the figures that units have handed in into results: a
// value with its interval for each unit, region and the whole group, how settled
// and how complete it is, what can be said of it against the target, and how it
// has changed. Pages, reports and files all read the same results from here.
//
// It is pure. It must not know SQL, HTTP, languages or how anything is shown,
// and holds no mathematics of its own: intervals and pooling are package stats',
// judging is package quality's and masking is package disclosure's.
package analysis

import (
	"slices"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// Dataset is everything the results of a group's years are made of, read in one
// snapshot. It is not changed after it is made, so it may be shared.
type Dataset struct {
	Group org.Group
	// FirstYear and LastYear are the calendar years whose figures are here: the
	// years that the figures' periods end in.
	FirstYear, LastYear int
	// Units are the group's, in its own fixed order: never by result.
	Units []org.Unit
	// Measures are the indicators collected in any of the years, in the library's order.
	Measures []Measure
	// Selected is what the group collects in each year, goal by goal and the
	// process measures last.
	Selected []Selection
	Goals    []quality.Goal
	Promises []quality.Promise
	Targets  []quality.Target
	// Survey is how the group counts the answers to its survey; the zero one when it does not.
	Survey quality.Survey
	// Decisions are what the group has decided about lines over time; none when
	// Masked. They are read where lines are judged.
	Decisions []quality.LineDecision
	// Notes are what is written on time lines, by measure and day; those about all
	// units when Masked. They are read with one measure.
	Notes []Note
	// Actions are what is done about the measures, by measure and the day they began; for
	// all readers, since they tell no figure. They are read with the notes.
	Actions []improvement.ActionMark
	// Figures are those that may appear in results; none when Masked.
	Figures []Figure
	// Reasons are the words for figures that are missing.
	Reasons map[quality.ReasonID]string
	// Masked is true when small numbers are hidden. There are then results for
	// whole years, and sums of them, only: quarters could be subtracted from years.
	Masked bool

	// published holds the results of a masked dataset, which are all there is.
	published map[publishedKey]spread
	index     *index
}

// Measure is an indicator with every definition it has had.
type Measure struct {
	// Indicator has the definition in force at the end of the dataset's last year.
	quality.Indicator
	Versions   []quality.Version // oldest first, at least one
	Promises   []quality.PromiseID
	References []Reference
}

// Reference is a published value from elsewhere, as its source words it. It is
// never the group's own result.
type Reference struct {
	ValueText  string
	Population string
	YearText   string
	Source     string
}

// Selection is one indicator that the group collects in a year, with the goal it
// follows; a process measure follows none.
type Selection struct {
	Year        int
	IndicatorID quality.IndicatorID
	GoalID      quality.GoalID
}

// Note is a note on a time line with the name of who wrote it, "" when a command did.
type Note struct {
	quality.TimeNote
	Writer string
	// Action is the action that it stands for, which is written elsewhere; zero for what
	// somebody has written on the line.
	Action improvement.ActionMark
}

// LineNotes are what stands on the measure's time lines: the notes, and the actions that
// have begun as something done to get better, by day.
func (ds *Dataset) LineNotes(measure quality.IndicatorID) []Note {
	var all []Note
	for _, n := range ds.Notes {
		if n.IndicatorID == measure {
			all = append(all, n)
		}
	}
	for _, a := range ds.Actions {
		if a.IndicatorID == measure && a.BeganOn != nil {
			all = append(all, Note{Action: a, TimeNote: quality.TimeNote{IndicatorID: measure, UnitID: a.UnitID, On: *a.BeganOn,
				Kind: quality.Intervention, Text: a.Area}})
		}
	}
	slices.SortStableFunc(all, func(a, b Note) int { return a.On.Compare(b.On) })
	return all
}

// Figure is a figure that appears in results, with how settled it is, and whether it
// says something else than when it was approved.
type Figure struct {
	quality.Figure
	Standing quality.Standing
	Changed  bool
}

// Measure is the measure with the code; false when there is none.
func (ds *Dataset) Measure(code string) (*Measure, bool) {
	for n := range ds.Measures {
		if ds.Measures[n].Code == code {
			return &ds.Measures[n], true
		}
	}
	return nil, false
}

// publishedKey is one measure, one stratum and the time that its results are about.
type publishedKey struct {
	part partKey
	span Span
}

// measure is the measure with the id; nil when there is none.
func (ds *Dataset) measure(id quality.IndicatorID) *Measure {
	for n := range ds.Measures {
		if ds.Measures[n].ID == id {
			return &ds.Measures[n]
		}
	}
	return nil
}

// VersionOn is the definition that holds on the day, or the first one for days
// before it.
func (m *Measure) VersionOn(day time.Time) quality.Version {
	return quality.VersionOn(m.Versions, day)
}

// breakWithin is the last definition that starts after the first day and no
// later than the last, and whose figures cannot be compared with earlier ones.
func (m *Measure) breakWithin(first, last time.Time) (quality.Version, bool) {
	var found quality.Version
	broken := false
	for _, v := range m.Versions[1:] {
		if !v.Comparable && v.ValidFrom.After(first) && !v.ValidFrom.After(last) {
			found, broken = v, true
		}
	}
	return found, broken
}
