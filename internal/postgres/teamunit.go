package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

const selectTeamUnits = `-- name: team units
SELECT tu.team_id, tu.unit_id, u.code, u.short_name AS name, tu.opened_at, coalesce(p.name, '') AS opened_by
FROM team_unit tu
JOIN group_unit gu ON gu.group_id = tu.group_id AND gu.unit_id = tu.unit_id
JOIN unit u ON u.id = tu.unit_id
LEFT JOIN person p ON p.id = tu.opened_by
WHERE tu.group_id = @group AND tu.team_id = ANY(@teams::bigint[])
ORDER BY tu.team_id, gu.position, tu.unit_id`

// TeamUnits reads which units take part in the teams, in the group's own order. One query.
func (tx *Tx) TeamUnits(ctx context.Context, group org.GroupID, teams ...improvement.TeamID) (map[improvement.TeamID][]improvement.TeamUnit, error) {
	type row struct {
		TeamID improvement.TeamID
		improvement.TeamUnit
	}
	rows, err := collect[row](ctx, tx, selectTeamUnits, pgx.StrictNamedArgs{"group": group, "teams": nonNil(teams)})
	units := map[improvement.TeamID][]improvement.TeamUnit{}
	for _, r := range rows {
		units[r.TeamID] = append(units[r.TeamID], r.TeamUnit)
	}
	return units, err
}

const clearTeamUnits = `-- name: clear team units
DELETE FROM team_unit WHERE team_id = @team AND group_id = @group AND unit_id <> ALL(@units::bigint[])`

const insertTeamUnits = `-- name: insert team units
INSERT INTO team_unit (team_id, group_id, unit_id)
SELECT @team, @group, chosen.id FROM unnest(@units::bigint[]) AS chosen(id)
ON CONFLICT DO NOTHING`

// SetTeamUnits makes the units given those that take part; the local teams of those that
// leave go with them. fault.ErrNotFound for units that are not the group's, and when a unit
// that leaves has entered figures.
func (tx *Tx) SetTeamUnits(ctx context.Context, t improvement.Team, units []org.UnitID) error {
	args := pgx.StrictNamedArgs{"team": t.ID, "group": t.GroupID, "units": nonNil(units)}
	if err := exec(ctx, tx, clearTeamUnits, args, -1, nil); err != nil {
		return err
	}
	return exec(ctx, tx, insertTeamUnits, args, -1, nil)
}

// Opening is a unit's word that its results are open to the other units that open theirs.
type Opening struct {
	TeamID  improvement.TeamID
	GroupID org.GroupID
	UnitID  org.UnitID
	At      *time.Time   // nil takes it back
	By      org.PersonID // zero with nil
}

const updateTeamUnit = `-- name: open a unit's results in a team
UPDATE team_unit SET opened_at = @at, opened_by = nullif(@by::bigint, 0)
WHERE team_id = @team AND group_id = @group AND unit_id = @unit`

// SaveOpening stores the unit's word; fault.ErrNotFound when it does not take part.
func (tx *Tx) SaveOpening(ctx context.Context, o Opening) error {
	return exec(ctx, tx, updateTeamUnit, pgx.StrictNamedArgs{"team": o.TeamID, "group": o.GroupID, "unit": o.UnitID, "at": o.At, "by": o.By},
		1, fault.ErrNotFound)
}

const selectTeamMembers = `-- name: team members
SELECT m.id, m.team_id, m.kind, coalesce(m.unit_id, 0) AS unit_id, coalesce(m.person_id, 0) AS person_id, m.name, m.email,
       m.competence, m.profession, m.organisation, m.version
FROM team_member m
WHERE m.group_id = @group AND m.team_id = @team
ORDER BY array_position(ARRAY['expert', 'local', 'invited'], m.kind), m.name, m.id`

// TeamMembers reads who takes part in the team: the expert group first, each by name.
func (tx *Tx) TeamMembers(ctx context.Context, group org.GroupID, team improvement.TeamID) ([]improvement.TeamMember, error) {
	return collect[improvement.TeamMember](ctx, tx, selectTeamMembers, pgx.StrictNamedArgs{"group": group, "team": team})
}

const insertTeamMember = `-- name: insert team member
INSERT INTO team_member (team_id, group_id, kind, unit_id, person_id, name, email, competence, profession, organisation)
VALUES (@team, @group, @kind, nullif(@unit::bigint, 0), nullif(@person::bigint, 0), @name, @email, @competence, @profession, @organisation)
RETURNING id`

// AddTeamMember stores somebody who takes part and gives the id; fault.ErrNotFound for a
// unit that does not.
func (tx *Tx) AddTeamMember(ctx context.Context, group org.GroupID, m improvement.TeamMember) (improvement.TeamMemberID, error) {
	return value[improvement.TeamMemberID](ctx, tx, insertTeamMember, teamMemberArgs(group, m))
}

const updateTeamMember = `-- name: update team member
UPDATE team_member SET kind = @kind, unit_id = nullif(@unit::bigint, 0), person_id = nullif(@person::bigint, 0), name = @name,
    email = @email, competence = @competence, profession = @profession, organisation = @organisation, version = version + 1
WHERE id = @id AND team_id = @team AND group_id = @group AND version = @version`

// SaveTeamMember stores what has been changed of somebody; fault.ErrConflict when somebody
// else changed it since it was read.
func (tx *Tx) SaveTeamMember(ctx context.Context, group org.GroupID, m improvement.TeamMember) error {
	args := teamMemberArgs(group, m)
	args["id"], args["version"] = m.ID, m.Version
	return exec(ctx, tx, updateTeamMember, args, 1, fault.ErrConflict)
}

func teamMemberArgs(group org.GroupID, m improvement.TeamMember) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"team": m.TeamID, "group": group, "kind": m.Kind, "unit": m.UnitID, "person": m.PersonID, "name": m.Name,
		"email": m.Email, "competence": m.Competence, "profession": m.Profession, "organisation": m.Organisation}
}

const deleteTeamMember = `-- name: delete team member
DELETE FROM team_member WHERE id = @id AND team_id = @team AND group_id = @group`

// DeleteTeamMember removes somebody from the team; fault.ErrNotFound when there is no such.
func (tx *Tx) DeleteTeamMember(ctx context.Context, group org.GroupID, m improvement.TeamMember) error {
	return exec(ctx, tx, deleteTeamMember, pgx.StrictNamedArgs{"id": m.ID, "team": m.TeamID, "group": group}, 1, fault.ErrNotFound)
}
