package server

import (
	"testing"

	"github.com/jackc/pgx/v5"
)

// addMeasuredReports begins a report for 2025 in the groups that queries are counted in, with
// texts that refer to figures.
func addMeasuredReports(t *testing.T, owner *pgx.Conn) {
	t.Helper()
	if _, err := owner.Exec(t.Context(), `
		INSERT INTO report (group_id, year, begun_at) SELECT g.id, 2025, now() FROM programme_group g WHERE g.code LIKE 'exempel-%' ON CONFLICT DO NOTHING;
		INSERT INTO report_section (group_id, year, content, heading, position, body)
		SELECT g.id, 2025, c.content, 'Avsnitt', c.place, 'Se [[MED03 antal]], [[MED03 skillnad]] och [[alla nådde]].'
		FROM programme_group g, unnest('{medical,nursing,text}'::text[]) WITH ORDINALITY AS c (content, place) WHERE g.code LIKE 'exempel-%';
		INSERT INTO report_measure (group_id, year, indicator_id, discussion, edited_at)
		SELECT g.id, 2025, i.id, 'Om [[MED03]].', now() FROM programme_group g JOIN indicator i ON i.group_id = g.id AND i.code = 'MED03' WHERE g.code LIKE 'exempel-%' `); err != nil {
		t.Fatal(err)
	}
}

// sectionIn is a section of the group's report.
func sectionIn(t *testing.T, owner *pgx.Conn, group int64) (id string) {
	t.Helper()
	if err := owner.QueryRow(t.Context(), `SELECT min(id)::text FROM report_section WHERE group_id = $1`, group).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return id
}
