package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
)

const groupColumns = `
SELECT g.id, g.code, g.name, g.short_name, hr.name AS healthcare_region_name,
       coalesce(b.name, '') AS body_name, coalesce(b.short_name, '') AS body_short_name,
       g.example_data, g.collection_months, g.due_days, g.report_due_month, g.report_due_day,
       g.masking_threshold, g.reliability_limit, g.goal_ceiling
FROM programme_group g
JOIN healthcare_region hr ON hr.id = g.healthcare_region_id
LEFT JOIN body b ON b.id = g.body_id`

const selectGroups = `-- name: groups
` + groupColumns + `
WHERE g.id = ANY(@ids)
ORDER BY g.name COLLATE "sv-x-icu"`

// Groups reads the groups with those ids, by name.
func (tx *Tx) Groups(ctx context.Context, ids []org.GroupID) ([]org.Group, error) {
	return collect[org.Group](ctx, tx, selectGroups, pgx.StrictNamedArgs{"ids": nonNil(ids)})
}

const selectAllGroups = `-- name: all groups
` + groupColumns + `
ORDER BY g.name COLLATE "sv-x-icu"`

// AllGroups reads every group, by name.
func (tx *Tx) AllGroups(ctx context.Context) ([]org.Group, error) {
	return collect[org.Group](ctx, tx, selectAllGroups, pgx.StrictNamedArgs{})
}

const selectGroup = `-- name: group
` + groupColumns + `
WHERE g.id = @id`

// Group reads one group, or fault.ErrNotFound.
func (tx *Tx) Group(ctx context.Context, id org.GroupID) (org.Group, error) {
	return one[org.Group](ctx, tx, selectGroup, pgx.StrictNamedArgs{"id": id})
}

const selectGroupByCode = `-- name: group by code
` + groupColumns + `
WHERE g.code = @code`

// GroupByCode reads the group with the code, or fault.ErrNotFound.
func (tx *Tx) GroupByCode(ctx context.Context, code string) (org.Group, error) {
	return one[org.Group](ctx, tx, selectGroupByCode, pgx.StrictNamedArgs{"code": code})
}

const selectUnits = `-- name: units
SELECT u.id, u.code, u.name, u.short_name, h.name AS hospital_name,
       r.id AS region_id, r.name AS region_name, u.care_level, gu.participation,
       u.description, u.source,
       greatest(u.active_from, gu.active_from, g.active_from) AS active_from,
       least(u.active_to, gu.active_to, g.active_to) AS active_to
FROM group_unit gu
JOIN programme_group g ON g.id = gu.group_id
JOIN unit u ON u.id = gu.unit_id
JOIN clinic c ON c.id = u.clinic_id
JOIN hospital h ON h.id = c.hospital_id
JOIN region r ON r.id = h.region_id
WHERE gu.group_id = @group
ORDER BY gu.position, u.id`

// Units reads the group's units in its own fixed order, those that have left too. A
// unit takes part no longer than the group is there.
func (tx *Tx) Units(ctx context.Context, group org.GroupID) ([]org.Unit, error) {
	return collect[org.Unit](ctx, tx, selectUnits, pgx.StrictNamedArgs{"group": group})
}

// UnitsDuring reads the group's units that took part at any time between the two
// days, in the group's own order.
func (tx *Tx) UnitsDuring(ctx context.Context, group org.GroupID, from, to time.Time) ([]org.Unit, error) {
	all, err := tx.Units(ctx, group)
	if err != nil {
		return nil, err
	}
	var units []org.Unit
	for _, u := range all {
		if u.ActiveDuring(from, to) {
			units = append(units, u)
		}
	}
	return units, nil
}

// nonNil keeps a nil slice from becoming SQL NULL, which no comparison matches.
func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
