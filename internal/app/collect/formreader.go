package collect

import (
	"context"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// formReader knows what many units have entered for many periods. The number of
// queries depends on neither.
type formReader struct {
	group       org.Group
	plan        plan
	reasons     []Reason
	goals       []quality.Goal // for whoever asks for forms
	submissions map[placeKey]quality.Submission
	figures     map[unitFigure]*quality.Figure
	who         authors // of any unit: the unit itself is left out
	today       time.Time
}

// unitFigure tells a unit's figure from all others.
type unitFigure struct {
	unit org.UnitID
	key  quality.FigureKey
}

// formSpan is which forms are read: those of the units for collection periods that
// start between the two days, and the figures for periods that start from First on.
type formSpan struct {
	units               []org.UnitID
	first, start, end   time.Time
	firstYear, lastYear int
}

// formReader reads what there is.
func (room *Room) formReader(ctx context.Context, tx *postgres.Tx, group org.Group, span formSpan) (*formReader, error) {
	r := &formReader{group: group, today: room.today(), submissions: map[placeKey]quality.Submission{}}
	var err error
	if r.plan, err = readPlan(ctx, tx, group, span.firstYear, span.lastYear); err != nil {
		return nil, err
	}
	reasons, err := tx.MissingReasons(ctx, group.ID)
	if err != nil {
		return nil, err
	}
	for _, reason := range reasons {
		r.reasons = append(r.reasons, Reason(reason))
	}
	submissions, err := tx.Submissions(ctx, group.ID, span.start, span.end)
	if err != nil {
		return nil, err
	}
	for _, s := range submissions {
		r.submissions[placeKey{s.UnitID, s.Period}] = s
	}
	return r, r.readFigures(ctx, tx, room, span)
}

func (r *formReader) readFigures(ctx context.Context, tx *postgres.Tx, room *Room, span formSpan) error {
	figures, err := tx.GroupFigures(ctx, r.group.ID, span.units, span.first, span.end)
	if err != nil {
		return err
	}
	r.figures = make(map[unitFigure]*quality.Figure, len(figures))
	persons := map[org.PersonID]bool{}
	for n := range figures {
		f := &figures[n]
		r.figures[unitFigure{f.UnitID, f.Key()}] = f
		persons[f.EnteredBy] = true
	}
	var ids []org.PersonID
	for id := range persons {
		ids = append(ids, id)
	}
	r.who, err = room.readAuthors(ctx, tx, place{group: r.group}, ids)
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

// closed says why the actor may not change the place's figures; "" when it may.
func (r *formReader) closed(actor org.Actor, at placeKey) string {
	s := r.submission(at)
	if !at.period.Start().After(r.today) && s.CanRecord(actor, r.today) {
		return ""
	}
	switch s.State {
	case quality.Submitted:
		return "awaits_approval"
	case quality.Approved, quality.Final:
		return "already_approved"
	}
	return "not_open"
}

// row is what is to be handed in with what is entered, without what came before.
func (r *formReader) row(unit org.UnitID, d dueFigure) Row {
	row := Row{Due: d.Due, GoalID: d.goal}
	if f := r.figures[unitFigure{unit, d.Key()}]; f != nil {
		row.Figure = *f
		row.EnteredBy = r.author(unit, f)
	}
	return row
}

func (r *formReader) author(unit org.UnitID, f *quality.Figure) Author {
	who := r.who
	who.unit = unit
	return who.author(f.EnteredBy, &f.EnteredAt)
}
