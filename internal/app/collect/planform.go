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
	at   place
	form Form
	// wrong is why there is no form for the rows, nil when there is; closed is why
	// its figures may not be changed, "" when they may.
	wrong  *fault.Problem
	closed string
	rows   []int
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
	form, err := p.room.readForm(ctx, p.tx, p.actor, at)
	if err != nil {
		return nil, err
	}
	return &placed{at: at, form: form, closed: form.closed()}, nil
}

// closed says why the form may not be changed; "" when it may.
func (form *Form) closed() string {
	if form.CanRecord {
		return ""
	}
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
	r.After = figure
	s, e := saving{reasons: f.form.Reasons}, Entry{Key: row.Key(), Figure: figure, Read: r.Mark}
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
	case f.closed != "":
		r.Wrong = []fault.Problem{{Field: "period", Code: f.closed}}
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
