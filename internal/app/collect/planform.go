package collect

import (
	"context"
	"errors"
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// placed is the rows of a file that are about one form.
type placed struct {
	at      place
	reading reading
	form    Form
	// wrong is why there is no form for the rows, nil when there is.
	wrong *fault.Problem
	rows  []int
}

// form reads the form that some rows are about.
func (p planning) form(ctx context.Context, where Where) (*placed, error) {
	at, err := where.place(ctx, p.tx, p.actor, org.EnterFigures)
	switch {
	case errors.Is(err, fault.ErrNotFound):
		return &placed{wrong: &fault.Problem{Field: "unit", Code: "unknown_unit"}}, nil
	case errors.Is(err, fault.ErrForbidden):
		return &placed{wrong: &fault.Problem{Field: "unit", Code: "not_your_unit"}}, nil
	case err != nil:
		return nil, err
	}
	reading, err := p.room.readPage(ctx, p.tx, p.actor, at)
	return &placed{at: at, reading: reading, form: reading.form}, err
}

// closed says why a figure of the form may not be changed now.
func (form *Form) closed() string {
	switch form.Submission.State {
	case quality.Submitted:
		return "awaits_approval"
	case quality.Approved, quality.Final:
		return "already_approved"
	}
	return "not_open"
}

// plan fills in what the rows would do, and reports whether any would change the
// form.
func (f *placed) plan(plan *FilePlan) bool {
	changes := false
	for _, n := range f.rows {
		r := &plan.Rows[n]
		if f.wrong != nil {
			r.Wrong = []fault.Problem{*f.wrong}
			continue
		}
		r.Place, r.Form = f.form.Unit, f.form.Period
		f.planRow(r)
		changes = changes || r.Outcome == NewFigure || r.Outcome == ChangedFigure
	}
	return changes
}

// planRow settles one row, by the rules that the form's rows are saved by.
func (f *placed) planRow(r *PlannedRow) {
	row, problem := f.form.rowOf(r.FileRow)
	if problem != nil {
		r.Wrong = []fault.Problem{*problem}
		return
	}
	r.Row = row
	if r.Mark == "" && r.empty() {
		r.Outcome, r.After = SameFigure, row.Figure
		return
	}
	figure, wrong := r.figure(row, f.form.Reasons)
	if r.Wrong = wrong; len(wrong) > 0 {
		return
	}
	figure.Confirmation = row.Figure.Confirmation
	if row.Figure.Review.Approved != nil {
		figure.Review.ChangeReason = r.Comment // the file has no column for why
	}
	figure = row.settled(figure)
	r.After = figure
	s, e := saving{form: &f.form}, Entry{Key: row.Key(), Figure: figure, Read: r.Mark}
	if r.Mark == "" {
		e.Read = Mark(row.Figure)
	}
	switch s.decide(e, row) {
	case leave:
		r.Outcome, r.After = SameFigure, row.Figure
		return
	case conflict:
		r.Theirs = &Conflict{Key: row.Key(), Theirs: row.Figure, By: row.EnteredBy}
		return
	}
	if r.Wrong = s.check(row, figure); len(r.Wrong) > 0 {
		for n := range r.Wrong {
			r.Wrong[n].Field = strings.TrimPrefix(r.Wrong[n].Field, FieldName(row.Key(), ""))
		}
		return
	}
	switch {
	case !row.CanRecord:
		r.Wrong = []fault.Problem{{Field: "period", Code: f.form.closed()}}
	case row.Figure.Version == 0:
		r.Outcome = NewFigure
	default:
		r.Outcome = ChangedFigure
	}
}

// rowOf finds the form's row that the file's row is about.
func (form *Form) rowOf(r FileRow) (Row, *fault.Problem) {
	measured := false
	for _, row := range form.Rows {
		if row.Indicator.Code != r.Indicator || row.Period.Code() != r.Period {
			continue
		}
		measured = true
		if row.Stratum.Code == r.Stratum {
			return row, nil
		}
	}
	if measured {
		return Row{}, &fault.Problem{Field: "stratum", Code: "unknown_stratum"}
	}
	return Row{}, &fault.Problem{Field: "indicator", Code: "not_due"}
}
