package server

import (
	"strconv"
	"testing"

	"github.com/jackc/pgx/v5"
)

// addMeasuredExamples gives each filled group a good example with a file, about a measure
// that has figures, which all the other units have introduced.
func addMeasuredExamples(t *testing.T, owner *pgx.Conn) {
	t.Helper()
	if _, err := owner.Exec(t.Context(), `
		INSERT INTO example (group_id, unit_id, title, problem, done, result, contact_id, indicator_id, began_on, state, published_at, written_at)
		SELECT g.id, u.id, 'Exempel', 'x', 'x', 'x', (SELECT min(id) FROM person), i.id, '2025-04-01', 'published', '2026-01-01', '2026-01-01'
		FROM programme_group g JOIN unit u ON u.code = g.code || '-2' JOIN indicator i ON i.group_id = g.id AND i.code = 'MED03' WHERE g.code LIKE 'exempel-%';
		INSERT INTO example_attachment (example_id, name, media_type, content, sha256, added_at)
		SELECT e.id, 'x.pdf', 'application/pdf', '%PDF-1.4', sha256('%PDF-1.4'), '2026-01-01' FROM example e JOIN programme_group g ON g.id = e.group_id WHERE g.code LIKE 'exempel-%';
		INSERT INTO example_adoption (example_id, group_id, unit_id, state, since, person_id, noted_at)
		SELECT e.id, e.group_id, m.unit_id, 'introduced', '2025-04-01', (SELECT min(id) FROM person), '2026-01-01'
		FROM example e JOIN programme_group g ON g.id = e.group_id JOIN group_unit m ON m.group_id = g.id AND m.unit_id <> e.unit_id
		JOIN unit u ON u.id = m.unit_id WHERE g.code LIKE 'exempel-%' AND u.code <> g.code || '-1'`); err != nil {
		t.Fatal(err)
	}
}

// exampleIn is the group's example, and attachmentIn its file.
func exampleIn(t *testing.T, owner *pgx.Conn, group int64) string {
	t.Helper()
	return idIn(t, owner, `SELECT max(id) FROM example WHERE group_id = $1`, group)
}

func attachmentIn(t *testing.T, owner *pgx.Conn, group int64) string {
	t.Helper()
	return idIn(t, owner, `SELECT max(f.id) FROM example_attachment f JOIN example e ON e.id = f.example_id WHERE e.group_id = $1`, group)
}

func idIn(t *testing.T, owner *pgx.Conn, sql string, group int64) string {
	t.Helper()
	var id int64
	if err := owner.QueryRow(t.Context(), sql, group).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return strconv.FormatInt(id, 10)
}
