package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// Entered is a figure that a unit has entered something for: what it is about,
// not what it says.
type Entered struct {
	UnitID org.UnitID
	Key    quality.FigureKey
}

const selectEntered = `-- name: entered figures
SELECT f.unit_id, f.indicator_id, coalesce(f.stratum_id, 0) AS stratum_id, f.period_start, f.period_months
FROM figure f
JOIN submission s ON s.id = f.submission_id
WHERE s.group_id = @group AND s.period_start BETWEEN @from AND @to
ORDER BY f.id`

// EnteredFigures reads which figures there are in the group's submissions for
// collection periods that start between the two days: for counting what is left.
func (tx *Tx) EnteredFigures(ctx context.Context, group org.GroupID, from, to time.Time) ([]Entered, error) {
	type enteredRow struct {
		UnitID       org.UnitID
		IndicatorID  quality.IndicatorID
		StratumID    quality.StratumID
		PeriodStart  time.Time
		PeriodMonths int
	}
	rows, err := collect[enteredRow](ctx, tx, selectEntered,
		pgx.StrictNamedArgs{"group": group, "from": from, "to": to})
	if err != nil {
		return nil, err
	}
	entered := make([]Entered, len(rows))
	for n, r := range rows {
		entered[n] = Entered{UnitID: r.UnitID, Key: quality.FigureKey{IndicatorID: r.IndicatorID,
			StratumID: r.StratumID, Period: quality.PeriodFrom(r.PeriodStart, r.PeriodMonths)}}
	}
	return entered, nil
}

const selectFirstHandedIn = `-- name: first handed in
SELECT s.id, coalesce((SELECT min(a.happened_at) FROM audit a
                       WHERE a.subject = 'submission' AND a.subject_id = s.id AND a.action = @action),
                      s.submitted_at) AS at
FROM submission s
WHERE s.group_id = @group AND s.period_start BETWEEN @from AND @to AND s.submitted_at IS NOT NULL
ORDER BY s.id`

// FirstHandedIn reads when each submission of the collection periods that start
// between the two days was handed in the first time. The submission itself only
// knows the last time, and somebody who mends what was returned is not late.
// action is what handing in is called in the audit.
func (tx *Tx) FirstHandedIn(ctx context.Context, group org.GroupID, from, to time.Time, action string) (map[quality.SubmissionID]time.Time, error) {
	type handedInRow struct {
		ID quality.SubmissionID
		At time.Time
	}
	rows, err := collect[handedInRow](ctx, tx, selectFirstHandedIn,
		pgx.StrictNamedArgs{"group": group, "from": from, "to": to, "action": action})
	if err != nil {
		return nil, err
	}
	first := map[quality.SubmissionID]time.Time{}
	for _, r := range rows {
		first[r.ID] = r.At
	}
	return first, nil
}

const selectPersonNames = `-- name: person names
SELECT p.id, p.name FROM person p WHERE p.id = ANY(@ids) ORDER BY p.id`

// PersonNames reads the names of the persons with those ids.
func (tx *Tx) PersonNames(ctx context.Context, ids []org.PersonID) (map[org.PersonID]string, error) {
	type nameRow struct {
		ID   org.PersonID
		Name string
	}
	rows, err := collect[nameRow](ctx, tx, selectPersonNames, pgx.StrictNamedArgs{"ids": nonNil(ids)})
	if err != nil {
		return nil, err
	}
	names := map[org.PersonID]string{}
	for _, r := range rows {
		names[r.ID] = r.Name
	}
	return names, nil
}
