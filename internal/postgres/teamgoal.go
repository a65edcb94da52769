package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// TeamGoalRow is a team's goal with the names of what it belongs to.
type TeamGoalRow struct {
	improvement.TeamGoal
	TeamTitle string
	TeamState improvement.TeamState
	// GoalTitle and GoalYear are of the group's goal that it is a step towards; "" and zero
	// for none.
	GoalTitle string
	GoalYear  int
}

const selectTeamGoals = `-- name: team goals
SELECT tg.id, tg.team_id, tg.title, tg.body, coalesce(tg.goal_id, 0) AS goal_id, tg.carried_on, tg.version,
       t.title AS team_title, t.state AS team_state, coalesce(g.title, '') AS goal_title, coalesce(g.year, 0)::int AS goal_year
FROM team_goal tg
JOIN improvement_team t ON t.id = tg.team_id
LEFT JOIN goal g ON g.id = tg.goal_id
WHERE tg.group_id = @group
  AND (@team::bigint = 0 OR tg.team_id = @team)
  AND (@year::int = 0 OR @year BETWEEN date_part('year', t.begins_on) AND date_part('year', coalesce(t.settled_on, t.ends_on)))
ORDER BY tg.team_id, tg.id
LIMIT @limit`

// TeamGoalFilter says which of a group's teams' goals to read; what is zero is not asked for.
type TeamGoalFilter struct {
	GroupID org.GroupID
	TeamID  improvement.TeamID
	Year    int // of teams that go on in it
	Limit   int
}

// TeamGoals reads the teams' goals, team by team in the order they were written.
func (tx *Tx) TeamGoals(ctx context.Context, f TeamGoalFilter) ([]TeamGoalRow, error) {
	return collect[TeamGoalRow](ctx, tx, selectTeamGoals, pgx.StrictNamedArgs{"group": f.GroupID, "team": f.TeamID, "year": f.Year, "limit": f.Limit})
}

const insertTeamGoal = `-- name: insert team goal
INSERT INTO team_goal (team_id, group_id, title, body, goal_id)
VALUES (@team, @group, @title, @body, nullif(@goal::bigint, 0))
RETURNING id`

// AddTeamGoal stores a new goal of a team and gives its id; fault.ErrNotFound for a goal
// that is not the group's.
func (tx *Tx) AddTeamGoal(ctx context.Context, group org.GroupID, g improvement.TeamGoal) (improvement.TeamGoalID, error) {
	return value[improvement.TeamGoalID](ctx, tx, insertTeamGoal, pgx.StrictNamedArgs{"team": g.TeamID, "group": group, "title": g.Title,
		"body": g.Body, "goal": g.GoalID})
}

const updateTeamGoal = `-- name: update team goal
UPDATE team_goal SET title = @title, body = @body, goal_id = nullif(@goal::bigint, 0), carried_on = @carried, version = version + 1
WHERE id = @id AND team_id = @team AND group_id = @group AND version = @version`

// SaveTeamGoal stores a changed goal; fault.ErrConflict when somebody else changed it since
// it was read.
func (tx *Tx) SaveTeamGoal(ctx context.Context, group org.GroupID, g improvement.TeamGoal) error {
	return exec(ctx, tx, updateTeamGoal, pgx.StrictNamedArgs{"id": g.ID, "team": g.TeamID, "group": group, "title": g.Title, "body": g.Body,
		"goal": g.GoalID, "carried": g.CarriedOn, "version": g.Version}, 1, fault.ErrConflict)
}

const deleteTeamGoal = `-- name: delete team goal
DELETE FROM team_goal WHERE id = @id AND team_id = @team AND group_id = @group AND version = @version`

// DeleteTeamGoal removes a goal of a team, whose measures stay; fault.ErrConflict when
// somebody else changed it since it was read.
func (tx *Tx) DeleteTeamGoal(ctx context.Context, group org.GroupID, g improvement.TeamGoal) error {
	return exec(ctx, tx, deleteTeamGoal, pgx.StrictNamedArgs{"id": g.ID, "team": g.TeamID, "group": group, "version": g.Version}, 1, fault.ErrConflict)
}

// TeamMeasureRow is a team's measure with the group's measure that it follows, "" for none.
type TeamMeasureRow struct {
	improvement.TeamMeasure
	IndicatorCode string
}

// One that follows a measure of the group's is judged by that, as it is defined last: its
// direction is not the team's to say, whatever was stored.
const selectTeamMeasures = `-- name: team measures
SELECT m.id, m.team_id, coalesce(m.team_goal_id, 0) AS team_goal_id, coalesce(m.indicator_id, 0) AS indicator_id, m.name,
       m.numerator_text, m.denominator_text, m.rhythm,
       CASE WHEN v.direction IN ('higher', 'lower') THEN v.direction ELSE m.direction END AS direction,
       coalesce(v.decimals, 0)::int AS decimals, m.starts_on, m.baseline::float8 AS baseline,
       m.target::float8 AS target, m.version, coalesce(i.code, '') AS indicator_code
FROM team_measure m
LEFT JOIN indicator i ON i.id = m.indicator_id
LEFT JOIN LATERAL (
    SELECT w.direction, w.decimals FROM indicator_version w WHERE w.indicator_id = i.id ORDER BY w.valid_from DESC LIMIT 1) v ON true
WHERE m.group_id = @group AND m.team_id = ANY(@teams::bigint[])
ORDER BY m.team_id, m.id`

// TeamMeasures reads the teams' measures, team by team in the order they were written.
func (tx *Tx) TeamMeasures(ctx context.Context, group org.GroupID, teams ...improvement.TeamID) ([]TeamMeasureRow, error) {
	return collect[TeamMeasureRow](ctx, tx, selectTeamMeasures, pgx.StrictNamedArgs{"group": group, "teams": nonNil(teams)})
}

const insertTeamMeasure = `-- name: insert team measure
INSERT INTO team_measure (team_id, group_id, team_goal_id, indicator_id, name, numerator_text, denominator_text, rhythm, direction,
    starts_on, baseline, target)
VALUES (@team, @group, nullif(@goal::bigint, 0), nullif(@indicator::bigint, 0), @name, @numerator, @denominator, @rhythm, @direction,
    @starts, @baseline, @target)
RETURNING id`

// AddTeamMeasure stores a new measure of a team and gives its id; fault.ErrNotFound for a
// measure that is not the group's, or a goal that is not the team's.
func (tx *Tx) AddTeamMeasure(ctx context.Context, group org.GroupID, m improvement.TeamMeasure) (improvement.TeamMeasureID, error) {
	args := teamMeasureArgs(group, m)
	args["rhythm"], args["indicator"] = m.Rhythm, m.IndicatorID
	return value[improvement.TeamMeasureID](ctx, tx, insertTeamMeasure, args)
}

const updateTeamMeasure = `-- name: update team measure
UPDATE team_measure SET team_goal_id = nullif(@goal::bigint, 0), name = @name, numerator_text = @numerator,
    denominator_text = @denominator, direction = @direction, starts_on = @starts, baseline = @baseline, target = @target,
    version = version + 1
WHERE id = @id AND team_id = @team AND group_id = @group AND version = @version`

// SaveTeamMeasure stores a changed measure, whose rhythm and group's measure never change;
// fault.ErrConflict when somebody else changed it since it was read.
func (tx *Tx) SaveTeamMeasure(ctx context.Context, group org.GroupID, m improvement.TeamMeasure) error {
	args := teamMeasureArgs(group, m)
	args["id"], args["version"] = m.ID, m.Version
	return exec(ctx, tx, updateTeamMeasure, args, 1, fault.ErrConflict)
}

func teamMeasureArgs(group org.GroupID, m improvement.TeamMeasure) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"team": m.TeamID, "group": group, "goal": m.TeamGoalID, "name": m.Name,
		"numerator": m.NumeratorText, "denominator": m.DenominatorText, "direction": m.Direction, "starts": m.StartsOn,
		"baseline": m.Baseline, "target": m.Target}
}

const deleteTeamMeasure = `-- name: delete team measure
DELETE FROM team_measure WHERE id = @id AND team_id = @team AND group_id = @group AND version = @version`

// DeleteTeamMeasure removes a measure that no unit has entered figures of, fault.ErrNotFound
// for others; fault.ErrConflict when somebody else changed it since it was read.
func (tx *Tx) DeleteTeamMeasure(ctx context.Context, group org.GroupID, m improvement.TeamMeasure) error {
	return exec(ctx, tx, deleteTeamMeasure, pgx.StrictNamedArgs{"id": m.ID, "team": m.TeamID, "group": group, "version": m.Version}, 1, fault.ErrConflict)
}
