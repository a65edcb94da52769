package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

const selectGroupNames = `-- name: group names
SELECT g.name, g.short_name, coalesce(g.body_id, 0) AS body_id, g.national_area,
       g.active_from AS "from", g.active_to AS "to"
FROM programme_group g
WHERE g.id = @group`

// GroupNames reads what the group is called, or fault.ErrNotFound.
func (tx *Tx) GroupNames(ctx context.Context, group org.GroupID) (org.GroupNames, error) {
	return one[org.GroupNames](ctx, tx, selectGroupNames, pgx.StrictNamedArgs{"group": group})
}

const updateGroupNames = `-- name: update group names
UPDATE programme_group SET name = @name, short_name = @short_name, body_id = nullif(@body::bigint, 0),
    national_area = @area, active_from = @from, active_to = @to
WHERE id = @group`

// SaveGroupNames stores what the group is called. A body that is not there is
// fault.ErrNotFound.
func (tx *Tx) SaveGroupNames(ctx context.Context, group org.GroupID, n org.GroupNames) error {
	return exec(ctx, tx, updateGroupNames, pgx.StrictNamedArgs{"group": group, "name": n.Name, "short_name": n.ShortName,
		"body": n.BodyID, "area": n.NationalArea, "from": n.From, "to": n.To}, 1, fault.ErrNotFound)
}

const selectFormerNames = `-- name: former names of group
SELECT f.id, f.name, coalesce(f.from_year, 0) AS from_year, coalesce(f.to_year, 0) AS to_year
FROM group_former_name f
WHERE f.group_id = @group
ORDER BY f.to_year DESC NULLS LAST, f.from_year DESC NULLS LAST, f.id`

// FormerNames reads what the group has been called, the latest first.
func (tx *Tx) FormerNames(ctx context.Context, group org.GroupID) ([]org.FormerName, error) {
	return collect[org.FormerName](ctx, tx, selectFormerNames, pgx.StrictNamedArgs{"group": group})
}

const insertFormerName = `-- name: insert former name of group
INSERT INTO group_former_name (group_id, name, from_year, to_year)
VALUES (@group, @name, nullif(@from::smallint, 0), nullif(@to::smallint, 0))`

// AddFormerName stores something that the group has been called. One that is there
// already is a problem at "former".
func (tx *Tx) AddFormerName(ctx context.Context, group org.GroupID, f org.FormerName) error {
	return exec(ctx, tx, insertFormerName, pgx.StrictNamedArgs{"group": group, "name": f.Name, "from": f.FromYear,
		"to": f.ToYear}, 1, nil)
}

const deleteFormerName = `-- name: delete former name of group
DELETE FROM group_former_name WHERE id = @id AND group_id = @group`

// DeleteFormerName removes something that the group has been called;
// fault.ErrNotFound when it is not the group's.
func (tx *Tx) DeleteFormerName(ctx context.Context, group org.GroupID, id int64) error {
	return exec(ctx, tx, deleteFormerName, pgx.StrictNamedArgs{"group": group, "id": id}, 1, fault.ErrNotFound)
}

const selectBodies = `-- name: bodies
SELECT b.id, coalesce(b.parent_id, 0) AS parent_id, b.name, b.short_name
FROM body b
ORDER BY b.name COLLATE "sv-x-icu", b.id`

// Bodies reads what there is above the groups, by name.
func (tx *Tx) Bodies(ctx context.Context) ([]org.Body, error) {
	return collect[org.Body](ctx, tx, selectBodies, pgx.StrictNamedArgs{})
}

// AdministeredGroup is what a group is called, and whether it is set up.
type AdministeredGroup struct {
	ID      org.GroupID
	Version int // of the group's settings
	SetUp   bool
	org.GroupNames
}

const selectAdministered = `-- name: administered groups
SELECT g.id, g.version, g.set_up_at IS NOT NULL AS set_up, g.name, g.short_name, coalesce(g.body_id, 0) AS body_id, g.national_area,
       g.active_from AS "from", g.active_to AS "to"
FROM programme_group g
ORDER BY g.id`

// AdministeredGroups reads every group as those who care for accounts see it.
func (tx *Tx) AdministeredGroups(ctx context.Context) ([]AdministeredGroup, error) {
	return collect[AdministeredGroup](ctx, tx, selectAdministered, pgx.StrictNamedArgs{})
}
