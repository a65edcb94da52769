package results

import (
	"context"

	"samsyn/internal/analysis"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

var statuses = map[quality.Status]ui.Status{
	quality.Met: ui.StatusMet, quality.ProbablyMet: ui.StatusProbablyMet,
	quality.Uncertain: ui.StatusUncertain, quality.NotMet: ui.StatusNotMet,
	quality.Followed: ui.StatusFollowed, quality.NoResult: ui.StatusNoData,
	quality.MissingStatus: ui.StatusMissing, quality.NotApplied: ui.StatusNotApplicable,
	quality.MaskedStatus: ui.StatusMasked,
}

// status is the badge of a result: what can be said of it against the target, or
// why there is nothing to say.
func status(c analysis.Cell) ui.Status {
	switch {
	case c.State == analysis.Nobody:
		return ui.StatusNobody
	case c.State == analysis.Reported && c.Judgement.Status == quality.NoResult:
		return ui.StatusUncertain // nothing to hold the value against
	case c.Judgement.Status == quality.NotMet && c.Judgement.AboveLowest:
		return ui.StatusNear
	}
	return statuses[c.Judgement.Status]
}

// mark is everything that is to be known about a value in a table of many. A
// value without a target among the process measures is only described.
func mark(ctx context.Context, row analysis.Row, c analysis.Cell) view.Mark {
	m := view.Mark{Status: status(c), Notes: notes(ctx, row, c)}
	if m.Status == ui.StatusFollowed && (row.Measure.Category == quality.Process || !row.Measure.Kind.Numeric()) {
		m.Status = ""
	}
	if c.State == analysis.Reported && c.Standing == quality.Preliminary {
		m.Standing = ui.StandingPreliminary
	}
	return m
}

// notes say what a value lacks.
func notes(ctx context.Context, row analysis.Row, c analysis.Cell) []string {
	if c.State != analysis.Reported {
		return nil
	}
	var list []string
	if c.Uncertain {
		list = append(list, i18n.T(ctx, "få barn"))
	}
	if c.BreakFrom != nil {
		list = append(list, i18n.T(ctx, "ny definition från %s", i18n.Date(ctx, *c.BreakFrom)))
	}
	if note := incomplete(ctx, row, c); note != "" {
		list = append(list, note)
	}
	return list
}

// incomplete says how much of what is expected there is, when it is not all.
func incomplete(ctx context.Context, row analysis.Row, c analysis.Cell) string {
	switch {
	case c.Complete():
		return ""
	case c.Unit.ID == 0 && c.Units < c.ExpectedUnits:
		return i18n.N(ctx, "%d av %d enhet", "%d av %d enheter", c.ExpectedUnits, c.Units, c.ExpectedUnits)
	case !row.Measure.Kind.Numeric():
		return ""
	}
	return words.Handed(ctx, c.Result, row.Definition.ReportingMonths)
}

// standing is the badge of how settled a value is.
func standing(c analysis.Cell) ui.Standing {
	if c.State != analysis.Reported && c.State != analysis.Nobody {
		return ""
	}
	return ui.Standing(c.Standing)
}

// shown is a value for a cell of its own: "" when a badge says why there is none.
func shown(ctx context.Context, r analysis.Result) string {
	if r.State != analysis.Reported {
		return ""
	}
	return words.Value(ctx, r)
}

// changed is the difference from the year before, "" when there is none to tell.
func changed(ctx context.Context, c analysis.Cell) string {
	if c.Change == nil {
		return ""
	}
	return words.Difference(ctx, c.Result, c.Change.Difference)
}
