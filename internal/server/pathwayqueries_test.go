package server

import (
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"
)

// measuredPathway is an introduction with something of everything, which all units of the
// group $1 take part in.
const measuredPathway = `
WITH p AS (INSERT INTO pathway_introduction (group_id, title, lead_id, starts_on, effect_from, written_at)
	SELECT $1, 'Införande', id, '2025-01-01', '2025-04-01', now() FROM person WHERE email = 'sammanstallande@exempel.se' RETURNING id),
measure AS (INSERT INTO pathway_measure (pathway_id, group_id, indicator_id, position) SELECT p.id, $1, i.id, 1 FROM p, indicator i WHERE i.group_id = $1 AND i.code = 'MED03' RETURNING 1),
phase AS (INSERT INTO pathway_phase (pathway_id, number, name, count, unit) SELECT p.id, n, 'Fas ' || n, 6, 'week' FROM p, generate_series(1, 3) n RETURNING 1),
unit AS (INSERT INTO pathway_unit (pathway_id, group_id, unit_id, state, since, noted_at)
	SELECT p.id, $1, u.unit_id, 'begun', '2025-04-01', now() FROM p, group_unit u WHERE u.group_id = $1 RETURNING 1),
member AS (INSERT INTO pathway_member (pathway_id, group_id, unit_id, name, kind, profession, competence)
	SELECT p.id, $1, u.unit_id, 'Namn', 'member', 'nurse', 'Omvårdnad' FROM p, group_unit u WHERE u.group_id = $1 RETURNING 1),
patients AS (INSERT INTO pathway_patient_group (pathway_id, group_id, name, vision) SELECT p.id, $1, 'Barn', 'Målbild' FROM p RETURNING 1),
sheet AS (INSERT INTO pathway_gap (pathway_id, group_id, unit_id, indicator_id, current, written_at)
	SELECT p.id, $1, u.unit_id, i.id, 'Nu', now() FROM p, group_unit u, indicator i WHERE u.group_id = $1 AND i.group_id = $1 AND i.code = 'MED03' RETURNING 1),
activity AS (INSERT INTO action (group_id, unit_id, area, kind, owner_id, due_on, origin, programme_kind, programme_id, written_at)
	SELECT $1, u.unit_id, 'Aktivitet', 'routine', o.id, '2026-06-01', 'own', 'pathway', p.id, now()
	FROM p, group_unit u, person o WHERE u.group_id = $1 AND o.email = 'sammanstallande@exempel.se' RETURNING 1)
SELECT id::text FROM p`

// pathwayIn adds an introduction to the group, once, and gives its id.
func pathwayIn(t *testing.T, owner *pgx.Conn, group int64) string {
	t.Helper()
	var id string
	if err := owner.QueryRow(t.Context(), measuredPathway, group).Scan(&id); err != nil {
		t.Fatal(err)
	}
	if _, err := owner.Exec(t.Context(), `INSERT INTO pathway_item (pathway_id, phase, kind, text, position) SELECT pathway_id, number, 'criterion', 'Rad', 1 FROM pathway_phase WHERE pathway_id = $1`, id); err != nil {
		t.Fatal(err)
	}
	return id
}

// inPathway is a row of the table that belongs to the group's introduction.
func inPathway(t *testing.T, owner *pgx.Conn, group int64, table string) string {
	t.Helper()
	var id string
	if err := owner.QueryRow(t.Context(), fmt.Sprintf(`SELECT min(id)::text FROM %s WHERE group_id = $1`, table), group).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return id
}

// templateIn adds a template to the group and gives its id.
func templateIn(t *testing.T, owner *pgx.Conn, group int64) string {
	t.Helper()
	var id string
	if err := owner.QueryRow(t.Context(), `INSERT INTO pathway_template (group_id, title, written_at) VALUES ($1, 'Mall', now()) RETURNING id::text`, group).Scan(&id); err != nil {
		t.Fatal(err)
	}
	if _, err := owner.Exec(t.Context(), `INSERT INTO pathway_template_phase (template_id, number, name, count, unit) SELECT $1, n, 'Fas', 1, 'month' FROM generate_series(1, 3) n`, id); err != nil {
		t.Fatal(err)
	}
	return id
}
