package collect

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// formReader makes the forms of a group's units out of what is read once: what the
// group collects, and what the units have entered. The number of queries depends on
// neither measures, units nor periods.
type formReader struct {
	room        *Room
	group       org.Group
	plan        plan
	reasons     []Reason
	goals       []quality.Goal // of all the years, when they are asked for
	rules       []quality.Rule // for a form's page
	submissions map[placeKey]quality.Submission
	states      map[quality.SubmissionID]quality.SubmissionState
	entered     map[org.UnitID]known
	who         authors
}

// enteredSpan is whose figures are read: those of the units for periods that start
// between the two days.
type enteredSpan struct {
	units    []org.UnitID
	from, to time.Time
	// only are the measures that are read, nil for all; those of others only for the
	// periods.
	only    []quality.IndicatorID
	periods []quality.Period
}

// formReader reads what the group collects in the years.
func (room *Room) formReader(ctx context.Context, tx *postgres.Tx, group org.Group, first, last int) (*formReader, error) {
	r := &formReader{room: room, group: group}
	var err error
	if r.plan, err = readPlan(ctx, tx, group, first, last); err != nil {
		return nil, err
	}
	reasons, err := tx.MissingReasons(ctx, group.ID)
	for _, reason := range reasons {
		r.reasons = append(r.reasons, Reason(reason))
	}
	return r, err
}

// readGoals reads the goals that the rows are shown under.
func (r *formReader) readGoals(ctx context.Context, tx *postgres.Tx, first, last int) (err error) {
	r.goals, err = tx.Goals(ctx, r.group.ID, first, last)
	return err
}

// read reads what the units have entered and handed in.
func (r *formReader) read(ctx context.Context, tx *postgres.Tx, span enteredSpan) error {
	submissions, err := tx.UnitSubmissions(ctx, r.group.ID, span.units, span.from, span.to)
	if err != nil {
		return err
	}
	return r.readFigures(ctx, tx, span, submissions)
}

// readFigures reads what the units have entered in submissions that are known, and
// who has.
func (r *formReader) readFigures(ctx context.Context, tx *postgres.Tx, span enteredSpan, submissions []quality.Submission) error {
	figures, err := tx.UnitFigures(ctx, postgres.UnitFiguresOf{GroupID: r.group.ID, Units: span.units, From: span.from, To: span.to,
		Only: span.only, Periods: span.periods})
	if err != nil {
		return err
	}
	persons := people{}
	r.submissions, r.states = map[placeKey]quality.Submission{}, map[quality.SubmissionID]quality.SubmissionState{}
	for _, s := range submissions {
		r.submissions[placeKey{s.UnitID, s.Period}], r.states[s.ID] = s, s.State
		persons.add(s.SubmittedBy, s.ReturnedBy, s.ApprovedBy, s.ReopenedBy)
	}
	r.entered = map[org.UnitID]known{}
	for _, f := range figures {
		if r.entered[f.UnitID] == nil {
			r.entered[f.UnitID] = known{}
		}
		r.entered[f.UnitID].add(f)
		persons.add(f.EnteredBy, f.Review.By)
		if f.Review.Approved != nil {
			persons.add(f.Review.Approved.By)
		}
	}
	r.who, err = r.room.readAuthors(ctx, tx, r.group.ID, persons.list())
	return err
}

// submission is the place's, a draft without ID when nothing is entered yet.
func (r *formReader) submission(at placeKey) quality.Submission {
	s, known := r.submissions[at]
	if !known {
		s = quality.Submission{GroupID: r.group.ID, UnitID: at.unit, Period: at.period, State: quality.Draft}
	}
	return s
}

// form is the place's form as the actor sees it, without what only its page shows:
// the periods before, what looks odd beside them, and what is handed in later.
func (r *formReader) form(actor org.Actor, at place) Form {
	year := at.period.LastYear()
	s := r.submission(at.key())
	form := Form{Group: at.group, Unit: at.unit, Period: at.period, Due: at.period.Due(at.group.DueDays), Today: r.room.today(),
		Submission: s, SubmittedBy: r.who.author(at.unit.ID, s.SubmittedBy, s.SubmittedAt),
		ReturnedBy: r.who.names[s.ReturnedBy], ApprovedBy: r.who.names[s.ApprovedBy], ReopenedBy: r.who.names[s.ReopenedBy],
		Reasons: r.reasons}
	for _, g := range r.goals {
		if g.Year == year {
			form.Goals = append(form.Goals, g)
		}
	}
	for _, d := range r.plan.due(at.unit, at.period) {
		form.Rows = append(form.Rows, r.row(at.unit, d))
	}
	for row := range form.Entered() {
		if f := row.Figure; form.LastSaved == nil || f.EnteredAt.After(*form.LastSaved) {
			form.LastSaved, form.LastSavedBy = &f.EnteredAt, row.EnteredBy
		}
	}
	form.permit(actor, r.room.now())
	return form
}

// page is the form with what its page shows; of the rows of only, when there are any,
// and without what is handed in later.
func (r *formReader) page(actor org.Actor, at place, only []quality.IndicatorID) Form {
	form := r.form(actor, at)
	for n := range form.Rows {
		if row := &form.Rows[n]; only == nil || slices.Contains(only, row.Indicator.ID) {
			r.fillHistory(row, at.unit)
		}
	}
	form.warnOfRules(r.rules)
	if only == nil {
		form.Later = r.later(at, form.Rows)
	}
	return form
}

// row is what is to be handed in with what it says. Of the period's answers to a
// measure that carries over, the first is the row's own unless an earlier one still
// held then.
func (r *formReader) row(unit org.Unit, d dueFigure) Row {
	k := r.entered[unit.ID]
	row := Row{Due: d.Due, GoalID: d.goal, Implied: r.plan.implied(d.Due, unit, k)}
	entered := k.of(row.Indicator.ID, row.Stratum.ID, row.Period)
	first := row.Period.Start().Format(time.DateOnly)
	if len(entered) > 0 && (row.Implied.Figure.State == "" || entered[0].Since() <= first) {
		r.enter(&row, entered[0])
		entered = entered[1:]
	}
	if !row.Indicator.CarriesOver {
		return row
	}
	for _, f := range entered {
		change := Row{Due: row.Due, GoalID: row.GoalID, Since: f.Since()}
		r.enter(&change, f)
		row.Changes = append(row.Changes, change)
	}
	return row
}

// enter fills in the row's figure, and who entered it and decided about it.
func (r *formReader) enter(row *Row, f quality.Figure) {
	row.Figure = f
	row.EnteredBy = r.who.author(f.UnitID, f.EnteredBy, &f.EnteredAt)
	row.ReviewedBy = r.who.names[f.Review.By]
	if f.Review.Approved != nil {
		row.ApprovedBy = r.who.names[f.Review.Approved.By]
	}
}

// fillHistory fills in the periods before, and what looks odd beside them.
func (r *formReader) fillHistory(row *Row, unit org.Unit) {
	k := r.entered[unit.ID]
	row.Past = earlier(row.Period)
	for m := range row.Past {
		past := &row.Past[m]
		if list := k.of(row.Indicator.ID, row.Stratum.ID, past.Period); len(list) > 0 {
			past.Figure = list[len(list)-1] // how it was at the period's end
			past.Standing = past.Figure.Standing(r.states[past.Figure.SubmissionID])
		}
	}
	row.Warnings = r.plan.warnings(*row, k)
}
