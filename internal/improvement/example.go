package improvement

import (
	"slices"
	"strings"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// ExampleState is where a good example stands.
type ExampleState string

// The states.
const (
	ExampleDraft     ExampleState = "draft"     // read by those who may change it
	ExamplePublished ExampleState = "published" // read by the group, and by those who receive its results
	ExampleWithdrawn ExampleState = "withdrawn" // was published, and is read as a draft is
)

// The most characters, and the most of each, that an example may have.
const (
	MostTitle   = 200
	MostText    = 5000
	MostContact = 200
	MostTags    = 20
	MostTag     = 40
)

// Example is a unit's good example: how something became better, for others to learn
// from.
type Example struct {
	ID      ExampleID
	GroupID org.GroupID
	UnitID  org.UnitID
	Title   string
	// Problem is what was not as it should be, Done what the unit did about it,
	// Conditions what it takes, Result what came of it, and SuccessFactors why it went
	// well.
	Problem, Done, Conditions, Result, SuccessFactors string
	// ContactID is whom to ask, zero for nobody with an account; ContactText is somebody
	// else, or more about it, in words.
	ContactID   org.PersonID
	ContactText string
	// IndicatorID is the measure whose figures show the result, zero for none, and
	// BeganOn the day from which they do; nil when it is not told.
	IndicatorID quality.IndicatorID
	BeganOn     *time.Time
	GoalID      quality.GoalID // zero for none
	Promises    []quality.PromiseID
	Tags        []string
	State       ExampleState
	// PublishedAt is when it was published first; nil when it never was.
	PublishedAt *time.Time
	WrittenAt   time.Time
	WrittenBy   org.PersonID // zero for a command
	Version     int
}

// Check lists what is wrong with the example as it is written on the day, by the fields
// of its form; nil when nothing is.
func (e Example) Check(today time.Time) error {
	var v fault.ValidationError
	if e.UnitID == 0 {
		v.Add("unit", "unit_required")
	}
	quality.NeededText(&v, "title", e.Title, MostTitle)
	for field, text := range e.texts() {
		quality.FreeText(&v, field, text, MostText)
	}
	quality.FreeText(&v, "contact_text", e.ContactText, MostContact)
	if e.BeganOn != nil {
		checkPast(&v, "began_on", *e.BeganOn, today)
	} else if e.IndicatorID != 0 {
		v.Add("began_on", "began_required")
	}
	if len(e.Tags) > MostTags {
		v.Add("tags", "too_many_tags", MostTags)
	}
	for _, tag := range e.Tags {
		quality.FreeText(&v, "tags", tag, MostTag)
	}
	e.checkPublished(&v)
	slices.SortStableFunc(v.Problems, func(a, b fault.Problem) int { return place(a.Field) - place(b.Field) })
	return v.OrNil()
}

// earliestDay is the earliest day that something can have begun; the database's years begin
// there too.
var earliestDay = time.Date(1990, time.January, 1, 0, 0, 0, 0, time.UTC)

// checkPast adds what is wrong with a day that something began on.
func checkPast(v *fault.ValidationError, field string, day, today time.Time) {
	switch {
	case day.After(today):
		v.Add(field, "date_to_come")
	case day.Before(earliestDay):
		v.Add(field, "date_limits", earliestDay, today)
	}
}

// texts are the example's long texts by their fields.
func (e Example) texts() map[string]string {
	return map[string]string{"problem": e.Problem, "done": e.Done, "conditions": e.Conditions,
		"result": e.Result, "success_factors": e.SuccessFactors}
}

// exampleFields are the form's in their order.
var exampleFields = []string{"unit", "title", "problem", "done", "conditions", "result", "success_factors", "contact",
	"contact_text", "indicator", "began_on", "goal", "promises", "tags"}

func place(field string) int { return slices.Index(exampleFields, field) }

// checkPublished adds what others could not do without.
func (e Example) checkPublished(v *fault.ValidationError) {
	if e.State != ExamplePublished {
		return
	}
	texts := e.texts()
	for _, field := range []string{"problem", "done", "result"} {
		if strings.TrimSpace(texts[field]) == "" {
			v.Add(field, "needed_by_others")
		}
	}
	if e.ContactID == 0 && strings.TrimSpace(e.ContactText) == "" {
		v.Add("contact", "contact_required")
	}
}

// Publish is the example as it is published at the moment, which keeps when it was
// published first; fault.ErrWrongState when it is published already.
func (e Example) Publish(now time.Time) (Example, error) {
	if e.State == ExamplePublished {
		return e, fault.ErrWrongState
	}
	e.State = ExamplePublished
	if e.PublishedAt == nil {
		e.PublishedAt = &now
	}
	return e, e.Check(org.DayOf(now))
}

// Withdraw is the example as it is taken back from its readers; fault.ErrWrongState when
// it is not published.
func (e Example) Withdraw() (Example, error) {
	if e.State != ExamplePublished {
		return e, fault.ErrWrongState
	}
	e.State = ExampleWithdrawn
	return e, nil
}

// ParseTags reads tags with commas or line breaks between them: each once, whatever its
// case, in the order they were written.
func ParseTags(written string) []string {
	var tags []string
	for _, part := range strings.FieldsFunc(written, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		tag := strings.TrimPrefix(strings.Join(strings.Fields(part), " "), "#")
		known := slices.ContainsFunc(tags, func(t string) bool { return strings.EqualFold(t, tag) })
		if tag != "" && !known {
			tags = append(tags, tag)
		}
	}
	return tags
}
