package report

import (
	"context"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Answer is what a unit says of its pages.
type Answer = postgres.ReportAnswer

// AnswerComment is what a unit says of one measure.
type AnswerComment = postgres.AnswerComment

// AnswerState is where a unit's answer stands.
type AnswerState string

// The states. A unit that has answered keeps its state while it writes something new.
const (
	Unanswered AnswerState = "none"
	Drafting   AnswerState = "draft"
	Confirmed  AnswerState = "confirmed" // without words
	Commented  AnswerState = "commented"
)

// AnswerStateOf is where the answer stands; the zero Answer is none.
func AnswerStateOf(a Answer) AnswerState {
	switch {
	case a.Version == 0:
		return Unanswered
	case a.AnsweredAt == nil:
		return Drafting
	case a.SentBody != "" || slices.ContainsFunc(a.Comments, func(c postgres.AnswerComment) bool { return c.SentBody != "" }):
		return Commented
	}
	return Confirmed
}

// Unsent reports whether something has been written since the answer was sent.
func Unsent(a Answer) bool {
	return a.AnsweredAt != nil && (a.Body != a.SentBody ||
		slices.ContainsFunc(a.Comments, func(c postgres.AnswerComment) bool { return c.Body != c.SentBody }))
}

// Sent is the answer as others than the unit's own may read it: what was sent alone.
func Sent(a Answer) Answer {
	a.Body = a.SentBody
	var comments []postgres.AnswerComment
	for _, c := range a.Comments {
		if c.Body = c.SentBody; c.Body != "" {
			comments = append(comments, c)
		}
	}
	a.Comments = comments
	return a
}

// About is what the answer says of the measure; "" for nothing.
func About(a Answer, id quality.IndicatorID) string {
	for _, c := range a.Comments {
		if c.IndicatorID == id {
			return c.Body
		}
	}
	return ""
}

// Answers are what the units say of their pages in a year's report.
type Answers struct {
	Standing Standing
	Units    []UnitAnswer // those with pages, in the group's order
}

// UnitAnswer is one unit's, as it was sent.
type UnitAnswer struct {
	Unit   org.Unit
	State  AnswerState
	Answer Answer
}

// readAnswers reads what has been sent.
func readAnswers(ctx context.Context, tx *postgres.Tx, ds *analysis.Dataset, year int) (Answers, error) {
	s, err := standing(ctx, tx, ds.Group.ID, year)
	if err != nil {
		return Answers{}, err
	}
	stored, err := tx.ReportAnswers(ctx, ds.Group.ID, year)
	if err != nil {
		return Answers{}, err
	}
	answers := Answers{Standing: s}
	for _, u := range unitsOf(ds, year) {
		one := UnitAnswer{Unit: u, State: Unanswered}
		if a, ok := answerOf(stored, u.ID); ok && a.AnsweredAt != nil {
			one.State, one.Answer = AnswerStateOf(a), Sent(a)
		}
		answers.Units = append(answers.Units, one)
	}
	return answers, nil
}

// anonymous is the answers without the names of those who gave them.
func (a Answers) anonymous() Answers {
	a.Units = slices.Clone(a.Units)
	for n := range a.Units {
		a.Units[n].Answer.AnsweredBy, a.Units[n].Answer.EditedBy = "", ""
	}
	return a
}

func answerOf(all []Answer, unit org.UnitID) (Answer, bool) {
	n := slices.IndexFunc(all, func(a Answer) bool { return a.UnitID == unit })
	if n < 0 {
		return Answer{UnitID: unit}, false
	}
	return all[n], true
}

// unitsOf are the units that some measure of the year applies to, in the group's order:
// those that have pages. The dataset needs no figures.
func unitsOf(ds *analysis.Dataset, year int) []org.Unit {
	during := quality.WholeYear(year)
	var list []org.Unit
	for _, u := range ds.Units {
		if !u.ActiveDuring(during.Start(), during.End()) {
			continue
		}
		if slices.ContainsFunc(ds.Selected, func(s analysis.Selection) bool {
			return s.Year == year && slices.ContainsFunc(ds.Measures, func(m analysis.Measure) bool { return m.ID == s.IndicatorID && m.AppliesTo(u) })
		}) {
			list = append(list, u)
		}
	}
	return list
}
