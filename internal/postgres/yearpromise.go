package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const selectYearPromises = `-- name: promises of a year
SELECT y.promise_id AS id
FROM goal_year_promise y
JOIN patient_promise p ON p.id = y.promise_id
WHERE y.group_id = @group AND y.year = @year
ORDER BY p.position, p.id`

// YearPromises reads the promises that the group has chosen to work with in the year;
// none means all of them.
func (tx *Tx) YearPromises(ctx context.Context, group org.GroupID, year int) ([]quality.PromiseID, error) {
	type promiseRow struct{ ID quality.PromiseID }
	rows, err := collect[promiseRow](ctx, tx, selectYearPromises, pgx.StrictNamedArgs{"group": group, "year": year})
	var ids []quality.PromiseID
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return ids, err
}

const clearYearPromises = `-- name: clear promises of a year
DELETE FROM goal_year_promise WHERE group_id = @group AND year = @year AND promise_id <> ALL(@promises::bigint[])`

const insertYearPromises = `-- name: insert promises of a year
INSERT INTO goal_year_promise (group_id, year, promise_id)
SELECT @group, @year, chosen.id FROM unnest(@promises::bigint[]) AS chosen(id)
ON CONFLICT DO NOTHING`

// SetYearPromises makes the promises given those that the group works with in the year;
// none for all of them.
func (tx *Tx) SetYearPromises(ctx context.Context, group org.GroupID, year int, promises []quality.PromiseID) error {
	args := pgx.StrictNamedArgs{"group": group, "year": year, "promises": nonNil(promises)}
	if err := exec(ctx, tx, clearYearPromises, args, -1, nil); err != nil {
		return err
	}
	return exec(ctx, tx, insertYearPromises, args, -1, nil)
}
