package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const selectHealthcareRegion = `-- name: healthcare region of group
SELECT healthcare_region_id FROM programme_group WHERE id = @group`

// HealthcareRegionOf is the id of the healthcare region that the group works in.
func (tx *Tx) HealthcareRegionOf(ctx context.Context, group org.GroupID) (int64, error) {
	return value[int64](ctx, tx, selectHealthcareRegion, pgx.StrictNamedArgs{"group": group})
}

const insertHealthcareRegion = `-- name: insert healthcare region
INSERT INTO healthcare_region (code, name) VALUES (@code, @name)
ON CONFLICT (code) DO NOTHING RETURNING id`

// AddHealthcareRegion adds a healthcare region and gives its id;
// fault.ErrConflict when there is one with the code already.
func (tx *Tx) AddHealthcareRegion(ctx context.Context, code, name string) (int64, error) {
	id, err := value[int64](ctx, tx, insertHealthcareRegion, pgx.StrictNamedArgs{"code": code, "name": name})
	if errors.Is(err, fault.ErrNotFound) { // no row came back
		return 0, fault.ErrConflict
	}
	return id, err
}

const selectRegionByName = `-- name: region by name
SELECT id FROM region WHERE healthcare_region_id = @healthcare_region AND name = @name
ORDER BY id LIMIT 1`

// RegionByName is the id of the healthcare region's region of that name, or
// fault.ErrNotFound.
func (tx *Tx) RegionByName(ctx context.Context, healthcareRegion int64, name string) (org.RegionID, error) {
	return value[org.RegionID](ctx, tx, selectRegionByName,
		pgx.StrictNamedArgs{"healthcare_region": healthcareRegion, "name": name})
}

const selectIndicator = `-- name: select indicator
INSERT INTO selected_indicator (group_id, year, indicator_id, position)
SELECT @group, @year, @indicator,
       (SELECT coalesce(max(s.position), 0) + 1 FROM selected_indicator s WHERE s.group_id = @group AND s.year = @year)
ON CONFLICT ON CONSTRAINT selected_indicator_unique DO NOTHING`

// SelectIndicator lets the group collect the indicator in the year, without a
// goal, if it does not already.
func (tx *Tx) SelectIndicator(ctx context.Context, group org.GroupID, year int, indicator quality.IndicatorID) error {
	return exec(ctx, tx, selectIndicator, pgx.StrictNamedArgs{"group": group, "year": year, "indicator": indicator}, -1, nil)
}
