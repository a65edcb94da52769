package collect

import (
	"slices"
	"strings"

	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/quality"
)

// figureIn is the file's row as a figure of the form's row; the problems are values
// that a measure of the kind does not have and choices that do not exist.
func figureIn(r *exchange.UploadRow, row Row, reasons []Reason) (quality.Figure, []fault.Problem) {
	var v fault.ValidationError
	f := quality.Figure{State: quality.FigureState(r.State), Comment: r.Comment}
	if f.State == quality.Missing {
		f.MissingReasonID = reasonOf(r.MissingReason, row.Figure.MissingReasonID, reasons)
		if f.MissingReasonID == 0 {
			v.Add("reason", "unknown_choice")
		}
	}
	if f.State != quality.Reported {
		return f, v.Problems
	}
	f.Value = quality.Value{ValidFrom: row.Figure.Value.ValidFrom, ValidTo: row.Figure.Value.ValidTo} // not in files
	var taken []string
	take := func(parts ...string) { taken = parts }
	switch row.Indicator.Kind {
	case quality.Proportion, quality.Rate:
		take("numerator", "denominator")
		f.Value.Numerator, f.Value.Denominator = r.Numerator, r.Denominator
	case quality.Count:
		take("n")
		if f.Value.Numerator = r.N; r.N == nil {
			take("n", "numerator")
			f.Value.Numerator = r.Numerator
		}
	case quality.Mean, quality.Score:
		take("mean", "sd", "n")
		f.Value.Mean, f.Value.SD, f.Value.Denominator = r.Mean, r.SD, r.N
	case quality.YesNo:
		take("yes", "text")
		f.Value.Yes, f.Value.Text = yesOf(r)
	case quality.Text, quality.Gestation:
		take("text")
		f.Value.Text = r.Text
		if days, ok := quality.ParseGestation(r.Text); ok && row.Indicator.Kind == quality.Gestation {
			f.Value.Text = quality.WeeksAndDays(days)
		}
	}
	for _, part := range []struct {
		name  string
		given bool
	}{{"numerator", r.Numerator != nil}, {"denominator", r.Denominator != nil}, {"mean", r.Mean != nil}, {"sd", r.SD != nil},
		{"n", r.N != nil}, {"text", r.Text != ""}, {"yes", r.Yes != ""}} {
		if part.given && !slices.Contains(taken, part.name) {
			v.Add(part.name, "value_not_expected")
		}
	}
	return f, v.Problems
}

// yesOf is the row's answer and the words with it. A file without a column for the
// answer has it among the texts.
func yesOf(r *exchange.UploadRow) (*bool, string) {
	if r.Yes != "" {
		answer := r.Yes == "yes"
		return &answer, r.Text
	}
	answer, said := map[string]bool{"ja": true, "nej": false}[strings.ToLower(r.Text)]
	if said {
		return &answer, ""
	}
	return nil, r.Text
}

// reasonOf finds the reason by its text: one in use, or the one the figure has;
// zero when there is none.
func reasonOf(text string, now quality.ReasonID, reasons []Reason) quality.ReasonID {
	n := slices.IndexFunc(reasons, func(r Reason) bool {
		return (r.Active || r.ID == now) && strings.EqualFold(strings.TrimSpace(r.Text), strings.TrimSpace(text))
	})
	if n < 0 {
		return 0
	}
	return reasons[n].ID
}

// columnOf is where a part of a planned row stands in the file.
func (r *plannedRow) columnOf(part string) exchange.Column {
	var kind quality.Kind
	if r.due != nil {
		kind = r.due.Indicator.Kind
	}
	switch {
	case part == "reason":
		return exchange.MissingReason
	case part == "change_reason":
		return exchange.Comment
	case part == "numerator" && kind == quality.Count && r.up.Numerator == nil:
		return exchange.N
	case part == "denominator" && (kind == quality.Mean || kind == quality.Score):
		return exchange.N
	}
	return exchange.Column(part) // the others have the same name
}

// problems are what is wrong with the row, each at its place in the file.
func (r *plannedRow) problems() []exchange.Problem {
	problems := r.up.Problems
	for _, p := range r.wrong {
		problems = append(problems, r.up.Problem(r.columnOf(p.Field), p.Code, p.Args...))
	}
	return problems
}
