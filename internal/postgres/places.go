package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// What a file with many units and periods takes, whatever their number.

// Place is a unit's collection period.
type Place struct {
	UnitID org.UnitID
	Period quality.Period
}

// placeArgs are the places as columns.
func placeArgs(group org.GroupID, places []Place) pgx.StrictNamedArgs {
	units, starts, months := make([]org.UnitID, len(places)), make([]time.Time, len(places)), make([]int, len(places))
	for n, p := range places {
		units[n], starts[n], months[n] = p.UnitID, p.Period.Start(), p.Period.Months
	}
	return pgx.StrictNamedArgs{"group": group, "units": units, "starts": starts, "months": months}
}

// The order is always the same, so that two who lock many cannot wait for each other.
const lockSubmissions = `-- name: lock submissions
` + submissionColumns + `
JOIN unnest(@units::bigint[], @starts::date[], @months::int[]) AS p(unit_id, period_start, period_months)
     USING (unit_id, period_start, period_months)
WHERE s.group_id = @group
ORDER BY s.unit_id, s.period_start
FOR UPDATE OF s`

// LockSubmissions reads the submissions that there are for the places, and keeps
// everybody else from changing them until the transaction ends, as LockSubmission
// does one. Take ShareGoals for the years before it.
func (tx *Tx) LockSubmissions(ctx context.Context, group org.GroupID, places []Place) ([]quality.Submission, error) {
	rows, err := collect[submissionRow](ctx, tx, lockSubmissions, placeArgs(group, places))
	if err != nil {
		return nil, err
	}
	list := make([]quality.Submission, len(rows))
	for n, r := range rows {
		list[n] = r.submission()
	}
	return list, nil
}

const beginSubmissions = `-- name: begin submissions
INSERT INTO submission (group_id, unit_id, period_start, period_months)
SELECT @group, p.unit_id, p.period_start, p.period_months
FROM unnest(@units::bigint[], @starts::date[], @months::int[]) AS p(unit_id, period_start, period_months)
ORDER BY p.unit_id, p.period_start
ON CONFLICT ON CONSTRAINT submission_unique DO NOTHING
RETURNING id, unit_id, period_start, period_months`

// BeginSubmissions makes drafts for places that have no submission, and gives
// their ids; a place that somebody else has begun meanwhile is left out.
func (tx *Tx) BeginSubmissions(ctx context.Context, group org.GroupID, places []Place) (map[Place]quality.SubmissionID, error) {
	type begunRow struct {
		ID           quality.SubmissionID
		UnitID       org.UnitID
		PeriodStart  time.Time
		PeriodMonths int
	}
	rows, err := collect[begunRow](ctx, tx, beginSubmissions, placeArgs(group, places))
	begun := map[Place]quality.SubmissionID{}
	for _, r := range rows {
		begun[Place{r.UnitID, quality.PeriodFrom(r.PeriodStart, r.PeriodMonths)}] = r.ID
	}
	return begun, err
}
