package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// ProgrammeRow is a programme by its name: what an action, a meeting or a data package
// belongs to, or what follows a measure.
type ProgrammeRow struct {
	Kind  improvement.ProgrammeKind
	ID    int64
	Title string
}

const selectProgramme = `-- name: programme
SELECT p.kind, p.id, p.title
FROM (SELECT 'team' AS kind, t.id, t.title, t.group_id FROM improvement_team t
      UNION ALL
      SELECT 'pathway', i.id, i.title, i.group_id FROM pathway_introduction i
      UNION ALL
      SELECT 'method', m.id, m.title, m.group_id FROM method m) p
WHERE p.group_id = @group AND p.kind = @kind AND p.id = @id`

// Programme reads the name of one of the group's programmes; fault.ErrNotFound when it is
// not the group's.
func (tx *Tx) Programme(ctx context.Context, group org.GroupID, kind improvement.ProgrammeKind, id int64) (ProgrammeRow, error) {
	return one[ProgrammeRow](ctx, tx, selectProgramme, pgx.StrictNamedArgs{"group": group, "kind": kind, "id": id})
}

const selectMeasureProgrammes = `-- name: programmes that follow a measure
SELECT p.kind, p.id, p.title
FROM (SELECT 'team' AS kind, t.id, t.title, t.state IN ('planned', 'running') AS open
      FROM improvement_team t
      WHERE t.group_id = @group AND EXISTS (SELECT FROM team_measure m WHERE m.team_id = t.id AND m.indicator_id = @indicator)
      UNION ALL
      SELECT 'pathway', i.id, i.title, i.state = 'running'
      FROM pathway_introduction i
      WHERE i.group_id = @group AND EXISTS (SELECT FROM pathway_measure m WHERE m.pathway_id = i.id AND m.indicator_id = @indicator)) p
ORDER BY NOT p.open, p.kind DESC, p.title, p.id`

// MeasureProgrammes reads the group's teams and introductions that follow the measure: those
// that go on first.
func (tx *Tx) MeasureProgrammes(ctx context.Context, group org.GroupID, indicator quality.IndicatorID) ([]ProgrammeRow, error) {
	return collect[ProgrammeRow](ctx, tx, selectMeasureProgrammes, pgx.StrictNamedArgs{"group": group, "indicator": indicator})
}
