package server

import (
	"testing"

	"github.com/jackc/pgx/v5"
)

// teamOfAllUnits gives each example group a running team of all its units, open to each other,
// with a goal, a measure by month and a figure of each unit's, and somebody of each unit.
const teamOfAllUnits = `;
	INSERT INTO improvement_team (group_id, title, aim, begins_on, ends_on, state, written_at)
	SELECT g.id, 'Team', 'Syfte', '2025-01-01', '2026-12-31', 'running', now() FROM programme_group g WHERE g.code LIKE 'exempel-%';
	INSERT INTO team_unit (team_id, group_id, unit_id, opened_at, opened_by)
	SELECT t.id, t.group_id, gu.unit_id, now(), (SELECT min(id) FROM person) FROM improvement_team t JOIN group_unit gu ON gu.group_id = t.group_id WHERE t.title = 'Team';
	INSERT INTO team_member (team_id, group_id, kind, unit_id, name, competence)
	SELECT team_id, group_id, 'local', unit_id, 'Någon', 'clinical' FROM team_unit WHERE group_id IN (SELECT id FROM programme_group WHERE code LIKE 'exempel-%');
	INSERT INTO team_goal (team_id, group_id, title) SELECT id, group_id, 'Mål' FROM improvement_team WHERE title = 'Team';
	INSERT INTO team_measure (team_id, group_id, team_goal_id, name, numerator_text, denominator_text, rhythm, direction, starts_on)
	SELECT team_id, group_id, id, 'Mått', 'T', 'N', 'month', 'higher', '2025-01-01' FROM team_goal WHERE title = 'Mål';
	INSERT INTO team_figure (team_id, measure_id, unit_id, period, state, numerator, denominator, entered_at)
	SELECT m.team_id, m.id, u.unit_id, period, 'value', 10, 20, now()
	FROM team_measure m JOIN team_unit u ON u.team_id = m.team_id, unnest('{2025-10-01,2025-11-01}'::date[]) period WHERE m.name = 'Mått'`

// teamIn are the variables of learning teams' addresses with what stands there in the group.
func teamIn(t *testing.T, owner *pgx.Conn, group int64) []string {
	t.Helper()
	var team, goal, measure, member string
	if err := owner.QueryRow(t.Context(), `SELECT t.id::text, (SELECT min(id)::text FROM team_goal WHERE team_id = t.id), (SELECT min(id)::text FROM team_measure WHERE team_id = t.id),
		(SELECT min(id)::text FROM team_member WHERE team_id = t.id) FROM improvement_team t WHERE t.group_id = $1`, group).Scan(&team, &goal, &measure, &member); err != nil {
		t.Fatal(err)
	}
	return []string{"{teammeasure}/diagram/{name}", measure + "/diagram/tillsammans.svg", "{team}", team, "{teamgoal}", goal, "{teammeasure}", measure, "{member}", member}
}
