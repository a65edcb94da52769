package collect

import (
	"context"
	"iter"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Form is everything that the page about one unit's period shows.
type Form struct {
	Group      org.Group
	Unit       org.Unit
	Period     quality.Period
	Submission quality.Submission // a draft without ID when nothing is entered yet
	Due        time.Time          // the last day to hand in
	Today      time.Time
	Goals      []quality.Goal // of the year
	Rows       []Row
	// Later are the measures of the year that are handed in with another period.
	Later   []Later
	Reasons []Reason
	// LastSaved is when a figure was last saved, nil when none is.
	LastSaved   *time.Time
	LastSavedBy Author
	SubmittedBy Author
	// The names of those who decided about the submission, "" for what has not
	// been decided.
	ReturnedBy, ApprovedBy, ReopenedBy string
	// What the actor may do now. CanRecord is for some figure at least; each row
	// says for its own.
	CanRecord, CanSubmit, CanApprove, CanReturn, CanReopen bool
	// OnBehalf says that the actor enters for a unit that is not the actor's own.
	OnBehalf bool
}

// Reason is one of the group's words for why a figure is missing.
type Reason struct {
	ID     quality.ReasonID
	Text   string
	Active bool
}

// Form reads the page for a unit's collection period. Those who report for the
// unit, lead it or compile the group's figures may see it.
func (room *Room) Form(ctx context.Context, actor org.Actor, where Where) (Form, error) {
	var form Form
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		at, err := where.place(ctx, tx, actor, org.ViewUnitEntries)
		if err != nil {
			return err
		}
		form, err = room.readForm(ctx, tx, actor, at)
		return err
	})
	return form, err
}

// readForm reads the form in the transaction given.
func (room *Room) readForm(ctx context.Context, tx *postgres.Tx, actor org.Actor, at place) (Form, error) {
	reading, err := room.readPage(ctx, tx, actor, at)
	return reading.form, err
}

// reading is a form with what it was made of, so that it can be made anew when
// figures have been saved.
type reading struct {
	room  *Room
	actor org.Actor
	at    place
	plan  plan
	form  Form
	who   authors
}

// readPage reads the form. The number of queries depends neither on the measures
// nor on the periods.
func (room *Room) readPage(ctx context.Context, tx *postgres.Tx, actor org.Actor, at place) (reading, error) {
	r := reading{room: room, actor: actor, at: at}
	r.form = Form{Group: at.group, Unit: at.unit, Period: at.period, Due: at.period.Due(at.group.DueDays), Today: room.today()}
	year := at.period.LastYear()
	var err error
	if r.plan, err = readPlan(ctx, tx, at.group, year, year); err != nil {
		return r, err
	}
	if r.form.Goals, err = tx.Goals(ctx, at.group.ID, year, year); err != nil {
		return r, err
	}
	reasons, err := tx.MissingReasons(ctx, at.group.ID)
	if err != nil {
		return r, err
	}
	for _, reason := range reasons {
		r.form.Reasons = append(r.form.Reasons, Reason(reason))
	}
	for _, d := range r.plan.due(at.unit, at.period) {
		r.form.Rows = append(r.form.Rows, Row{Due: d.Due, GoalID: d.goal, Past: earlier(d.Period)})
	}
	return r, r.readFigures(ctx, tx)
}

// again reads the form anew in the transaction: what the figures say may have
// changed, what is to be handed in has not.
func (r *reading) again(ctx context.Context, tx *postgres.Tx) (Form, error) {
	next := *r
	next.form.Rows, next.form.LastSaved, next.form.Later = nil, nil, nil
	for _, row := range r.form.Rows {
		next.form.Rows = append(next.form.Rows, Row{Due: row.Due, GoalID: row.GoalID, Past: earlier(row.Period)})
	}
	err := next.readFigures(ctx, tx)
	return next.form, err
}

// byKey is the rows, and the answers within them, by what they are about.
func (form *Form) byKey() map[quality.FigureKey]Row {
	rows := map[quality.FigureKey]Row{}
	for _, row := range form.Rows {
		rows[row.Key()] = row
		for _, change := range row.Changes {
			rows[change.Key()] = change
		}
	}
	return rows
}

// Empty lists the rows that nothing is entered for and nothing follows for.
func (form *Form) Empty() []Row {
	var empty []Row
	for _, row := range form.Rows {
		if !row.Answered() {
			empty = append(empty, row)
		}
	}
	return empty
}

// Entered walks through every figure of the form that is entered, the answers
// within a row too.
func (form *Form) Entered() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for _, row := range form.Rows {
			for _, r := range append([]Row{row}, row.Changes...) {
				if r.Figure.Version > 0 && !yield(r) {
					return
				}
			}
		}
	}
}

// SentBack lists the rows whose figure the convener has sent back.
func (form *Form) SentBack() []Row {
	var list []Row
	for row := range form.Entered() {
		if row.Figure.Review.State == quality.ReviewedReturned {
			list = append(list, row)
		}
	}
	return list
}

// Odd lists the rows with something that looks odd and is not confirmed.
func (form *Form) Odd() []Row {
	var list []Row
	for _, row := range form.Rows {
		if row.Odd() {
			list = append(list, row)
		}
	}
	return list
}
