package collect

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// longestYears is the most years a collection period may span.
const longestYears = 5

// Finalise fixes every approved submission of the year for good and gives how
// many they were. What is not approved stays as it is. fault.ErrWrongState when
// there is nothing to fix.
func (room *Room) Finalise(ctx context.Context, actor org.Actor, group org.GroupID, year int) (int, error) {
	var count int
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		count = 0
		if !actor.May(org.ApproveFigures, group, 0) {
			return fault.ErrForbidden
		}
		list, err := submissionsOf(ctx, tx, group, year)
		if err != nil {
			return err
		}
		for _, s := range list {
			if s.State != quality.Approved {
				continue
			}
			if err := room.finalise(ctx, tx, actor, s); err != nil {
				return err
			}
			count++
		}
		if count == 0 {
			return fault.ErrWrongState
		}
		return nil
	})
	return count, err
}

func (room *Room) finalise(ctx context.Context, tx *postgres.Tx, actor org.Actor, listed quality.Submission) error {
	s, err := tx.LockSubmission(ctx, listed.GroupID, listed.UnitID, listed.Period)
	if err != nil {
		return err
	}
	before := s
	if err := s.Finalise(actor, room.now()); err != nil {
		return err // opened again a moment ago: the user must see that first
	}
	return room.saveStep(ctx, tx, actor, "submission.finalise", [2]quality.Submission{before, s})
}

// submissionsOf reads the submissions whose period ends in the year.
func submissionsOf(ctx context.Context, tx *postgres.Tx, group org.GroupID, year int) ([]quality.Submission, error) {
	all, err := tx.Submissions(ctx, group, quality.WholeYear(year-longestYears+1).Start(), quality.WholeYear(year).End())
	if err != nil {
		return nil, err
	}
	var list []quality.Submission
	for _, s := range all {
		if s.Period.LastYear() == year {
			list = append(list, s)
		}
	}
	return list, nil
}
