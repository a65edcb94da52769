package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

const teamColumns = `
SELECT t.id, t.group_id, t.title, t.aim, t.parties, t.begins_on, t.ends_on, t.state, coalesce(t.nomination_id, 0) AS nomination_id,
       t.settled_on, t.end_note, t.continues, coalesce(t.action_id, 0) AS action_id, t.written_at,
       coalesce(t.written_by, 0) AS written_by, t.version
FROM improvement_team t`

const selectTeam = `-- name: team` + teamColumns + `
WHERE t.group_id = @group AND t.id = @id`

// Team reads one of the group's learning teams; fault.ErrNotFound when it is not the group's.
func (tx *Tx) Team(ctx context.Context, group org.GroupID, id improvement.TeamID) (improvement.Team, error) {
	return one[improvement.Team](ctx, tx, selectTeam, pgx.StrictNamedArgs{"group": group, "id": id})
}

const lockTeam = selectTeam + `
FOR UPDATE OF t`

// LockTeam is Team, and keeps everybody else from changing the team and all that belongs to
// it until the transaction ends.
func (tx *Tx) LockTeam(ctx context.Context, group org.GroupID, id improvement.TeamID) (improvement.Team, error) {
	return one[improvement.Team](ctx, tx, lockTeam, pgx.StrictNamedArgs{"group": group, "id": id})
}

// TeamFilter says which of a group's teams to read; what is zero is not asked for.
type TeamFilter struct {
	GroupID  org.GroupID
	UnitID   org.UnitID   // that the unit takes part in
	PersonID org.PersonID // that the person takes part in, by name among its members
	Open     bool         // that are not over
	Limit    int
}

const selectTeams = `-- name: teams` + teamColumns + `
WHERE t.group_id = @group
  AND (NOT @open::boolean OR t.state IN ('planned', 'running'))
  AND (@unit::bigint = 0 OR EXISTS (SELECT FROM team_unit u WHERE u.team_id = t.id AND u.unit_id = @unit))
  AND (@person::bigint = 0 OR EXISTS (SELECT FROM team_member m WHERE m.team_id = t.id AND m.person_id = @person))
ORDER BY array_position(ARRAY['running', 'planned', 'handed_over', 'ended'], t.state), t.begins_on DESC, t.id
LIMIT @limit`

// Teams reads the teams that the filter asks for: those that go on first, then by the day
// they began, the latest first.
func (tx *Tx) Teams(ctx context.Context, f TeamFilter) ([]improvement.Team, error) {
	return collect[improvement.Team](ctx, tx, selectTeams, pgx.StrictNamedArgs{"group": f.GroupID, "unit": f.UnitID, "person": f.PersonID,
		"open": f.Open, "limit": f.Limit})
}

const insertTeam = `-- name: insert team
INSERT INTO improvement_team (group_id, title, aim, parties, begins_on, ends_on, state, nomination_id, written_at, written_by)
VALUES (@group, @title, @aim, @parties, @begins, @ends, @state, nullif(@nomination::bigint, 0), @at, nullif(@by::bigint, 0))
RETURNING id`

// AddTeam stores a new team and gives its id; fault.ErrConflict when there is one of the
// same nomination.
func (tx *Tx) AddTeam(ctx context.Context, t improvement.Team) (improvement.TeamID, error) {
	return value[improvement.TeamID](ctx, tx, insertTeam, pgx.StrictNamedArgs{"group": t.GroupID, "title": t.Title, "aim": t.Aim, "parties": t.Parties,
		"begins": t.BeginsOn, "ends": t.EndsOn, "state": t.State, "nomination": t.NominationID, "at": t.WrittenAt, "by": t.WrittenBy})
}

const updateTeam = `-- name: update team
UPDATE improvement_team SET title = @title, aim = @aim, parties = @parties, begins_on = @begins, ends_on = @ends, state = @state,
    settled_on = @settled, end_note = @note, continues = @continues, action_id = nullif(@action::bigint, 0),
    written_at = @at, written_by = nullif(@by::bigint, 0), version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveTeam stores a changed team, whose nomination never changes; fault.ErrConflict when
// somebody else changed it since it was read.
func (tx *Tx) SaveTeam(ctx context.Context, t improvement.Team) error {
	return exec(ctx, tx, updateTeam, pgx.StrictNamedArgs{"id": t.ID, "group": t.GroupID, "version": t.Version, "title": t.Title, "aim": t.Aim,
		"parties": t.Parties, "begins": t.BeginsOn, "ends": t.EndsOn, "state": t.State, "settled": t.SettledOn, "note": t.EndNote,
		"continues": t.Continues, "action": t.ActionID, "at": t.WrittenAt, "by": t.WrittenBy}, 1, fault.ErrConflict)
}
