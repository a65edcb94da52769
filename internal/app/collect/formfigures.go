package collect

import (
	"context"
	"slices"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// historyYears is how far back a unit's figures are read, at least: what is
// entered is held against them, and answers that still hold are found among them.
const historyYears = 3

// known is the unit's figures by measure and part, in the order of their periods.
type known map[quality.FigureKey][]quality.Figure

// part is the key of a measure and part, whatever the period.
func part(i quality.IndicatorID, stratum quality.StratumID) quality.FigureKey {
	return quality.FigureKey{IndicatorID: i, StratumID: stratum}
}

func (k known) add(f quality.Figure) {
	key := part(f.IndicatorID, f.StratumID)
	k[key] = append(k[key], f)
}

// of is the figures of the measure's part for the period, by the day they hold from.
func (k known) of(i quality.IndicatorID, stratum quality.StratumID, p quality.Period) []quality.Figure {
	var list []quality.Figure
	for _, f := range k[part(i, stratum)] {
		if f.Period == p {
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(a, b quality.Figure) int {
		if a.Since() < b.Since() {
			return -1
		}
		return 1
	})
	return list
}

// readFigures fills the form with the unit's figures and who did what.
func (r *reading) readFigures(ctx context.Context, tx *postgres.Tx) error {
	from := r.at.period.Start().AddDate(-historyYears, 0, 0)
	for _, row := range r.form.Rows {
		if start := row.Past[0].Period.Start(); start.Before(from) {
			from = start
		}
	}
	figures, err := tx.UnitFigures(ctx, r.at.group.ID, r.at.unit.ID, from, r.at.period.End())
	if err != nil {
		return err
	}
	submissions, err := tx.UnitSubmissions(ctx, r.at.group.ID, r.at.unit.ID, from, r.at.period.End())
	if err != nil {
		return err
	}
	states := map[quality.SubmissionID]quality.SubmissionState{}
	r.form.Submission = quality.Submission{GroupID: r.at.group.ID, UnitID: r.at.unit.ID, Period: r.at.period, State: quality.Draft}
	for _, s := range submissions {
		states[s.ID] = s.State
		if s.Period == r.at.period {
			r.form.Submission = s
		}
	}
	k, persons := known{}, peopleOf(r.form.Submission)
	for _, f := range figures {
		k.add(f)
		persons = append(persons, f.EnteredBy, f.Review.By)
		if f.Review.Approved != nil {
			persons = append(persons, f.Review.Approved.By)
		}
	}
	if r.who, err = r.room.readAuthors(ctx, tx, r.at, persons); err != nil {
		return err
	}
	r.fill(k, states)
	r.form.permit(r.actor, r.room.now())
	return nil
}

func peopleOf(s quality.Submission) []org.PersonID {
	return []org.PersonID{s.SubmittedBy, s.ReturnedBy, s.ApprovedBy, s.ReopenedBy, s.FinalisedBy}
}

// fill puts the figures into the rows.
func (r *reading) fill(k known, states map[quality.SubmissionID]quality.SubmissionState) {
	for n := range r.form.Rows {
		row := &r.form.Rows[n]
		r.fillRow(row, k)
		r.fillHistory(row, k, states)
	}
	s := r.form.Submission
	r.form.SubmittedBy = r.who.author(s.SubmittedBy, s.SubmittedAt)
	r.form.ReturnedBy, r.form.ApprovedBy, r.form.ReopenedBy = r.who.names[s.ReturnedBy], r.who.names[s.ApprovedBy], r.who.names[s.ReopenedBy]
	r.form.Later = r.later(k, states)
}

// fillRow fills in what the row says. Of the period's answers to a measure that
// carries over, the first is the row's own unless an earlier one still held then.
func (r *reading) fillRow(row *Row, k known) {
	row.Implied = r.plan.implied(row.Due, r.at.unit, k)
	entered := k.of(row.Indicator.ID, row.Stratum.ID, row.Period)
	first := row.Period.Start().Format(dayFormat)
	if len(entered) > 0 && (row.Implied.Figure.State == "" || entered[0].Since() <= first) {
		row.Figure, entered = entered[0], entered[1:]
		r.enteredBy(row)
	}
	if !row.Indicator.CarriesOver {
		return
	}
	for _, f := range entered {
		change := Row{Due: row.Due, GoalID: row.GoalID, Since: f.Since(), Figure: f}
		r.enteredBy(&change)
		row.Changes = append(row.Changes, change)
	}
}

const dayFormat = "2006-01-02"

// enteredBy fills in who entered the row's figure and decided about it.
func (r *reading) enteredBy(row *Row) {
	f := row.Figure
	row.EnteredBy = r.who.author(f.EnteredBy, &f.EnteredAt)
	row.ReviewedBy = r.who.names[f.Review.By]
	if f.Review.Approved != nil {
		row.ApprovedBy = r.who.names[f.Review.Approved.By]
	}
	if r.form.LastSaved == nil || f.EnteredAt.After(*r.form.LastSaved) {
		r.form.LastSaved, r.form.LastSavedBy = &f.EnteredAt, row.EnteredBy
	}
}

// fillHistory fills in the periods before, and what looks odd beside them.
func (r *reading) fillHistory(row *Row, k known, states map[quality.SubmissionID]quality.SubmissionState) {
	for m := range row.Past {
		past := &row.Past[m]
		if list := k.of(row.Indicator.ID, row.Stratum.ID, past.Period); len(list) > 0 {
			past.Figure = list[len(list)-1] // how it was at the period's end
			past.Standing = past.Figure.Standing(states[past.Figure.SubmissionID])
		}
	}
	row.Warnings = r.warnings(*row, k)
}
