package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const selectGroupVersions = `-- name: group versions
SELECT v.indicator_id, ` + versionColumns + `
FROM indicator_version v
JOIN indicator i ON i.id = v.indicator_id
WHERE i.group_id = @group
ORDER BY v.indicator_id, v.valid_from`

// GroupVersions reads all definitions of the group's whole library, each
// indicator's oldest first.
func (tx *Tx) GroupVersions(ctx context.Context, group org.GroupID) (map[quality.IndicatorID][]quality.Version, error) {
	type groupVersionRow struct {
		IndicatorID quality.IndicatorID
		versionRow
	}
	rows, err := collect[groupVersionRow](ctx, tx, selectGroupVersions, pgx.StrictNamedArgs{"group": group})
	if err != nil {
		return nil, err
	}
	versions := map[quality.IndicatorID][]quality.Version{}
	for _, r := range rows {
		versions[r.IndicatorID] = append(versions[r.IndicatorID], r.version())
	}
	return versions, nil
}

// ResultYear is a year the group collects something in, and whether anything
// that may appear in results has been handed in for it.
type ResultYear struct {
	Year       int
	HasFigures bool
}

const selectResultYears = `-- name: result years
SELECT y.year, EXISTS (
    SELECT FROM figure f
    JOIN submission s ON s.id = f.submission_id
    WHERE s.group_id = @group AND s.state = ANY(@states)
      AND extract(year FROM f.period_start + make_interval(months => f.period_months) - interval '1 day') = y.year
    ) AS has_figures
FROM (SELECT DISTINCT i.year FROM selected_indicator i WHERE i.group_id = @group) y
ORDER BY y.year`

// ResultYears reads the years that the group collects something in, oldest first.
func (tx *Tx) ResultYears(ctx context.Context, group org.GroupID) ([]ResultYear, error) {
	return collect[ResultYear](ctx, tx, selectResultYears,
		pgx.StrictNamedArgs{"group": group, "states": quality.ShownStates()})
}
