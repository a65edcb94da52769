package server

import (
	"testing"

	"github.com/jackc/pgx/v5"
)

// addMethods gives each group of the filling a method that every unit has come all the way
// with, and is asked about again.
func addMethods(t *testing.T, owner *pgx.Conn) {
	t.Helper()
	if _, err := owner.Exec(t.Context(), `
		INSERT INTO method (group_id, direction, kind, title, why, source, indicator_id, follow_up_months, written_at)
		SELECT g.id, 'in', 'method', 'Metod', 'Varför', 'Källa', i.id, '{6,12}', now()
		FROM programme_group g JOIN indicator i ON i.group_id = g.id AND i.code = 'MED03' WHERE g.code LIKE 'exempel-%';
		INSERT INTO method_note (method_id, group_id, unit_id, state, since, noted_at)
		SELECT m.id, m.group_id, gu.unit_id, 'done', '2025-04-01', now() FROM method m JOIN programme_group g ON g.id = m.group_id
		JOIN group_unit gu ON gu.group_id = m.group_id WHERE g.code LIKE 'exempel-%';
		INSERT INTO method_follow_up (method_id, group_id, unit_id, asked_on, outcome, result, noted_at)
		SELECT n.method_id, n.group_id, n.unit_id, '2025-10-01', 'holds', 'Ja', now() FROM method_note n JOIN programme_group g ON g.id = n.group_id
		WHERE g.code LIKE 'exempel-%'`); err != nil {
		t.Fatal(err)
	}
}

// methodIn is the group's method.
func methodIn(t *testing.T, owner *pgx.Conn, group int64) string {
	t.Helper()
	return idIn(t, owner, `SELECT min(id) FROM method WHERE group_id = $1`, group)
}
