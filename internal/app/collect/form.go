package collect

import (
	"context"
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
	Reasons    []Reason
	// LastSaved is when a figure was last saved, nil when none is.
	LastSaved   *time.Time
	LastSavedBy Author
	SubmittedBy Author
	// The names of those who decided about the submission, "" for what has not
	// been decided.
	ReturnedBy, ApprovedBy, ReopenedBy string
	// What the actor may do now.
	CanRecord, CanSubmit, CanApprove, CanReturn, CanReopen bool
	// OnBehalf says that the actor enters for a unit that is not the actor's own.
	OnBehalf bool
}

// Row is one figure to hand in, with what is entered and what came before.
type Row struct {
	quality.Due
	GoalID    quality.GoalID
	Figure    quality.Figure // without State when nothing is entered
	EnteredBy Author
	// Past are the four periods before, oldest first, and the same period a year
	// before when it is not one of them.
	Past []Past
}

// Past is an earlier period beside a row.
type Past struct {
	Period   quality.Period
	Figure   quality.Figure // without State when nothing was entered
	Standing quality.Standing
}

// Reason is one of the group's words for why a figure is missing.
type Reason struct {
	ID     quality.ReasonID
	Text   string
	Active bool
}

// pastPeriods is how many periods are shown beside a field.
const pastPeriods = 4

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
	form := Form{Group: at.group, Unit: at.unit, Period: at.period,
		Due: at.period.Due(at.group.DueDays), Today: room.today()}
	year := at.period.LastYear()
	p, err := readPlan(ctx, tx, at.group, year, year)
	if err != nil {
		return form, err
	}
	if form.Goals, err = tx.Goals(ctx, at.group.ID, year, year); err != nil {
		return form, err
	}
	for _, d := range p.due(at.unit, at.period) {
		form.Rows = append(form.Rows, Row{Due: d.Due, GoalID: d.goal, Past: earlier(d.Period)})
	}
	if err := room.readFigures(ctx, tx, &form, at); err != nil {
		return form, err
	}
	reasons, err := tx.MissingReasons(ctx, at.group.ID)
	if err != nil {
		return form, err
	}
	for _, r := range reasons {
		form.Reasons = append(form.Reasons, Reason(r))
	}
	form.permit(actor)
	return form, nil
}

// earlier is the periods to show beside a figure, oldest first, still empty.
func earlier(p quality.Period) []Past {
	past := make([]Past, pastPeriods)
	before := p
	for n := pastPeriods - 1; n >= 0; n-- {
		before = before.Previous()
		past[n].Period = before
	}
	if year := p.YearBefore(); year.Before(before) {
		past = append([]Past{{Period: year}}, past...)
	}
	return past
}

// readFigures fills in the rows, their past and who did what.
func (room *Room) readFigures(ctx context.Context, tx *postgres.Tx, form *Form, at place) error {
	from := at.period.Start()
	for _, row := range form.Rows {
		if start := row.Past[0].Period.Start(); start.Before(from) {
			from = start
		}
	}
	figures, err := tx.UnitFigures(ctx, at.group.ID, at.unit.ID, from, at.period.End())
	if err != nil {
		return err
	}
	submissions, err := tx.Submissions(ctx, at.group.ID, from, at.period.End())
	if err != nil {
		return err
	}
	standing := map[quality.SubmissionID]quality.Standing{}
	form.Submission = quality.Submission{GroupID: at.group.ID, UnitID: at.unit.ID, Period: at.period, State: quality.Draft}
	for _, s := range submissions {
		standing[s.ID] = s.State.Standing()
		if s.UnitID == at.unit.ID && s.Period == at.period {
			form.Submission = s
		}
	}
	known := map[quality.FigureKey]quality.Figure{}
	persons := peopleOf(form.Submission)
	for _, f := range figures {
		known[f.Key()] = f
		persons = append(persons, f.EnteredBy)
	}
	who, err := room.readAuthors(ctx, tx, at, persons)
	if err != nil {
		return err
	}
	form.fill(known, standing, who)
	return nil
}

func peopleOf(s quality.Submission) []org.PersonID {
	return []org.PersonID{s.SubmittedBy, s.ReturnedBy, s.ApprovedBy, s.ReopenedBy, s.FinalisedBy}
}

func (form *Form) fill(known map[quality.FigureKey]quality.Figure, standing map[quality.SubmissionID]quality.Standing, who authors) {
	for n := range form.Rows {
		row := &form.Rows[n]
		row.Figure = known[row.Key()]
		if row.Figure.Version > 0 {
			row.EnteredBy = who.author(row.Figure.EnteredBy, &row.Figure.EnteredAt)
			if form.LastSaved == nil || row.Figure.EnteredAt.After(*form.LastSaved) {
				form.LastSaved, form.LastSavedBy = &row.Figure.EnteredAt, row.EnteredBy
			}
		}
		for m := range row.Past {
			key := row.Key()
			key.Period = row.Past[m].Period
			row.Past[m].Figure = known[key]
			row.Past[m].Standing = standing[known[key].SubmissionID]
		}
	}
	s := form.Submission
	form.SubmittedBy = who.author(s.SubmittedBy, s.SubmittedAt)
	form.ReturnedBy, form.ApprovedBy, form.ReopenedBy = who.names[s.ReturnedBy], who.names[s.ApprovedBy], who.names[s.ReopenedBy]
}
