package collect

import (
	"samsyn/internal/fault"
	"samsyn/internal/quality"
)

// check lists what is wrong with a row, each problem at its field.
func (s *saving) check(row Row, f quality.Figure) []fault.Problem {
	var v fault.ValidationError
	first := firstPart(row.Indicator.Kind)
	approved := row.Figure.Review.Approved
	switch {
	case f.State == "" && f.Comment != "":
		v.Add(first, "comment_alone")
	case f.State == "" && (f.Value.ValidFrom != nil || f.Value.ValidTo != nil):
		v.Add(first, "required")
	case f.State == "" && approved != nil:
		v.Add(first, "approved_not_emptied")
	case f.State != "":
		v.Problems = row.Indicator.Check(f)
		if f.MissingReasonID != 0 && !s.form.hasReason(f.MissingReasonID) {
			v.Add("reason", "unknown_choice")
		}
		s.checkSince(row, f, &v)
		if approved != nil && f.Review.ChangeReason == "" && !f.Same(approved.Figure()) {
			v.Add("change_reason", "change_reason_required")
		}
	}
	for n := range v.Problems {
		v.Problems[n].Field = FieldName(row.Key(), v.Problems[n].Field)
	}
	return v.Problems
}

// checkSince checks the day from which an answer of a measure that carries over
// holds: the first answer's is no later than the period's end, and those that take
// its place come within the period, each on a day of its own.
func (s *saving) checkSince(row Row, f quality.Figure, v *fault.ValidationError) {
	if !row.Indicator.CarriesOver {
		return
	}
	from, start, end := f.Value.ValidFrom, row.Period.Start(), row.Period.End()
	switch {
	case row.Since == "":
		if from != nil && from.After(end) {
			v.Add("valid_from", "date_limits", start, end)
		}
		return
	case from == nil:
		v.Add("valid_from", "required")
		return
	case !from.After(start) || from.After(end):
		v.Add("valid_from", "date_limits", start.AddDate(0, 0, 1), end)
		return
	}
	for other := range s.form.Entered() {
		if other.Due.Key() == row.Due.Key() && other.Figure.ID != row.Figure.ID && other.Figure.Since() == f.Since() {
			v.Add("valid_from", "date_taken")
		}
	}
}

// firstPart is the part of a row where filling in begins.
func firstPart(kind quality.Kind) string {
	switch kind {
	case quality.Mean, quality.Score:
		return "mean"
	case quality.Text, quality.Gestation:
		return "text"
	case quality.YesNo:
		return "yes"
	}
	return "numerator"
}
