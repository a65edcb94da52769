package server

import (
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// addNominationRounds gives each filled group a round of nominations that is decided, and
// one that is open: all units have nominated in both, and weighed in the first.
func addNominationRounds(t *testing.T, owner *pgx.Conn) {
	t.Helper()
	if _, err := owner.Exec(t.Context(), `
		INSERT INTO nomination_round (group_id, year, invitation, opens_on, closes_on, wanted, decided_on, created_at)
		SELECT g.id, y.year, 'Nominera', y.opens, y.closes, 2, y.decided, '2025-01-01'
		FROM programme_group g, (VALUES (2025, date '2025-01-01', date '2025-02-01', date '2025-03-01'), (2026, date '2026-01-01', date '2026-03-01', NULL)) y(year, opens, closes, decided)
		WHERE g.code LIKE 'exempel-%';
		INSERT INTO nomination (group_id, round_id, unit_id, title, kind, problem, poor_quality, poor_quality_why, effect, state, written_at, changed_at, sent_at, outcome, outcome_reason)
		SELECT r.group_id, r.id, gu.unit_id, 'Ämne', 'care', 'x', true, 'x', 'x', 'sent', '2025-01-01', '2025-01-01', '2025-01-01',
		       CASE WHEN r.decided_on IS NULL THEN '' ELSE 'kept' END, CASE WHEN r.decided_on IS NULL THEN '' ELSE 'x' END
		FROM nomination_round r JOIN programme_group g ON g.id = r.group_id JOIN group_unit gu ON gu.group_id = g.id WHERE g.code LIKE 'exempel-%';
		INSERT INTO nomination_measure (nomination_id, criterion, indicator_id)
		SELECT n.id, 'poor_quality', i.id FROM nomination n JOIN programme_group g ON g.id = n.group_id JOIN indicator i ON i.group_id = g.id AND i.code = 'MED03' WHERE g.code LIKE 'exempel-%';
		INSERT INTO nomination_unit (nomination_id, group_id, unit_id)
		SELECT n.id, n.group_id, gu.unit_id FROM nomination n JOIN programme_group g ON g.id = n.group_id JOIN group_unit gu ON gu.group_id = n.group_id WHERE g.code LIKE 'exempel-%';
		INSERT INTO nomination_weighing (nomination_id, group_id, unit_id, poor_quality, stand, person_id, taken_at)
		SELECT n.id, n.group_id, gu.unit_id, 'strong', 'supports', (SELECT min(id) FROM person), '2025-02-10'
		FROM nomination n JOIN programme_group g ON g.id = n.group_id JOIN group_unit gu ON gu.group_id = n.group_id WHERE n.outcome = 'kept' AND g.code LIKE 'exempel-%'`); err != nil {
		t.Fatal(err)
	}
}

// nominationsIn fills in the group's rounds and nominations: what is about weighing and
// deciding is asked of the round that is decided.
func nominationsIn(t *testing.T, owner *pgx.Conn, group int64) *strings.Replacer {
	t.Helper()
	const rounds = "/omgangar/"
	open := idIn(t, owner, `SELECT max(id) FROM nomination_round WHERE group_id = $1`, group)
	decided := idIn(t, owner, `SELECT min(id) FROM nomination_round WHERE group_id = $1`, group)
	return strings.NewReplacer("/omgangar/{round}/vagning", rounds+decided+"/vagning", "/omgangar/{round}/beslut", rounds+decided+"/beslut", "{round}", open,
		"{nomination}", idIn(t, owner, `SELECT max(id) FROM nomination WHERE group_id = $1`, group))
}
