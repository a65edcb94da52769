package collect

import (
	"slices"
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// FileRow is a row of an uploaded file, read but not yet held against the forms.
type FileRow struct {
	Group, Unit, Indicator, Stratum, Period string // codes; Group may be empty
	// State is empty for a row without value, reason or state.
	State           quality.FigureState
	Numerator       *float64
	Denominator     *float64
	Mean, SD, N     *float64
	Text            string
	Yes             *bool
	Reason, Comment string
	// Mark is that of the figure the row was made of, "" in files that have none.
	Mark string
	// Unreadable says that the row has problems of its own and is not to be stored.
	Unreadable bool
}

// empty reports whether nothing is filled in.
func (r FileRow) empty() bool { return r.State == "" && r.Comment == "" }

// Outcome is what storing a row of a file would do.
type Outcome string

// The outcomes.
const (
	NewFigure     Outcome = "new"
	ChangedFigure Outcome = "changed"
	SameFigure    Outcome = "same" // says what is stored, or was left as it was
	WrongRow      Outcome = "wrong"
)

// PlannedRow is a row of the file and what it would do.
type PlannedRow struct {
	FileRow
	Outcome Outcome
	// Place, Form and Row are the form's, without IDs when there is none for the row.
	Place  org.Unit
	Form   quality.Period
	Row    Row
	After  quality.Figure  // as it would be; without State when it would be emptied
	Wrong  []fault.Problem // at the parts of the row: "unit", "numerator", "reason" …
	Theirs *Conflict       // somebody else has changed the figure since the file was made
}

// figure is the row as a figure of the form's row; the problems are values that a
// measure of the kind does not have and choices that do not exist.
func (r FileRow) figure(row Row, reasons []Reason) (quality.Figure, []fault.Problem) {
	var v fault.ValidationError
	f := quality.Figure{State: r.State, Comment: r.Comment}
	if r.State == quality.Missing {
		f.MissingReasonID = reasonOf(r.Reason, row.Figure.MissingReasonID, reasons)
		if f.MissingReasonID == 0 {
			v.Add("reason", "unknown_choice")
		}
	}
	if r.State != quality.Reported {
		return f, v.Problems
	}
	kind := row.Indicator.Kind
	f.Value = quality.Value{ValidFrom: row.Figure.Value.ValidFrom, ValidTo: row.Figure.Value.ValidTo} // not in files
	unexpected := map[string]bool{"numerator": r.Numerator != nil, "denominator": r.Denominator != nil, "mean": r.Mean != nil,
		"sd": r.SD != nil, "n": r.N != nil, "text": r.Text != "", "yes": r.Yes != nil}
	take := func(parts ...string) {
		for _, part := range parts {
			unexpected[part] = false
		}
	}
	switch kind {
	case quality.Proportion, quality.Rate:
		take("numerator", "denominator")
		f.Value.Numerator, f.Value.Denominator = r.Numerator, r.Denominator
	case quality.Count:
		if f.Value.Numerator = r.N; r.N == nil {
			take("numerator")
			f.Value.Numerator = r.Numerator
		}
		take("n")
	case quality.Mean, quality.Score:
		take("mean", "sd", "n")
		f.Value.Mean, f.Value.SD, f.Value.Denominator = r.Mean, r.SD, r.N
	case quality.YesNo:
		take("yes", "text")
		f.Value.Yes, f.Value.Text = r.Yes, r.Text
		if answer, said := map[string]bool{"ja": true, "nej": false}[strings.ToLower(r.Text)]; said && r.Yes == nil {
			f.Value.Yes, f.Value.Text = &answer, "" // a file without a column for the answer
		}
	case quality.Text, quality.Gestation:
		take("text")
		f.Value.Text = r.Text
		if days, ok := quality.ParseGestation(r.Text); ok && kind == quality.Gestation {
			f.Value.Text = quality.WeeksAndDays(days)
		}
	}
	for _, part := range []string{"numerator", "denominator", "mean", "sd", "n", "text", "yes"} {
		if unexpected[part] {
			v.Add(part, "value_not_expected")
		}
	}
	return f, v.Problems
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
