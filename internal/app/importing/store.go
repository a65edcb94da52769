package importing

import (
	"context"
	"errors"

	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// store puts the figures into their submissions, unit by unit.
func (j *job) store(ctx context.Context, figures []incoming) error {
	for _, ofUnit := range partition(figures, func(in incoming) string { return in.Unit }) {
		stored, err := j.stored(ctx, ofUnit)
		if err != nil {
			return err
		}
		collected := func(in incoming) string {
			return quality.PeriodOf(in.period.End(), j.group.CollectionMonths).Code()
		}
		for _, part := range partition(ofUnit, collected) {
			if err := j.storePart(ctx, part, stored); err != nil {
				return err
			}
		}
	}
	return nil
}

// stored reads the unit's figures for the periods of those that come.
func (j *job) stored(ctx context.Context, figures []incoming) (map[quality.FigureKey]quality.Figure, error) {
	first, last := figures[0].period.Start(), figures[0].period.Start()
	for _, in := range figures {
		if start := in.period.Start(); start.Before(first) {
			first = start
		} else if start.After(last) {
			last = start
		}
	}
	list, err := j.tx.UnitFigures(ctx, postgres.UnitFiguresOf{GroupID: j.group.ID, Units: []org.UnitID{figures[0].unit.ID}, From: first, To: last})
	stored := map[quality.FigureKey]quality.Figure{}
	for _, f := range list {
		stored[f.Key()] = f
	}
	return stored, err
}

// change is a figure that is new, or takes the place of the one before.
type change struct {
	incoming
	before quality.Figure // its Version is zero when there was none
}

// storePart stores one submission's figures. A submission that is there keeps its
// state. One that is made is approved when its round has ended: what is taken over
// has been looked at where it comes from. While the round goes on it is a draft,
// since the unit has more to add and hands in the whole itself; handed in it would
// be closed to the unit, and approved it would pass for complete.
func (j *job) storePart(ctx context.Context, part []incoming, stored map[quality.FigureKey]quality.Figure) error {
	unit, period := part[0].unit, quality.PeriodOf(part[0].period.End(), j.group.CollectionMonths)
	_, err := j.tx.Submission(ctx, j.group.ID, unit.ID, period)
	isNew := errors.Is(err, fault.ErrNotFound)
	if err != nil && !isNew {
		return err
	}
	submission, err := j.tx.LockSubmission(ctx, j.group.ID, unit.ID, period)
	if err != nil {
		return err
	}
	approve := isNew && period.End().Before(j.today())
	if approve {
		submission.State = quality.Approved
	}
	changes := j.compare(part, stored, submission.State)
	if len(j.problems) > 0 {
		return nil
	}
	if err := j.write(ctx, submission.ID, changes); err != nil {
		return err
	}
	switch {
	case approve:
		j.plan.Submissions++
		submission.SubmittedAt, submission.ApprovedAt = &j.now, &j.now
		if err := j.tx.SaveSubmission(ctx, submission); err != nil {
			return err
		}
	case isNew:
		j.plan.Drafts++
	}
	// What comes into an approved submission has been looked at too.
	if err := j.tx.ApproveFiguresOf(ctx, []quality.SubmissionID{submission.ID}); err != nil {
		return err
	}
	return j.audit(ctx, submission, changes)
}

// compare sorts the figures into new, changed and the same, and notes those that
// the submission's state keeps as they are.
func (j *job) compare(part []incoming, stored map[quality.FigureKey]quality.Figure, state quality.SubmissionState) []change {
	var changes []change
	for _, in := range part {
		before, exists := stored[in.figure.Key()]
		if exists { // the file has no validity dates, so it does not change them
			in.figure.Value.ValidFrom, in.figure.Value.ValidTo = before.Value.ValidFrom, before.Value.ValidTo
		}
		switch {
		case exists && before.Same(in.figure):
			j.plan.Same++
			continue
		case state == quality.Submitted:
			j.note(in.Problem(exchange.Period, AwaitsApproval))
		case state == quality.Final, exists && state == quality.Approved:
			j.note(in.Problem(firstColumn(in), AlreadyApproved))
		case exists:
			j.plan.Changed++
		default:
			j.plan.New++
		}
		changes = append(changes, change{incoming: in, before: before})
	}
	return changes
}

// firstColumn is where the row's value begins.
func firstColumn(in incoming) exchange.Column {
	if in.figure.State != quality.Reported {
		return exchange.State
	}
	return columnsOf(in.indicator.Kind)[0]
}

// write stores the new figures at once and the changed ones one by one.
func (j *job) write(ctx context.Context, submission quality.SubmissionID, changes []change) error {
	var added []quality.Figure
	for _, c := range changes {
		f := c.figure
		if c.before.Version == 0 {
			f.SubmissionID = submission
			added = append(added, f)
			continue
		}
		f.ID, f.Version = c.before.ID, c.before.Version
		if _, err := j.tx.SaveFigure(ctx, f); err != nil {
			return err
		}
	}
	if len(added) == 0 {
		return nil
	}
	return j.tx.CopyFigures(ctx, added)
}
