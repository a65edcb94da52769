package collect

import (
	"context"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Progress is how far a unit has come with a collection period.
type Progress struct {
	Unit   org.Unit
	Period quality.Period
	// Submission has no ID when nothing is entered yet.
	Submission quality.Submission
	Due        time.Time // the last day to hand in; a reopened one's own last day
	// Filled of Total figures are entered, or follow from others. Total is zero when
	// nothing is due.
	Filled, Total int
	// SentBack is how many figures the convener has sent back one by one.
	SentBack int
	// Seen is what heads of clinics have said of what is handed in; read for the board
	// alone.
	Seen []quality.FiguresSeen
	// HandedIn is the day the figures were handed in the first time, nil when they
	// never were.
	HandedIn *time.Time
	// DaysLate is how many days after the due day they were handed in, or how many
	// have passed while they still are not; zero when in time.
	DaysLate int
	// Begun and Ended say where today is in relation to the period.
	Begun, Ended bool
}

// Open reports whether the unit has something to do: it is not handed in, or it
// came back, whole or in part.
func (p Progress) Open() bool {
	switch p.Submission.State {
	case quality.Submitted:
		return p.SentBack > 0
	case quality.Draft, quality.Returned, quality.Reopened:
		return p.Total > 0
	}
	return false
}

// CameBack reports whether it was handed in and was sent back, whole or in part.
func (p Progress) CameBack() bool { return p.Submission.State == quality.Returned || p.SentBack > 0 }

// progress reads how far units have come with collection periods.
type progress struct {
	plan        plan
	submissions map[placeKey]quality.Submission
	entered     map[postgres.Entered]bool
	standing    map[org.UnitID]known
	sentBack    map[quality.SubmissionID]int
	first       map[quality.SubmissionID]time.Time
	today       time.Time
	day         func(time.Time) time.Time
}

type placeKey struct {
	unit   org.UnitID
	period quality.Period
}

// readProgress reads everything about the years that a board shows. The number of
// queries depends neither on the units nor on the years.
func (room *Room) readProgress(ctx context.Context, tx *postgres.Tx, group org.Group, first, last int) (progress, error) {
	p := progress{today: room.today(), day: room.dayOf,
		submissions: map[placeKey]quality.Submission{}, entered: map[postgres.Entered]bool{},
		standing: map[org.UnitID]known{}}
	var err error
	if p.plan, err = readPlan(ctx, tx, group, first, last); err != nil {
		return p, err
	}
	from, to := quality.WholeYear(first-longestYears+1).Start(), quality.WholeYear(last).End()
	submissions, err := tx.Submissions(ctx, group.ID, from, to)
	if err != nil {
		return p, err
	}
	for _, s := range submissions {
		p.submissions[placeKey{s.UnitID, s.Period}] = s
	}
	entered, err := tx.EnteredFigures(ctx, group.ID, from, to)
	if err != nil {
		return p, err
	}
	for _, e := range entered {
		p.entered[e] = true
	}
	standing, err := tx.StandingFigures(ctx, group.ID, from, to)
	if err != nil {
		return p, err
	}
	for _, f := range standing {
		if p.standing[f.UnitID] == nil {
			p.standing[f.UnitID] = known{}
		}
		p.standing[f.UnitID].add(f)
	}
	if p.sentBack, err = tx.SentBack(ctx, group.ID, from, to); err != nil {
		return p, err
	}
	p.first, err = tx.FirstHandedIn(ctx, group.ID, from, to, submitAction)
	return p, err
}

// of is how far the unit has come with the period.
func (p progress) of(unit org.Unit, period quality.Period) Progress {
	s, known := p.submissions[placeKey{unit.ID, period}]
	if !known {
		s = quality.Submission{GroupID: p.plan.group.ID, UnitID: unit.ID, Period: period, State: quality.Draft}
	}
	at := Progress{Unit: unit, Period: period, Submission: s, Due: period.Due(p.plan.group.DueDays),
		Begun: !period.Start().After(p.today), Ended: period.End().Before(p.today), SentBack: p.sentBack[s.ID]}
	for _, d := range p.plan.due(unit, period) {
		at.Total++
		entered := p.entered[postgres.Entered{UnitID: unit.ID, Key: d.Key()}]
		if entered || p.plan.implied(d.Due, unit, p.standing[unit.ID]).Figure.State != "" {
			at.Filled++
		}
	}
	if first, ok := p.first[s.ID]; ok {
		day := p.day(first)
		at.HandedIn = &day
		at.DaysLate = daysAfter(at.Due, day)
	} else if at.Open() {
		at.DaysLate = daysAfter(at.Due, p.today)
	}
	if s.State == quality.Reopened {
		at.Due = *s.ReopenedUntil
	}
	return at
}

// daysAfter is how many days the day lies after the due day; zero when it does not.
func daysAfter(due, day time.Time) int {
	return max(0, int(day.Sub(due).Hours()/24))
}
