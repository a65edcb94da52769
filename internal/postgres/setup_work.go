package postgres

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
)

// The rows come from the group's own units, measures and goals, and are written by
// whoever has the lowest number.
var fillWork = []string{
	`-- name: fill actions
INSERT INTO action (group_id, unit_id, area, kind, state, priority, owner_id, due_on, began_on, settled_on, indicator_id, result, written_at)
SELECT @group, u.ids[1 + n % cardinality(u.ids)], 'Åtgärd ' || n,
       (ARRAY['routine', 'training', 'staffing', 'equipment', 'knowledge_support', 'phasing_out'])[1 + n % 6],
       (ARRAY['planned', 'ongoing', 'done', 'stopped'])[1 + n % 4], 1 + n % 3, (SELECT min(id) FROM person),
       current_date + (n % 400) - 300, current_date - n % 300, CASE WHEN n % 4 > 1 THEN current_date - n % 100 END,
       i.ids[1 + n % cardinality(i.ids)], CASE WHEN n % 4 = 2 THEN 'Klart' ELSE '' END, now() - n * interval '1 hour'
FROM generate_series(1, @rows::int) n,
     (SELECT array_agg(unit_id ORDER BY unit_id) AS ids FROM group_unit WHERE group_id = @group) u,
     (SELECT array_agg(id ORDER BY id) AS ids FROM indicator WHERE group_id = @group) i`,
	`-- name: fill examples
INSERT INTO example (group_id, unit_id, title, problem, done, indicator_id, tags, state, published_at, written_at)
SELECT @group, u.ids[1 + n % cardinality(u.ids)], 'Exempel ' || n, 'Ett problem', 'Något gjordes', i.ids[1 + n % cardinality(i.ids)],
       ARRAY['etikett ' || n % 30], CASE WHEN n % 5 = 0 THEN 'draft' ELSE 'published' END,
       CASE WHEN n % 5 > 0 THEN now() - n * interval '1 hour' END, now() - n * interval '1 hour'
FROM generate_series(1, @rows::int) n,
     (SELECT array_agg(unit_id ORDER BY unit_id) AS ids FROM group_unit WHERE group_id = @group) u,
     (SELECT array_agg(id ORDER BY id) AS ids FROM indicator WHERE group_id = @group) i`,
	`-- name: fill posts
INSERT INTO post (group_id, indicator_id, author_id, body, written_at)
SELECT @group, i.ids[1 + n % cardinality(i.ids)], (SELECT min(id) FROM person), 'Inlägg ' || n, now() - n * interval '1 hour'
FROM generate_series(1, @rows::int) n, (SELECT array_agg(id ORDER BY id) AS ids FROM indicator WHERE group_id = @group) i`,
	`-- name: fill support requests
INSERT INTO support_request (group_id, unit_id, title, asked_by, asked_at)
SELECT @group, u.ids[1 + n % cardinality(u.ids)], 'Fråga om stöd ' || n, (SELECT min(id) FROM person), now() - n * interval '1 hour'
FROM generate_series(1, @rows::int) n, (SELECT array_agg(unit_id ORDER BY unit_id) AS ids FROM group_unit WHERE group_id = @group) u`,
	`-- name: fill matters
INSERT INTO matter (group_id, title, asked_by, asked_at)
SELECT @group, 'Fråga ' || n, (SELECT min(id) FROM person), now() - n * interval '1 hour' FROM generate_series(1, @rows::int) n`,
	`-- name: fill needs
INSERT INTO need (group_id, year, kind, text, written_at)
SELECT @group, @year::int, CASE WHEN n % 2 = 0 THEN 'training' ELSE 'development' END, 'Behov ' || n, now() - n * interval '1 hour'
FROM generate_series(1, @rows::int) n`,
	`-- name: fill tasks
INSERT INTO task (group_id, year, kind, title, due_on)
SELECT @group, @year::int, 'wheel', 'Uppgift ' || n, make_date(@year::int, 1, 1) + n % 365 FROM generate_series(1, @rows::int) n`,
	`-- name: fill local goals
INSERT INTO local_goal (group_id, unit_id, year, title, written_at)
SELECT @group, u.ids[1 + n % cardinality(u.ids)], @year::int, 'Eget mål ' || n, now() - n * interval '1 hour'
FROM generate_series(1, @rows::int) n, (SELECT array_agg(unit_id ORDER BY unit_id) AS ids FROM group_unit WHERE group_id = @group) u`,
	`-- name: fill meetings
INSERT INTO meeting (group_id, kind, title, starts_at, ends_at)
SELECT @group, 'working', 'Möte ' || n, now() - n * interval '1 day', now() - n * interval '1 day' + interval '1 hour'
FROM generate_series(1, @rows::int) n`,
	`-- name: fill proposals
INSERT INTO goal_proposal (group_id, year, category, title, value_for_children, patient_view, scope, proposed_at, changed_at)
SELECT @group, @year::int, 'medical', 'Förslag ' || n, 'För barnen', 'Med föräldrar', 'all_units', now() - n * interval '1 hour', now() FROM generate_series(1, @rows::int) n`,
}

// FillWork adds so many rows of everything that the group's people write: actions,
// examples, talk, requests, questions, needs, tasks, goals of their own, meetings and
// proposals, for trying how the lists do with many. Tasks, needs, goals and proposals
// are of the year.
func (tx *Tx) FillWork(ctx context.Context, group org.GroupID, rows, year int) error {
	args := func(sql string) pgx.StrictNamedArgs {
		a := pgx.StrictNamedArgs{"group": group, "rows": rows}
		if strings.Contains(sql, "@year") {
			a["year"] = year
		}
		return a
	}
	for _, sql := range fillWork {
		if err := exec(ctx, tx, sql, args(sql), -1, nil); err != nil {
			return err
		}
	}
	return nil
}
